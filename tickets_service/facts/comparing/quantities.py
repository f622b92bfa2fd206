"""Quantities beside those of the sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, contradicted, verified
from tickets_service.facts.counting_forms import BOTH_UNIT, OF_ALL_UNIT, OF_EACH_UNIT, OF_KNOWN_UNIT, OF_THEM_UNIT
from tickets_service.facts.sheet import Fact, FactKind, FactSheet

SIZE_IN_NAME = re.compile(r"(?<![\w.,])(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:kg|l|m)\b", re.IGNORECASE)
MOST_COUNTED = 20
"""A greater number in a name is a model's."""


def compare_quantity(claim: Claim, sheet: FactSheet) -> Answer | None:
    facts = sheet.of_kind(FactKind.QUANTITY)
    if claim.unit == "parcels":
        parcels = len(sheet.of_kind(FactKind.TRACKING_NUMBER))
        if not parcels:
            return None
        return verified() if parcels == claim.value else contradicted(sheet.of_kind(FactKind.TRACKING_NUMBER)[0])
    if claim.unit in (OF_THEM_UNIT, BOTH_UNIT):
        return compare_part(claim, facts) if claim.unit == OF_THEM_UNIT else compare_both(facts)
    if claim.unit in (OF_ALL_UNIT, OF_KNOWN_UNIT):
        return compare_known(claim, facts, sheet)
    if claim.unit == OF_EACH_UNIT and facts:
        alike = [fact for fact in facts if fact.value == claim.value]
        others = [fact for fact in facts if fact.value != claim.value]
        return verified(alike[0]) if len(alike) > 1 or not others else contradicted(others[0])
    mine = [fact for fact in facts if not claim.subjects or fact.of in claim.subjects]
    equal = next((fact for fact in mine if fact.value == claim.value), None)
    if equal:
        return verified(equal)
    counted = counted_apart(mine, sheet)
    if claim.value in {sum(numbers, Decimal(0)) for numbers in counted} or (
        claim.unit == "goods"
        and claim.value in {len(items) for items in counted_apart(sheet.of_kind(FactKind.ITEM), sheet)}
    ):
        return verified(reason="worked_out")
    if len(claim.subjects) > 1 and claim.value == len(claim.subjects):
        return verified(reason="worked_out")
    if any(
        claim.value in numbers_in_name(item)
        for item in sheet.of_kind(FactKind.ITEM)
        if not claim.subjects or item.id in claim.subjects
    ):
        return verified(reason="in_name")
    return contradicted(mine[0]) if mine else UNSUPPORTED


def compare_both(facts: Sequence[Fact]) -> Answer | None:
    """ "Both lamps", where one article was ordered once."""
    return contradicted(facts[0]) if len(facts) == 1 and facts[0].value == 1 else None


def compare_known(claim: Claim, facts: Sequence[Fact], sheet: FactSheet) -> Answer | None:
    """ "All four are here": as many as there are of something. So many are "the two jars" too."""
    equal = next((fact for fact in facts if fact.value == claim.value), None)
    if equal or claim.value in {sum(numbers, Decimal(0)) for numbers in counted_apart(facts, sheet)}:
        return verified(equal, "same" if equal else "worked_out")
    if any(claim.value in numbers_in_name(item) | measures(item, sheet) for item in sheet.of_kind(FactKind.ITEM)):
        return verified(reason="in_name")
    most = max((fact for fact in facts if isinstance(fact.value, Decimal)), key=lambda fact: fact.value, default=None)
    if most is None or not isinstance(claim.value, Decimal) or not isinstance(most.value, Decimal):
        return None
    return contradicted(most)


def compare_part(claim: Claim, facts: Sequence[Fact]) -> Answer | None:
    """ "Three of them": no more than there are; of an article of which there is one, "them" are other things."""
    numbers = [fact.value for fact in facts if isinstance(fact.value, Decimal)]
    if not numbers or max(numbers) < 2 or not isinstance(claim.value, Decimal):  # noqa: PLR2004 - several
        return None
    most = next(fact for fact in facts if fact.value == max(numbers))
    return verified(most, "worked_out") if claim.value <= max(numbers) else contradicted(most)


def counted_apart(facts: Sequence[Fact], sheet: FactSheet) -> list[list[Decimal]]:
    """Numbers, or ones for what has none, of each order and of each return: what came back was counted once already.

    Of several orders also those of all together.
    """
    apart: dict[str, list[Decimal]] = {}
    together: list[Decimal] = []
    for fact in facts:
        owners = sheet.owners_of(fact)
        of_return = next((one for one in owners if is_a_return(sheet.get(one))), None)
        number = fact.value if isinstance(fact.value, Decimal) else Decimal(1)
        apart.setdefault(of_return or (owners[-1] if owners else ""), []).append(number)
        if of_return is None:
            together.append(number)
    return [*apart.values(), together]


def is_a_return(fact: Fact | None) -> bool:
    return fact is not None and fact.kind == FactKind.RETURN


def measures(item: Fact, sheet: FactSheet) -> set[Decimal]:
    """The six of three bags of 2 kg."""
    sizes = [Decimal(size.replace(",", ".")) for size in re.findall(SIZE_IN_NAME, str(item.value))]
    counts = [fact.value for fact in sheet.parts_of(item.id) if fact.kind == FactKind.QUANTITY]
    return {size * count for size in sizes for count in counts if isinstance(count, Decimal)} | set(sizes)


def numbers_in_name(item: Fact) -> set[Decimal]:
    """The 16 of a rack with 16 jars, the 300 of a Breeze 300."""
    models = {Decimal(number) for number in re.findall(r"(?<![\w.,-])\d{2,3}(?=\s|$)", str(item.value))}
    named = re.findall(r"[A-ZÄÖÜ][a-zäöüß]+ (\d{1,3})(?=,\D|,?$)", str(item.value))
    return (
        {model for model in models if model > MOST_COUNTED}
        | {Decimal(number) for number in named}
        | {
            Decimal(number)
            for number in re.findall(r"(?<![\w.,])\d{1,3}(?=[ -]?(?:er\b|[A-Za-zäöüÄÖÜ]{4,}))", str(item.value))
        }
    )
