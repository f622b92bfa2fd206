"""Reading orders: which call tells what, and what Plenty's answer really says."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from tickets_service.errors import UpstreamFailed
from tickets_service.plenty import decoding, orders
from tickets_service.plenty.client import PlentyClient
from tickets_service.plenty.errors import AccessDenied, Refused, Unknown
from tickets_service.plenty.schemas import RETURN, ContactOrders, Document, Lane, OrderRecord

NAMES_HOLD_SECONDS = 3600
NOT_TOLD = (AccessDenied, Unknown, Refused)
"""An order is worth showing without what Plenty keeps to itself."""

T = TypeVar("T")


class Asked(Protocol):
    """One read, with what is wrong with Plenty noted."""

    async def __call__(self, ask: Callable[[], Awaitable[Any]], read: Callable[[Any], T]) -> T: ...


class OrderReads:
    """Keeps nothing but the names of order statuses, for an hour: one more call then."""

    def __init__(self, client: PlentyClient, asked: Asked) -> None:
        self._client, self._asked = client, asked
        self._status_names: tuple[float, Mapping[Decimal, str]] | None = None
        self._asking_for_names = asyncio.Lock()

    async def order(self, order_id: int, lane: Lane) -> OrderRecord:
        names = await self._names(lane)
        return await self._asked(
            lambda: self._client.order(order_id, lane=lane),
            lambda raw: orders.order(decoding.require_object(raw), status_names=names),
        )

    async def by_external_id(self, external_id: str, lane: Lane) -> OrderRecord | None:
        """A filter Plenty does not know is ignored silently, so the orders themselves are asked.

        The case of letters tells no two apart: whether Plenty minds it is not documented.
        """
        try:
            found = await self._search({f"orderProperty_{orders.EXTERNAL_ORDER_ID}": external_id}, lane)
        except Refused:
            return None
        exact = next((order for order in found if _is_alike(order.external_id, external_id) and order.is_sale), None)
        if exact is not None or len(found) != 1 or found[0].external_id is not None:
            return exact
        whole = await self.order(found[0].id, lane)
        return whole if _is_alike(whole.external_id, external_id) else None

    async def complete(self, order: OrderRecord, lane: Lane) -> OrderRecord:
        if not order.is_sale:
            return order
        with contextlib.suppress(*NOT_TOLD):
            order = orders.with_returns(order, await self._search(_returns_of(order), lane))
        return order if order.documents is not None else replace(order, documents=await self._invoices(order.id, lane))

    async def of_contact(self, contact_id: int, lane: Lane) -> ContactOrders:
        names = await self._names(lane)

        def read(raw: Any) -> ContactOrders:
            found = _orders(raw, names)
            newest = tuple(orders.with_returns(one, found) if one.is_sale else one for one in found)
            return ContactOrders(max(decoding.total(raw) or 0, len(newest)), newest)

        return await self._asked(lambda: self._client.orders_of_contact(contact_id, lane=lane), read)

    async def _search(self, wanted: Mapping[str, str | int], lane: Lane) -> tuple[OrderRecord, ...]:
        names = await self._names(lane)
        return await self._asked(lambda: self._client.orders(wanted, lane=lane), lambda raw: _orders(raw, names))

    async def _invoices(self, order_id: int, lane: Lane) -> tuple[Document, ...] | None:
        """By a path with the order in it: a filter could be ignored, and then they would be somebody else's."""
        try:
            return await self._asked(lambda: self._client.invoices(order_id, lane=lane), orders.documents)
        except NOT_TOLD:
            return None

    async def _names(self, lane: Lane) -> Mapping[Decimal, str]:
        """Empty when Plenty does not tell them: an order is worth showing without. Asked for once, whoever waits."""
        async with self._asking_for_names:
            known = self._status_names
            if known is None or time.monotonic() - known[0] > NAMES_HOLD_SECONDS:
                try:
                    names = await self._asked(lambda: self._client.order_statuses(lane=lane), orders.status_names)
                except UpstreamFailed:
                    names = {}
                self._status_names = known = (time.monotonic(), names)
            return known[1]


def _orders(raw: Any, names: Mapping[Decimal, str]) -> tuple[OrderRecord, ...]:
    """Newest first; what cannot be read is left out."""
    found, _ = decoding.each(decoding.entries(raw), lambda one: orders.order(one, status_names=names), "order")
    return tuple(sorted(found, key=lambda order: order.id, reverse=True))


def _is_alike(number: str | None, other: str) -> bool:
    return number is not None and number.casefold() == other.casefold()


def _returns_of(order: OrderRecord) -> dict[str, str | int]:
    """By the customer, as far as one is known: how an order is referred to is less sure than whose it is."""
    wanted: dict[str, str | int] = {"orderTypeId": RETURN}
    if order.contact_id is not None:
        return wanted | {"relationReference_contact_receiver": order.contact_id}
    return wanted | {"orderReference_parent": order.id}
