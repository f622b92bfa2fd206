"""Changes of ours that Plenty never heard of, because their job was lost, are written again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.models import Ticket

AT_ONCE = 50
CREATED_WITHIN = timedelta(minutes=2)
HAS_NO_JOB = text(
    "NOT EXISTS (SELECT 1 FROM procrastinate_jobs j WHERE j.status IN ('todo', 'doing')"
    " AND j.lock IN ('push:' || tickets.id::text, 'create:' || tickets.id::text))"
)


async def reap(session: AsyncSession) -> None:
    is_changed = Ticket.pending_status.is_not(None) | Ticket.pending_priority.is_not(None)
    pending = is_changed & Ticket.plenty_ticket_id.is_not(None)
    for ticket_id in await _lost(session, pending):
        await jobs.push_ticket_later(session, ticket_id)
    uncreated = (
        Ticket.plenty_ticket_id.is_(None)
        & Ticket.creation_error.is_(None)
        & (Ticket.created_at < func.clock_timestamp() - CREATED_WITHIN)
    )
    for ticket_id in await _lost(session, uncreated):
        await jobs.create_ticket_later(session, ticket_id)


async def _lost(session: AsyncSession, condition: ColumnElement[bool]) -> list[int]:
    found = await session.scalars(
        select(Ticket.id).where(condition, HAS_NO_JOB).limit(AT_ONCE).with_for_update(skip_locked=True)
    )
    return list(found)
