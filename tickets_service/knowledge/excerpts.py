"""The part of a text that speaks of certain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

LENGTH_CHARACTERS = 320


def excerpt(text: str, words: Sequence[str]) -> str:
    """The stretch with most of the *words*, else the beginning; white space squeezed, cut at words."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= LENGTH_CHARACTERS:
        return text
    begins = _densest(text, words)
    ends = begins + LENGTH_CHARACTERS
    if begins > 0:
        begins = text.find(" ", begins) + 1
    if ends < len(text):
        ends = max(text.rfind(" ", begins, ends), begins + LENGTH_CHARACTERS // 2)
    return f"{'… ' if begins else ''}{text[begins:ends]}{' …' if ends < len(text) else ''}"


def _densest(text: str, words: Sequence[str]) -> int:
    stems = [re.escape(word[: max(4, len(word) - 2)]) for word in words if word]
    if not stems:
        return 0
    hits = [(match.start(), match.group().lower()) for match in re.finditer("|".join(stems), text, re.IGNORECASE)]
    best, begins, first = 0, 0, 0
    for last, (at, _) in enumerate(hits):
        while at - hits[first][0] > LENGTH_CHARACTERS // 2:
            first += 1
        different = len({stem for _, stem in hits[first : last + 1]})
        if different > best:
            best, begins = different, hits[first][0]
    return max(0, begins - LENGTH_CHARACTERS // 5)
