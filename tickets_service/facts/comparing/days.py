"""Dates beside those of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, contradicted, verified
from tickets_service.facts.sheet import Event, Fact, FactKind, FactSheet, Role

WITHDRAWAL_DAYS = (14, 30)
A_WEEK = 7
DAYS_OF_THEIR_OWN = (Event.SENT, Event.INVOICED, Event.DELIVERED, Event.REFUNDED, Event.CANCELLED, Event.REPLACED)
TWO_MONTHS = timedelta(days=62)


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
        return compare_equal(claim, equal, about)
    if claim.value == sheet.today:
        return contradicted(about[0], "differs") if about and not claim.roles else verified(reason="today")
    if claim.roles and is_end_of_withdrawal(claim.value, facts, sheet):
        return verified(reason="worked_out")
    return contradicted(about[0]) if about else UNSUPPORTED


def compare_equal(claim: Claim, equal: Sequence[Fact], about: Sequence[Fact]) -> Answer:
    """Of what often happens on another day no other date bears it out, where the sheet does not know which."""
    is_of_its_own = len(claim.events) == 1 and claim.events[0] in DAYS_OF_THEIR_OWN and not claim.roles
    if is_of_its_own and not about and not any(fact.role == Role.EXPECTED for fact in equal):
        return UNSUPPORTED
    return verified(next((fact for fact in equal if fact in about), equal[0]))


def is_over(claim: Claim, equal: Sequence[Fact], about: Sequence[Fact], sheet: FactSheet) -> bool:
    """What is announced for a day that something else already happened on."""
    is_announced = claim.roles == (Role.EXPECTED,) and any(fact.role == Role.EXPECTED for fact in about)
    past = all(isinstance(fact.value, date) and fact.value < sheet.today for fact in equal)
    return is_announced and past and not any(fact in about for fact in equal)


def is_about(fact: Fact, claim: Claim, sheet: FactSheet) -> bool:
    event = sheet.event_of(fact)
    if event == Event.REPLACED and Event.SENT in claim.events:
        return True  # "the right pair was sent out on …"
    return (event is not None and event in claim.events) or (fact.role is not None and fact.role in claim.roles)


def is_that_day(fact: Fact, claim: Claim) -> bool:
    for value in (claim.value, claim.otherwise):
        if not isinstance(fact.value, date) or not isinstance(value, date):
            continue
        if not claim.has_month and fact.value.day == value.day and abs(fact.value - value) <= TWO_MONTHS:
            return True
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
            return abs((fact.value - claim.value).days) <= claim.slack
        return fact.value.weekday() == claim.weekday and abs((fact.value - sheet.today).days) <= claim.slack

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
