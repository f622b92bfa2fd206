"""Quantities that stand beside the price of a piece: "three sets at €3.50 each" are those of the article at that price."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from tickets_service.facts.amounts import Money
from tickets_service.facts.codes import FreePlaces
from tickets_service.facts.counting import Quantity
from tickets_service.facts.counting_forms import A_NUMBER
from tickets_service.facts.numbers import number_of
from tickets_service.facts.sheet import FactKind, FactSheet, Role

BETWEEN = re.compile(
    r"\s(?:[A-Za-zÄÖÜäöüß'’-]+,?\s){0,6}?(?P<each>(?:zu|at|à|je|für|for|for just)\s(?:je(?:weils)?\s)?|\()",
    re.IGNORECASE,
)
TIMES = re.compile(r"\s?[x×]\s?|\smal\s|\stimes\s")
EACH = re.compile(r"\s?(?:each|apiece|a piece|per piece|pro Stück|das Stück|je)\b", re.IGNORECASE)
TOTALS = re.compile(r"für|for", re.IGNORECASE)
DOZEN = re.compile(r"\s(?:dozen|Dutzend|of|per|von)\b", re.IGNORECASE)
A_LIST = re.compile(r"\s(?:und|sowie|and)\s(?:der|die|das|den|dem|the|a|an|eine?n?|Ihre?n?|your)\s", re.IGNORECASE)
WINDOW = 70


def prices_of(sheet: FactSheet) -> dict[Decimal, tuple[str, ...]]:
    """The articles that cost so much apiece."""
    found: dict[Decimal, tuple[str, ...]] = {}
    for fact in sheet.of_kind(FactKind.AMOUNT):
        if fact.role == Role.PRICE and isinstance(fact.value, Decimal) and fact.of:
            found[fact.value] = (*found.get(fact.value, ()), fact.of)
    return found


def priced(
    text: str, money: Sequence[Money], prices: Mapping[Decimal, tuple[str, ...]], is_free: FreePlaces
) -> Iterator[Quantity]:
    written = {one.value for one in money}
    for one in money:
        items = prices.get(one.value)
        at = last_number(text, max(0, one.start - WINDOW), one.start) if items else None
        value = number_of(at.group()) if at else None
        if not (items and at and value):
            continue
        between = text[at.end() : one.start]
        if A_LIST.search(between):
            continue  # "six rolls of thread and the shears at €26.95"
        if value == 1 or DOZEN.match(between):
            continue
        if TIMES.fullmatch(between):
            if value * one.value not in written:
                yield Quantity(at.start(), at.end(), value, "pieces", items)
            continue
        said = BETWEEN.fullmatch(between)
        is_each = EACH.match(text, one.end) is not None or "je" in between.split()
        if said and is_free(at.start(), at.end()) and (is_each or not TOTALS.match(said["each"])):
            yield Quantity(at.start(), at.end(), value, "pieces", items)


def last_number(text: str, start: int, end: int) -> re.Match[str] | None:
    return next(reversed(list(A_NUMBER.finditer(text, start, end))), None)
