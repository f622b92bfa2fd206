"""Sending: claim, read the thread, say IN_FLIGHT, post once, write down what is known."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID, uuid4

import structlog
from sqlalchemy import extract, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.db import Sessions
from tickets_service.errors import Busy, TicketsError, UpstreamFailed
from tickets_service.models import Reply, ReplyKind, ReplyState, Ticket, TicketMessage
from tickets_service.plenty.errors import CallsRefused, Refused, TokenRefused, TooLate, Unknown, Unreachable
from tickets_service.plenty.schemas import Lane, MessageRecord, PostPermit, Thread
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.replies.matching import Base, are_known, candidates, taken_ids
from tickets_service.replies.timing import CLOCK, TIMING, Clock, Timing
from tickets_service.replies.transitions import move

log = structlog.get_logger()

NOT_WRITTEN = (TooLate, Unreachable, TokenRefused, CallsRefused)
"""Provably nothing was written: the reply may wait its turn again."""
TICKET_IS_CREATED_WITHIN_SECONDS = 5
TRY_AGAIN_SECONDS = 15
CONFIDENTIAL = "This ticket became confidential meanwhile: Plenty takes only internal notes for it."
MOVED_ON = "There is a newer message in the conversation: read it, then send again."


class OnSent(Protocol):
    """What follows from a sent reply (conversation, status, draft), done in the transaction that says SENT."""

    def __call__(self, session: AsyncSession, reply: Reply, record: MessageRecord) -> Awaitable[None]: ...


@dataclass(frozen=True)
class Claimed:
    """What crosses the gaps between transactions."""

    reply_id: UUID
    token: UUID
    ticket_id: int
    plenty_ticket_id: int
    kind: ReplyKind
    body: str
    body_sha256: bytes
    base: Base
    known_up_to: int
    """Plenty's id of the newest message that stood here before the approval: only what comes after it can be ours."""


@dataclass(frozen=True)
class SendPath:
    sessions: Sessions
    source: HelpdeskSource
    on_sent: OnSent
    timing: Timing = TIMING
    clock: Clock = CLOCK

    async def send(self, reply_id: UUID) -> None:
        """Whatever happens, the row says afterwards what is known. Raises Busy or UpstreamFailed to be called again."""
        claimed = await self._claim(reply_id)
        if claimed is None:
            return
        try:
            permit = await self._prepare(claimed)
        except Unknown:
            await self._give_back_for_good(claimed, ReplyState.REJECTED, "Plenty does not have this ticket any more.")
            return
        except Busy as busy:
            await self._release(claimed, busy)
            raise
        except TicketsError as error:
            await self._release(claimed, error)
            raise Busy(error.message, retry_after=TRY_AGAIN_SECONDS) from error
        except BaseException:
            await asyncio.shield(self._release(claimed, None))
            raise
        if permit is not None:
            await self._post(claimed, *permit)

    async def _claim(self, reply_id: UUID) -> Claimed | None:
        """None if there is nothing to send any more. Raises Busy when its time has not come."""
        async with self.sessions.begin() as session:
            wait = await session.scalar(
                select(extract("epoch", Reply.send_at - self.clock.now())).where(
                    Reply.id == reply_id, Reply.state == ReplyState.QUEUED
                )
            )
            if wait is None:
                return None
            if wait > 0:
                raise Busy("The time to take this reply back is not over.", retry_after=float(wait))
            token = uuid4()
            row = await move(
                session,
                reply_id,
                ReplyState.QUEUED,
                ReplyState.CLAIMED,
                claim_token=token,
                lease_until=self.clock.now() + self.timing.lease,
            )
            if row is None:
                return None
            ticket = await session.get_one(Ticket, row.ticket_id, populate_existing=True)
            if ticket.plenty_ticket_id is not None:
                return await _snapshot(session, row, token, ticket.plenty_ticket_id)
            if ticket.creation_error is not None:
                said = f"The ticket could not be created: {ticket.creation_error}"
                claimed, refused = ReplyState.CLAIMED, ReplyState.REJECTED
                await move(session, reply_id, claimed, refused, token=token, detail=said, error=said)
                return None
            waiting = "Plenty does not have this ticket yet."
            await move(session, reply_id, ReplyState.CLAIMED, ReplyState.QUEUED, token=token, detail=waiting)
        raise Busy(waiting, retry_after=TICKET_IS_CREATED_WITHIN_SECONDS)

    async def _prepare(self, claimed: Claimed) -> tuple[PostPermit, int] | None:
        """Reads the thread. None if that settled the reply, else a permit to post and the newest remote id seen."""
        thread = await self.source.thread(claimed.plenty_ticket_id, lane=Lane.SEND)
        own_user_id = await self.source.own_user_id()
        async with self.sessions.begin() as session:
            taken = await taken_ids(session, claimed.ticket_id)
            if thread.malformed and not await are_known(session, thread.malformed):
                raise UpstreamFailed("A message of this conversation cannot be read, so it may have moved on.")
            there = candidates(
                thread.messages,
                kind=claimed.kind.value,
                body=claimed.body,
                after_id=claimed.known_up_to,
                own_user_id=own_user_id,
                taken=taken,
            )
            if there:
                await self._sent(session, claimed, ReplyState.CLAIMED, there[0], detail="it was there already")
                return None
            is_confidential = await session.scalar(select(Ticket.confidential).where(Ticket.id == claimed.ticket_id))
        if claimed.kind is ReplyKind.MESSAGE and _moved_on(thread, claimed.base, taken):
            await self._give_back_for_good(claimed, ReplyState.STALE, MOVED_ON)
            return None
        if claimed.kind is ReplyKind.MESSAGE and is_confidential:
            await self._give_back_for_good(claimed, ReplyState.REJECTED, CONFIDENTIAL)
            return None
        fence = max((message.id for message in thread.messages), default=0)
        return await self.source.reserve_post(), fence

    async def _post(self, claimed: Claimed, permit: PostPermit, fence: int) -> None:
        began_at = self.clock.monotonic()  # Before the commit: a process that was frozen in it must find itself late.
        async with self.sessions.begin() as session:
            held = await move(
                session,
                claimed.reply_id,
                ReplyState.CLAIMED,
                ReplyState.IN_FLIGHT,
                token=claimed.token,
                fence_id=fence,
                posted_at=self.clock.now(),
                post_deadline=self.clock.now() + self.timing.post_within,
            )
        if held is None:
            return
        if hashlib.sha256(claimed.body.encode()).digest() != claimed.body_sha256:
            await self._give_back_for_good(
                claimed, ReplyState.REJECTED, "The stored text is not the one that was approved.", ReplyState.IN_FLIGHT
            )
            return
        post = self.source.post_message if claimed.kind is ReplyKind.MESSAGE else self.source.post_comment
        try:
            if self.clock.monotonic() - began_at > self.timing.post_within.total_seconds():
                raise TooLate("The permit ran out before the reply was sent.")  # noqa: TRY301 - an outcome like the others
            record = await post(claimed.plenty_ticket_id, claimed.body, permit)
        except NOT_WRITTEN as error:
            await self._back_to_the_queue(claimed, error)
        except Refused as error:
            await self._give_back_for_good(claimed, ReplyState.REJECTED, error.message, ReplyState.IN_FLIGHT)
        except BaseException as error:
            await asyncio.shield(self._unclear(claimed, error))
            if not isinstance(error, TicketsError):
                raise
        else:
            async with self.sessions.begin() as session:
                await self._sent(session, claimed, ReplyState.IN_FLIGHT, record)

    async def _sent(
        self,
        session: AsyncSession,
        claimed: Claimed,
        state: ReplyState,
        record: MessageRecord,
        *,
        detail: str | None = None,
    ) -> None:
        settlement = Settlement(self.on_sent, self.clock)
        token = claimed.token
        settled = await settlement.settle(session, claimed.reply_id, state, record, token=token, detail=detail)
        if not settled and state is ReplyState.IN_FLIGHT:
            # An answer that came after the reaper had given it up: it is still the truth about this one POST.
            late = "the answer came late"
            await settlement.settle(session, claimed.reply_id, ReplyState.UNKNOWN, record, detail=late)

    async def _release(self, claimed: Claimed, error: TicketsError | None) -> None:
        """Nothing was written; the reply waits in the queue again."""
        said = error.message if error is not None else "the worker stopped"
        async with self.sessions.begin() as session:
            await move(
                session,
                claimed.reply_id,
                ReplyState.CLAIMED,
                ReplyState.QUEUED,
                token=claimed.token,
                detail=said,
                error=None if isinstance(error, Busy) else said,
            )

    async def _back_to_the_queue(self, claimed: Claimed, error: TicketsError) -> None:
        async with self.sessions.begin() as session:
            await move(
                session,
                claimed.reply_id,
                ReplyState.IN_FLIGHT,
                ReplyState.QUEUED,
                token=claimed.token,
                detail=error.message,
                post_deadline=None,
                posted_at=None,
                error=error.message,
            )
        wait = error.retry_after if isinstance(error, Busy) else TRY_AGAIN_SECONDS
        raise Busy(error.message, retry_after=0 if isinstance(error, TooLate) else wait) from error

    async def _give_back_for_good(
        self, claimed: Claimed, target: ReplyState, sentence: str, state: ReplyState = ReplyState.CLAIMED
    ) -> None:
        async with self.sessions.begin() as session:
            await move(session, claimed.reply_id, state, target, token=claimed.token, detail=sentence, error=sentence)

    async def _unclear(self, claimed: Claimed, error: BaseException) -> None:
        log.warning("reply_result_unclear", reply_id=str(claimed.reply_id), reason=type(error).__name__)
        async with self.sessions.begin() as session:
            await fall_into_doubt(session, claimed.reply_id, self.clock, self.timing, token=claimed.token)


def _moved_on(thread: Thread, base: Base, taken: set[int]) -> bool:
    return any(
        message.kind == "message" and message.id not in taken and base.is_before(message) for message in thread.messages
    )


async def _snapshot(session: AsyncSession, row: Reply, token: UUID, plenty_ticket_id: int) -> Claimed:
    base = await session.get(TicketMessage, row.based_on_message_id) if row.based_on_message_id is not None else None
    known = await session.scalar(
        select(func.max(TicketMessage.plenty_message_id)).where(
            TicketMessage.ticket_id == row.ticket_id, TicketMessage.stored_at < row.created_at
        )
    )
    return Claimed(
        reply_id=row.id,
        token=token,
        ticket_id=row.ticket_id,
        plenty_ticket_id=plenty_ticket_id,
        kind=row.kind,
        body=row.body,
        body_sha256=row.body_sha256,
        base=Base(base.plenty_message_id if base else None, base.created_at if base else None),
        known_up_to=max(known or 0, base.plenty_message_id if base else 0),
    )


@dataclass(frozen=True)
class Settlement:
    """How a reply becomes SENT, whoever found out that it arrived."""

    on_sent: OnSent
    clock: Clock

    async def settle(
        self, session: AsyncSession, reply_id: UUID, state: ReplyState, record: MessageRecord, **values: Any
    ) -> bool:
        """False if the reply was no longer in *state*."""
        found: dict[str, Any] = {"plenty_message_id": record.id, "sent_at": self.clock.now(), "error": None}
        row = await move(session, reply_id, state, ReplyState.SENT, **found, **values)
        if row is None:
            return False
        await self.on_sent(session, row, record)
        return True


async def fall_into_doubt(
    session: AsyncSession, reply_id: UUID, clock: Clock, timing: Timing, *, token: UUID | None = None
) -> None:
    """From here on the machine only reads."""
    row = await move(
        session,
        reply_id,
        ReplyState.IN_FLIGHT,
        ReplyState.UNKNOWN,
        token=token,
        read_after=clock.now() + timing.reads_after[0],
        error="It is unclear whether Plenty stored this reply; its conversation is being watched.",
    )
    if row is not None and row.read_after is not None:
        await jobs.reconcile_reply_later(session, reply_id, at=row.read_after)
