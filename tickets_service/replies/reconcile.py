"""After a POST with an unclear result the machine only reads. One match settles it; otherwise a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import extract, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.db import Sessions
from tickets_service.errors import Busy, TicketsError
from tickets_service.models import Reply, ReplyState, Ticket
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Lane, MessageRecord
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.replies.matching import candidates, taken_ids
from tickets_service.replies.sending import OnSent, Settlement
from tickets_service.replies.timing import CLOCK, TIMING, Clock, Timing
from tickets_service.replies.transitions import move, note

log = structlog.get_logger()

FAILED_READ_AGAIN_SECONDS = 30
NOT_FOUND = "Plenty does not show this reply, but it may have stored it: look in Plenty and decide."
TWICE = "Plenty shows this reply twice or more: look in Plenty and decide."


@dataclass(frozen=True)
class Doubtful:
    reply_id: UUID
    ticket_id: int
    plenty_ticket_id: int
    kind: str
    body: str
    fence_id: int


@dataclass(frozen=True)
class Reconciler:
    sessions: Sessions
    source: HelpdeskSource
    on_sent: OnSent
    timing: Timing = TIMING
    clock: Clock = CLOCK

    async def reconcile(self, reply_id: UUID) -> None:
        """One look. Raises Busy to be called again when it was too early, or when Plenty could not be read."""
        doubtful = await self._open(reply_id)
        if doubtful is None:
            return
        try:
            messages = (await self.source.thread(doubtful.plenty_ticket_id, lane=Lane.AGENT)).messages
            own_user_id = await self.source.own_user_id()
        except Unknown:
            messages, own_user_id = (), None
        except Busy:
            raise
        except TicketsError as error:
            raise Busy(error.message, retry_after=FAILED_READ_AGAIN_SECONDS) from error
        async with self.sessions.begin() as session:
            taken = await taken_ids(session, doubtful.ticket_id)
            found = candidates(
                messages,
                kind=doubtful.kind,
                body=doubtful.body,
                after_id=doubtful.fence_id,
                own_user_id=own_user_id,
                taken=taken,
            )
            await self._judge(session, doubtful, found)

    async def _open(self, reply_id: UUID) -> Doubtful | None:
        async with self.sessions() as session:
            found = (
                await session.execute(
                    select(Reply, Ticket.plenty_ticket_id, extract("epoch", Reply.read_after - self.clock.now()))
                    .join(Ticket, Ticket.id == Reply.ticket_id)
                    .where(Reply.id == reply_id, Reply.state == ReplyState.UNKNOWN)
                )
            ).one_or_none()
        if found is None:
            return None
        row, plenty_ticket_id, wait = found
        if wait is not None and wait > 0:
            raise Busy("It is too early to look.", retry_after=float(wait))
        return Doubtful(row.id, row.ticket_id, plenty_ticket_id or 0, row.kind.value, row.body, row.fence_id or 0)

    async def _judge(self, session: AsyncSession, doubtful: Doubtful, found: list[MessageRecord]) -> None:
        if len(found) == 1:
            settlement = Settlement(self.on_sent, self.clock)
            await settlement.settle(session, doubtful.reply_id, ReplyState.UNKNOWN, found[0], detail="found by reading")
        elif len(found) > 1:
            log.error("duplicate_suspected", reply_id=str(doubtful.reply_id), found=len(found))
            await self._leave_to_a_person(session, doubtful.reply_id, TWICE, is_duplicate_suspected=True)
        else:
            await self._look_again_or_give_up(session, doubtful.reply_id)

    async def _look_again_or_give_up(self, session: AsyncSession, reply_id: UUID) -> None:
        row = (
            await session.execute(
                select(Reply, self.clock.now())
                .where(Reply.id == reply_id, Reply.state == ReplyState.UNKNOWN)
                .with_for_update()
            )
        ).one_or_none()
        if row is None:
            return
        reply, now = row
        elapsed = now - reply.posted_at if reply.posted_at is not None else timedelta()
        reply.reads_done += 1
        await note(session, reply_id, "READ", "not there")
        if reply.reads_done >= self.timing.reads_at_least and elapsed >= self.timing.window:
            await session.flush()
            await self._leave_to_a_person(session, reply_id, NOT_FOUND)
            return
        following = next((offset for offset in self.timing.reads_after if offset > elapsed), None)
        pause = following - elapsed if following is not None else timedelta(seconds=FAILED_READ_AGAIN_SECONDS)
        reply.read_after = now + pause
        await session.flush()
        await jobs.reconcile_reply_later(session, reply_id, at=reply.read_after)

    async def _leave_to_a_person(
        self, session: AsyncSession, reply_id: UUID, sentence: str, *, is_duplicate_suspected: bool = False
    ) -> None:
        await move(
            session,
            reply_id,
            ReplyState.UNKNOWN,
            ReplyState.NEEDS_HUMAN,
            detail=sentence,
            error=sentence,
            is_duplicate_suspected=is_duplicate_suspected,
        )
