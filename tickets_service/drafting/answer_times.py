"""How long customers wait for an answer, with drafts and without: what the share left without one is for."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import (
    AIResponseDB,
    Direction,
    DraftState,
    NoDraft,
    Reply,
    ReplyKind,
    ReplyState,
    Ticket,
    TicketMessage,
)


class AnswerTime(BaseModel):
    """Of answers that were sent, from the customer's message on."""

    answers: int
    median_seconds: float | None
    """Null: nobody was answered."""


class AnswerTimes(BaseModel):
    drafted: AnswerTime
    """A draft was written unasked."""
    held_back: AnswerTime
    """The ticket is of the share that is left without a draft, and nobody asked for one."""


_HAS_DRAFT = and_(
    AIResponseDB.ticket_id == Reply.ticket_id, AIResponseDB.based_on_message_id == Reply.based_on_message_id
)
DRAFTED = exists().where(_HAS_DRAFT, AIResponseDB.is_automatic, AIResponseDB.state != DraftState.FAILED)
HELD_BACK = (Ticket.no_draft_reason == NoDraft.HELD_BACK) & ~exists().where(_HAS_DRAFT)


async def answer_times(session: AsyncSession, since: datetime) -> AnswerTimes:
    return AnswerTimes(drafted=await _time(session, DRAFTED, since), held_back=await _time(session, HELD_BACK, since))


async def _time(session: AsyncSession, group: ColumnElement[bool], since: datetime) -> AnswerTime:
    waited = func.extract("epoch", Reply.created_at - TicketMessage.created_at)
    found = await session.execute(
        select(func.count().label("answers"), func.percentile_cont(0.5).within_group(waited).label("median_seconds"))
        .select_from(Reply)
        .join(Ticket, Ticket.id == Reply.ticket_id)
        .join(TicketMessage, TicketMessage.id == Reply.based_on_message_id)
        .where(
            Reply.kind == ReplyKind.MESSAGE,
            Reply.state == ReplyState.SENT,
            Reply.created_at >= since,
            TicketMessage.direction == Direction.CUSTOMER,
            group,
        )
    )
    return AnswerTime(**found.mappings().one())
