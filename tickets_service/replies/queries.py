"""Reading replies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import NotFound
from tickets_service.models import LIVE_REPLIES, Reply, ReplyState

ReplyKey = tuple[datetime, UUID]


async def get(session: AsyncSession, reply_id: UUID) -> Reply:
    row = await session.get(Reply, reply_id, populate_existing=True)
    if row is None:
        raise NotFound(f"There is no reply {reply_id}.")
    return row


async def list_replies(
    session: AsyncSession, ticket_id: int, *, limit: int, after: ReplyKey | None = None
) -> Sequence[Reply]:
    """Newest first, one row more than *limit* if more follow; *after* is (created_at, id) of the last one seen."""
    statement = (
        select(Reply)
        .where(Reply.ticket_id == ticket_id)
        .order_by(Reply.created_at.desc(), Reply.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        statement = statement.where(tuple_(Reply.created_at, Reply.id) < tuple_(literal(after[0]), literal(after[1])))
    return (await session.scalars(statement)).all()


async def live_reply(session: AsyncSession, ticket_id: int) -> Reply | None:
    """The newest one that is neither sent nor over."""
    row: Reply | None = await session.scalar(
        select(Reply)
        .where(Reply.ticket_id == ticket_id, Reply.state.in_(LIVE_REPLIES))
        .order_by(Reply.created_at.desc())
        .limit(1)
    )
    return row


async def ticket_of_stale(session: AsyncSession, reply_id: UUID) -> int | None:
    """None unless the conversation had moved on before this reply could be sent."""
    found: int | None = await session.scalar(
        select(Reply.ticket_id).where(Reply.id == reply_id, Reply.state == ReplyState.STALE)
    )
    return found
