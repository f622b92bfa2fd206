"""Reading drafts, and following one while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.errors import NotFound
from tickets_service.models import UNFINISHED_DRAFTS, AIResponseDB, DraftState, Ticket
from tickets_service.models.drafts import GONE_DRAFTS

LOOK_EVERY_SECONDS = 0.15


async def get(session: AsyncSession, ai_response_id: int) -> AIResponseDB:
    row = await session.get(AIResponseDB, ai_response_id, populate_existing=True)
    if row is None:
        raise NotFound(f"There is no draft {ai_response_id}.")
    return row


async def list_for_ticket(
    session: AsyncSession, ticket_id: int, *, limit: int, after: int | None = None
) -> Sequence[AIResponseDB]:
    """Newest first, one row more than *limit* if more follow; *after* is the id of the last one seen."""
    statement = (
        select(AIResponseDB)
        .where(AIResponseDB.ticket_id == ticket_id)
        .order_by(AIResponseDB.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        statement = statement.where(AIResponseDB.id < after)
    return (await session.scalars(statement)).all()


async def current(session: AsyncSession, ticket_id: int) -> AIResponseOut | None:
    """The newest draft that still counts; none does in a confidential ticket."""
    row = await session.scalar(
        select(AIResponseDB)
        .join(Ticket, Ticket.id == AIResponseDB.ticket_id)
        .where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.state.not_in(GONE_DRAFTS), ~Ticket.confidential)
        .order_by(AIResponseDB.id.desc())
        .limit(1)
    )
    return AIResponseOut.model_validate(row) if row is not None else None


async def ready(session: AsyncSession, ticket_id: int) -> AIResponseOut | None:
    """The one that may be sent, also while the next one is written, or when that failed."""
    row = await session.scalar(
        select(AIResponseDB)
        .join(Ticket, Ticket.id == AIResponseDB.ticket_id)
        .where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.state == DraftState.READY, ~Ticket.confidential)
    )
    return AIResponseOut.model_validate(row) if row is not None else None


async def events(
    sessions: Sessions, ai_response_id: int, *, look_every: float = LOOK_EVERY_SECONDS
) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """`text` events, the first with all there is so far, then one `done` with the draft, also when it failed.

    A draft that begins anew (its first try broke off) is told from its beginning again.
    """
    told: str | None = None
    while True:
        async with sessions() as session:
            row = await get(session, ai_response_id)
        if told is None or not row.generated_text.startswith(told):
            yield "text", {"text": row.generated_text}
        elif row.generated_text != told:
            yield "text", {"text": row.generated_text[len(told) :]}
        told = row.generated_text
        if row.state not in UNFINISHED_DRAFTS:
            yield "done", AIResponseOut.model_validate(row).model_dump(mode="json")
            return
        await asyncio.sleep(look_every)
