"""What asking for a draft and drafting unasked have in common: one unfinished draft per ticket, one job for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.errors import Conflict, NotFound
from tickets_service.models import LIVE_DRAFTS, AIResponseDB, DraftState, Ticket


async def queue(
    session: AsyncSession,
    ticket: Ticket,
    *,
    hint: str | None = None,
    credential_id: int | None = None,
    is_automatic: bool = False,
    after: timedelta = timedelta(),
) -> AIResponseDB:
    row = AIResponseDB(
        ticket_id=ticket.id,
        state=DraftState.QUEUED,
        hint=hint,
        credential_id=credential_id,
        is_automatic=is_automatic,
        based_on_message_id=ticket.last_public_message_id,
    )
    session.add(row)
    ticket.no_draft_reason = ticket.no_draft_message_id = None
    await session.flush()
    await session.refresh(row)
    await jobs.write_draft_later(session, row.id, at=await now(session) + after if after else None)
    return row


async def locked(session: AsyncSession, ticket_id: int) -> Ticket:
    ticket = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return ticket


def refuse_confidential(ticket: Ticket) -> None:
    """Raises Conflict: only notes are written in such a ticket, and nothing of it is told to a model."""
    if ticket.confidential:
        raise Conflict("This ticket is confidential: nothing of it is told to a model, so there are no drafts.")


async def live_draft(session: AsyncSession, ticket_id: int) -> AIResponseDB | None:
    """The one that is under way, else the one that is ready."""
    row: AIResponseDB | None = await session.scalar(
        select(AIResponseDB)
        .where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.state.in_(LIVE_DRAFTS))
        .order_by(AIResponseDB.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return row


async def now(session: AsyncSession) -> datetime:
    found: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return found
