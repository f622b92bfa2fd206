"""What became of tickets of a list that is open, so that it need not be read anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import Actor
from tickets_service.inbox import lists
from tickets_service.inbox.lists import Rows
from tickets_service.inbox.views import Place, SavedLink, ViewLink, views_for
from tickets_service.tickets.filters import ListFilter
from tickets_service.tickets.listing import ViewName


@dataclass(frozen=True)
class ListChanges:
    """*gone* are those that do not belong into the list any more; one that is in neither is erased."""

    rows: Rows
    gone: Rows
    links: list[ViewLink | SavedLink]


async def list_changes(
    session: AsyncSession, place: Place, ticket_ids: tuple[int, ...], actor: Actor, *, with_first: bool
) -> ListChanges:
    """*with_first* adds the beginning of the list, for when nobody knows which tickets changed."""
    if with_first:
        first = await lists.rows_of(session, place, None, actor)
        ticket_ids = tuple(dict.fromkeys((*ticket_ids, *(row.id for row in first.items))))
    rows = await lists.rows_of(session, place, None, actor, among=ticket_ids)
    here = {row.id for row in rows.items}
    others = tuple(ticket_id for ticket_id in ticket_ids if ticket_id not in here)
    gone = await lists.rows_of(session, Place(ListFilter(view=ViewName.ALL)), None, actor, among=others)
    as_here = [replace(row, address=place.address(f"/inbox/{row.id}")) for row in gone.items]
    views = await views_for(session, place, actor)
    return ListChanges(rows, replace(gone, items=as_here), [*views.fixed, *views.saved])
