"""Of a customer's orders the one a message speaks of, by the names of its items and the day it was placed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from tickets_service.plenty.schemas import OrderRecord

SHOP_ZONE = ZoneInfo("Europe/Berlin")
WORD = re.compile(r"[^\W\d_]{4,}")
SAME_BEGINNING = 5
"""Letters two words must share: `Lampe` and `Lampen`, `Stehlampe` and `Stehlampenfuß`."""
SAME_END = 4
"""Letters of a stem that may end a compound: `Lampe` and `Stehlampe`, `Stühle` and `Gartenstuhl`."""
WITHOUT_DOTS = str.maketrans("äöü", "aou")
ENDING = re.compile(r"(?:en|n|e|s)$")
DAY_WEIGHS = 3
"""A named day says more than a word."""
NUMERIC_DAY = re.compile(
    r"(?<![\d.])(\d{1,2})[./](\d{1,2})\.?(?:[./]?(\d{4}|\d{2}))?(?![\d])|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)"
)
SPELLED_DAY = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?([^\W\d_]{3,9})|([^\W\d_]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?!\d)"
)
MONTHS = {
    "jan": 1, "feb": 2, "mär": 3, "mar": 3, "mrz": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip


def fitting(orders: Sequence[OrderRecord], text: str) -> OrderRecord | None:
    """None when the text speaks of no order more than of the others."""
    said, days = _words(text), set(_days(text))
    weights = [(_weight(order, said, days, _common(orders)), order) for order in orders]
    best = max((weight for weight, _ in weights), default=0)
    named = [order for weight, order in weights if weight == best]
    return named[0] if best > 0 and len(named) == 1 else None


def _weight(order: OrderRecord, said: set[str], days: set[tuple[int, int]], common: set[str]) -> int:
    """Words that stand in every order tell none apart."""
    mentioned = {word for word in _items(order) - common if any(_are_alike(word, other) for other in said)}
    placed = order.created_at.astimezone(SHOP_ZONE) if order.created_at else None
    is_day = placed is not None and (placed.month, placed.day) in days
    return len(mentioned) + (DAY_WEIGHS if is_day else 0)


def _common(orders: Sequence[OrderRecord]) -> set[str]:
    return set.intersection(*map(_items, orders)) if len(orders) > 1 else set()


def _items(order: OrderRecord) -> set[str]:
    return set().union(*(_words(item.name) for item in order.items))


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


def _are_alike(word: str, other: str) -> bool:
    if word == other:
        return True
    begins_alike = word.startswith(other) or other.startswith(word)
    if begins_alike and min(len(word), len(other)) >= SAME_BEGINNING:
        return True
    shorter, longer = sorted((_stem(word), _stem(other)), key=len)
    return len(shorter) >= SAME_END and longer.endswith(shorter)


def _stem(word: str) -> str:
    return ENDING.sub("", word.translate(WITHOUT_DOTS))


def _days(text: str) -> Iterable[tuple[int, int]]:
    """Month and day; the year is rarely said and never needed to tell recent orders apart."""
    for day, month, _, _, iso_month, iso_day in NUMERIC_DAY.findall(text):
        yield from _real(int(iso_month or month), int(iso_day or day))
    for day, name, english, english_day in SPELLED_DAY.findall(text.casefold()):
        month = MONTHS.get((name or english)[:3])
        if month is not None:
            yield from _real(month, int(day or english_day))


def _real(month: int, day: int) -> Iterable[tuple[int, int]]:
    try:
        date(2024, month, day)
    except ValueError:
        return
    yield month, day
