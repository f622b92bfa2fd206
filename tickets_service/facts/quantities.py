"""Quantities a text claims of an order: what is counted elsewhere, excepted or worked out is none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from tickets_service.facts.amounts import Money
from tickets_service.facts.codes import FreePlaces
from tickets_service.facts.counting import Quantity, every_quantity, mention_before
from tickets_service.facts.counting_forms import LENGTHS_AND_WEIGHTS, NEAR, NUMBER, OF_ALL_UNIT, OF_KNOWN_UNIT
from tickets_service.facts.mentions import Mention
from tickets_service.facts.priced import priced

NO_PRICES: Mapping[Decimal, tuple[str, ...]] = MappingProxyType({})
SIZED = re.compile(
    r"\b(?:in|Größe|Gr\.|size|Nr\.|No\.|LSF|SPF|Stufe|level|Version|Seite|page|Schritt|step|Fach)\s$", re.IGNORECASE
)
REST = re.compile(
    r"\b(?:übrigen?|restlichen?|verbleibenden?|anderen?|weiteren?|remaining|other|rest of the|further)\s$",
    re.IGNORECASE,
)
BY_MEASURE = re.compile(rf"[ \u00a0](?:{LENGTHS_AND_WEIGHTS})\b", re.IGNORECASE)
"""All five metres of a cloth sold by the metre are a quantity, and no measure."""
REACHING = re.compile(
    r"\b(?:reich(?:t|en)|genüg(?:t|en)|enough|sufficient|lasts?|suits?)\b[^.,;:!?\n]{0,24}\s(?:für|for)\s$",
    re.IGNORECASE,
)
"""What five balls of wool are enough for."""
WE_HAVE = re.compile(
    r"\b(?:we (?:still|do) have(?! your)|we've (?:still )?got(?! (?:your|everything|it|that))|haben wir noch|wir haben noch|leg(?:e|en)\b[^.!?]{0,40}\bzurück|put (?:\w+ )?aside)\b",
    re.IGNORECASE,
)
IN_STOCK = re.compile(r"\b(?:on the shelf|in stock|auf lager|vorrätig)\b", re.IGNORECASE)
LISTED_BEHIND = re.compile(r"\s[A-Za-zÄÖÜäöüß]+\s?(?:[–—:(]|,)\s?[„\"“(A-ZÄÖÜ]")
"""The three of "Ihre drei Bücher – „A“, „B“ und „C“" are all of them."""
ONWARDS = re.compile(r"\s?(?:\w+\s)?(?:onwards|upwards|or more|oder mehr|aufwärts)\b", re.IGNORECASE)
A_BREAK = re.compile(r"[.!?:]\s|\n")
ORDERED = re.compile(r"\b(?:bestell\w*|gekauft|order(?:ed)?|bought)\b", re.IGNORECASE)


def find_quantities(
    text: str,
    mentions: Sequence[Mention],
    is_free: FreePlaces,
    money: Sequence[Money] = (),
    prices: Mapping[Decimal, tuple[str, ...]] = NO_PRICES,
) -> list[Quantity]:
    """*prices* are those of a piece, with the articles that cost so much."""
    starts = [mention.start for mention in mentions]
    found = {quantity.start: quantity for quantity in priced(text, money, prices, is_free)}
    sure = frozenset(found)
    for quantity in every_quantity(text, mentions):
        found.setdefault(quantity.start, quantity)
    kept = [one for one in found.values() if one.start in sure or is_claimed(text, one, is_free)]
    return [with_items(text, quantity, mentions, starts) for quantity in sorted(kept, key=lambda one: one.start)]


def is_claimed(text: str, quantity: Quantity, is_free: FreePlaces) -> bool:
    is_of_lengths = quantity.unit in (OF_ALL_UNIT, OF_KNOWN_UNIT) and BY_MEASURE.match(text, quantity.end) is not None
    return (is_of_lengths or is_free(quantity.start, quantity.end)) and not (
        is_a_part(text, quantity)
        or SIZED.search(text, max(0, quantity.start - 10), quantity.start)
        or REST.search(text, max(0, quantity.start - 16), quantity.start)
        or REACHING.search(text, max(0, quantity.start - NEAR), quantity.start)
        or is_a_limit(text, quantity)
        or is_arithmetic(text, quantity)
        or is_only(text, quantity)
        or is_in_stock(text, quantity)
    )


def is_only(text: str, quantity: Quantity) -> bool:
    """ "Only two arrived" tells of a loss, not of the order."""
    return re.search(
        r"\b(?:nur|only|bloß|lediglich|just)\s$", text[max(0, quantity.start - 12) : quantity.start]
    ) is not None and not (quantity.items and ORDERED.search(around(text, quantity)))


def around(text: str, quantity: Quantity) -> str:
    before = re.split(r"[.!?]\s", text[max(0, quantity.start - NEAR) : quantity.start])[-1]
    return before + re.split(r"[.!?]\s", text[quantity.end : quantity.end + NEAR])[0]


def is_a_limit(text: str, quantity: Quantity) -> bool:
    return (
        ONWARDS.match(text, quantity.end) is not None
        or re.search(
            r"\b(?:max\.?|maximal|höchstens|mindestens|bis zu|ab|mehr als|weniger als|up to|at most|at least|more than|fewer than|less than|any|every|maximum(?: of)?)\s$",
            text[max(0, quantity.start - 14) : quantity.start],
            re.IGNORECASE,
        )
        is not None
    )


def is_in_stock(text: str, quantity: Quantity) -> bool:
    """ "We still have four of them", "I put two aside": of the shop's shelf, not of the order."""
    if quantity.unit == OF_ALL_UNIT:
        return False
    near = around(text, quantity)
    return WE_HAVE.search(near) is not None or (IN_STOCK.search(near) is not None and not quantity.items)


def is_arithmetic(text: str, quantity: Quantity) -> bool:
    """The 2 of "2 x 8,50 €", the three of "three times the price": it is checked by its product, if that is written."""
    if " times the" in text[quantity.start : quantity.end + 10]:
        return True
    return (
        re.match(r"\s?(?:[x×]\s?)?(?:€|EUR)?\s?\d+[.,]\d\d\s?(?:€|EUR|$|\))", text[quantity.end : quantity.end + 16])
        is not None
    )


def is_a_part(text: str, quantity: Quantity) -> bool:
    """The first of "one of the two": how many are meant, not how many there are."""
    after = text[quantity.end : quantity.end + 30]
    return (
        re.match(
            rf"\s?(?:von|of|der|aus)\s(?:the\s|den\s|Ihren\s|your\s|insgesamt\s)?(?:{NUMBER}|beiden)",
            after,
            re.IGNORECASE,
        )
        is not None
    )


def with_items(text: str, quantity: Quantity, mentions: Sequence[Mention], starts: Sequence[int]) -> Quantity:
    if quantity.unit == "pieces" and LISTED_BEHIND.match(text, quantity.end):
        return Quantity(quantity.start, quantity.end, quantity.value, "pieces")
    if quantity.items or quantity.unit != "pieces":
        return quantity
    after = bisect_left(starts, quantity.start)
    near = mentions[after] if after < len(mentions) else None
    if near and near.start - quantity.end < NEAR // 2 and not re.search(r"[,;:.)(\n]", text[quantity.end : near.start]):
        items = near.items
    else:
        before = mention_before(mentions, starts, quantity.start, NEAR)
        is_parted = before is None or A_BREAK.search(text, before.end, quantity.start) is not None
        items = () if before is None or is_parted else before.items
    return Quantity(quantity.start, quantity.end, quantity.value, quantity.unit, items)
