"""Amounts beside those of the sheet and what can be worked out of them."""

from __future__ import annotations

from decimal import Decimal

from tickets_service.facts.amounts import DOLLARS
from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, contradicted, verified
from tickets_service.facts.sheet import Event, Fact, FactKind, FactSheet, Role
from tickets_service.facts.working_out import worked_out


def compare_amount(claim: Claim, sheet: FactSheet) -> Answer:
    facts = sheet.of_kind(FactKind.AMOUNT)
    equal = [fact for fact in facts if fact.value == claim.value]
    if equal and all(is_of_another_currency(claim, fact) for fact in equal):
        return contradicted(equal[0], "other_currency")
    if claim.subjects:
        return compare_price(claim, sheet)
    named = [fact for fact in facts if fact.role in claim.roles]
    paid = next((fact for fact in sheet.events(Event.PAID) if fact.value), None)
    if claim.roles == (Role.OPEN,) and paid and not named:
        return contradicted(paid, "has_happened")
    if equal:
        only_role = claim.roles[0] if len(claim.roles) == 1 else None
        if (
            only_role in (Role.TOTAL, Role.SHIPPING, Role.REFUND, Role.DISCOUNT, Role.PRICE)
            and named
            and not any(fact in named for fact in equal)
        ):
            return contradicted(named[0], "other_amount")
        return verified(next((fact for fact in equal if fact in named), equal[0]))
    if claim.roles == (Role.REFUND,) and named:
        is_sum = claim.value == sum((fact.value for fact in named if isinstance(fact.value, Decimal)), Decimal(0))
        return verified(reason="worked_out") if is_sum else contradicted(named[0], "other_amount")
    if not {Role.PRICE, Role.SHIPPING, Role.DISCOUNT}.issuperset(claim.roles or {None}) and claim.value in worked_out(
        sheet
    ):
        return verified(reason="worked_out")
    return contradicted(named[0] if named else None) if named else UNSUPPORTED


def is_of_another_currency(claim: Claim, fact: Fact) -> bool:
    if not claim.unit or not fact.currency:
        return False
    return fact.currency not in DOLLARS if claim.unit == "$" else claim.unit != fact.currency


def compare_price(claim: Claim, sheet: FactSheet) -> Answer:
    """Of the very articles the text names: the price of one, or of all that were ordered."""
    parts = [fact for item in claim.subjects for fact in sheet.parts_of(item)]
    prices = [fact for fact in parts if fact.kind == FactKind.AMOUNT]
    counts = {fact.of: fact.value for fact in parts if fact.kind == FactKind.QUANTITY}
    for fact in prices:
        count = counts.get(fact.of)
        if fact.value == claim.value:
            return verified(fact)
        is_of_all = claim.roles != (Role.PRICE,)
        if (
            is_of_all
            and isinstance(fact.value, Decimal)
            and isinstance(count, Decimal)
            and fact.value * count == claim.value
        ):
            return verified(fact, "worked_out")
    return contradicted(prices[0], "other_amount") if prices else UNSUPPORTED
