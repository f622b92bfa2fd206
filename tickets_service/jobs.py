"""What may be asked for later. Each `…_later` queues its job in the caller's transaction, beside its row."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from procrastinate import App, PsycopgConnector
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import driver_connection

SENDING = "sending"
SYNCING = "syncing"
DRAFTING = "drafting"
BACKFILL = "backfill"

queue = App(connector=PsycopgConnector(), import_paths=["tickets_service.tasks"])
"""Knows the tasks. Its connector is never opened: jobs are queued on the session's own connection."""

IS_DUE = text("SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = :name AND status IN ('todo', 'doing'))")


async def send_reply_later(session: AsyncSession, reply_id: UUID, *, at: datetime) -> None:
    await _later(session, "send_reply", at=at, lock=f"reply:{reply_id}", reply_id=str(reply_id))


async def reconcile_reply_later(session: AsyncSession, reply_id: UUID, *, at: datetime) -> None:
    await _later(session, "reconcile_reply", at=at, lock=f"reply:{reply_id}", reply_id=str(reply_id))


async def write_draft_later(session: AsyncSession, ai_response_id: int, *, at: datetime | None = None) -> None:
    await _later(session, "write_draft", at=at, lock=f"draft:{ai_response_id}", ai_response_id=ai_response_id)


async def draft_waiting_tickets_later(session: AsyncSession) -> None:
    await _later(session, "draft_waiting_tickets")


async def refresh_later(session: AsyncSession, run_id: int) -> None:
    await _later(session, "refresh_tickets", run_id=run_id)


async def import_everything_later(session: AsyncSession, run_id: int) -> None:
    await _later(session, "import_everything", run_id=run_id)


async def sweep_later(session: AsyncSession) -> None:
    await _later(session, "sweep_tickets")


async def push_ticket_later(session: AsyncSession, ticket_id: int) -> None:
    """Writes a pending status or priority to Plenty."""
    await _later(session, "push_ticket", lock=f"push:{ticket_id}", ticket_id=ticket_id)


async def create_ticket_later(session: AsyncSession, ticket_id: int) -> None:
    await _later(session, "create_ticket", lock=f"create:{ticket_id}", ticket_id=ticket_id)


async def learn_ticket_later(session: AsyncSession, ticket_id: int) -> None:
    """Makes what was answered there something to be found."""
    await _later(session, "learn_ticket", lock=f"learn:{ticket_id}", ticket_id=ticket_id)


async def keep_knowledge_later(session: AsyncSession) -> None:
    """Learns what was answered since the last time, weighs and embeds what is due."""
    await _later(session, "keep_knowledge", lock="knowledge")


async def _later(
    session: AsyncSession, name: str, *, at: datetime | None = None, lock: str | None = None, **arguments: Any
) -> None:
    deferrer = queue.configure_task(
        name, allow_unknown=False, connection=await driver_connection(session), schedule_at=at, lock=lock
    )
    await deferrer.defer_async(**arguments)


async def is_due(session: AsyncSession, name: str) -> bool:
    """Whether such a job waits for its turn, or runs."""
    return bool(await session.scalar(IS_DUE, {"name": name}))
