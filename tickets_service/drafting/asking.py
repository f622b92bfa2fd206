"""When a draft is asked for, by a person or by a new message, and when it no longer counts."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit, jobs
from tickets_service.drafting import credentials
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import (
    LIVE_DRAFTS,
    AIResponseDB,
    AIResponseFeedback,
    Direction,
    DraftState,
    OpenAICredentialDB,
    Preferences,
    Rating,
    Ticket,
    TicketMessage,
    TicketStatus,
)

YOUNGER_THAN = timedelta(days=7)
COUNTED_OVER = timedelta(days=1)
UNFINISHED = (DraftState.QUEUED, DraftState.WRITING)


async def request_draft(
    session: AsyncSession, ticket_id: int, *, hint: str | None, credential_id: int | None, actor: str
) -> AIResponseDB:
    """One under way already is the answer; one that is ready makes room for the new one."""
    ticket = await _locked(session, ticket_id)
    if ticket.last_public_message_id is None:
        raise Conflict("There is no message to answer in this ticket yet.")
    if credential_id is None:
        await credentials.require_active(session)
    elif await session.get(OpenAICredentialDB, credential_id) is None:
        raise Invalid(f"There is no credential {credential_id}.", credential_id="is unknown")
    live = await _live(session, ticket_id)
    if live is not None and live.state in UNFINISHED:
        return live
    if live is not None:
        live.state, live.finished_at = DraftState.DISMISSED, await _now(session)
        await session.flush()
    row = await _queue(session, ticket, hint=(hint or "").strip() or None, credential_id=credential_id)
    await audit.record(session, actor, "draft_requested", f"ticket:{ticket_id}", draft=row.id)
    return row


async def draft_new_message(session: AsyncSession, ticket_id: int) -> None:
    """A draft for the newest message, if it is a customer's, young, and the ticket open. One message, one draft."""
    ticket = await _locked(session, ticket_id)
    if await credentials.active(session) is None or not await _deserves_a_draft(session, ticket):
        return
    live = await _live(session, ticket_id)
    if live is not None and live.state is DraftState.QUEUED:
        live.based_on_message_id = ticket.last_public_message_id
        await session.flush()
    elif live is None and await _room_today(session) > 0:
        await _queue(session, ticket, is_automatic=True)


async def _deserves_a_draft(session: AsyncSession, ticket: Ticket) -> bool:
    if ticket.status is TicketStatus.DONE or ticket.last_public_message_id is None:
        return False
    newest = await session.get_one(TicketMessage, ticket.last_public_message_id)
    if newest.direction is not Direction.CUSTOMER or newest.created_at < await _now(session) - YOUNGER_THAN:
        return False
    return not await session.scalar(
        select(exists().where(AIResponseDB.ticket_id == ticket.id, AIResponseDB.based_on_message_id == newest.id))
    )


async def draft_waiting(session: AsyncSession) -> int:
    """Tickets that have been waiting without a draft, newest first, as many as today allows. Returns how many."""
    if await credentials.active(session) is None:
        return 0
    tried = exists().where(
        AIResponseDB.ticket_id == Ticket.id,
        AIResponseDB.based_on_message_id == Ticket.last_public_message_id,
        AIResponseDB.state != DraftState.FAILED,
    )
    waiting = await session.scalars(
        select(Ticket)
        .join(TicketMessage, TicketMessage.id == Ticket.last_public_message_id)
        .where(
            Ticket.status != TicketStatus.DONE,
            TicketMessage.direction == Direction.CUSTOMER,
            TicketMessage.created_at > func.clock_timestamp() - YOUNGER_THAN,
            ~tried,
            ~exists().where(AIResponseDB.ticket_id == Ticket.id, AIResponseDB.state.in_(LIVE_DRAFTS)),
        )
        .order_by(Ticket.last_customer_message_at.desc().nulls_last())
        .limit(await _room_today(session))
        .with_for_update(of=Ticket, skip_locked=True)
    )
    queued = 0
    for ticket in waiting.all():
        await _queue(session, ticket, is_automatic=True)
        queued += 1
    return queued


async def make_stale(session: AsyncSession, ticket_id: int, newest_public_message_id: int | None) -> None:
    """A newer public message, whoever wrote it, retires what was drafted or is being drafted for an older one.

    One that is only queued is kept: it will be written for the newest message.
    """
    await session.execute(
        update(AIResponseDB)
        .where(
            AIResponseDB.ticket_id == ticket_id,
            AIResponseDB.state.in_((DraftState.WRITING, DraftState.READY)),
            AIResponseDB.based_on_message_id.is_distinct_from(newest_public_message_id),
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


async def mark_used(session: AsyncSession, ai_response_id: int) -> None:
    await session.execute(
        update(AIResponseDB)
        .where(AIResponseDB.id == ai_response_id, AIResponseDB.state.in_((DraftState.READY, DraftState.STALE)))
        .values(state=DraftState.USED)
        .execution_options(synchronize_session=False)
    )


async def dismiss(
    session: AsyncSession, ticket_id: int, ai_response_id: int, *, reason: str | None, actor: str
) -> None:
    """The agent does without this draft; why is kept with it. Dismissing it again changes nothing."""
    row = await session.get(AIResponseDB, ai_response_id, with_for_update=True, populate_existing=True)
    if row is None or row.ticket_id != ticket_id:
        raise NotFound(f"There is no draft {ai_response_id} in ticket {ticket_id}.")
    if row.state in UNFINISHED:
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


async def _queue(
    session: AsyncSession,
    ticket: Ticket,
    *,
    hint: str | None = None,
    credential_id: int | None = None,
    is_automatic: bool = False,
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
    await session.flush()
    await session.refresh(row)
    await jobs.write_draft_later(session, row.id)
    return row


async def _locked(session: AsyncSession, ticket_id: int) -> Ticket:
    ticket = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return ticket


async def _live(session: AsyncSession, ticket_id: int) -> AIResponseDB | None:
    row: AIResponseDB | None = await session.scalar(
        select(AIResponseDB)
        .where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.state.in_(LIVE_DRAFTS))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return row


async def _room_today(session: AsyncSession) -> int:
    """How many more drafts may be made without being asked for."""
    cap = await session.scalar(select(Preferences.automatic_drafts_per_day)) or 0
    made = await session.scalar(
        select(func.count())
        .select_from(AIResponseDB)
        .where(AIResponseDB.is_automatic, AIResponseDB.created_at > func.clock_timestamp() - COUNTED_OVER)
    )
    return max(0, cap - (made or 0))


async def _now(session: AsyncSession) -> datetime:
    now: datetime = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    return now
