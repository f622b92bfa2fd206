"""The sync that brings tickets: started, watched, and what it could not read."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from tickets_service import jobs, tasks
from tickets_service.models import RunKind, SyncRun
from tickets_service.routers.dependencies import (
    AdminsOnly,
    AgentsOnly,
    Page,
    PageParams,
    ResourcesDep,
    RowId,
    Session,
    encode_cursor,
)
from tickets_service.tickets import queries as tickets
from tickets_service.tickets import runs
from tickets_service.tickets.schemas import QuarantinedOut, RetryOut, SweepOut, SyncOverview, SyncRunOut

router = APIRouter(prefix="/api/tickets", tags=["sync"])


class SyncIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    full: bool = False


@router.post("/sync", status_code=202, response_model=SyncRunOut, dependencies=[AgentsOnly])
async def start_sync(session: Session, wanted: SyncIn | None = None) -> SyncRun:
    """Joins a run of the same kind already under way."""
    return await runs.ask_for_run(session, RunKind.FULL if wanted and wanted.full else RunKind.REFRESH)


@router.get("/sync", dependencies=[AgentsOnly])
async def sync_overview(session: Session) -> SyncOverview:
    return await tickets.sync_overview(session)


@router.get("/sync/runs", dependencies=[AgentsOnly])
async def list_runs(session: Session, page: PageParams, kind: RunKind | None = None) -> Page[SyncRunOut]:
    """Newest first, those under way included."""
    (after,) = page.after(int) or (None,)
    rows = await tickets.sync_runs(session, kind=kind, limit=page.limit, after=after)
    items = [SyncRunOut.model_validate(row) for row in rows[: page.limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > page.limit else None)


@router.get("/quarantine", dependencies=[AdminsOnly])
async def quarantined(session: Session, page: PageParams) -> Page[QuarantinedOut]:
    """Records from Plenty that could not be read, with the reason."""
    (after,) = page.after(int) or (None,)
    rows = await tickets.quarantined(session, limit=page.limit, after=after)
    items = [QuarantinedOut.model_validate(row) for row in rows[: page.limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > page.limit else None)


@router.post("/quarantine/{quarantined_id}/retry", dependencies=[AdminsOnly])
async def retry_quarantined(resources: ResourcesDep, quarantined_id: RowId) -> RetryOut:
    """Reads the record from Plenty once more, now."""
    reason = await tasks.retry_quarantined(resources, quarantined_id)
    return RetryOut(ok=reason is None, reason=reason)


@router.get("/sweep", dependencies=[AgentsOnly])
async def last_sweep(session: Session) -> SweepOut | None:
    """The newest look at which tickets Plenty still has; null before the first."""
    found = await tickets.newest_sweep(session)
    return SweepOut.model_validate(found) if found is not None else None


@router.post("/sweep", status_code=202, dependencies=[AdminsOnly])
async def start_sweep(session: Session) -> Response:
    """Looks now instead of tonight."""
    await runs.require_connection(session)
    await jobs.sweep_later(session)
    return Response(status_code=202)
