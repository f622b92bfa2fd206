"""Counting tokens, and cutting text to a number of them."""

from __future__ import annotations

import warnings
from functools import cache
from threading import Lock
from typing import Any

LONGEST_PIECE = 200_000
"""Characters; the tokenizer refuses a million."""
CUT_MARK = "\n[… part of this message was left out …]\n"
SPARE_FOR_THE_MARK = 24


_reading = Lock()


def _encoding() -> Any:
    """Imported at the first use: reading the vocabulary takes a second, so threads that want it wait for the one."""
    with _reading:
        return _read_encoding()


@cache
def _read_encoding() -> Any:
    with warnings.catch_warnings():
        # The wheel reads its vocabulary in a way that Python 3.11 calls outdated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import bpe_openai  # noqa: PLC0415

    return bpe_openai.get_encoding("o200k_base")


def encoded(text: str) -> list[int]:
    """Special tokens in the text count as ordinary characters: customers may write anything."""
    tokens: list[int] = []
    for start in range(0, len(text), LONGEST_PIECE):
        tokens.extend(_encoding().encode_ordinary(text[start : start + LONGEST_PIECE]))
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
    head, tail = tokens[: room * 2 // 3], tokens[len(tokens) - room // 3 :]
    return _decoded(head).rstrip() + CUT_MARK + _decoded(tail).lstrip()


def _decoded(tokens: list[int]) -> str:
    """A cut inside a character leaves a replacement mark behind, which is dropped."""
    return str(_encoding().decode(tokens)).replace("\ufffd", "")
