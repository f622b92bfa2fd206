"""Counting tokens, and which part of a prompt was seen before."""

from __future__ import annotations

import threading
from collections import OrderedDict
from hashlib import blake2b

from tickets_service.tokenizer import tokenizer

LONGEST_PIECE = 500_000  # characters; the tokenizer refuses a million
CACHING_STARTS_AT = 1024  # tokens, then in steps
CACHING_STEP = 128
PREFIXES_REMEMBERED = 50_000


def tokens_of(text: str) -> list[int]:
    tokens: list[int] = []
    for start in range(0, len(text), LONGEST_PIECE):
        tokens.extend(tokenizer().encode(text[start : start + LONGEST_PIECE]))
    return tokens


def first_tokens(text: str, count: int) -> str:
    """Without a character that would be cut in two."""
    tokens = tokens_of(text)[:count]
    while tokens:
        try:
            return tokenizer().decode(tokens)
        except ValueError:
            tokens.pop()
    return ""


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
