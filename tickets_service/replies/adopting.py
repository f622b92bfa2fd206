"""What a read of the thread says about replies: every sync looks for those nobody could find."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import PlentyToken, Reply, ReplyState
from tickets_service.plenty.schemas import MessageRecord
from tickets_service.replies.matching import candidates, taken_ids
from tickets_service.replies.sending import OnSent, Settlement
from tickets_service.replies.timing import CLOCK, TIMING, Clock, Timing
from tickets_service.replies.transitions import HELD, note

log = structlog.get_logger()

DOUBTFUL = (ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN, ReplyState.ABANDONED)
MISSING = "Plenty said it stored this reply, but its conversation does not show it: look in Plenty."


async def adopt(
    session: AsyncSession,
    ticket_id: int,
    messages: Sequence[MessageRecord],
    *,
    on_sent: OnSent,
    timing: Timing = TIMING,
    clock: Clock = CLOCK,
) -> None:
    """*messages* is the whole thread. One match settles a doubtful reply; one for an abandoned reply is an alarm."""
    doubtful = (
        await session.scalars(
            select(Reply).where(
                Reply.ticket_id == ticket_id, Reply.state.in_(DOUBTFUL), Reply.is_duplicate_suspected.is_(False)
            )
        )
    ).all()
    if doubtful:
        own_user_id = await session.scalar(select(PlentyToken.plenty_user_id))
        for reply in sorted(doubtful, key=lambda reply: reply.state is ReplyState.ABANDONED):
            await _look_for(session, reply, messages, own_user_id, on_sent, clock)
    await _miss_what_is_gone(session, ticket_id, messages, timing, clock)


async def _look_for(
    session: AsyncSession,
    reply: Reply,
    messages: Sequence[MessageRecord],
    own_user_id: int | None,
    on_sent: OnSent,
    clock: Clock,
) -> None:
    found = candidates(
        messages,
        kind=reply.kind.value,
        body=reply.body,
        after_id=reply.fence_id or 0,
        own_user_id=own_user_id,
        taken=await taken_ids(session, reply.ticket_id),
    )
    if reply.state is ReplyState.ABANDONED:
        if found and not await _is_being_sent(session, reply):
            await _suspect(session, reply, f"it arrived late as message {found[0].id}")
    elif len(found) == 1:
        settlement = Settlement(on_sent, clock)
        await settlement.settle(session, reply.id, reply.state, found[0], detail="found by a sync")
    elif len(found) > 1:
        await _suspect(session, reply, f"it is there {len(found)} times")


async def _is_being_sent(session: AsyncSession, abandoned: Reply) -> bool:
    """Whether what was found can be the reply that took its place, whose result is not written down yet."""
    statement = select(Reply.id).where(
        Reply.ticket_id == abandoned.ticket_id, Reply.kind == abandoned.kind, Reply.state.in_(HELD)
    )
    return await session.scalar(statement) is not None


async def _suspect(session: AsyncSession, reply: Reply, detail: str) -> None:
    log.error("duplicate_suspected", reply_id=str(reply.id), detail=detail)
    reply.is_duplicate_suspected = True
    await note(session, reply.id, "DUPLICATE_SUSPECTED", detail)


async def _miss_what_is_gone(
    session: AsyncSession, ticket_id: int, messages: Sequence[MessageRecord], timing: Timing, clock: Clock
) -> None:
    """A 200 is no proof: what was sent must show in the thread after a while, and as the kind it was sent as."""
    sent = await session.scalars(
        select(Reply).where(
            Reply.ticket_id == ticket_id,
            Reply.state == ReplyState.SENT,
            Reply.error.is_(None),
            Reply.sent_at < clock.now() - timing.missing_after,
            Reply.sent_at > clock.now() - timing.missing_until,
        )
    )
    there = {(message.id, message.kind) for message in messages}
    for reply in sent:
        if (reply.plenty_message_id, reply.kind.value) not in there:
            log.error("sent_reply_missing", reply_id=str(reply.id))
            reply.error = MISSING
            await note(session, reply.id, "MISSING", MISSING)
