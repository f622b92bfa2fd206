"""Where a search is found in a text, for showing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tickets_service.tickets.searching import Query, marked

BEFORE_THE_HIT = 30
"""Characters shown before the first hit of a long text."""


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def pattern_of(q: str) -> re.Pattern[str] | None:
    """Matches the beginning of every word looked for; None when nothing is looked for."""
    return Query.of(q).pattern


def pieces(text: str, pattern: re.Pattern[str] | None) -> list[Piece]:
    """The text, cut at its hits."""
    found = marked(text, pattern) if pattern is not None else []
    return [Piece(*piece) for piece in found or [(text, False)] if piece[0]]


def snippet(text: str, pattern: re.Pattern[str] | None, *, length: int) -> str:
    """One line from the beginning, or from shortly before the first hit."""
    line = " ".join(text.split())
    hit = pattern.search(line) if pattern is not None else None
    if hit is None or hit.start() < length - BEFORE_THE_HIT:
        return line[:length]
    return "… " + line[hit.start() - BEFORE_THE_HIT :][:length]
