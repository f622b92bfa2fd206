"""Views: counted, saved, shared."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import psycopg
from pydantic import ValidationError
from sqlalchemy import ColumnElement, func, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import Conflict, Forbidden, NotFound
from tickets_service.models import SavedView, Ticket
from tickets_service.tickets.filters import StoredFilter
from tickets_service.tickets.listing import InboxFilter, Sort, ViewName, conditions
from tickets_service.tickets.schemas import ViewCount
from tickets_service.tickets.searching import searched

COUNTED_UP_TO = 99
COUNTED_WITHIN_MILLISECONDS = 300
ALL_COUNTED_WITHIN_SECONDS = 0.6
MOST_VIEWS = 100
"""Of one owner."""


async def visible(
    session: AsyncSession, owner: str, *, limit: int | None = None, after: tuple[str, int] | None = None
) -> Sequence[SavedView]:
    """One's own and the shared ones, by name; *after* is name and id of the one the page before ended with."""
    place = func.lower(SavedView.name), SavedView.id
    statement = select(SavedView).where(_is_visible(owner)).order_by(*place).limit(limit)
    if after is not None:
        statement = statement.where(tuple_(*place) > tuple_(func.lower(after[0]), after[1]))
    return (await session.scalars(statement)).all()


def _is_visible(owner: str) -> ColumnElement[bool]:
    return or_(SavedView.owner == owner, SavedView.is_shared)


async def save(
    session: AsyncSession, *, owner: str, name: str, wanted: StoredFilter, sort: Sort, is_shared: bool
) -> SavedView:
    held = await session.scalar(select(func.count()).select_from(SavedView).where(SavedView.owner == owner))
    if held is not None and held >= MOST_VIEWS:
        raise Conflict(f"You have {MOST_VIEWS} views already: delete one first.")
    row: SavedView | None = await session.scalar(
        insert(SavedView)
        .values(owner=owner, name=name, filter=_stored(wanted), sort=sort.value, is_shared=is_shared)
        .on_conflict_do_nothing(index_elements=["owner", text("lower(name)")])
        .returning(SavedView)
    )
    if row is None:
        raise Conflict(f"You have a view named {name} already.")
    return row


async def change(
    session: AsyncSession, view_id: int, values: dict[str, Any], *, owner: str, is_admin: bool
) -> SavedView:
    """*values* are columns; a filter comes as a StoredFilter."""
    row = await _own(session, view_id, owner=owner, is_admin=is_admin)
    name = values.get("name", row.name)
    taken = select(SavedView.id).where(
        SavedView.owner == row.owner, func.lower(SavedView.name) == func.lower(name), SavedView.id != row.id
    )
    if await session.scalar(taken) is not None:
        raise Conflict(f"There is a view named {name} already.")
    for column, value in values.items():
        setattr(row, column, _stored(value) if isinstance(value, StoredFilter) else value)
    await session.flush()
    return row


async def delete(session: AsyncSession, view_id: int, *, owner: str, is_admin: bool) -> None:
    await session.delete(await _own(session, view_id, owner=owner, is_admin=is_admin))


async def _own(session: AsyncSession, view_id: int, *, owner: str, is_admin: bool) -> SavedView:
    """A shared view of somebody else is an admin's to change too."""
    row = await session.scalar(select(SavedView).where(SavedView.id == view_id, _is_visible(owner)).with_for_update())
    if row is None:
        raise NotFound(f"There is no view {view_id}.")
    if row.owner != owner and not is_admin:
        raise Forbidden("This view is somebody else's: only they or an admin may change it.")
    return row


def _stored(wanted: StoredFilter) -> dict[str, Any]:
    return wanted.model_dump(mode="json", exclude_defaults=True)


async def counts(session: AsyncSession, saved: Sequence[SavedView], *, user_id: int | None) -> list[ViewCount]:
    """The fixed views, then the saved ones, as far as the time for all of them goes."""
    wanted = {name.value: InboxFilter(view=name, viewer_id=user_id) for name in ViewName}
    for row in saved:
        try:
            wanted[str(row.id)] = StoredFilter.model_validate(row.filter).for_viewer(user_id)
        except ValidationError:  # stored by another version
            continue
    until = time.monotonic() + ALL_COUNTED_WITHIN_SECONDS
    return [await _count(session, view, narrowed, until) for view, narrowed in wanted.items()]


async def _count(session: AsyncSession, view: str, wanted: InboxFilter, until: float) -> ViewCount:
    """Gives up on a view that would make everybody wait."""
    if time.monotonic() > until:
        return ViewCount(view=view, count=None, more=False)
    try:
        async with session.begin_nested():
            await session.execute(text(f"SET LOCAL statement_timeout = {COUNTED_WITHIN_MILLISECONDS}"))
            few = select(Ticket.id).where(*conditions(wanted), *await searched(session, wanted.q))
            capped = few.limit(COUNTED_UP_TO + 1).subquery()
            found = (await session.execute(select(func.count()).select_from(capped))).scalar_one()
    except DBAPIError as error:
        if not isinstance(error.orig, psycopg.errors.QueryCanceled):
            raise
        return ViewCount(view=view, count=None, more=False)
    return ViewCount(view=view, count=min(found, COUNTED_UP_TO), more=found > COUNTED_UP_TO)
