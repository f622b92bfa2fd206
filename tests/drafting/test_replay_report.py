"""The page and the table of a replay: whole, harmless, for the owner's eyes."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from tickets_service.channels import load_rules
from tickets_service.cli.replay_table import remarks_on, table_of
from tickets_service.drafting.judging import Yardstick, judge
from tickets_service.drafting.replay import report
from tickets_service.drafting.replay.configurations import Configuration, Instructions
from tickets_service.drafting.replay.outcomes import (
    Drafted,
    Failed,
    Measured,
    Replay,
    Replayed,
    Setting,
    figures_of,
    figures_of_sent,
)
from tickets_service.errors import Invalid
from tickets_service.facts import Fact, FactKind, FactSheet
from tickets_service.guard import Allowed

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>&lt;b \u202e\x1b[31mred\x07 {{ 7 * 7 }}</textarea>"
CHANNEL = load_rules({}).for_source("email")
SHEET = FactSheet((Fact(id="order:1", kind=FactKind.ORDER_NUMBER, label="Order number", value="30001"),), AT.date())


def measured(text, *, language="de", wanted="de"):
    return Measured(text, judge(text, Yardstick(SHEET, CHANNEL, Allowed())), language, wanted)


def drafted(text, *, seconds=2.0, cost="0.001", similarity=0.5, **fields):
    return Drafted(measured(text, **fields), similarity, None if cost is None else Decimal(cost), seconds, 1)


def replayed(number, **attempts):
    return Replayed(
        number,
        f"Ticket {number} mit einem recht langen Betreff",
        AT,
        "Wo ist 30001?",
        measured("Ihre Bestellung 30001 ist unterwegs."),
        None,
        attempts,
    )


@pytest.fixture
def replay():
    settings = (
        Setting(Configuration("A"), "gpt-4o-mini", "aaaa"),
        Setting(Configuration("B", "gpt-x", Instructions("b.txt", "B")), "gpt-x", "bbbb"),
    )
    tickets = (
        replayed(1, A=drafted("Zur Bestellung 30001."), B=Failed("The model refused to answer this message.")),
        replayed(
            2, A=drafted("Zur Bestellung 30099.", seconds=4.0, cost=None), B=drafted("To order 30001.", language="en")
        ),
    )
    return Replay(AT, "main", settings, tickets, asked_for=2, is_interrupted=False)


def hostile(replay):
    ticket = Replayed(
        3,
        HOSTILE,
        AT,
        HOSTILE,
        measured(HOSTILE),
        AT + timedelta(days=1),
        {"A": drafted(HOSTILE), "B": Failed(HOSTILE)},
    )
    setting = Setting(Configuration("B", HOSTILE, Instructions(HOSTILE, "x")), HOSTILE, "bbbb")
    return replace(replay, credential=HOSTILE, settings=(replay.settings[0], setting), tickets=(ticket,))


def printed(replay, width=100, *, colours=True):
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=colours)
    console.print(table_of(replay, width=width))
    for line in remarks_on(replay):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return out.getvalue()


def test_figures_are_sums_and_medians_of_each_configuration(replay):
    first, second, sent = figures_of(replay, "A"), figures_of(replay, "B"), figures_of_sent(replay)

    assert (first.texts, first.failed, first.contradicted + first.unsupported) == (2, 0, 1)
    assert (first.seconds, first.cost_usd, first.unpriced, first.words) == (3.0, Decimal("0.001"), 1, 3)
    assert (second.texts, second.failed, second.languages_right, second.languages_told) == (1, 1, 0, 1)
    assert (sent.texts, sent.similarity, sent.cost_usd) == (2, None, None)


def test_the_page_shows_both_beside_what_was_sent(replay):
    page = LexborHTMLParser(report.page(replay))

    assert len(page.css("section.ticket")) == 2
    assert [label.text() for label in page.css("section.ticket")[0].css(".label")] == [
        "The customer wrote", "Sent by a person", "Draft A", "Draft B",
    ]  # fmt: skip
    assert "The model refused" in page.css_first(".failed").text()
    assert "30099" in [mark.text() for mark in page.css("mark.contradicted, mark.unsupported")]
    assert page.css_first("mark.verified").text() == "30001"
    assert len(page.css("tbody tr")) == 3


def test_hostile_text_stays_text(replay):
    written = report.page(hostile(replay))
    page = LexborHTMLParser(written)

    assert page.css("script, img, textarea, b, iframe, a, form, link, object") == []
    assert not any(name.startswith("on") for node in page.css("*") for name in node.attributes)
    assert "<script>alert(1)" in page.css("section.ticket .text")[0].text()
    assert "{{ 7 * 7 }}" in page.text()
    assert not {"\u202e", "\x1b", "\x07"} & set(written)


def test_the_page_needs_nothing_else(replay):
    written = report.page(replay)

    assert "default-src 'none'" in written
    assert not any(word in written for word in ("http://", "https://", "src=", "href=", "url(", "@import"))


def test_the_terminal_takes_no_commands_from_customers(replay):
    shown = printed(hostile(replay))

    assert "\x07" not in shown
    assert "\x1b[31mred" not in shown
    assert "alert(1)" in shown


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_table_fits_and_ends_with_a_line_for_each_configuration(replay, width):
    shown = printed(replay, width, colours=False)
    lines = shown.splitlines()

    assert "B has no draft for 1: The model refused" in shown
    assert "A: 1 drafts have no known price" in shown
    assert "failed" in shown
    assert all(figure in shown for figure in ("Channel", "$0.0010", "0.50", "0/1"))
    assert all(len(line) <= width for line in lines if "drafts have" not in line and "has no draft" not in line)


def test_interrupted_is_said(replay):
    part = replace(replay, is_interrupted=True, asked_for=9, tickets=(replayed(1, A=drafted("Hallo.")),))

    assert "Interrupted: 1 of 9" in report.page(part)
    assert "Not done: interrupted." in report.page(part)
    assert "Interrupted: 1 of 9" in printed(part)
    assert "not done" in printed(part)


def test_the_page_is_for_its_owner_alone_whatever_was_there(replay, tmp_path):
    path, elsewhere = tmp_path / "replay.html", tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    path.symlink_to(elsewhere)
    report.write(replay, path)

    assert (stat.S_IMODE(path.stat().st_mode), path.is_symlink()) == (0o600, False)
    assert elsewhere.read_text() == "mine"
    assert path.read_text().startswith("<!doctype html>")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["elsewhere", "replay.html"]


def test_where_no_page_can_be_written_is_said_before(tmp_path):
    with pytest.raises(Invalid, match="is a folder"):
        report.require_writable(tmp_path)
    with pytest.raises(Invalid, match="no folder"):
        report.require_writable(tmp_path / "nowhere" / "replay.html")
    report.require_writable(tmp_path / "replay.html")


def test_what_the_customer_threatens_is_no_flag_of_the_answer():
    allowed = Allowed(customer_text="Ich schalte jetzt meinen Anwalt ein, das ist meine letzte Warnung an Sie alle.")
    answer = "Entschuldigung für die lange Wartezeit, wir kümmern uns darum und melden uns morgen."
    one = Measured(answer, judge(answer, Yardstick(SHEET, CHANNEL, allowed)), "de", "de")

    assert [mark.what for mark in one.checks.marks] == ["legal_threat"]
    assert one.flags == 0
    assert [piece.mark for piece in report.pieces(one)] == [None]
