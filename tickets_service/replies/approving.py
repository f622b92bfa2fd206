"""An agent says: send exactly this. Until its delay is over they may take it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit, jobs
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.markup import has_visible_text, html_from_plain
from tickets_service.models import (
    LIVE_REPLIES,
    AIResponseDB,
    Reply,
    ReplyKind,
    ReplyState,
    Ticket,
    TicketMessage,
)
from tickets_service.replies import composing
from tickets_service.replies.timing import CLOCK, Clock
from tickets_service.replies.transitions import move, note


@dataclass(frozen=True)
class Approval:
    """What the agent saw and said. The id is the client's own: a repeated request is the same reply."""

    reply_id: UUID
    text: str
    kind: ReplyKind
    based_on_message_id: int | None
    ai_response_id: int | None = None
    close_after: bool = False
    acknowledged: tuple[str, ...] = ()
    """Warnings its author has answered for."""
    is_first_text: bool = False
    """The text of a ticket that begins here: Plenty need not have the ticket yet."""

    def is_the_one_of(self, row: Reply, ticket_id: int) -> bool:
        return (row.ticket_id, row.text, row.kind, row.based_on_message_id, row.ai_response_id, row.close_after) == (
            ticket_id,
            self.text,
            self.kind,
            self.based_on_message_id,
            self.ai_response_id,
            self.close_after,
        )


async def approve(
    session: AsyncSession,
    ticket_id: int,
    approval: Approval,
    *,
    author: str,
    undo: timedelta,
    clock: Clock = CLOCK,
) -> tuple[Reply, bool]:
    """The reply, and whether it is new. Everything it relies on is checked while the ticket is locked."""
    ticket = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    earlier = await session.get(Reply, approval.reply_id, populate_existing=True)
    if earlier is not None:
        return _same_again(earlier, approval, ticket_id)
    if not has_visible_text(approval.text):
        raise Invalid("A reply needs a text.", text="has nothing in it")
    if ticket.plenty_ticket_id is None and not approval.is_first_text:
        raise Conflict("Plenty does not have this ticket yet: wait until it was created there.")
    if ticket.gone_at is not None:
        raise Conflict("Plenty does not have this ticket any more, so nothing can be sent in it.")
    await _refuse_wrong_base(session, ticket, approval)
    await _refuse_a_second_live_one(session, ticket_id, approval.kind)
    row = await _insert(session, ticket_id, approval, author=author, undo=undo, clock=clock)
    if row is None:
        return _same_again(await session.get_one(Reply, approval.reply_id), approval, ticket_id)
    await composing.clear(session, composing.Place(ticket_id, author, approval.kind))
    await note(session, row.id, "APPROVED", author)
    await audit.record(session, author, "reply_approved", f"reply:{row.id}", ticket_id=ticket_id, kind=row.kind.value)
    await jobs.send_reply_later(session, row.id, at=row.send_at)
    return row, True


def _same_again(earlier: Reply, approval: Approval, ticket_id: int) -> tuple[Reply, bool]:
    if not approval.is_the_one_of(earlier, ticket_id):
        raise Conflict("There is another reply with this id: give every reply an id of its own.")
    return earlier, False


async def _refuse_wrong_base(session: AsyncSession, ticket: Ticket, approval: Approval) -> None:
    """A public reply answers the newest public message; a note may be written to any state of the thread."""
    base = approval.based_on_message_id
    if approval.kind is ReplyKind.MESSAGE:
        if ticket.confidential:
            raise Conflict("This ticket is confidential: Plenty takes only internal notes for it.")
        if base != ticket.last_public_message_id:
            raise Conflict("The conversation has moved on since this was written: read the newest message first.")
    elif base is not None:
        owner = await session.scalar(select(TicketMessage.ticket_id).where(TicketMessage.id == base))
        if owner != ticket.id:
            raise Invalid(f"Message {base} is not of this ticket.", based_on_message_id="is no message of this ticket")
    if approval.ai_response_id is not None:
        owner = await session.scalar(select(AIResponseDB.ticket_id).where(AIResponseDB.id == approval.ai_response_id))
        if owner != ticket.id:
            raise Invalid(
                f"Draft {approval.ai_response_id} is not of this ticket.",
                ai_response_id="is no draft of this ticket",
            )


async def _refuse_a_second_live_one(session: AsyncSession, ticket_id: int, kind: ReplyKind) -> None:
    state = await session.scalar(
        select(Reply.state).where(Reply.ticket_id == ticket_id, Reply.kind == kind, Reply.state.in_(LIVE_REPLIES))
    )
    if state is ReplyState.NEEDS_HUMAN:
        raise Conflict("It is unclear whether an earlier reply arrived: settle that one first.")
    if state is not None:
        if kind is ReplyKind.MESSAGE:
            raise Conflict("Another reply of this ticket is on its way: cancel it or wait until it is sent.")
        raise Conflict("Another note of this ticket is on its way: cancel it or wait until it is sent.")


async def _insert(
    session: AsyncSession, ticket_id: int, approval: Approval, *, author: str, undo: timedelta, clock: Clock
) -> Reply | None:
    """None if the same id was taken for another ticket at this very moment."""
    body = html_from_plain(approval.text)
    row: Reply | None = await session.scalar(
        insert(Reply)
        .values(
            id=approval.reply_id,
            ticket_id=ticket_id,
            state=ReplyState.QUEUED,
            kind=approval.kind,
            text=approval.text,
            body=body,
            body_sha256=hashlib.sha256(body.encode()).digest(),
            based_on_message_id=approval.based_on_message_id,
            ai_response_id=approval.ai_response_id,
            close_after=approval.close_after,
            author=author,
            acknowledged=list(approval.acknowledged),
            send_at=clock.now() + undo,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(Reply)
    )
    return row


async def cancel(session: AsyncSession, reply_id: UUID, *, actor: str) -> Reply:
    """Only while nobody has begun to send it. The text goes back to its author's composer."""
    row = await move(session, reply_id, ReplyState.QUEUED, ReplyState.CANCELLED, detail=actor)
    if row is not None:
        await audit.record(session, actor, "reply_cancelled", f"reply:{reply_id}")
        return row
    found = await session.get(Reply, reply_id, populate_existing=True)
    if found is None:
        raise NotFound(f"There is no reply {reply_id}.")
    raise Conflict(_too_late(found.state))


def _too_late(state: ReplyState) -> str:
    if state in (ReplyState.CLAIMED, ReplyState.IN_FLIGHT):
        return "This reply is being sent right now, so it cannot be taken back."
    if state in (ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN):
        return "It is unclear whether this reply arrived: settle it instead of cancelling it."
    return f"This reply is {state.value}, so there is nothing to cancel."
