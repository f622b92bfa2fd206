"""Drafts nobody asked for: for new messages, and for tickets that waited while there was no model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import caps, credentials
from tickets_service.drafting.queueing import live_draft, locked, now, queue
from tickets_service.drafting.worthwhile import Incoming, is_held_back, why_no_draft
from tickets_service.models import (
    LIVE_DRAFTS,
    AIResponseDB,
    Direction,
    DraftState,
    NoDraft,
    Preferences,
    Ticket,
    TicketMessage,
    TicketStatus,
)

YOUNGER_THAN = timedelta(days=7)
LOOKED_AT_ONCE = 500
LONGEST_NOD = 120  # characters


async def draft_new_message(session: AsyncSession, ticket_id: int) -> None:
    """A draft for the newest message, if it is a customer's, young, and the ticket open. One message, one draft.

    It waits a little, so that several messages in a row are answered together. Why there is none stays on the ticket.
    """
    ticket = await locked(session, ticket_id)
    if ticket.confidential:
        return
    credential = await credentials.active(session)
    newest = await _message_to_answer(session, ticket) if credential is not None else None
    if credential is None or newest is None:
        return
    shop = await session.get_one(Preferences, 1)
    if (reason := await _why_not(session, ticket, newest, shop)) is not None:
        await _leave_out(session, ticket, reason)
        return
    live = await live_draft(session, ticket_id)
    if live is not None and live.state is DraftState.QUEUED:
        live.based_on_message_id = ticket.last_public_message_id
        await session.flush()
    elif live is None:
        is_full = await caps.room_for_automatic(session) < 1 or await caps.reached(
            session, ticket_id=ticket_id, credential=credential
        )
        if is_full:
            await _leave_out(session, ticket, NoDraft.OVER_CAP)
        else:
            await queue(session, ticket, is_automatic=True, after=timedelta(seconds=shop.draft_after_seconds))


async def draft_arrived(session: AsyncSession, since: datetime) -> None:
    """For messages written since then that have no draft yet, because something else than a refresh read them first."""
    arrived = Ticket.last_customer_message_at > since
    for ticket, _ in await _waiting(session, arrived, most=LOOKED_AT_ONCE):
        await draft_new_message(session, ticket.id)


async def draft_waiting(session: AsyncSession) -> int:
    """Tickets that have been waiting without a draft, newest first, as many as today allows. Returns how many."""
    credential = await credentials.active(session)
    if credential is None or await caps.month_is_spent(session, credential) is not None:
        return 0
    shop = await session.get_one(Preferences, 1)
    room = await caps.room_for_automatic(session)
    queued = 0
    while queued < room:
        waiting = await _waiting(session, most=min(room - queued, LOOKED_AT_ONCE))
        for ticket, newest in waiting:
            if (reason := await _why_not(session, ticket, newest, shop)) is not None:
                await _leave_out(session, ticket, reason)
            else:
                await queue(session, ticket, is_automatic=True)
                queued += 1
        if not waiting:
            break
    return queued


async def _message_to_answer(session: AsyncSession, ticket: Ticket) -> TicketMessage | None:
    if ticket.status is TicketStatus.DONE or ticket.last_public_message_id is None:
        return None
    newest = await session.get_one(TicketMessage, ticket.last_public_message_id)
    if newest.direction is not Direction.CUSTOMER or newest.created_at < await now(session) - YOUNGER_THAN:
        return None
    has_one = await session.scalar(
        select(exists().where(AIResponseDB.ticket_id == ticket.id, AIResponseDB.based_on_message_id == newest.id))
    )
    return None if has_one else newest


async def _why_not(session: AsyncSession, ticket: Ticket, newest: TicketMessage, shop: Preferences) -> NoDraft | None:
    if is_held_back(ticket.id, float(shop.held_back_share)):
        return NoDraft.HELD_BACK
    before = await _said_before(session, newest) if len(newest.text) < LONGEST_NOD else None
    return why_no_draft(Incoming(ticket.title, newest.text, ticket.customer_email, before))


async def _said_before(session: AsyncSession, newest: TicketMessage) -> str | None:
    """The shop's last words before it."""
    text: str | None = await session.scalar(
        select(TicketMessage.text)
        .where(
            TicketMessage.ticket_id == newest.ticket_id,
            TicketMessage.direction == Direction.AGENT,
            TicketMessage.created_at <= newest.created_at,
        )
        .order_by(TicketMessage.created_at.desc(), TicketMessage.plenty_message_id.desc())
        .limit(1)
    )
    return text


async def _leave_out(session: AsyncSession, ticket: Ticket, reason: NoDraft) -> None:
    ticket.no_draft_reason, ticket.no_draft_message_id = reason, ticket.last_public_message_id
    await session.flush()


async def _waiting(
    session: AsyncSession, *narrower: ColumnElement[bool], most: int
) -> Sequence[Row[Ticket, TicketMessage]]:
    tried = exists().where(
        AIResponseDB.ticket_id == Ticket.id,
        AIResponseDB.based_on_message_id == Ticket.last_public_message_id,
        AIResponseDB.state != DraftState.FAILED,
    )
    is_left_out = (
        Ticket.no_draft_reason.is_not(None)
        & (Ticket.no_draft_reason != NoDraft.OVER_CAP)
        & (Ticket.no_draft_message_id == Ticket.last_public_message_id)
    )
    found = await session.execute(
        select(Ticket, TicketMessage)
        .join(TicketMessage, TicketMessage.id == Ticket.last_public_message_id)
        .where(
            *narrower,
            Ticket.status != TicketStatus.DONE,
            ~Ticket.confidential,
            TicketMessage.direction == Direction.CUSTOMER,
            TicketMessage.created_at > func.clock_timestamp() - YOUNGER_THAN,
            ~tried,
            func.coalesce(~is_left_out, True),
            ~exists().where(AIResponseDB.ticket_id == Ticket.id, AIResponseDB.state.in_(LIVE_DRAFTS)),
        )
        .order_by(Ticket.last_customer_message_at.desc().nulls_last())
        .limit(most)
        .with_for_update(of=Ticket, skip_locked=True)
    )
    return found.all()
