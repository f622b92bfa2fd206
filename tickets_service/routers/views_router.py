"""Views: the fixed ones counted, one's own and the shared ones kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from tickets_service.models import SavedView
from tickets_service.routers.dependencies import (
    Agent,
    Page,
    PageParams,
    RowId,
    Session,
    WholePageParams,
    encode_cursor,
    part_of,
)
from tickets_service.tickets import views
from tickets_service.tickets.filters import StoredFilter
from tickets_service.tickets.listing import Sort
from tickets_service.tickets.schemas import SavedViewOut, ViewCount

router = APIRouter(prefix="/api/views", tags=["views"])

Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]


class ViewIn(BaseModel):
    """`filter` holds parameters of `GET /api/tickets`."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Name
    filter: StoredFilter
    sort: Sort = Sort.NEWEST
    is_shared: bool = False


class ViewPatch(BaseModel):
    """What is left out or null stays as it is."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Name | None = None
    filter: StoredFilter | None = None
    sort: Sort | None = None
    is_shared: bool | None = None

    @property
    def columns(self) -> dict[str, Any]:
        return {name: value for name in type(self).model_fields if (value := getattr(self, name)) is not None}


@router.get("")
async def list_views(session: Session, agent: Agent, page: PageParams) -> Page[SavedViewOut]:
    """One's own and the shared ones, by name."""
    rows = await views.visible(session, agent.subject, limit=page.limit + 1, after=page.after(str, int))
    items = [_shown(row, agent.subject) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].name, items[-1].id) if more else None)


@router.get("/counts")
async def count_views(session: Session, agent: Agent, page: WholePageParams) -> Page[ViewCount]:
    """The fixed views by name, saved ones by id. Counts stop at 99."""
    saved = await views.visible(session, agent.subject)
    counts = await views.counts(session, saved, user_id=agent.user_id)
    places = {count.view: place for place, count in enumerate(counts)}
    return part_of(counts, page, int, key=lambda count: (places[count.view],))


@router.post("", status_code=201)
async def save_view(session: Session, agent: Agent, wanted: ViewIn) -> SavedViewOut:
    row = await views.save(
        session,
        owner=agent.subject,
        name=wanted.name,
        wanted=wanted.filter,
        sort=wanted.sort,
        is_shared=wanted.is_shared,
    )
    return _shown(row, agent.subject)


@router.patch("/{view_id}")
async def change_view(session: Session, agent: Agent, view_id: RowId, wanted: ViewPatch) -> SavedViewOut:
    row = await views.change(session, view_id, wanted.columns, owner=agent.subject, is_admin=agent.is_admin)
    return _shown(row, agent.subject)


@router.delete("/{view_id}", status_code=204)
async def delete_view(session: Session, agent: Agent, view_id: RowId) -> Response:
    await views.delete(session, view_id, owner=agent.subject, is_admin=agent.is_admin)
    return Response(status_code=204)


def _shown(row: SavedView, owner: str) -> SavedViewOut:
    return SavedViewOut(
        id=row.id,
        name=row.name,
        filter=row.filter,
        sort=row.sort,
        is_shared=row.is_shared,
        is_mine=row.owner == owner,
    )
