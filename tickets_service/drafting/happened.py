"""What has happened to an order, and what certainly has not. Nothing is said of what nobody can know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from tickets_service.facts import Event
from tickets_service.plenty.schemas import CANCELLED, OrderRecord

SHOP_ZONE = ZoneInfo("Europe/Berlin")
GOODS_ISSUED = Decimal(7)
"""Plenty's own status and its tenths; merchants name others as they like, so the rest says nothing."""
CANCELLED_WORDS = re.compile(r"storn|cancel|annul", re.IGNORECASE)
PAID_WORDS = ("fullyPaid", "overpaid")
UNPAID_WORDS = ("unpaid", "partlyPaid")
INVOICES = ("invoice", "invoiceExternal")


@dataclass(frozen=True, slots=True)
class Happened:
    event: Event
    label: str
    has_happened: bool
    on: date | None = None


def events_of(order: OrderRecord) -> Iterator[Happened]:
    if order.created_at is not None:
        yield Happened(Event.ORDERED, "Ordered", has_happened=True, on=order.created_at.astimezone(SHOP_ZONE).date())
    yield from _paid(order)
    yield from _sent(order)
    yield from _cancelled(order)
    if order.returns:
        yield Happened(Event.RETURNED, "Return registered", has_happened=True)
    if any(document.kind in INVOICES for document in order.documents or ()):
        yield Happened(Event.INVOICED, "Invoice written", has_happened=True)


def _paid(order: OrderRecord) -> Iterator[Happened]:
    if order.payment_status in PAID_WORDS or (order.payment_status is None and order.paid_at is not None):
        on = order.paid_at.astimezone(SHOP_ZONE).date() if order.paid_at is not None else None
        yield Happened(Event.PAID, "Paid", has_happened=True, on=on)
    elif order.payment_status in UNPAID_WORDS:
        yield Happened(Event.PAID, "Paid", has_happened=False)


def _sent(order: OrderRecord) -> Iterator[Happened]:
    sent_at = order.shipped_at or order.completed_at
    if sent_at is not None:
        yield Happened(Event.SENT, "Shipped", has_happened=True, on=sent_at.astimezone(SHOP_ZONE).date())
    elif order.status_id is not None and GOODS_ISSUED <= order.status_id < CANCELLED:
        yield Happened(Event.SENT, "Shipped", has_happened=True)
    elif order.status_id is not None and (order.status_id < GOODS_ISSUED or order.is_cancelled):
        yield Happened(Event.SENT, "Shipped", has_happened=False)


def _cancelled(order: OrderRecord) -> Iterator[Happened]:
    """A status of the merchant's own that speaks of it may mean yes or no."""
    if order.is_cancelled:
        yield Happened(Event.CANCELLED, "Cancelled", has_happened=True)
    elif (
        order.status_id is not None
        and order.status_id < CANCELLED
        and not CANCELLED_WORDS.search(order.status_name or "")
    ):
        yield Happened(Event.CANCELLED, "Cancelled", has_happened=False)
