"""Drafts whose job was lost are asked for again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.models import AIResponseDB, DraftState

OVERDUE = timedelta(minutes=2)
AT_ONCE = 50
HAS_NO_JOB = text(
    "NOT EXISTS (SELECT 1 FROM procrastinate_jobs j"
    " WHERE j.lock = 'draft:' || ai_responses.id::text AND j.status IN ('todo', 'doing'))"
)


async def reap(session: AsyncSession) -> None:
    lost = await session.scalars(
        select(AIResponseDB.id)
        .where(
            AIResponseDB.state.in_((DraftState.QUEUED, DraftState.WRITING)),
            func.coalesce(AIResponseDB.started_at, AIResponseDB.created_at) < func.clock_timestamp() - OVERDUE,
            HAS_NO_JOB,
        )
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for ai_response_id in lost.all():
        await jobs.write_draft_later(session, ai_response_id)
