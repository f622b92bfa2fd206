"""Picking up replies whose worker or job died. Cheap, safe to run everywhere at once, and it never posts."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, TextClause, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.models import Reply, ReplyState
from tickets_service.replies.sending import fall_into_doubt
from tickets_service.replies.timing import CLOCK, TIMING, Clock, Timing
from tickets_service.replies.transitions import move

AT_ONCE = 50
HAS_NO_JOB = text(
    "NOT EXISTS (SELECT 1 FROM procrastinate_jobs j"
    " WHERE j.lock = 'reply:' || replies.id::text AND j.status IN ('todo', 'doing'))"
)


async def reap(session: AsyncSession, *, timing: Timing = TIMING, clock: Clock = CLOCK) -> None:
    now = clock.now()
    for reply_id in await _locked(session, ReplyState.CLAIMED, Reply.lease_until < now):
        await move(session, reply_id, ReplyState.CLAIMED, ReplyState.QUEUED, detail="its worker died before the POST")
        await _send_again(session, reply_id, clock)
    for reply_id in await _locked(
        session, ReplyState.IN_FLIGHT, Reply.post_deadline - timing.post_within + timing.in_flight_at_most < now
    ):
        await fall_into_doubt(session, reply_id, clock, timing)
    for reply_id in await _locked(session, ReplyState.QUEUED, Reply.send_at < now - timing.overdue, HAS_NO_JOB):
        await _send_again(session, reply_id, clock)
    for reply_id in await _locked(session, ReplyState.UNKNOWN, Reply.read_after < now - timing.overdue, HAS_NO_JOB):
        at = (await session.execute(select(now))).scalar_one()
        await jobs.reconcile_reply_later(session, reply_id, at=at)


async def _locked(
    session: AsyncSession, state: ReplyState, *conditions: ColumnElement[bool] | TextClause
) -> list[UUID]:
    statement = (
        select(Reply.id).where(Reply.state == state, *conditions).limit(AT_ONCE).with_for_update(skip_locked=True)
    )
    return list(await session.scalars(statement))


async def _send_again(session: AsyncSession, reply_id: UUID, clock: Clock) -> None:
    at = (await session.execute(select(clock.now()))).scalar_one()
    await jobs.send_reply_later(session, reply_id, at=at)
