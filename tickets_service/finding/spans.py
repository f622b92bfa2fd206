"""A stretch of text and what it means."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """*value* is the plain form: two spellings of one number have the same."""

    start: int
    end: int
    value: str


def masked(text: str, spans: Iterable[Span], *, by: str = "\x00") -> str:
    """The text, as long as before, with the spans blotted out."""
    pieces: list[str] = []
    position = 0
    for span in sorted(spans):
        if span.end > position:
            start = max(span.start, position)
            pieces += [text[position:start], by * (span.end - start)]
            position = span.end
    return "".join([*pieces, text[position:]])
