"""Where a search is found in a text, for showing."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_WORDS = 12
BEFORE_THE_HIT = 30
"""Characters shown before the first hit of a long text."""


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool = False


def pattern_of(q: str) -> re.Pattern[str] | None:
    """Matches the beginning of every word looked for; None when nothing is looked for."""
    words = re.findall(r"[^\W_]+", q)[:LONGEST_WORDS]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE) if words else None


def pieces(text: str, pattern: re.Pattern[str] | None) -> list[Piece]:
    """The text, cut at its hits."""
    found, at = [], 0
    for hit in pattern.finditer(text) if pattern is not None else ():
        if hit.start() > at:
            found.append(Piece(text[at : hit.start()]))
        found.append(Piece(hit[0], is_hit=True))
        at = hit.end()
    return [*found, Piece(text[at:])] if at < len(text) else found


def snippet(text: str, pattern: re.Pattern[str] | None, *, length: int) -> str:
    """One line from the beginning, or from shortly before the first hit."""
    line = " ".join(text.split())
    hit = pattern.search(line) if pattern is not None else None
    if hit is None or hit.start() < length - BEFORE_THE_HIT:
        return line[:length]
    return "… " + line[hit.start() - BEFORE_THE_HIT :][:length]
