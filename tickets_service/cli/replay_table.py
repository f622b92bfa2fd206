"""A replay as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from tickets_service.drafting.replay.outcomes import (
    Attempt,
    Drafted,
    Failed,
    Figures,
    Measured,
    Replay,
    Replayed,
    figures_of,
    figures_of_sent,
)
from tickets_service.drafting.replay.report import NOTHING, cost, number, ratio

HEADINGS = ("Wrong", "Unsure", "Channel", "Lang", "Alike", "Words", "Cost", "Sec")
LEGEND = (
    "Wrong, Unsure: facts that the order contradicts or does not support. Channel: rules broken. Lang: red is not the",
    "customer's. Alike: to what was sent, difflib over words, 1.00 is the same. All: sums, or medians.",
)
WIDEST_TITLE, NARROWEST_TITLE = 28, 6
BESIDE_THE_TITLE = 68
"""Columns of the terminal: what is short there is the title, never a figure."""
BAD, DOUBTFUL, FAINT = "bold red", "yellow", "dim"

Row = list[Text | str]


def table_of(replay: Replay, *, width: int) -> Table:
    """For a terminal of *width* columns."""
    of_titles = max(NARROWEST_TITLE, min(WIDEST_TITLE, width - BESIDE_THE_TITLE))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("Ticket", no_wrap=True, overflow="ellipsis", max_width=of_titles)
    table.add_column("Text", no_wrap=True)
    for heading in HEADINGS:
        table.add_column(heading, justify="right", no_wrap=True)
    for ticket in replay.tickets:
        title = Text(printable(f"{ticket.ticket_id} {ticket.title}"))
        table.add_row(title, "sent", *_measured(ticket.sent), style=FAINT)
        for setting in replay.settings:
            table.add_row("", setting.name, *_attempted(ticket.attempts.get(setting.name)))
    table.add_section()
    table.add_row("All", "sent", *_summed(figures_of_sent(replay)), style="bold")
    for setting in replay.settings:
        table.add_row("", setting.name, *_summed(figures_of(replay, setting.name)), style="bold")
    return table


def configurations_of(replay: Replay) -> Iterator[str]:
    """What the letters stand for."""
    for setting in replay.settings:
        yield printable(f"{setting.name}: {setting.model}, prompt {setting.prompt_name} ({setting.prompt_version})")


def remarks_on(replay: Replay) -> Iterator[str]:
    """What a table cannot say: why drafts are missing, and what their sums leave out."""
    for setting in replay.settings:
        reasons: dict[str, list[Replayed]] = {}
        for ticket in replay.tickets:
            attempt = ticket.attempts.get(setting.name)
            if isinstance(attempt, Failed):
                reasons.setdefault(attempt.reason, []).append(ticket)
        for reason, tickets in reasons.items():
            named = ", ".join(str(ticket.ticket_id) for ticket in tickets)
            yield printable(f"{setting.name} has no draft for {named}: {reason}")
        if unpriced := figures_of(replay, setting.name).unpriced:
            yield f"{setting.name}: {unpriced} drafts have no known price, so their cost is in no sum."
    if replay.is_interrupted:
        yield f"Interrupted: {len(replay.tickets)} of {replay.asked_for} tickets were begun or done."


def printable(text: str) -> str:
    """Nothing that a terminal would take as a command."""
    return "".join(character if character.isprintable() else " " for character in text)


def _attempted(attempt: Attempt | None) -> Row:
    if isinstance(attempt, Drafted):
        texts = _measured(attempt.measured)
        texts[4] = ratio(attempt.similarity)
        return [*texts[:6], cost(attempt.cost_usd), number(attempt.seconds)]
    said = Text("failed", style=BAD) if isinstance(attempt, Failed) else Text("not done", style=FAINT)
    return [said, *[NOTHING] * 5, cost(attempt.cost_usd) if attempt else NOTHING, NOTHING]


def _measured(measured: Measured) -> Row:
    language = Text(measured.language or "?", style=BAD if measured.is_language_right is False else "")
    return [*_counts(measured), language, NOTHING, str(measured.words), NOTHING, NOTHING]


def _summed(figures: Figures) -> Row:
    told = f"{figures.languages_right}/{figures.languages_told}"
    is_right = figures.languages_right == figures.languages_told
    return [
        *_counts(figures),
        Text(told, style="" if is_right else BAD),
        ratio(figures.similarity),
        number(figures.words),
        cost(figures.cost_usd),
        number(figures.seconds),
    ]


def _counts(found: Measured | Figures) -> list[Text]:
    return [
        _count(found.contradicted, BAD),
        _count(found.unsupported, DOUBTFUL),
        _count(found.breaks, BAD),
    ]


def _count(count: int, style: str) -> Text:
    return Text(str(count), style=style if count else "")
