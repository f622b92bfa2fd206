"""How the service is doing: what `/health/ready` and `/metrics` tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import (
    AIResponseDB,
    Alarm,
    AlarmKind,
    CallWindow,
    LoginAttempts,
    OpenAICredentialDB,
    PlentyConnection,
    PlentyToken,
    ProcessorCall,
    Purpose,
    Reply,
    ReplyState,
    RunKind,
    RunState,
    SyncRun,
)
from tickets_service.vault import Vault

UNRESOLVED = (ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN)
EMBEDDINGS_FAIL_FOR_LONG = timedelta(minutes=15)
WORKER_IS_DEAD_AFTER_SECONDS = 60
"""Workers say that they live every ten seconds."""


@dataclass(frozen=True)
class Failing:
    """Since when an upstream cannot be used. None: it can, or none is set up."""

    plenty: datetime | None
    openai: datetime | None
    embeddings: datetime | None = None
    """Only what has been failing for long: until then words are searched by, and nobody need look."""


@dataclass(frozen=True)
class Figures:
    """Seconds are None where there is nothing to measure from."""

    replies: dict[str, int]
    drafts: dict[str, int]
    oldest_unresolved_seconds: float | None
    refreshed_ago_seconds: float | None
    calls_left: dict[str, int] = field(default_factory=dict)
    login_failures: int = 0
    stalled_jobs: int = 0
    waiting_jobs: dict[str, int] = field(default_factory=dict)
    suspected_duplicates: int = 0
    alarms: dict[str, int] = field(default_factory=dict)


async def schema_version(session: AsyncSession) -> str | None:
    """None when the database was never migrated."""
    if await session.scalar(select(func.to_regclass("alembic_version"))) is None:
        return None
    version: str | None = await session.scalar(text("SELECT version_num FROM alembic_version"))
    return version


async def keys_open_everything(session: AsyncSession, vault: Vault) -> bool:
    """Whether every stored secret was sealed with a key we hold."""
    sealed = [
        *await session.scalars(select(PlentyConnection.encrypted_password)),
        *await session.scalars(select(OpenAICredentialDB.encrypted_token)),
    ]
    for row in await session.execute(select(PlentyToken.encrypted_access_token, PlentyToken.encrypted_refresh_token)):
        sealed += [secret for secret in row if secret is not None]
    return all(vault.knows_key_of(secret) for secret in sealed)


async def failing(session: AsyncSession) -> Failing:
    return Failing(
        plenty=await session.scalar(select(PlentyConnection.failing_since)),
        openai=await session.scalar(select(OpenAICredentialDB.failing_since).where(OpenAICredentialDB.is_active)),
        embeddings=await embeddings_failing_since(session),
    )


async def embeddings_failing_since(session: AsyncSession) -> datetime | None:
    """The first request of the active credential's embedding model that failed after the last one that did not."""
    active = select(OpenAICredentialDB.id, OpenAICredentialDB.embedding_model).where(OpenAICredentialDB.is_active)
    credential = (await session.execute(active)).one_or_none()
    if credential is None or credential.embedding_model is None:
        return None
    of_model = (
        (ProcessorCall.purpose == Purpose.EMBEDDING)
        & (ProcessorCall.credential_id == credential.id)
        & (ProcessorCall.model == credential.embedding_model)
    )
    has_failed = ProcessorCall.completion_tokens.is_(None)
    worked = await session.scalar(select(func.max(ProcessorCall.id)).where(of_model, ~has_failed))
    first = func.min(ProcessorCall.at)
    since: datetime | None = await session.scalar(
        select(first)
        .where(of_model, has_failed, ProcessorCall.id > (worked or 0))
        .having(first < func.clock_timestamp() - EMBEDDINGS_FAIL_FOR_LONG)
    )
    return since


async def figures(session: AsyncSession) -> Figures:
    now = func.clock_timestamp()
    age_of_unresolved = now - func.min(func.coalesce(Reply.posted_at, Reply.created_at))
    age_of_refresh = now - func.max(SyncRun.finished_at)
    unresolved = await session.scalar(
        select(func.extract("epoch", age_of_unresolved)).where(Reply.state.in_(UNRESOLVED))
    )
    refreshed = await session.scalar(
        select(func.extract("epoch", age_of_refresh)).where(
            SyncRun.kind == RunKind.REFRESH, SyncRun.state == RunState.DONE
        )
    )
    return Figures(
        replies=await _count_by(session, select(Reply.state, func.count()).group_by(Reply.state)),
        drafts=await _count_by(session, select(AIResponseDB.state, func.count()).group_by(AIResponseDB.state)),
        oldest_unresolved_seconds=None if unresolved is None else float(unresolved),
        refreshed_ago_seconds=None if refreshed is None else float(refreshed),
        calls_left=await _count_by(
            session,
            select(CallWindow.scope, CallWindow.calls_left).where(
                ~(CallWindow.is_assumed & CallWindow.scope.like("%/long"))
            ),
        ),
        login_failures=await _number(
            session, select(func.sum(LoginAttempts.failures)).where(LoginAttempts.key.like("account:%"))
        ),
        stalled_jobs=await _number(session, _STALLED, alive_within=WORKER_IS_DEAD_AFTER_SECONDS),
        waiting_jobs=await _count_by(session, _WAITING),
        suspected_duplicates=await _number(session, select(func.count()).where(Reply.is_duplicate_suspected)),
        alarms=dict.fromkeys(AlarmKind, 0)
        | await _count_by(session, select(Alarm.kind, func.count()).group_by(Alarm.kind)),
    )


_STALLED = text("""
    SELECT count(*)
    FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.status = 'doing'
      AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => :alive_within))
""")
_WAITING = text("""
    SELECT queue_name, count(*) FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()) GROUP BY queue_name
""")


async def _count_by(session: AsyncSession, statement: Any) -> dict[str, int]:
    return {str(name): int(number) for name, number in await session.execute(statement)}


async def _number(session: AsyncSession, statement: Any, **values: Any) -> int:
    return int((await session.execute(statement, values)).scalar_one() or 0)
