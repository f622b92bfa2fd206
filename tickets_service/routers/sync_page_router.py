"""The sync page. Everybody reads it and may refresh; the rest is an admin's. Every action is a form."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tickets_service import alarms, jobs, tasks
from tickets_service.errors import TicketsError
from tickets_service.inbox import sync
from tickets_service.inbox.runs import Shown
from tickets_service.models import AlarmKind, RunKind
from tickets_service.routers.dependencies import Admin, AdminsOnly, AgentsOnly, ResourcesDep, RowId, Session
from tickets_service.routers.pages import page
from tickets_service.tickets import runs

router = APIRouter(prefix="/sync", tags=["sync"], include_in_schema=False)

SEE_OTHER = 303


def shown(kind: str = "", before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None) -> Shown:
    """A kind nobody knows shows all of them."""
    return Shown(next((known for known in RunKind if known.value == kind), None), before)


@router.get("", dependencies=[AgentsOnly])
async def sync_page(
    request: Request,
    session: Session,
    wanted: Annotated[Shown, Depends(shown)],
    retried: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> HTMLResponse:
    """*retried* is a record that was asked for again a moment ago."""
    is_still_wrong = retried is not None and await sync.is_quarantined(session, retried)
    view = await sync.sync_view(session, wanted)
    return page(request.scope, "sync.html", view=view, complaint=None, retried=retried, is_still_wrong=is_still_wrong)


@router.post("/refresh", dependencies=[AgentsOnly])
async def refresh(request: Request, resources: ResourcesDep) -> Response:
    return await _ask_for(request, resources, RunKind.REFRESH)


@router.post("/history", dependencies=[AdminsOnly])
async def import_history(request: Request, resources: ResourcesDep) -> Response:
    return await _ask_for(request, resources, RunKind.FULL)


@router.post("/sweep", dependencies=[AdminsOnly])
async def sweep(request: Request, resources: ResourcesDep) -> Response:
    try:
        async with resources.sessions.begin() as session:
            await runs.require_connection(session)
            await jobs.sweep_later(session)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, refusal)
    return _back()


@router.post("/alarms/{kind}/acceptance")
async def accept_alarm(request: Request, resources: ResourcesDep, admin: Admin, kind: AlarmKind) -> Response:
    try:
        async with resources.sessions.begin() as session:
            await alarms.accept(session, kind, actor=admin.subject)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, refusal)
    return _back()


@router.post("/quarantine/{quarantined_id}/retry", dependencies=[AdminsOnly])
async def retry_quarantined(request: Request, resources: ResourcesDep, quarantined_id: RowId) -> Response:
    """The page it leads to says whether the record reads well now."""
    try:
        await tasks.retry_quarantined(resources, quarantined_id)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, refusal)
    return _back(f"?retried={quarantined_id}#quarantine")


async def _ask_for(request: Request, resources: ResourcesDep, kind: RunKind) -> Response:
    try:
        async with resources.sessions.begin() as session:
            await runs.ask_for_run(session, kind)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, refusal)
    return _back()


def _back(rest: str = "") -> Response:
    return RedirectResponse(f"/sync{rest}", SEE_OTHER)


async def _with_complaint(request: Request, resources: ResourcesDep, refusal: TicketsError) -> Response:
    async with resources.sessions() as session:
        view = await sync.sync_view(session, Shown())
    return page(
        request.scope,
        "sync.html",
        status=refusal.status,
        view=view,
        complaint=refusal.message,
        retried=None,
        is_still_wrong=False,
    )
