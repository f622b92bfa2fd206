"""The page of model calls: what left the house, without its content."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from tickets_service.db import Sessions
from tickets_service.drafting import sent
from tickets_service.drafting.sent import CallsWanted
from tickets_service.inbox.calls import PURPOSES, csv_head, csv_lines, wanted_of
from tickets_service.inbox.checks import HIDDEN
from tickets_service.routers.dependencies import AdminsOnly, PageParams, ResourcesDep, Session, encode_cursor
from tickets_service.routers.pages import page

router = APIRouter(prefix="/figures/calls", tags=["figures"], include_in_schema=False)

LINES_AT_ONCE = 1_000

Asked = Annotated[str, Query(max_length=20)]


@router.get("", dependencies=[AdminsOnly])
async def show(
    request: Request, session: Session, params: PageParams, purpose: Asked = "", day: Asked = ""
) -> HTMLResponse:
    wanted = wanted_of(purpose, day)
    (after,) = params.after(int) or (None,)
    rows = await sent.calls(session, limit=params.limit, after=after, wanted=wanted)
    shown = rows[: params.limit]
    return page(
        request.scope,
        "calls.html",
        calls=shown,
        cursor=encode_cursor(shown[-1].id) if len(rows) > params.limit else None,
        asked={"purpose": wanted.purpose or "", "day": wanted.day.isoformat() if wanted.day else ""},
        purposes=PURPOSES,
        kinds=HIDDEN,
        is_first=after is None,
    )


@router.get("/export", dependencies=[AdminsOnly])
async def export(resources: ResourcesDep, purpose: Asked = "", day: Asked = "") -> StreamingResponse:
    """All that the filter lets through, however many."""
    headers = {"Content-Disposition": 'attachment; filename="model-calls.csv"'}
    lines = _lines(resources.sessions, wanted_of(purpose, day))
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


async def _lines(sessions: Sessions, wanted: CallsWanted) -> AsyncIterator[str]:
    yield csv_head()
    after: int | None = None
    while True:
        async with sessions() as session:
            rows = await sent.calls(session, limit=LINES_AT_ONCE, after=after, wanted=wanted)
        yield csv_lines(rows[:LINES_AT_ONCE])
        if len(rows) <= LINES_AT_ONCE:
            return
        after = rows[LINES_AT_ONCE - 1].id
