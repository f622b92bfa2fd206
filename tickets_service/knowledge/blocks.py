"""Verbatim blocks: a model may say where one stands, with `{{block:withdrawal}}`, and not what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MARKER = re.compile(r"\{\{\s*block\s*:\s*([^{}]*?)\s*\}\}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
RUN = 4
"""Words in a row that two texts share."""
SHARED_IS_REPHRASED = 0.3
"""A block of which this share of runs stands in a text, and not the whole of it, was rephrased."""


@dataclass(frozen=True)
class Placed:
    """*placed* are the blocks that stand in *text* now, *unknown* what was asked for and does not exist."""

    text: str
    placed: tuple[str, ...]
    unknown: tuple[str, ...]


def place(text: str, blocks: Mapping[str, str]) -> Placed:
    """Puts each block in for its markers, once: a marker inside a block stays. Unknown markers go."""
    placed: dict[str, None] = {}
    unknown: dict[str, None] = {}

    def block_for(marker: re.Match[str]) -> str:
        key = marker[1].casefold()
        if key in by_key:
            placed[key] = None
            return by_key[key]
        unknown[marker[1]] = None
        return ""

    by_key = {key.casefold(): block.strip("\n") for key, block in blocks.items()}
    lines = [(line, MARKER.sub(block_for, line)) for line in text.split("\n")]
    kept = [new for old, new in lines if new.strip() or not MARKER.search(old)]
    return Placed("\n".join(kept), tuple(placed), tuple(unknown))


def marked(text: str) -> tuple[str, ...]:
    """The keys of the markers in a text, each once."""
    return tuple(dict.fromkeys(match[1] for match in MARKER.finditer(text)))


def rephrased(text: str, blocks: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of blocks of which the text says a good part in nearly their own words, beside where they stand whole."""
    return tuple(key for key, block in blocks.items() if _is_rephrased(_words(text), _words(block)))


def _is_rephrased(said: list[str], block: list[str]) -> bool:
    runs = _runs(block)
    if not runs:
        return False
    rest = _runs(_without_whole(said, block))
    return len(runs & rest) / len(runs) >= SHARED_IS_REPHRASED


def _without_whole(said: list[str], block: list[str]) -> list[str]:
    """The words without the places where the block stands word for word; a gap keeps its neighbours apart."""
    left: list[str] = []
    at = 0
    while at < len(said):
        if said[at : at + len(block)] == block:
            left.append("")
            at += len(block)
        else:
            left.append(said[at])
            at += 1
    return left


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: Iterable[str]) -> set[tuple[str, ...]]:
    listed = list(words)
    return {tuple(listed[at : at + RUN]) for at in range(len(listed) - RUN + 1)}
