"""How people are shown beside their name: initials on a tint that stays theirs."""

from __future__ import annotations

import re
import zlib

TINTS = 6
_WORD = re.compile(r"[^\W\d_]+")


def initials(name: str | None) -> str:
    """`KV` for Katharina Vogel; one letter where there is one word, `?` where there is none."""
    words = _WORD.findall((name or "").partition("@")[0])
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [words[0][0]] if words else ["?"]
    return "".join(letters).upper()


def tint(name: str | None) -> int:
    return zlib.crc32((name or "").encode()) % TINTS
