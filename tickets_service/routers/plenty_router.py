"""The Plenty connection, its call budget, its statuses, and a read-only proxy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import checks
from tickets_service.models import RunKind, TicketStatus
from tickets_service.plenty import budget, connection, proxy
from tickets_service.plenty.connection import ConnectionView
from tickets_service.routers.dependencies import (
    Admin,
    AdminsOnly,
    AgentsOnly,
    Page,
    PageParams,
    ResourcesDep,
    Session,
    WholePageParams,
    part_of,
)
from tickets_service.tickets import runs, statuses
from tickets_service.tickets.schemas import StatusNameOut
from tickets_service.tickets.statuses import StatusMeaning

router = APIRouter(prefix="/api/plenty", tags=["plenty"])


class ConnectionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    base_url: Annotated[str, Field(min_length=1, max_length=2_000)]
    username: Annotated[str, Field(min_length=1, max_length=500)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=2_000)]


class ConnectionOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    base_url: str | None
    username: str | None
    state: str
    checked_at: datetime | None
    failing_since: datetime | None
    last_error: str | None


class WindowOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    scope: str
    limit: int
    left: int
    resets_in: float | None
    blocked_until: datetime | None


class StatusLine(BaseModel):
    """What Plenty says of the status may be sent back as it was read; it is not changed by it."""

    model_config = ConfigDict(extra="forbid")

    plenty_status_id: Annotated[int, Field(ge=1, le=2**63 - 1)]
    status: TicketStatus
    is_target: bool = False
    type_id: int | None = None
    name: str | None = None


class StatusesIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    items: list[StatusLine]


class CheckedPart(BaseModel):
    name: str
    ok: bool
    sentence: str


class Checked(BaseModel):
    items: list[CheckedPart]


@router.get("/connection", dependencies=[AdminsOnly], response_model=ConnectionOut)
async def show_connection(session: Session) -> ConnectionView:
    return await connection.show(session)


@router.put("/connection", response_model=ConnectionOut)
async def connect(resources: ResourcesDep, admin: Admin, wanted: ConnectionIn) -> ConnectionView:
    """Tested before it is stored; then the first refresh begins."""
    offered = connection.Offered(wanted.base_url, wanted.username, wanted.password.get_secret_value())
    stored = await connection.connect(
        resources.sessions, resources.vault, resources.plenty.wire, offered, actor=admin.subject
    )
    async with resources.sessions.begin() as session:
        await runs.ask_for_run(session, RunKind.REFRESH)
    return stored


@router.post("/connection/check", dependencies=[AdminsOnly])
async def check_connection(resources: ResourcesDep) -> Checked:
    """Asks Plenty now: is the login right, what may the API user read, are calls left? In words that say what to do."""
    verdicts = await checks.examine(resources, checks.OF_PLENTY)
    return Checked(items=[CheckedPart(name=name, ok=one.is_good, sentence=str(one.sentence)) for name, one in verdicts])


@router.get("/limits", dependencies=[AgentsOnly])
async def limits(session: Session, page: PageParams) -> Page[WindowOut]:
    windows = [WindowOut.model_validate(window) for window in await budget.overview(session)]
    return part_of(windows, page, str, key=lambda window: (window.scope,))


@router.get("/statuses", dependencies=[AdminsOnly])
async def list_statuses(session: Session, page: WholePageParams) -> Page[StatusNameOut]:
    return part_of(await _statuses(session), page, int, key=lambda row: (row.plenty_status_id,))


@router.put("/statuses")
async def edit_statuses(session: Session, admin: Admin, wanted: StatusesIn) -> Page[StatusNameOut]:
    """Those that are not named stay as they are. Answers with all."""
    await statuses.edit(session, _meanings(wanted.items), actor=admin.subject)
    session.expire_all()
    return Page(items=await _statuses(session), next_cursor=None)


async def _statuses(session: AsyncSession) -> list[StatusNameOut]:
    return [StatusNameOut.model_validate(row) for row in (await statuses.meanings(session)).values()]


def _meanings(lines: Sequence[StatusLine]) -> list[StatusMeaning]:
    return [StatusMeaning(line.plenty_status_id, line.status, line.is_target) for line in lines]


@router.api_route(
    "/rest/{path:path}",
    methods=["POST", "PUT", "PATCH", "DELETE"],
    include_in_schema=False,
    dependencies=[AgentsOnly],
)
async def write_plenty() -> None:
    """Always 403: nothing is written through the proxy."""
    proxy.refuse_writing()


@router.get("/rest/{path:path}", dependencies=[AgentsOnly])
async def read_plenty(resources: ResourcesDep, request: Request, path: str) -> Any:
    """A closed table of reads; anything else is 403. The same call budget counts."""
    raw_path = request.scope.get("raw_path", b"").decode("latin-1")
    asked = path if raw_path.partition("?")[0].endswith(f"/rest/{path}") else raw_path
    plenty_path, params = proxy.checked(asked, request.query_params.multi_items())
    return await resources.plenty.raw(plenty_path, params)
