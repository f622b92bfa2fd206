"""A person decides what became of a reply that nobody could find."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.db import Sessions
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import Reply, ReplyState, Ticket
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Lane, MessageRecord
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.replies.matching import taken_ids
from tickets_service.replies.sending import OnSent, Settlement
from tickets_service.replies.timing import CLOCK, Clock
from tickets_service.replies.transitions import move

DECIDED_MEANWHILE = "Somebody has decided on this reply meanwhile."


@dataclass(frozen=True)
class Resolver:
    sessions: Sessions
    source: HelpdeskSource
    on_sent: OnSent
    clock: Clock = CLOCK

    async def abandon(self, reply_id: UUID, *, actor: str) -> None:
        """It did not arrive, or does not matter any more. Later syncs still look for it."""
        async with self.sessions.begin() as session:
            await _require_undecided(session, reply_id)
            needs, gone = ReplyState.NEEDS_HUMAN, ReplyState.ABANDONED
            if await move(session, reply_id, needs, gone, detail=actor, resolved_by=actor) is None:
                raise Conflict(DECIDED_MEANWHILE)
            await audit.record(session, actor, "reply_abandoned", f"reply:{reply_id}")

    async def confirm(self, reply_id: UUID, *, plenty_message_id: int, actor: str) -> None:
        """It arrived as this message of Plenty's, which is checked by reading the thread."""
        async with self.sessions() as session:
            reply = await _require_undecided(session, reply_id)
            ticket = await session.get_one(Ticket, reply.ticket_id)
        record = await _read(self.source, ticket.plenty_ticket_id or 0, plenty_message_id)
        if record.kind != reply.kind.value:
            raise _no_match(plenty_message_id, "is of the other kind")
        if plenty_message_id <= (reply.fence_id or 0):
            raise _no_match(plenty_message_id, "was there before this reply was sent")
        if not record.is_from_staff:
            raise _no_match(plenty_message_id, "was written by the customer")
        async with self.sessions.begin() as session:
            if plenty_message_id in await taken_ids(session, reply.ticket_id, besides=reply_id):
                raise _no_match(plenty_message_id, "belongs to another reply")
            settled = await Settlement(self.on_sent, self.clock).settle(
                session, reply_id, ReplyState.NEEDS_HUMAN, record, detail=actor, resolved_by=actor
            )
            if not settled:
                raise Conflict(DECIDED_MEANWHILE)
            await audit.record(session, actor, "reply_confirmed", f"reply:{reply_id}", plenty_message_id=record.id)


def _no_match(plenty_message_id: int, reason: str) -> Invalid:
    return Invalid(f"Plenty's message {plenty_message_id} {reason}.", plenty_message_id=reason)


async def _require_undecided(session: AsyncSession, reply_id: UUID) -> Reply:
    reply = await session.get(Reply, reply_id, populate_existing=True)
    if reply is None:
        raise NotFound(f"There is no reply {reply_id}.")
    if reply.state is not ReplyState.NEEDS_HUMAN:
        raise Conflict(f"This reply is {reply.state.value}: only one that needs a person can be decided.")
    return reply


async def _read(source: HelpdeskSource, plenty_ticket_id: int, plenty_message_id: int) -> MessageRecord:
    try:
        thread = await source.thread(plenty_ticket_id, lane=Lane.AGENT)
    except Unknown:
        thread = None
    found = [message for message in thread.messages if message.id == plenty_message_id] if thread else []
    if not found:
        raise _no_match(plenty_message_id, "is not in this conversation")
    return found[0]
