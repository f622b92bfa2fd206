"""The words of a text, and what each of them tells in whatever form it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tickets_service.verbatim.words import LITTLE_WORDS, NUMBERS, ONE, PLURAL, SPANS, WORD_ENDINGS

LETTERS_KEPT = 7
PERIOD, HOW_MANY = "#period", "#number"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Word:
    said: str
    """As it is compared word for word."""
    telling: str | None
    """What is left of it in any form; None for a word that stands in every text."""
    start: int
    end: int


def telling_of(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.telling for word in words if word.telling is not None)


def words_of(text: str) -> list[Word]:
    found = ((match[0].casefold(), match.start(), match.end()) for match in _WORD.finditer(text))
    return [Word(said, _core(said), start, end) for said, start, end in found]


def with_any_period(words: Sequence[Word]) -> list[Word]:
    """`30 Tagen`, `eines Monats` and `vierzehn Tagen` are the same."""
    spans = [SPANS.fullmatch(word.said) is not None for word in words]
    return [
        replace(word, telling=PERIOD if is_span else HOW_MANY if is_counted and _is_number(word) else word.telling)
        for word, is_span, is_counted in zip(words, spans, [*spans[1:], False], strict=False)
    ]


def _is_number(word: Word) -> bool:
    return word.said in ONE or (word.telling is not None and word.telling.isdecimal())


@lru_cache(maxsize=20_000)
def _core(word: str) -> str | None:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    if plain in NUMBERS:
        return NUMBERS[plain]
    if plain.isdecimal():
        return plain
    if plain in LITTLE_WORDS or len(plain) < 3:  # noqa: PLR2004 - two letters tell nothing
        return None
    return WORD_ENDINGS.sub("", PLURAL.sub("", plain))[:LETTERS_KEPT]
