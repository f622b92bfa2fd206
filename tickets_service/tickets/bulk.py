"""The same change to many tickets, with an answer for each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import NotFound
from tickets_service.tickets import lifecycle
from tickets_service.tickets.lifecycle import TicketChange
from tickets_service.tickets.schemas import BulkResult


async def change_all(
    session: AsyncSession, ticket_ids: Sequence[int], wanted: TicketChange, *, actor: str
) -> list[BulkResult]:
    """In the order asked for. A ticket that is not there does not keep the others from changing.

    A wrong status, person or time is wrong for all: then nothing changes.
    """
    results = {}
    for ticket_id in sorted(set(ticket_ids)):
        try:
            await lifecycle.change(session, ticket_id, wanted, actor=actor)
        except NotFound as refusal:
            results[ticket_id] = BulkResult(id=ticket_id, ok=False, error=refusal.message)
        else:
            results[ticket_id] = BulkResult(id=ticket_id, ok=True, error=None)
    return [results[ticket_id] for ticket_id in ticket_ids]
