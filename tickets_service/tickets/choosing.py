"""An agent says which order a ticket is about. It is kept here alone: Plenty is not told, and no sync undoes it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.db import Sessions
from tickets_service.errors import Invalid, NotFound
from tickets_service.finding.marketplaces import canonical
from tickets_service.models import Ticket
from tickets_service.plenty import copies
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.schemas import Lane, OrderRecord
from tickets_service.plenty.source import HelpdeskSource

LONGEST_NUMBER = 50
MOST_DIGITS = 18
"""Of an id of Plenty's: longer ones are no id."""


async def choose_order(
    sessions: Sessions, source: HelpdeskSource, ticket_id: int, order_id: int | None, *, actor: str
) -> None:
    """None goes back to what is found out by itself. Plenty is asked first whether there is such an order."""
    await _require(sessions, ticket_id)
    order = None
    if order_id is not None:
        order = await _read(source, order_id)
        if order is None:
            raise Invalid(f"Plenty shows no order {order_id} to this service.", order_id="is no order that can be read")
    await _keep(sessions, source, ticket_id, order, actor)


async def choose_named(sessions: Sessions, source: HelpdeskSource, ticket_id: int, typed: str, *, actor: str) -> None:
    """By a number as somebody types it: Plenty's own, or a marketplace's."""
    await _require(sessions, ticket_id)
    number = typed.strip().lstrip("#").strip()
    if not number or len(number) > LONGEST_NUMBER:
        raise Invalid("Which order is it? Write its number.", number="is no number of an order")
    order = await _named(source, number)
    if order is None:
        raise Invalid(f"Plenty shows no order {number} to this service.", number="is no order that can be read")
    await _keep(sessions, source, ticket_id, order, actor)


async def _named(source: HelpdeskSource, number: str) -> OrderRecord | None:
    """Digits may be a shop's own number as well as an id, and what looks like a marketplace's the shop's own."""
    if number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS and int(number) > 0:
        order = await _read(source, int(number))
        if order is not None:
            return order
    for spelling in dict.fromkeys((canonical(number), number)):
        try:
            order = await source.order_by_external_id(spelling, lane=Lane.AGENT)
        except (Unknown, AccessDenied):
            return None
        if order is not None:
            return order
    return None


async def _read(source: HelpdeskSource, order_id: int) -> OrderRecord | None:
    """None where Plenty has none, or keeps it to itself."""
    try:
        return await source.order(order_id, lane=Lane.AGENT)
    except (Unknown, AccessDenied):
        return None


async def _keep(
    sessions: Sessions, source: HelpdeskSource, ticket_id: int, order: OrderRecord | None, actor: str
) -> None:
    """With its returns, so that its facts are fresh."""
    order = await source.complete(order, lane=Lane.AGENT) if order is not None else None
    async with sessions.begin() as session:
        ticket = await session.get(Ticket, ticket_id, with_for_update=True)
        if ticket is None:
            raise NotFound(f"There is no ticket {ticket_id}.")
        ticket.chosen_order_id = order.id if order is not None else None
        if order is not None:
            await copies.keep(session, [order])
        await session.flush()
        await audit.record(session, actor, "order_chosen", f"ticket:{ticket_id}", order=ticket.chosen_order_id)


async def _require(sessions: Sessions, ticket_id: int) -> None:
    async with sessions() as session:
        await _get(session, ticket_id)


async def _get(session: AsyncSession, ticket_id: int) -> Ticket:
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return ticket
