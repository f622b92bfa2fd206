"""The facts a page names beside a text: what a draft rests on, and what stands against a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import yardsticks
from tickets_service.drafting.order_facts import kept_facts
from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.facts import Fact, FactKind, FactSheet
from tickets_service.facts.sheet import Value
from tickets_service.inbox.languages import N_

SOURCES_SHOWN = 6
LABELS = (
    N_("Amount paid"), N_("Amount still open"), N_("Cancelled"), N_("Cancelled on"), N_("Carrier"),
    N_("Customer e-mail"), N_("Customer name"), N_("Delivery address"), N_("Estimated delivery"),
    N_("Invoice address"), N_("Invoice number"), N_("Invoice dated"), N_("Item"), N_("Item in the return"),
    N_("Item number"), N_("Order number"), N_("Order number at the marketplace"), N_("Order status"),
    N_("Order total"), N_("Ordered"), N_("Ordered on"), N_("Paid"), N_("Paid on"), N_("Payment"),
    N_("Price of all"), N_("Price of one"), N_("Quantity"), N_("Return number"), N_("Return parcel number"),
    N_("Return registered"), N_("Return registered on"), N_("Return status"), N_("Shipped"), N_("Shipped on"),
    N_("Shipping costs"), N_("Tracking number"), N_("Tracking page"),
)  # fmt: skip
"""Of facts, as fact sheets have them."""
AMOUNT = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)(?: (?P<currency>[A-Z]{3}))?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
YES_OR_NO = {"yes": True, "no": False}
"""As fact sheets say it."""
Said: TypeAlias = tuple[Value, str | None]
"""A fact's value, and its currency."""


@dataclass(frozen=True)
class Source:
    label: str
    value: Value
    currency: str | None = None
    is_outdated: bool = False
    """The order says something else now."""


@dataclass(frozen=True)
class Grounds:
    sources: list[Source]
    """What a draft says it rests on."""
    have_changed: bool
    """What is known of the order is not what the draft was written from."""


async def grounds_of(session: AsyncSession, draft: AIResponseOut, read_at: datetime | None) -> Grounds:
    """*read_at* is when the order that stands beside the draft was read; None where there is none."""
    written_from = await yardsticks.sheet_of_draft(session, draft.id)
    now = await _facts_since(session, draft.ticket_id, written_from, read_at)
    known = (written_from.get(fact_id) for fact_id in draft.used_ids) if written_from is not None else ()
    facts = [fact for fact in known if fact is not None and fact.kind not in (FactKind.CUSTOMER, FactKind.ADDRESS)]
    sources = [
        Source(fact.label, _in_one_line(fact.value), fact.currency, now is not None and now.get(fact.id) != _said(fact))
        for fact in facts[:SOURCES_SHOWN]
    ]
    return Grounds(sources, now is not None and now != _said_by(written_from))


async def _facts_since(
    session: AsyncSession, ticket_id: int, written_from: FactSheet | None, read_at: datetime | None
) -> dict[str, Said] | None:
    """None where nothing was read since."""
    known = max((fact.as_of for fact in written_from.facts if fact.as_of), default=None) if written_from else None
    if read_at is None or (known is not None and read_at <= known):
        return None
    return _said_by((await kept_facts(session, ticket_id)).sheet)


def _said_by(sheet: FactSheet | None) -> dict[str, Said]:
    return {fact.id: _said(fact) for fact in sheet.facts} if sheet is not None else {}


def _said(fact: Fact) -> Said:
    return fact.value, fact.currency


def read(label: str, shown: str, *, kind: str) -> Source:
    """A fact in the words of a prompt, as marks of that kind keep it. A number alone may be that of an order."""
    amount = AMOUNT.fullmatch(shown)
    if amount and (amount["currency"] or kind in (FactKind.AMOUNT, FactKind.QUANTITY)):
        return Source(label, Decimal(amount["number"]), amount["currency"])
    if shown in YES_OR_NO:
        return Source(label, YES_OR_NO[shown])
    return Source(label, _day_or_words(shown))


def _in_one_line(value: Value) -> Value:
    return " ".join(value.split()) if isinstance(value, str) else value


def _day_or_words(value: str) -> str | date:
    """A number of a document may look like a day that does not exist."""
    try:
        return date.fromisoformat(value) if DAY.fullmatch(value) else value
    except ValueError:
        return value
