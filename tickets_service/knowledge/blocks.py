"""Verbatim blocks: a model may say where one stands, with `{{block:withdrawal}}`, and not what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MARKER = re.compile(r"\{\{\s*block\s*:\s*([^{}]*?)\s*\}\}", re.IGNORECASE)


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
