"""Compares one claim with the facts of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tickets_service.facts.claims import Claim, Modality
from tickets_service.facts.codes import plain_code, plain_link
from tickets_service.facts.finding import CODE_KINDS
from tickets_service.facts.quantities import OF_THEM_UNIT
from tickets_service.facts.sheet import Event, Fact, FactKind, FactSheet, Role
from tickets_service.facts.working_out import FEW, worked_out

WITHDRAWAL_DAYS = (14, 30)
A_WEEK = 7
IMPLIED_BY = {
    Event.SENT: (Event.DELIVERED,),
    Event.RETURNED: (Event.RECEIVED,),
    Event.ORDERED: (Event.PAID, Event.SENT, Event.DELIVERED, Event.CANCELLED),
}
ANNOUNCED_BY = {Event.DELIVERED: (Event.SENT,), Event.RECEIVED: (Event.RETURNED,), Event.RETURNED: (Event.RETURNED,)}
ALREADY_DONE = (Event.SENT, Event.CANCELLED)


class Verdict(StrEnum):
    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    reason: str
    fact: Fact | None = None


def verified(fact: Fact | None = None, reason: str = "same") -> Answer:
    return Answer(Verdict.VERIFIED, reason, fact)


def contradicted(fact: Fact | None, reason: str = "differs") -> Answer:
    return Answer(Verdict.CONTRADICTED, reason, fact)


UNSUPPORTED = Answer(Verdict.UNSUPPORTED, "not_known")


def compare_code(claim: Claim, sheet: FactSheet) -> Answer:
    """Of a kind of which the sheet has one number only, another number contradicts it."""
    plain = plain_code(str(claim.value))
    for fact in sheet.of_kind(*CODE_KINDS, FactKind.STATUS, FactKind.PAYMENT, FactKind.CUSTOMER, FactKind.ADDRESS):
        if plain_code(str(fact.value)) == plain or (
            fact.kind not in CODE_KINDS and plain in plain_code(str(fact.value))
        ):
            return verified(fact)
    in_names = next((fact for fact in sheet.of_kind(FactKind.ITEM) if plain in plain_code(str(fact.value))), None)
    if in_names or any(
        len(plain) > FEW and plain in plain_code(str(fact.value)) for fact in sheet.of_kind(FactKind.LINK)
    ):
        return verified(in_names)
    same_kind = sheet.of_kind(*orders_or(claim.kind))
    return contradicted(same_kind[0]) if same_kind else UNSUPPORTED


def orders_or(kind: FactKind) -> tuple[FactKind, ...]:
    orders = (FactKind.ORDER_NUMBER, FactKind.EXTERNAL_ORDER_NUMBER)
    return orders if kind in orders else (kind,)


def compare_link(claim: Claim, sheet: FactSheet) -> Answer:
    plain = plain_link(str(claim.value)).lower()
    links = sheet.of_kind(FactKind.LINK)
    for fact in links:
        if plain_link(str(fact.value)).lower() == plain:
            return verified(fact)
    host = plain.split("/")[0]
    if plain == host:
        return (
            verified(reason="a_host")
            if any(plain_link(str(fact.value)).lower().startswith(host) for fact in links)
            else UNSUPPORTED
        )
    near = next((fact for fact in links if plain_link(str(fact.value)).lower().split("/")[0] == host), None)
    return contradicted(near) if near else UNSUPPORTED


def compare_amount(claim: Claim, sheet: FactSheet) -> Answer:
    facts = sheet.of_kind(FactKind.AMOUNT)
    equal = [fact for fact in facts if fact.value == claim.value]
    named = [fact for fact in facts if fact.role in claim.roles]
    if equal:
        only_role = claim.roles[0] if len(claim.roles) == 1 else None
        if (
            only_role in (Role.TOTAL, Role.SHIPPING, Role.REFUND, Role.DISCOUNT)
            and named
            and not any(fact in named for fact in equal)
        ):
            return contradicted(named[0], "other_amount")
        return verified(next((fact for fact in equal if fact in named), equal[0]))
    if not {Role.PRICE, Role.SHIPPING, Role.DISCOUNT}.issuperset(claim.roles or {None}) and claim.value in worked_out(
        sheet
    ):
        return verified(reason="worked_out")
    return contradicted(named[0] if named else None) if named else UNSUPPORTED


def compare_date(claim: Claim, sheet: FactSheet) -> Answer | None:
    facts = sheet.of_kind(FactKind.DATE)
    about = [fact for fact in facts if is_about(fact, claim, sheet)]
    if claim.is_relative and isinstance(claim.value, date) and claim.value > sheet.today:
        about = [fact for fact in facts if fact.role == Role.EXPECTED]
        return None if not about else compare_relative(claim, facts, about, sheet)
    if claim.is_relative:
        return compare_relative(claim, facts, about, sheet)
    if not isinstance(claim.value, date):
        return contradicted(about[0] if about else None, "no_such_day")
    if claim.weekday is not None and claim.value.weekday() != claim.weekday:
        return contradicted(about[0] if about else None, "other_weekday")
    equal = [fact for fact in facts if is_that_day(fact, claim)]
    if equal:
        is_clear = len(claim.events) == 1 and about and not claim.roles
        if is_clear and not any(fact in about or fact.role == Role.EXPECTED for fact in equal):
            return contradicted(about[0], "date_of_another_event")
        if is_over(claim, equal, about, sheet):
            return contradicted(about[0], "date_of_another_event")
        return verified(next((fact for fact in equal if fact in about), equal[0]))
    if claim.value == sheet.today:
        return contradicted(about[0], "differs") if about and not claim.roles else verified(reason="today")
    if claim.roles and is_end_of_withdrawal(claim.value, facts, sheet):
        return verified(reason="worked_out")
    return contradicted(about[0]) if about else UNSUPPORTED


def is_over(claim: Claim, equal: Sequence[Fact], about: Sequence[Fact], sheet: FactSheet) -> bool:
    """What is announced for a day that something else already happened on."""
    is_announced = claim.roles == (Role.EXPECTED,) and any(fact.role == Role.EXPECTED for fact in about)
    past = all(isinstance(fact.value, date) and fact.value < sheet.today for fact in equal)
    return is_announced and past and not any(fact in about for fact in equal)


def is_about(fact: Fact, claim: Claim, sheet: FactSheet) -> bool:
    event = sheet.event_of(fact)
    return (event is not None and event in claim.events) or (fact.role is not None and fact.role in claim.roles)


def is_that_day(fact: Fact, claim: Claim) -> bool:
    for value in (claim.value, claim.otherwise):
        if not isinstance(fact.value, date) or not isinstance(value, date):
            continue
        if fact.value == value or (
            not claim.has_year and (fact.value.month, fact.value.day) == (value.month, value.day)
        ):
            return True
    return False


def compare_relative(claim: Claim, facts: Sequence[Fact], about: Sequence[Fact], sheet: FactSheet) -> Answer | None:
    def fits(fact: Fact) -> bool:
        if not isinstance(fact.value, date):
            return False
        if isinstance(claim.value, date):
            return fact.value == claim.value
        return fact.value.weekday() == claim.weekday and abs((fact.value - sheet.today).days) <= A_WEEK

    same = next((fact for fact in about if fits(fact)), None) or (
        next((fact for fact in facts if fits(fact)), None) if not about else None
    )
    if same:
        return verified(same)
    return contradicted(about[0]) if about else None


def is_end_of_withdrawal(day: date, facts: Iterable[Fact], sheet: FactSheet) -> bool:
    starts = [fact.value for fact in facts if sheet.event_of(fact) in (Event.DELIVERED, Event.INVOICED)]
    return any(
        isinstance(start, date) and day - start == timedelta(days=days) for start in starts for days in WITHDRAWAL_DAYS
    )


def compare_part(claim: Claim, facts: Sequence[Fact]) -> Answer | None:
    """ "Three of them": no more than there are; of an article of which there is one, "them" are other things."""
    numbers = [fact.value for fact in facts if isinstance(fact.value, Decimal)]
    if not numbers or max(numbers) < 2 or not isinstance(claim.value, Decimal):  # noqa: PLR2004 - several
        return None
    most = next(fact for fact in facts if fact.value == max(numbers))
    return verified(most, "worked_out") if claim.value <= max(numbers) else contradicted(most)


def compare_quantity(claim: Claim, sheet: FactSheet) -> Answer | None:
    facts = sheet.of_kind(FactKind.QUANTITY)
    if claim.unit == "parcels":
        parcels = len(sheet.of_kind(FactKind.TRACKING_NUMBER))
        if parcels:
            return verified() if parcels == claim.value else contradicted(sheet.of_kind(FactKind.TRACKING_NUMBER)[0])
    if claim.unit == OF_THEM_UNIT:
        return compare_part(claim, facts)
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


def numbers_in_name(item: Fact) -> set[Decimal]:
    """The 16 of a rack with 16 jars."""
    return {
        Decimal(number)
        for number in re.findall(r"(?<![\d.,])\d{1,3}(?=[ -]?(?:er\b|[A-Za-zäöüÄÖÜ]{4,}))", str(item.value))
    }


def compare_event(claim: Claim, events: Sequence[Fact], sheet: FactSheet) -> Answer | None:
    """*events* are the event facts of the orders that the sentence is about."""
    wanted = claim.modality != Modality.NOT_HAPPENED
    mine = [fact for fact in events if fact.event in claim.events]
    if claim.modality == Modality.ANNOUNCED:
        return compare_announced(claim, mine, events)
    same = next((fact for fact in mine if fact.value == wanted), None)
    if same:
        return verified(same)
    if mine:
        return contradicted(mine[0], "has_not_happened" if wanted else "has_happened")
    implying = [
        fact for event in claim.events for fact in events if fact.event in IMPLIED_BY.get(event, ()) and fact.value
    ]
    if implying and wanted:
        return verified(implying[0], "implied")
    if (
        Event.ORDERED in claim.events
        and wanted
        and sheet.of_kind(FactKind.ORDER_NUMBER, FactKind.EXTERNAL_ORDER_NUMBER)
    ):
        return verified(reason="implied")
    if implying:
        return contradicted(implying[0], "has_happened")
    if claim.events == (Event.PAID,) and wanted and claim.is_by_customer:
        return None
    if (
        not wanted
        and Event.DELIVERED in claim.events
        and any(fact.event == Event.SENT and not fact.value for fact in events)
    ):
        return verified(reason="implied")
    return UNSUPPORTED


def compare_announced(claim: Claim, mine: Sequence[Fact], events: Sequence[Fact]) -> Answer:
    open_one = next((fact for fact in mine if not fact.value), None)
    if open_one:
        return verified(open_one, "announced")
    if mine:
        is_over = all(fact.event in ALREADY_DONE for fact in mine)
        return contradicted(mine[0], "has_happened") if is_over else verified(mine[0], "announced")
    basis = next((fact for event in claim.events for fact in events if fact.event in ANNOUNCED_BY.get(event, ())), None)
    return verified(basis, "announced") if basis else UNSUPPORTED
