"""The orders beside a ticket: read from Plenty after the ticket is on screen, and kept for some minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from tickets_service.errors import TicketsError
from tickets_service.inbox.parcels import tracking_link
from tickets_service.plenty.schemas import Lane, OrderItem, OrderRecord
from tickets_service.plenty.source import HelpdeskSource

KEPT_SECONDS = 600
MOST_KEPT = 500
ORDERS_SHOWN = 3
ITEMS_SHOWN = 8


@dataclass(frozen=True)
class Item:
    name: str
    quantity: Decimal
    price: Decimal | None
    sum: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class Parcel:
    number: str
    carrier: str | None
    link: str | None


@dataclass(frozen=True)
class Order:
    number: int
    status: str | None
    is_sent: bool
    created_at: datetime | None
    paid_at: datetime | None
    shipped_at: datetime | None
    expected_at: datetime | None
    payment: str | None
    total: Decimal | None
    currency: str | None
    items: list[Item]
    more_items: int
    parcels: list[Parcel]
    carrier: str | None
    address: str | None


@dataclass(frozen=True)
class OrderSheet:
    orders: list[Order]
    read_at: datetime | None
    count_words: str
    """`3+` when there may be more; empty when it is not known."""
    trouble: str | None


@dataclass(frozen=True)
class _Kept:
    records: tuple[OrderRecord, ...]
    read_at: datetime
    until: float


@dataclass
class OrderShelf:
    """What was read lately. A copy that is lost costs one read; nobody relies on it."""

    _kept: OrderedDict[tuple[int | None, int | None], _Kept] = field(default_factory=OrderedDict)

    async def sheet(
        self, source: HelpdeskSource, order_id: int | None, contact_id: int | None, *, anew: bool = False
    ) -> OrderSheet:
        """The order of the ticket, else the customer's newest ones. What Plenty refuses is told, not raised."""
        key = (order_id, None if order_id is not None else contact_id)
        kept = self._kept.get(key)
        if anew or kept is None or kept.until < time.monotonic():
            try:
                kept = _Kept(await _read(source, *key), datetime.now(UTC), time.monotonic() + KEPT_SECONDS)
            except TicketsError as refusal:
                return OrderSheet([], None, "", refusal.message)
            self._keep(key, kept)
        return _sheet(kept, is_whole=order_id is None)

    def _keep(self, key: tuple[int | None, int | None], kept: _Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


async def _read(source: HelpdeskSource, order_id: int | None, contact_id: int | None) -> tuple[OrderRecord, ...]:
    if order_id is not None:
        return (await source.order(order_id, lane=Lane.AGENT),)
    return await source.orders_of_contact(contact_id, lane=Lane.AGENT) if contact_id is not None else ()


def _sheet(kept: _Kept, *, is_whole: bool) -> OrderSheet:
    """*is_whole* says that these are the customer's orders, not the ticket's one."""
    shown = [_order(record) for record in kept.records[:ORDERS_SHOWN]]
    count = str(len(kept.records)) if is_whole else ""
    return OrderSheet(shown, kept.read_at, count, None)


def _order(record: OrderRecord) -> Order:
    shipped_at = record.shipped_at or record.completed_at
    return Order(
        number=record.id,
        status=record.status_name,
        is_sent=shipped_at is not None,
        created_at=record.created_at,
        paid_at=record.paid_at,
        shipped_at=shipped_at,
        expected_at=record.estimated_delivery_at,
        payment=record.payment_status,
        total=record.total,
        currency=record.currency,
        items=_items(record.items),
        more_items=max(0, len(record.items) - ITEMS_SHOWN),
        parcels=[
            Parcel(package.number, record.carrier, tracking_link(record.carrier, package.number))
            for package in record.packages
            if package.number
        ],
        carrier=record.carrier,
        address=record.delivery_address,
    )


def _items(items: Sequence[OrderItem]) -> list[Item]:
    return [
        Item(
            item.name,
            item.quantity.normalize(),
            item.price,
            item.price * item.quantity if item.price is not None else None,
            item.currency,
        )
        for item in items[:ITEMS_SHOWN]
    ]
