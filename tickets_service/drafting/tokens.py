"""Counting tokens, and cutting text to a number of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import Protocol

LONGEST_PIECE = 200_000
"""Characters; the tokenizer refuses a million."""
CUT_MARK = "\n[… part of this message was left out …]\n"
SPARE_FOR_THE_MARK = 24


TOKENS_OF_A_CHARACTER = 4
"""At most: a cut inside a character leaves fewer than that behind."""

_reading = Lock()


class Tokenizer(Protocol):
    def encode(self, text: str) -> list[int]: ...

    def decode(self, tokens: list[int]) -> str:
        """Raises ValueError where a character is not whole."""
        ...


def _tokenizer() -> Tokenizer:
    """Read at the first use; threads that want it meanwhile wait for that one."""
    with _reading:
        return _read_tokenizer()


@cache
def _read_tokenizer() -> Tokenizer:
    """The compiled part of the wheel alone: the package around it unpacks every vocabulary it has into a hundred
    megabytes of dictionaries nobody here asks for."""
    package = find_spec("bpe_openai")
    spec = PathFinder.find_spec("bpe_openai._bindings", package.submodule_search_locations if package else None)
    if spec is None or spec.loader is None:
        raise ImportError("The tokenizer's wheel bpe-openai has no compiled part.")
    bindings = module_from_spec(spec)
    spec.loader.exec_module(bindings)
    tokenizer: Tokenizer = bindings.tokenizer_for_encoding("o200k_base")
    return tokenizer


def encoded(text: str) -> list[int]:
    """Special tokens in the text count as ordinary characters: customers may write anything."""
    tokens: list[int] = []
    for start in range(0, len(text), LONGEST_PIECE):
        tokens.extend(_tokenizer().encode(text[start : start + LONGEST_PIECE]))
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
            return _tokenizer().decode(piece)
        except ValueError:
            continue
    return ""
