"""Who cannot be reached just now, or not fast enough, as the pages tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import caps
from tickets_service.inbox.languages import N_
from tickets_service.models import ConnectionState, OpenAICredentialDB, PlentyConnection, RunKind, RunState
from tickets_service.plenty import budget
from tickets_service.plenty.budget import WindowOverview
from tickets_service.tickets import queries as tickets

LAGS_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Lag:
    """Plenty answers, but no refresh has succeeded for a while."""

    refreshed_at: datetime | None
    """None: none ever did."""
    error: str | None
    """Of the newest one that failed; None while it is only slow."""


@dataclass(frozen=True)
class Upstreams:
    """Who cannot be reached, and since when. None: all is well."""

    plenty_failing_since: datetime | None
    plenty_state: ConnectionState | None
    plenty_error: str | None
    calls_again_in: float | None
    """Seconds until Plenty takes calls again, where its limit is reached."""
    lag: Lag | None
    model_failing_since: datetime | None
    model_error: str | None
    drafts_pause: str | None
    """Which cap lets no draft be written just now. None while there is room, or no model."""
    is_connected: bool
    has_model: bool

    @property
    def plenty_is_well(self) -> bool:
        return self.plenty_failing_since is None and self.calls_again_in is None and self.lag is None


async def upstreams(session: AsyncSession) -> Upstreams:
    connection = await session.get(PlentyConnection, 1)
    credential = await session.scalar(select(OpenAICredentialDB).where(OpenAICredentialDB.is_active))
    return Upstreams(
        plenty_failing_since=connection.failing_since if connection else None,
        plenty_state=connection.state if connection else None,
        plenty_error=connection.last_error if connection else None,
        calls_again_in=calls_again_in(await budget.overview(session)) if connection else None,
        lag=await _lag(session) if connection else None,
        model_failing_since=credential.failing_since if credential else None,
        model_error=credential.last_error if credential else None,
        drafts_pause=await _drafts_pause(session, credential) if credential else None,
        is_connected=connection is not None,
        has_model=credential is not None,
    )


async def _drafts_pause(session: AsyncSession, credential: OpenAICredentialDB) -> str | None:
    if (full := await caps.reached(session, ticket_id=None, credential=credential)) is not None:
        return full.message
    if await caps.room_for_automatic(session):
        return None
    return N_("As many drafts were written unasked today as the settings allow: ask for one where you need it.")


def calls_again_in(windows: Sequence[WindowOverview]) -> float | None:
    """None while Plenty may be read."""
    now = datetime.now(UTC)
    waits = [
        (window.blocked_until - now).total_seconds() if window.blocked_until else window.resets_in
        for window in windows
        if window.scope.startswith("read/") and (window.blocked_until or window.left <= 0)
    ]
    return max((wait for wait in waits if wait is not None and wait > 0), default=None)


async def _lag(session: AsyncSession) -> Lag | None:
    """How often refreshes are due does not matter: one has failed, or takes long."""
    newest = await tickets.sync_runs(session, kind=RunKind.REFRESH, limit=1, after=None)
    finished = next((run for run in newest if run.state is not RunState.RUNNING), None)
    long_ago = datetime.now(UTC) - LAGS_AFTER
    is_slow = any(run.state is RunState.RUNNING and run.started_at < long_ago for run in newest)
    has_failed = finished is not None and finished.state is RunState.FAILED
    if not is_slow and not has_failed:
        return None
    refreshed_at = await tickets.refreshed_at(session)
    if refreshed_at is not None and refreshed_at > long_ago:
        return None
    return Lag(refreshed_at, finished.error if finished is not None and has_failed else None)
