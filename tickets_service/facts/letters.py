"""Parts of a letter that speak of people, not of goods: the names in the salutation and the lines below the closing."""

from __future__ import annotations

import re

from tickets_service.facts.passages import Span
from tickets_service.facts.tokens import stems_of

SALUTATION = re.compile(r"\s*([^\n]{1,80}?)[,!:]?[ \t]*(?:\n|$)")
BLANK = re.compile(r"\n[ \t]*\n")
LAST_WORDS = re.compile(r"[.!?]\s+([^.!?\n]{2,60}?)\s*$")
"""What stands behind the last sentence of a letter in one paragraph: "Regards, Tom at Bench & Vice"."""
CLOSING = re.compile(r"\b(?:gr(?:ü|u)(?:ß|ss)e?n?|regards|wishes|sincerely|cheers)\b[^\n]{0,60}\n", re.IGNORECASE)
MOST_LINES_BELOW = 3
A_SHORT_LINE = 60
LISTED = re.compile(r"\s*(?:[-*•–·]|\d)|.*(?:[:€£$]|\d\s?[x×]\s)")


def names_in_salutation(text: str) -> frozenset[str]:
    """Stems of the words of the first line, if it greets: whoever is written to is nobody's goods."""
    first = SALUTATION.match(text)
    if first is None or not text[first.end(1) : first.end()].strip(" \t").startswith((",", "!", "\n")):
        return frozenset()
    return stems_of([first.group(1)])


def signature_lines(text: str) -> list[Span]:
    """Lines of the last paragraphs that are no sentences: who writes, and for which firm."""
    closings = [at.start() for at in CLOSING.finditer(text)]
    if closings and text.count("\n", closings[-1]) <= MOST_LINES_BELOW:
        return [Span(closings[-1], len(text))]
    breaks = [at.end() for at in BLANK.finditer(text.rstrip())]
    last_words = LAST_WORDS.search(text)
    if not breaks:
        return [Span(last_words.start(1), last_words.end())] if last_words else []
    start = breaks[-2] if len(breaks) > 1 and is_short(text[breaks[-2] : breaks[-1]]) else breaks[-1]
    lines = re.finditer(r"[^\n]+", text[start:])
    return [
        Span(start + line.start(), start + line.end())
        for line in lines
        if is_short(line.group()) and not LISTED.match(line.group())
    ]


def is_short(text: str) -> bool:
    lines = text.strip().splitlines()
    return all(len(line) < A_SHORT_LINE and not line.rstrip().endswith((".", "?", "!")) for line in lines)
