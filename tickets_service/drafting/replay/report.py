"""The report of a replay: one page that needs nothing else, without scripts, for its owner's eyes alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tickets_service.drafting.judging import Mark
from tickets_service.drafting.replay.outcomes import (
    Attempt,
    Drafted,
    Measured,
    Replay,
    Replayed,
    figures_of,
    figures_of_sent,
)
from tickets_service.errors import Invalid
from tickets_service.markup import strip_invisible

OWNER_ALONE = 0o600
WORST_FIRST = ("dangerous", "contradicted", "breaks_rule", "risk", "unsupported", "verified")
NOTHING = "\u2013"


@dataclass(frozen=True)
class Piece:
    """A part of a text, and what is to be said of it."""

    text: str
    mark: Mark | None = None

    @property
    def verdict(self) -> str:
        return self.mark.verdict if self.mark else ""

    @property
    def told(self) -> str:
        if self.mark is None:
            return ""
        fact = f": {self.mark.fact.label} is {self.mark.fact.value}" if self.mark.fact else ""
        return f"{self.verdict.replace('_', ' ')}, {self.mark.what.replace('_', ' ')}{fact}"


def require_writable(path: Path) -> None:
    """Before anything is paid for. Raises Invalid."""
    folder = path.parent
    if path.is_dir():
        raise Invalid(f"The report cannot be written: {path} is a folder.")
    if not folder.is_dir():
        raise Invalid(f"The report cannot be written: there is no folder {folder}.")
    if not os.access(folder, os.W_OK):
        raise Invalid(f"The report cannot be written: the folder {folder} takes no new files.")


def write(replay: Replay, path: Path) -> None:
    """In place of what was there, all at once. It holds what customers wrote."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE), "wb") as file:
            file.write(page(replay).encode("utf-8", "replace"))
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Invalid(f"The report cannot be written to {path}: {error.strerror}.") from error


def page(replay: Replay) -> str:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    templates.filters |= {"pieces": pieces, "cost": cost, "number": number, "ratio": ratio}
    names = {setting.name: figures_of(replay, setting.name) for setting in replay.settings}
    return templates.get_template("report.html").render(
        replay=replay, figures=names, sent=figures_of_sent(replay), columns=columns_of, is_drafted=is_drafted
    )


def _shown(value: object) -> object:
    """What a reader would not see could mislead them: it goes, wherever the page puts a text in."""
    return strip_invisible(value)[0] if isinstance(value, str) and not isinstance(value, Markup) else value


@dataclass(frozen=True)
class Column:
    """One attempt at a ticket; None where it was interrupted."""

    name: str
    attempt: Attempt | None


def columns_of(replay: Replay, ticket: Replayed) -> list[Column]:
    return [Column(setting.name, ticket.attempts.get(setting.name)) for setting in replay.settings]


def is_drafted(attempt: Attempt | None) -> bool:
    return isinstance(attempt, Drafted)


def pieces(measured: Measured) -> Iterator[Piece]:
    """The text with its marks, the worst one where they overlap."""
    text, place = measured.text, 0
    for mark in _apart(measured.marks):
        if mark.start > place:
            yield Piece(text[place : mark.start])
        yield Piece(text[mark.start : mark.end], mark)
        place = mark.end
    yield Piece(text[place:])


def _apart(marks: list[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (WORST_FIRST.index(one.verdict), one.end - one.start)):
        if mark.end > mark.start and all(mark.end <= one.start or mark.start >= one.end for one in kept):
            kept.append(mark)
    return sorted(kept, key=lambda one: one.start)


def cost(amount: Decimal | None) -> str:
    """US dollars."""
    return NOTHING if amount is None else f"${amount:.4f}"


def number(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.1f}".removesuffix(".0")


def ratio(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"
