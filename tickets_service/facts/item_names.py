"""The names of a sheet's items, taken apart: goods, colours, names, sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tickets_service.facts.goods import LOOKS_BY_ROOT, SHADE_ROOTS, is_good, is_look, is_ordinary, root
from tickets_service.facts.sheet import Fact
from tickets_service.facts.tokens import Token, tokens_of

SIZE = re.compile(
    r"(?<!\d)\d{1,5}(?:[.,]\d{1,5})?(?:\s?[x×]\s?\d{1,5}(?:[.,]\d{1,5})?){1,2}|(?<!\d)\d{1,5}(?:[.,]\d{1,5})?(?=\s?(?:cm|mm|m|l|ml|kg|W|Watt|Zoll|inch)\b)"
)


@dataclass(frozen=True, slots=True)
class ItemName:
    fact: Fact
    roots: frozenset[str]
    goods: frozenset[str]
    looks: frozenset[str]
    names: frozenset[str]
    sizes: frozenset[str]
    words: frozenset[str]
    """In small letters, as the jam of "Plum jam"."""


def item_name(fact: Fact) -> ItemName:
    text = str(fact.value)
    words = list(merged(tokens_of(text)))
    goods = {root(word.text) for word in words if is_good(word)}
    looks = {root(word.text) for word in words if is_look(word)}
    roots = {root(part) for word in words for part in parts_of(word)}
    names = {
        root(part)
        for word in words
        if word.is_capital and not word.has_digit and not is_ordinary(word)
        for part in parts_of(word)
        if not is_short_for_something(part)
    }
    begins = len(re.split(r"[,(\d]", text)[0])
    small = {
        root(word.text)
        for word in words
        if word.end <= begins and word.text.islower() and word.text.isalpha() and len(word.text) > 2  # noqa: PLR2004
        and not is_ordinary(word) and not is_look(word)
    }  # fmt: skip
    return ItemName(
        fact,
        frozenset(roots),
        frozenset(goods),
        frozenset(looks),
        frozenset(names - goods - looks),
        sizes_in(text),
        frozenset(small),
    )


def parts_of(word: Token) -> list[str]:
    """A compound with hyphens and its parts."""
    return [word.text, *(part for part in word.text.split("-") if part != word.text and len(part) > 2)]  # noqa: PLR2004


def is_short_for_something(word: str) -> bool:
    """GB, XL, LED: a unit, a size, a technique, never a name."""
    return word.isupper() and len(word) <= 3  # noqa: PLR2004


def sizes_in(text: str) -> frozenset[str]:
    return frozenset(plain_size(at.group()) for at in SIZE.finditer(text))


def plain_size(size: str) -> str:
    return re.sub(r"\s", "", size).replace("×", "x").replace(",", ".")


def merged(tokens: Sequence[Token]) -> Iterator[Token]:
    """A shade and its colour are one word: light grey."""
    skip = False
    for token, after in zip(tokens, [*tokens, None][1:], strict=True):
        if skip:
            skip = False
        elif (
            after is not None
            and token.low in SHADE_ROOTS
            and root(after.text) in LOOKS_BY_ROOT
            and after.start - token.end == 1
        ):
            skip = True
            yield Token(token.text + after.text.lower(), token.start, after.end)
        else:
            yield token
