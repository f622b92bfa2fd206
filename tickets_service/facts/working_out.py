"""Amounts a reader would work out from those of the sheet."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from tickets_service.facts.sheet import FactKind, FactSheet, Role

FEW = 8


def worked_out(sheet: FactSheet) -> frozenset[Decimal]:
    """Amounts a reader would work out: pieces times price, sums of lines, the total without shipping."""
    lines: list[Decimal] = []
    found: set[Decimal] = set()
    for item in sheet.of_kind(FactKind.ITEM):
        parts = sheet.parts_of(item.id)
        prices = [fact.value for fact in parts if fact.kind == FactKind.AMOUNT and fact.role == Role.PRICE]
        counts = [fact.value for fact in parts if fact.kind == FactKind.QUANTITY]
        for price, count in ((price, count) for price in prices for count in counts):
            if isinstance(price, Decimal) and isinstance(count, Decimal):
                lines.append(price * count)
                found.update(price * number for number in range(2, min(int(count), FEW) + 1))
    found.update(lines)
    for size in range(2, len(lines[:FEW]) + 1):
        found.update(sum(some, Decimal(0)) for some in combinations(lines[:FEW], size))
    totals = amounts(sheet, Role.TOTAL, Role.PAID)
    taken = amounts(sheet, Role.SHIPPING, Role.REFUND, Role.DISCOUNT)
    found.update(total - less for total in totals for less in [*taken, *lines])
    found.update(total + less for total in totals for less in amounts(sheet, Role.DISCOUNT))
    refunds = amounts(sheet, Role.REFUND)
    found.add(sum(refunds, Decimal(0)))
    if len(totals) > 1:
        found.add(sum(amounts(sheet, Role.TOTAL), Decimal(0)))
    return frozenset(found)


def amounts(sheet: FactSheet, *roles: Role) -> list[Decimal]:
    return [
        fact.value for fact in sheet.of_kind(FactKind.AMOUNT) if fact.role in roles and isinstance(fact.value, Decimal)
    ]
