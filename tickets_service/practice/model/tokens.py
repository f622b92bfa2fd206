"""Counting tokens, and which part of a prompt was seen before."""

from __future__ import annotations

import threading
import warnings
from collections import OrderedDict
from functools import cache
from hashlib import blake2b
from typing import Any

LONGEST_PIECE = 500_000  # characters; the tokenizer refuses a million
CACHING_STARTS_AT = 1024  # tokens, then in steps
CACHING_STEP = 128
PREFIXES_REMEMBERED = 50_000


@cache
def _encoding() -> Any:
    """Imported at the first use: reading the vocabulary takes a second, in which the server can answer already."""
    with warnings.catch_warnings():
        # The wheel reads its vocabulary in a way that Python 3.11 calls outdated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import bpe_openai  # noqa: PLC0415

    return bpe_openai.get_encoding("o200k_base")


def tokens_of(text: str) -> list[int]:
    tokens: list[int] = []
    for start in range(0, len(text), LONGEST_PIECE):
        tokens.extend(_encoding().encode(text[start : start + LONGEST_PIECE], disallowed_special=()))
    return tokens


def first_tokens(text: str, count: int) -> str:
    return str(_encoding().decode(tokens_of(text)[:count]))


class PromptCache:
    """Remembers prompt beginnings as the provider does: from 1024 tokens on, in steps of 128."""

    def __init__(self) -> None:
        self._seen: OrderedDict[bytes, None] = OrderedDict()
        self._lock = threading.Lock()

    def recognise(self, model: str, tokens: list[int]) -> int:
        """How many of the first *tokens* were seen before; all of them are remembered."""
        recognised = 0
        digest = blake2b(model.encode(), digest_size=16)
        start = 0
        with self._lock:
            for end in range(CACHING_STARTS_AT, len(tokens) + 1, CACHING_STEP):
                digest.update(repr(tokens[start:end]).encode())
                start = end
                key = digest.digest()
                if key in self._seen:
                    recognised = end
                self._seen[key] = None
                self._seen.move_to_end(key)
            while len(self._seen) > PREFIXES_REMEMBERED:
                self._seen.popitem(last=False)
        return recognised
