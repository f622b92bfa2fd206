"""The one door to Plentymarkets: ids and pages go in, small frozen records come out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import httpx2
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service.db import Sessions
from tickets_service.errors import TicketsError
from tickets_service.models import PlentyToken
from tickets_service.plenty import connection, decoding
from tickets_service.plenty.auth import Tokens
from tickets_service.plenty.budget import CallBudget
from tickets_service.plenty.client import PlentyClient
from tickets_service.plenty.decoding import Unreadable
from tickets_service.plenty.errors import Unclear, Unreachable
from tickets_service.plenty.order_reads import OrderReads
from tickets_service.plenty.schemas import (
    Capabilities,
    ContactOrders,
    ContactRecord,
    Lane,
    MessageKind,
    MessageRecord,
    NewTicket,
    OrderRecord,
    PostPermit,
    StatusRecord,
    Thread,
    TicketPage,
    TicketQuery,
    TicketRecord,
)
from tickets_service.plenty.wire import Wire
from tickets_service.vault import Vault

T = TypeVar("T")


class PlentyManager:
    """The ticket system behind the HelpdeskSource protocol."""

    def __init__(
        self,
        engine: AsyncEngine,
        sessions: Sessions,
        vault: Vault,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._sessions = sessions
        self.wire = Wire(transport)
        self.budget = CallBudget(sessions)
        self._tokens = Tokens(engine, sessions, vault, self.wire, self.budget)
        self._client = PlentyClient(self._tokens, self.budget, self.wire)
        self._health = connection.Health(sessions)
        self._orders = OrderReads(self._client, self._asked)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities()

    async def aclose(self) -> None:
        await self.wire.aclose()

    async def list_changed(self, query: TicketQuery, page: int, *, lane: Lane) -> TicketPage:
        params: dict[str, str | int] = {"page": page}
        if query.status_id is not None:
            params["statusId"] = query.status_id
        if query.contact_id is not None:
            params["contactId"] = query.contact_id
        return await self._asked(
            lambda: self._client.tickets(params, lane=lane), lambda raw: _matching(decoding.page(raw, page), query)
        )

    async def ticket(self, ticket_id: int, *, lane: Lane) -> TicketRecord:
        return await self._asked(lambda: self._client.ticket(ticket_id, lane=lane), _one(decoding.ticket))

    async def thread(self, ticket_id: int, *, lane: Lane) -> Thread:
        def read(raw: Any) -> Thread:
            messages, malformed = decoding.each(decoding.entries(raw), decoding.message, "message")
            return Thread(ticket_id, tuple(sorted(messages, key=_when)), malformed)

        return await self._asked(lambda: self._client.messages(ticket_id, lane=lane), read)

    async def own_user_id(self) -> int | None:
        async with self._sessions() as session:
            known: int | None = await session.scalar(select(PlentyToken.plenty_user_id))
        if known is not None:
            return known
        try:
            found = await self._asked(lambda: self._client.me(lane=Lane.SEND), _one(_user_id))
        except TicketsError:
            return None
        async with self._sessions.begin() as session:
            await session.execute(update(PlentyToken).values(plenty_user_id=found))
        return found

    async def reserve_post(self) -> PostPermit:
        return await self._client.permit()

    async def post_message(self, ticket_id: int, body: str, permit: PostPermit) -> MessageRecord:
        return await self._post(ticket_id, "message", body, permit)

    async def post_comment(self, ticket_id: int, body: str, permit: PostPermit) -> MessageRecord:
        return await self._post(ticket_id, "comment", body, permit)

    async def _post(self, ticket_id: int, kind: MessageKind, body: str, permit: PostPermit) -> MessageRecord:
        raw = await self._client.create_message(ticket_id, kind, body, permit)
        try:
            return _one(decoding.message)(raw)
        except Unreadable as reason:
            raise Unclear(f"Plenty's answer to the reply cannot be read: {reason}.") from None

    async def create_ticket(self, new: NewTicket) -> TicketRecord:
        """`POST /rest/tickets`; owners nest as the vendor's own plugin sends them."""
        user_id = await self.own_user_id()
        fields: dict[str, Any] = {
            "typeId": new.type_id,
            "statusId": new.status_id,
            "title": new.title,
            "plentyId": new.plenty_id,
            "source": "backend",
            "owners": [{"userId": user_id, "roleId": 1}] if user_id is not None else [],
        }
        optional = {"contactId": new.contact_id, "orderId": new.order_id, "priorityId": new.priority_id}
        fields |= {name: value for name, value in optional.items() if value is not None}
        raw = await self._client.create_ticket(fields)
        try:
            return _one(decoding.ticket)(raw)
        except Unreadable as reason:
            raise Unclear(f"Plenty's answer to the new ticket cannot be read: {reason}.") from None

    async def set_status(self, ticket_id: int, status_id: int) -> None:
        await self._client.update_ticket(ticket_id, {"statusId": status_id}, lane=Lane.AGENT)

    async def set_priority(self, ticket_id: int, priority_id: int) -> None:
        await self._client.update_ticket(ticket_id, {"priorityId": priority_id}, lane=Lane.AGENT)

    async def statuses(self, *, lane: Lane) -> tuple[StatusRecord, ...]:
        """Names with their type where Plenty tells it, without where it does not."""
        typed = await self._asked(lambda: self._client.status_type_names(lane=lane), decoding.statuses)
        named = await self._asked(lambda: self._client.status_names(lane=lane), decoding.statuses)
        known = {record.id for record in typed}
        return typed + tuple(record for record in named if record.id not in known)

    async def order(self, order_id: int, *, lane: Lane) -> OrderRecord:
        return await self._orders.order(order_id, lane)

    async def order_by_external_id(self, external_id: str, *, lane: Lane) -> OrderRecord | None:
        return await self._orders.by_external_id(external_id, lane)

    async def complete(self, order: OrderRecord, *, lane: Lane) -> OrderRecord:
        return await self._orders.complete(order, lane)

    async def contact_orders(self, contact_id: int, *, lane: Lane) -> ContactOrders:
        return await self._orders.of_contact(contact_id, lane)

    async def contact(self, contact_id: int, *, lane: Lane) -> ContactRecord:
        return await self._asked(lambda: self._client.contact(contact_id, lane=lane), _one(decoding.contact))

    async def raw(self, path: str, params: Mapping[str, Any]) -> Any:
        """A read of the closed table in `proxy`, as Plenty answers it."""
        return await self._asked(lambda: self._client.read(path, params, lane=Lane.AGENT), lambda raw: raw)

    async def _asked(self, ask: Callable[[], Awaitable[Any]], read: Callable[[Any], T]) -> T:
        """One read: what is wrong with Plenty is noted with its beginning, and so is that it is right again."""
        try:
            raw = await ask()
        except (Unreachable, Unclear) as error:
            await self._health.failed(error)
            raise
        await self._health.worked()
        try:
            return read(raw)
        except Unreadable as reason:
            raise Unclear(f"Plenty's answer cannot be read: {reason}.") from None


def _one(read: Callable[[Mapping[str, Any]], T]) -> Callable[[Any], T]:
    return lambda raw: read(decoding.require_object(raw))


def _user_id(raw: Mapping[str, Any]) -> int:
    return decoding.identifier(raw.get("id") or raw.get("userId") or raw.get("user_id"))


def _matching(page: TicketPage, query: TicketQuery) -> TicketPage:
    """Plenty silently ignores filters it does not know, so the records themselves are asked."""
    matching = tuple(
        record
        for record in page.records
        if query.status_id in (None, record.status_id) and query.contact_id in (None, record.contact_id)
    )
    return replace(page, records=matching)


def _when(message: MessageRecord) -> tuple[float, int]:
    return (message.created_at.timestamp() if message.created_at else 0.0, message.id)
