"""When a person asks for a draft, and when one no longer counts."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit, jobs
from tickets_service.drafting import caps, credentials
from tickets_service.drafting.queueing import live_draft, locked, queue, refuse_confidential
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import (
    LIVE_DRAFTS,
    UNFINISHED_DRAFTS,
    AIResponseDB,
    AIResponseFeedback,
    Direction,
    DraftState,
    OpenAICredentialDB,
    Rating,
    Ticket,
    TicketMessage,
)

MAY_HAVE_BEEN_SENT = (DraftState.READY, DraftState.STALE, DraftState.DISMISSED)


async def request_draft(
    session: AsyncSession, ticket_id: int, *, hint: str | None, credential_id: int | None, actor: str
) -> AIResponseDB:
    """One under way already is the answer; one that is ready stays until the new one is."""
    ticket = await locked(session, ticket_id)
    refuse_confidential(ticket)
    if ticket.last_public_message_id is None:
        raise Conflict("There is no message to answer in this ticket yet.")
    credential = await _credential(session, credential_id)
    live = await live_draft(session, ticket_id)
    if live is not None and live.state in UNFINISHED_DRAFTS:
        if live.state is DraftState.QUEUED and live.is_automatic:
            await jobs.write_draft_later(session, live.id)
        return live
    if (full := await caps.reached(session, ticket_id=ticket_id, credential=credential)) is not None:
        raise full
    row = await queue(session, ticket, hint=(hint or "").strip() or None, credential_id=credential_id)
    await audit.record(session, actor, "draft_requested", f"ticket:{ticket_id}", draft=row.id)
    return row


async def _credential(session: AsyncSession, credential_id: int | None) -> OpenAICredentialDB:
    if credential_id is None:
        return await credentials.require_active(session)
    row = await session.get(OpenAICredentialDB, credential_id)
    if row is None:
        raise Invalid(f"There is no credential {credential_id}.", credential_id="is unknown")
    return row


async def make_stale(session: AsyncSession, ticket_id: int, newest_public_message_id: int | None) -> None:
    """A newer public message, whoever wrote it, retires what was drafted or is being drafted for an older one.

    One that is only queued is kept: it will be written for the newest message.
    """
    await session.execute(
        update(AIResponseDB)
        .where(
            AIResponseDB.id.in_(
                select(AIResponseDB.id)
                .where(
                    AIResponseDB.ticket_id == ticket_id,
                    AIResponseDB.state.in_((DraftState.WRITING, DraftState.READY)),
                    AIResponseDB.based_on_message_id.is_distinct_from(newest_public_message_id),
                )
                .order_by(AIResponseDB.id)
                .with_for_update()
            )
        )
        .values(state=DraftState.STALE, finished_at=func.clock_timestamp())
        .execution_options(synchronize_session=False)
    )
    newest = await session.get(TicketMessage, newest_public_message_id) if newest_public_message_id else None
    if newest is not None and newest.direction is not Direction.CUSTOMER:
        await session.execute(
            update(AIResponseDB)
            .where(
                AIResponseDB.ticket_id == ticket_id,
                AIResponseDB.state == DraftState.QUEUED,
                AIResponseDB.is_automatic,
            )
            .values(state=DraftState.STALE, finished_at=func.clock_timestamp())
            .execution_options(synchronize_session=False)
        )


async def drop_confidential(session: AsyncSession, ticket_id: int) -> None:
    """A ticket that became confidential has no draft any more: not one that waits, nor one being written."""
    is_confidential = select(Ticket.id).where(Ticket.id == ticket_id, Ticket.confidential)
    await session.execute(
        update(AIResponseDB)
        .where(AIResponseDB.ticket_id.in_(is_confidential), AIResponseDB.state.in_(LIVE_DRAFTS))
        .values(state=DraftState.STALE, finished_at=func.clock_timestamp())
        .execution_options(synchronize_session=False)
    )


async def supersede(session: AsyncSession, ticket_id: int) -> None:
    """The draft that is ready makes room for the next one, which is finished now."""
    await session.execute(
        update(AIResponseDB)
        .where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.state == DraftState.READY)
        .values(state=DraftState.DISMISSED, finished_at=func.clock_timestamp())
        .execution_options(synchronize_session=False)
    )


async def mark_used(session: AsyncSession, ai_response_id: int) -> None:
    """Also where another one took its place before it was sent. One that was asked for in its place is not wanted."""
    ticket_id = await session.scalar(
        update(AIResponseDB)
        .where(AIResponseDB.id == ai_response_id, AIResponseDB.state.in_(MAY_HAVE_BEEN_SENT))
        .values(state=DraftState.USED)
        .returning(AIResponseDB.ticket_id)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(AIResponseDB)
        .where(
            AIResponseDB.ticket_id == ticket_id,
            AIResponseDB.id > ai_response_id,
            AIResponseDB.state.in_(UNFINISHED_DRAFTS),
        )
        .values(state=DraftState.STALE, finished_at=func.clock_timestamp())
        .execution_options(synchronize_session=False)
    )


async def dismiss(
    session: AsyncSession, ticket_id: int, ai_response_id: int, *, reason: str | None, actor: str
) -> None:
    """The agent does without this draft; why is kept with it. Dismissing it again changes nothing."""
    row = await session.get(AIResponseDB, ai_response_id, with_for_update=True, populate_existing=True)
    if row is None or row.ticket_id != ticket_id:
        raise NotFound(f"There is no draft {ai_response_id} in ticket {ticket_id}.")
    if row.state in UNFINISHED_DRAFTS:
        raise Conflict("This draft is being written: wait until it is finished.")
    if row.state in (DraftState.READY, DraftState.FAILED):
        row.state = DraftState.DISMISSED
        await session.flush()
        await audit.record(session, actor, "draft_dismissed", f"ticket:{ticket_id}", draft=row.id)
    await feedback(session, ai_response_id, rating=Rating.DOWN, reason=reason, actor=actor)


async def feedback(
    session: AsyncSession, ai_response_id: int, *, rating: Rating, reason: str | None, actor: str
) -> None:
    """The last word of each person counts."""
    if await session.get(AIResponseDB, ai_response_id) is None:
        raise NotFound(f"There is no draft {ai_response_id}.")
    said = {"rating": rating, "reason": reason}
    await session.execute(
        insert(AIResponseFeedback)
        .values(ai_response_id=ai_response_id, actor=actor, **said)
        .on_conflict_do_update(index_elements=["ai_response_id", "actor"], set_=said)
    )
