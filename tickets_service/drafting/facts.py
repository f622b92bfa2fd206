"""The fact sheet as the model reads it: lines with the id in front, and why this order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tickets_service.drafting.sheets import SHOP_ZONE, Case
from tickets_service.facts import Fact, FactKind, FactSheet, Role
from tickets_service.models import ChoiceReason

WHY = {
    ChoiceReason.LINKED: "linked to this ticket",
    ChoiceReason.NAMED_IN_SUBJECT: "named in the subject",
    ChoiceReason.NAMED_IN_MESSAGE: "named by the customer",
    ChoiceReason.NAMED_BY_PARCEL: "the customer names its parcel",
    ChoiceReason.NAMED_BY_DOCUMENT: "the customer names its document",
    ChoiceReason.FITS_MESSAGE: "one of several, the message fits it best; the customer names none",
    ChoiceReason.ONLY_ORDER: "the only one of this customer",
    ChoiceReason.NEWEST_ORDER: "the newest of several; the customer names none",
    ChoiceReason.NUMBER_UNKNOWN: (
        "a guess that may be wrong: the customer names a parcel or document that no known order of theirs has"
    ),
    ChoiceReason.CHOSEN_BY_AGENT: "chosen by a colleague",
}
NO_ORDER = "Order: none is known for this ticket."
NOT_THEIRS = (
    "Order {number}, which the customer names, was not found for this customer: say nothing of what it holds or how it "
    "stands, nothing of another order in its place, and where the newest message is about it ask to check the number."
)
OWNERS = (FactKind.ITEM, FactKind.TRACKING_NUMBER, FactKind.DOCUMENT, FactKind.RETURN)


def told(case: Case, sheet: FactSheet, *, now: datetime) -> str:
    """Parts stand in the line of what they belong to: an item with its price, a parcel with its carrier."""
    lines = [f"Today: {now.astimezone(SHOP_ZONE):%A, %Y-%m-%d}"]
    lines += [_line(sheet, fact) for fact in sheet.of_kind(FactKind.CUSTOMER)]
    if case.customer.language:
        lines.append(f"Customer's language: {case.customer.language}")
    if case.source:
        lines.append(f"Channel of this message: {case.source}")
    for number in case.choice.elsewhere:
        lines.append(NOT_THEIRS.format(number=number))
    lines += ["", *_orders(case, sheet)]
    return "\n".join(lines)


def _orders(case: Case, sheet: FactSheet) -> Iterator[str]:
    numbers = sheet.of_kind(FactKind.ORDER_NUMBER)
    if not numbers:
        yield case.trouble or NO_ORDER
    for place, number in enumerate(numbers):
        if place:
            yield ""
        why = WHY[case.choice.reason] if place == 0 and case.choice.reason else "another one of this customer"
        as_of = f", as of {number.as_of.astimezone(SHOP_ZONE):%Y-%m-%d %H.%M}" if number.as_of else ""
        yield f"Order ({why}){as_of}:"
        yield _line(sheet, number)
        yield from (_line(sheet, fact) for fact in sheet.facts if _has_a_line(sheet, fact, number))
        if place == 0 and not any(fact.of == number.id for fact in sheet.of_kind(FactKind.TRACKING_NUMBER)):
            yield "Tracking number: none yet"


def _has_a_line(sheet: FactSheet, fact: Fact, order: Fact) -> bool:
    """A date says of itself that its event has happened."""
    if order.id not in sheet.owners_of(fact):
        return False
    if fact.kind == FactKind.EVENT:
        return not sheet.parts_of(fact.id)
    owner = sheet.get(fact.of) if fact.of else None
    return owner is None or owner.kind not in OWNERS or fact.kind == FactKind.ITEM


def _line(sheet: FactSheet, fact: Fact) -> str:
    parts = [f" ({', '.join(told)})" for told in [[_part(part) for part in _told_with(sheet, fact)]] if told]
    if fact.kind == FactKind.ITEM:
        return f"[{fact.id}] {_quantity(sheet, fact)} x {fact.shown_value}{''.join(parts)}{_sent_back(sheet, fact)}"
    value = {True: "yes", False: "no"}[fact.value] if isinstance(fact.value, bool) else fact.shown_value
    return f"[{fact.id}] {fact.label}: {value}{''.join(parts)}"


def _sent_back(sheet: FactSheet, item: Fact) -> str:
    """Of an item in a return, so that nobody takes it for one more."""
    owner = sheet.get(item.of) if item.of else None
    return f", sent back with return {owner.shown_value}" if owner is not None and owner.kind == FactKind.RETURN else ""


def _told_with(sheet: FactSheet, fact: Fact) -> list[Fact]:
    if fact.kind not in OWNERS:
        return []
    return [part for part in sheet.parts_of(fact.id) if part.kind not in (FactKind.QUANTITY, FactKind.ITEM)]


def _part(fact: Fact) -> str:
    if fact.role == Role.PRICE:
        return f"{fact.shown_value} each"
    if fact.role == Role.LINE:
        return f"{fact.shown_value} in all"
    if fact.kind in (FactKind.CARRIER, FactKind.LINK):
        return fact.shown_value
    return f"{fact.label.lower()} {fact.shown_value}"


def _quantity(sheet: FactSheet, item: Fact) -> str:
    quantity = next((part.value for part in sheet.parts_of(item.id) if part.kind == FactKind.QUANTITY), 1)
    return f"{quantity.normalize():f}" if hasattr(quantity, "normalize") else str(quantity)
