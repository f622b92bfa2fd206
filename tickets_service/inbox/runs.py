"""The history of runs, a page at a time, of one kind or of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import RunKind, RunState, SyncRun
from tickets_service.tickets import queries as tickets

RUNS_SHOWN = 15


@dataclass(frozen=True)
class RunLine:
    id: int
    kind: RunKind
    state: RunState
    started_at: datetime
    seconds: float
    tickets_seen: int
    tickets_changed: int
    messages_new: int
    calls: int
    quarantined: int
    error: str | None


@dataclass(frozen=True)
class Shown:
    """Which runs somebody looks at: of one kind or all, the newest or those before a certain one."""

    kind: RunKind | None = None
    before: int | None = None


@dataclass(frozen=True)
class KindLink:
    kind: RunKind | None
    address: str
    is_current: bool


@dataclass(frozen=True)
class Runs:
    lines: list[RunLine]
    links: list[KindLink]
    address: str
    newest: str | None
    """Where the newest ones are; None while they are shown."""
    earlier: str | None


async def runs_shown(session: AsyncSession, wanted: Shown) -> Runs:
    found = await tickets.sync_runs(session, kind=wanted.kind, limit=RUNS_SHOWN, after=wanted.before)
    lines = [line_of(run) for run in found[:RUNS_SHOWN]]
    return Runs(
        lines=lines,
        links=[KindLink(kind, _address(kind), kind is wanted.kind) for kind in (None, *RunKind)],
        address=_address(wanted.kind, wanted.before),
        newest=_address(wanted.kind) if wanted.before is not None else None,
        earlier=_address(wanted.kind, lines[-1].id) if len(found) > RUNS_SHOWN else None,
    )


def _address(kind: RunKind | None, before: int | None = None) -> str:
    given = {"kind": kind.value if kind else "", "before": str(before or "")}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"/sync?{query}" if query else "/sync"


def line_of(run: SyncRun) -> RunLine:
    return RunLine(
        id=run.id,
        kind=run.kind,
        state=run.state,
        started_at=run.started_at,
        seconds=((run.finished_at or datetime.now(UTC)) - run.started_at).total_seconds(),
        tickets_seen=run.tickets_seen,
        tickets_changed=run.tickets_changed,
        messages_new=run.messages_new,
        calls=run.calls,
        quarantined=run.quarantined,
        error=run.error,
    )
