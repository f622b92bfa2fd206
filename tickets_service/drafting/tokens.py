"""Counting tokens, and cutting text to a number of them."""

from __future__ import annotations

from collections.abc import Iterable

from tickets_service.tokenizer import tokenizer

LONGEST_PIECE = 200_000
"""Characters; the tokenizer refuses a million."""
CUT_MARK = "\n[… part of this message was left out …]\n"
SPARE_FOR_THE_MARK = 24
TOKENS_OF_A_CHARACTER = 4
"""At most: a cut inside a character leaves fewer than that behind."""


def encoded(text: str) -> list[int]:
    """Special tokens in the text count as ordinary characters: customers may write anything."""
    tokens: list[int] = []
    for start in range(0, len(text), LONGEST_PIECE):
        tokens.extend(tokenizer().encode(text[start : start + LONGEST_PIECE]))
    return tokens


def count(text: str) -> int:
    return len(encoded(text))


def cut(text: str, most: int) -> str:
    """Head and tail of a text that has more than *most* tokens, with a mark a reader sees; "" when nothing fits."""
    if len(text) > 2 * LONGEST_PIECE:
        text = text[:LONGEST_PIECE] + CUT_MARK + text[-LONGEST_PIECE:]
    tokens = encoded(text)
    if len(tokens) <= most:
        return text
    room = most - SPARE_FOR_THE_MARK
    if room < SPARE_FOR_THE_MARK:
        return ""
    most_of_head, most_of_tail = room * 2 // 3, room // 3
    shorter = range(TOKENS_OF_A_CHARACTER)
    head = _first_whole(tokens[: most_of_head - less] for less in shorter)
    tail = _first_whole(tokens[len(tokens) - most_of_tail + less :] for less in shorter)
    return head.rstrip() + CUT_MARK + tail.lstrip()


def _first_whole(pieces: Iterable[list[int]]) -> str:
    for piece in pieces:
        try:
            return tokenizer().decode(piece)
        except ValueError:
            continue
    return ""
