"""What the sync page shows: how old the tickets are, what runs, what it may call, and what waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import alarms, jobs
from tickets_service.inbox.runs import RunLine, Runs, Shown, line_of, runs_shown
from tickets_service.inbox.upstreams import Upstreams, upstreams
from tickets_service.models import Alarm, Quarantined, RunKind, RunState, Sweep
from tickets_service.plenty import budget
from tickets_service.plenty.budget import WindowOverview
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.retrying import OF_A_TICKET

RECORDS_SHOWN = 20


@dataclass(frozen=True)
class Import:
    """The newest import of the whole history."""

    state: RunState
    started_at: datetime
    finished_at: datetime | None
    tickets_done: int
    tickets_total: int | None
    """None until Plenty has said how many there are."""
    error: str | None

    @property
    def percent(self) -> int | None:
        """Tickets that came in meanwhile can make it more than there were."""
        return min(100, self.tickets_done * 100 // self.tickets_total) if self.tickets_total else None


@dataclass(frozen=True)
class WindowLine:
    is_read: bool
    is_long: bool
    limit: int
    left: int
    resets_in: float | None
    """None: no call has been counted, so all are left."""
    blocked_for: float | None


@dataclass(frozen=True)
class RecordLine:
    """A record of Plenty's that could not be read."""

    id: int
    kind: str
    plenty_id: int | None
    """Its ticket's where it has none of its own; None where Plenty named neither."""
    reason: str
    first_seen_at: datetime
    can_be_retried: bool
    """The others are read again with their list."""


@dataclass(frozen=True)
class SyncView:
    upstreams: Upstreams
    refreshed_at: datetime | None
    refreshing: RunLine | None
    history: Import | None
    windows: list[WindowLine]
    sweep: Sweep | None
    is_sweeping: bool
    """Also while the next one is only asked for."""
    alarms: Sequence[Alarm]
    records: list[RecordLine]
    has_more_records: bool
    runs: Runs

    @property
    def is_importing(self) -> bool:
        return self.history is not None and self.history.state is RunState.RUNNING

    @property
    def is_moving(self) -> bool:
        return self.refreshing is not None or self.is_importing or self.is_sweeping


async def sync_view(session: AsyncSession, wanted: Shown) -> SyncView:
    records = await tickets.quarantined(session, limit=RECORDS_SHOWN, after=None)
    newest_refresh = await tickets.sync_runs(session, kind=RunKind.REFRESH, limit=1, after=None)
    return SyncView(
        upstreams=await upstreams(session),
        refreshed_at=await tickets.refreshed_at(session),
        refreshing=next((line_of(run) for run in newest_refresh if run.state is RunState.RUNNING), None),
        history=await _history(session),
        windows=await windows_left(session),
        sweep=await tickets.newest_sweep(session),
        is_sweeping=await jobs.is_due(session, "sweep_tickets"),
        alarms=await alarms.waiting(session),
        records=[_record(record) for record in records[:RECORDS_SHOWN]],
        has_more_records=len(records) > RECORDS_SHOWN,
        runs=await runs_shown(session, wanted),
    )


async def windows_left(session: AsyncSession) -> list[WindowLine]:
    return [_window(window) for window in await budget.overview(session)]


async def is_quarantined(session: AsyncSession, quarantined_id: int) -> bool:
    return await session.get(Quarantined, quarantined_id) is not None


async def _history(session: AsyncSession) -> Import | None:
    newest = await tickets.sync_runs(session, kind=RunKind.FULL, limit=1, after=None)
    if not newest:
        return None
    run = newest[0]
    return Import(
        state=run.state,
        started_at=run.started_at,
        finished_at=run.finished_at,
        tickets_done=await tickets.tickets_done(session, run),
        tickets_total=run.tickets_total,
        error=run.error,
    )


def _record(record: Quarantined) -> RecordLine:
    is_of_a_ticket = record.kind in OF_A_TICKET and record.plenty_record_id is not None
    return RecordLine(
        id=record.id,
        kind=record.kind,
        plenty_id=record.plenty_record_id or record.plenty_ticket_id,
        reason=record.reason,
        first_seen_at=record.first_seen_at,
        can_be_retried=is_of_a_ticket or record.plenty_ticket_id is not None,
    )


def _window(window: WindowOverview) -> WindowLine:
    kind, _, period = window.scope.partition("/")
    blocked_for = (window.blocked_until - datetime.now(UTC)).total_seconds() if window.blocked_until else None
    return WindowLine(
        is_read=kind == "read",
        is_long=period == "long",
        limit=window.limit,
        left=max(0, window.left),
        resets_in=window.resets_in,
        blocked_for=blocked_for,
    )
