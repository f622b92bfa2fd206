"""An agent says which order a ticket is about. It is kept here alone: Plenty is not told, and no sync undoes it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.db import Sessions
from tickets_service.errors import Invalid, NotFound
from tickets_service.models import Ticket
from tickets_service.plenty import copies
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.source import HelpdeskSource


async def choose_order(
    sessions: Sessions, source: HelpdeskSource, ticket_id: int, order_id: int | None, *, actor: str
) -> None:
    """None goes back to what is found out by itself. Plenty is asked first whether there is such an order."""
    async with sessions() as session:
        await _require(session, ticket_id)
    order = None
    if order_id is not None:
        try:
            order = await source.complete(await source.order(order_id, lane=Lane.AGENT), lane=Lane.AGENT)
        except (Unknown, AccessDenied):
            raise Invalid(
                f"Plenty shows no order {order_id} to this service.", order_id="is no order that can be read"
            ) from None
    async with sessions.begin() as session:
        ticket = await session.get(Ticket, ticket_id, with_for_update=True)
        if ticket is None:
            raise NotFound(f"There is no ticket {ticket_id}.")
        ticket.chosen_order_id = order_id
        if order is not None:
            await copies.keep(session, [order])
        await session.flush()
        await audit.record(session, actor, "order_chosen", f"ticket:{ticket_id}", order=order_id)


async def _require(session: AsyncSession, ticket_id: int) -> None:
    if await session.get(Ticket, ticket_id) is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
