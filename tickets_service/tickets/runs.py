"""Runs of the mirror: asked for, joined, continued after a wait, finished. Two of one kind never overlap."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from tickets_service import jobs
from tickets_service.db import Sessions
from tickets_service.models import PlentyConnection, RunKind, RunState, SyncRun
from tickets_service.plenty.errors import NotConnected

SILENCE_OF_A_CRASHED_RUN = timedelta(seconds=90)
CLOCKS_DIFFER_BY = timedelta(minutes=1)
"""Plenty's and ours."""
LOCKS = {RunKind.REFRESH: 0x72656672, RunKind.FULL: 0x66756C6C}
HAS_A_WORKER = text(
    "NOT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = 'refresh_tickets' AND status = 'todo' "
    "AND args ->> 'run_id' = sync_runs.id::text)"
)
CRASHED = "The worker stopped in the middle of this run; the next one carries on."


async def ask_for_run(session: AsyncSession, kind: RunKind) -> SyncRun:
    """The run of this kind already under way, else a new one. Raises NotConnected before any connection is stored."""
    await require_connection(session)
    await heal_crashed(session)
    created = await session.scalar(
        insert(SyncRun)
        .values(kind=kind, state=RunState.RUNNING, alive_until=func.clock_timestamp() + SILENCE_OF_A_CRASHED_RUN)
        .on_conflict_do_nothing(index_elements=["kind"], index_where=text("state = 'RUNNING'"))
        .returning(SyncRun.id)
    )
    if created is not None:
        await (jobs.refresh_later if kind is RunKind.REFRESH else jobs.import_everything_later)(session, created)
    run = await session.scalar(select(SyncRun).where(SyncRun.kind == kind, SyncRun.state == RunState.RUNNING))
    assert run is not None  # noqa: S101 - inserted above, or met by the conflict
    return run


async def require_connection(session: AsyncSession) -> None:
    if not await is_connected(session):
        raise NotConnected("No Plenty connection is stored yet: connect one first.")


async def is_connected(session: AsyncSession) -> bool:
    return await session.get(PlentyConnection, 1) is not None


async def is_under_way(session: AsyncSession, kind: RunKind) -> bool:
    statement = select(SyncRun.id).where(SyncRun.kind == kind, SyncRun.state == RunState.RUNNING)
    return await session.scalar(statement) is not None


async def is_alive(session: AsyncSession, kind: RunKind) -> bool:
    """Under way, and heard of lately."""
    alive = SyncRun.alive_until > func.clock_timestamp()
    statement = select(SyncRun.id).where(SyncRun.kind == kind, SyncRun.state == RunState.RUNNING, alive)
    return await session.scalar(statement) is not None


async def heal_crashed(session: AsyncSession) -> None:
    """A silent refresh is given up, for the next is a minute away; a silent import goes on where it was.

    One whose job nobody has taken yet is only waiting for a worker.
    """
    silent = SyncRun.state == RunState.RUNNING, SyncRun.alive_until < func.clock_timestamp()
    await session.execute(
        update(SyncRun)
        .where(*silent, SyncRun.kind == RunKind.REFRESH, HAS_A_WORKER)
        .values(state=RunState.FAILED, error=CRASHED, finished_at=func.clock_timestamp())
    )
    imports = await session.scalars(
        update(SyncRun)
        .where(*silent, SyncRun.kind == RunKind.FULL)
        .values(alive_until=func.clock_timestamp() + SILENCE_OF_A_CRASHED_RUN)
        .returning(SyncRun.id)
    )
    for run_id in imports.all():
        await jobs.import_everything_later(session, run_id)


@asynccontextmanager
async def only_one(engine: AsyncEngine, lock: int) -> AsyncIterator[bool]:
    """False while another process holds *lock*. Postgres frees the lock when its holder dies."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        key = {"key": lock}
        mine = bool(await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
        try:
            yield mine
        finally:
            if mine:
                await connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


class Counters:
    """What a run has met since it last told the database."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self.tickets_seen = self.tickets_changed = self.messages_new = self.calls = self.quarantined = 0

    async def tell(self, session: AsyncSession, **more: Any) -> None:
        """Adds up in the row, so that a continued run keeps counting; also the run's sign of life.

        What is told is forgotten before anything is waited for: another part of the run may tell meanwhile.
        """
        told = {
            "tickets_seen": SyncRun.tickets_seen + self.tickets_seen,
            "tickets_changed": SyncRun.tickets_changed + self.tickets_changed,
            "messages_new": SyncRun.messages_new + self.messages_new,
            "calls": SyncRun.calls + self.calls,
            "quarantined": SyncRun.quarantined + self.quarantined,
            "alive_until": func.clock_timestamp() + SILENCE_OF_A_CRASHED_RUN,
        }
        self.tickets_seen = self.tickets_changed = self.messages_new = self.calls = self.quarantined = 0
        await session.execute(update(SyncRun).where(SyncRun.id == self.run_id).values(**told | more))


async def open_run(sessions: Sessions, run_id: int) -> SyncRun | None:
    """None if the run is over already: a job that is run twice does nothing the second time."""
    async with sessions() as session:
        return await session.scalar(select(SyncRun).where(SyncRun.id == run_id, SyncRun.state == RunState.RUNNING))


async def news_since(session: AsyncSession, run_id: int) -> datetime | None:
    """What has come since then is news to this refresh, whoever read it first: an import may have been faster.

    None where the run is no refresh that is done, or the first one: then nothing tells news from history.
    """
    done = SyncRun.kind == RunKind.REFRESH, SyncRun.state == RunState.DONE
    if await session.scalar(select(SyncRun.id).where(SyncRun.id == run_id, *done)) is None:
        return None
    before = select(SyncRun.started_at).where(SyncRun.id < run_id, *done).order_by(SyncRun.id.desc()).limit(1)
    started_at: datetime | None = await session.scalar(before)
    return started_at and started_at - CLOCKS_DIFFER_BY


async def finish(sessions: Sessions, counters: Counters) -> None:
    async with sessions.begin() as session:
        await counters.tell(session, state=RunState.DONE, error=None, finished_at=func.clock_timestamp())


async def fail(sessions: Sessions, counters: Counters, error: str) -> None:
    async with sessions.begin() as session:
        await counters.tell(session, state=RunState.FAILED, error=error, finished_at=func.clock_timestamp())


async def wait(sessions: Sessions, counters: Counters, seconds: float, *, trouble: str | None = None) -> None:
    """The run goes on when the queue brings its job back; until then it counts as alive. *trouble* says why."""
    until = func.clock_timestamp() + timedelta(seconds=seconds) + SILENCE_OF_A_CRASHED_RUN
    async with sessions.begin() as session:
        await counters.tell(session, alive_until=until, error=trouble)
