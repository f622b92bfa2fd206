"""`service-tickets replay` as a process, on the practice shop."""

from __future__ import annotations

import re
import signal
import stat

import pytest
from service import Service, until

from tickets_service.practice.model import Knobs, run_practice_model
from tickets_service.practice.plenty import run_practice_plenty
from tickets_service.vault import new_key


@pytest.fixture
def service(database_url, tmp_path):
    service = Service(tmp_path / "service", TICKETS_DATABASE_URL=database_url, TICKETS_SECRET_KEYS=new_key())
    yield service
    service.stop_all()


@pytest.fixture
def model():
    with run_practice_model(knobs=Knobs(latency_seconds=0.02)) as running:
        yield running


@pytest.fixture
def shop(service, model):
    """The seeded tickets, some of which were answered."""
    with run_practice_plenty(seeded=True) as plenty:
        service.command(
            "plenty", "connect", "--url", plenty.url, "--username", "practice", "--password-stdin", typed="practice\n"
        )
        service.command("sync", "--full")
        offered = ("--label", "Practice", "--base-url", model.base_url, "--token-stdin")
        service.command("openai", "add", *offered, typed="sk-practice-1\n")
        before = len(plenty.plenty.calls)
        yield service
        assert len(plenty.plenty.calls) == before, "a replay asks Plenty nothing"


def test_the_practice_shop_two_configurations_beside_each_other(shop, model, tmp_path):
    (shop.folder / "brief.txt").write_text("Write one friendly sentence.{{voice}}")
    code, printed, complained = shop.done("replay", "--last", "60", "--against", "model=gpt-4o,prompt=brief.txt")

    assert code == 0, complained
    assert "A: gpt-4o-mini, prompt built-in" in printed
    assert "B: gpt-4o, prompt brief.txt" in printed
    assert "does without {{shop}}" in complained
    assert re.search(r"^ *All +sent .*\n +A .*\$.*\n +B .*\$", printed, re.MULTILINE), printed
    page = shop.folder / "replay.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert page.read_text().count('<section class="ticket">') >= 8
    assert "replay.html (mode 0600)" in printed


def test_what_cannot_be_done_is_one_sentence(service, model, tmp_path):
    offered = ("--label", "Practice", "--base-url", model.base_url, "--token-stdin")
    service.command("openai", "add", *offered, typed="sk-practice-1\n")

    for options, says in {
        ("--last", "0"): "--last takes a number of tickets from 1 to 200.",
        ("--last", "5"): "There is nothing to replay",
        ("--prompt", "nowhere.txt"): "The prompt file nowhere.txt cannot be read",
        ("--against", "gpt-x"): "--against 'gpt-x' names no second configuration",
        ("--report", "nowhere/replay.html"): "The report cannot be written",
    }.items():
        code, printed, complained = service.done("replay", *options)
        assert (code, printed) == (1, "")
        assert says in complained
        assert len(complained.splitlines()) == 1


def test_the_built_in_prompt_can_be_had_to_start_from(service):
    assert service.command("replay", "--print-prompt").startswith("You write replies")


def test_interrupted_it_writes_what_there_is(shop, model):
    model.model.knobs.latency_seconds = 3
    before = len(model.model.calls)
    running = shop.start("replay", "--last", "60")
    until(lambda: len(model.model.calls) >= before + 2, seconds=60)  # the first is done, the next are being written
    running.send_signal(signal.SIGINT)

    assert running.wait(30) == 130
    assert "Interrupted:" in (shop.folder / "replay.html").read_text()
    assert "Traceback" not in shop.said()
