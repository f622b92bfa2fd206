"""The ready-made views of the inbox: what each lets through, and how many tickets wait in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import Ticket, TicketStatus
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.listing import ViewName
from tickets_service.tickets.queries import InboxFilter

COUNTED_UP_TO = 99
OPEN = (TicketStatus.TODO, TicketStatus.IN_PROGRESS, TicketStatus.WAITING)


class View(StrEnum):
    OPEN = "open"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    READY = "ready"
    WAITING = "waiting"
    DONE = "done"
    ALL = "all"

    @classmethod
    def named(cls, name: str) -> View:
        """Nonsense shows what is open."""
        return next((view for view in cls if view.value == name), cls.OPEN)

    def filter_for(self, user_id: int | None) -> InboxFilter:
        """*user_id* is whose tickets are mine; programs have none."""
        filters = {
            View.MINE: InboxFilter(view=ViewName.MINE, viewer_id=user_id),
            View.UNASSIGNED: InboxFilter(view=ViewName.UNASSIGNED),
            View.READY: InboxFilter(view=ViewName.DRAFT_READY),
            View.WAITING: InboxFilter(view=ViewName.WAITING),
            View.DONE: InboxFilter(view=ViewName.DONE),
            View.ALL: InboxFilter(),
        }
        return filters.get(self, InboxFilter(statuses=OPEN))


@dataclass(frozen=True)
class Place:
    """Which part of the inbox somebody looks at; the address carries all of it."""

    view: View = View.OPEN
    q: str = ""
    cursor: str = ""

    def address(self, path: str = "/inbox", **more: str) -> str:
        given = {"view": "" if self.view is View.OPEN else self.view.value, "q": self.q, **more}
        query = urlencode({name: value for name, value in given.items() if value})
        return f"{path}?{query}" if query else path

    def of(self, view: View) -> Place:
        return Place(view, self.q)


@dataclass(frozen=True)
class ViewLink:
    view: View
    address: str
    is_current: bool
    count: str
    """`99+` when there are more; empty for views whose size tells nothing."""


COUNTED = (View.OPEN, View.MINE, View.UNASSIGNED, View.READY, View.WAITING)


async def links(session: AsyncSession, place: Place, user_id: int | None) -> list[ViewLink]:
    return [
        ViewLink(
            view,
            place.of(view).address(),
            view is place.view,
            await _count(session, view.filter_for(user_id)) if view in COUNTED else "",
        )
        for view in View
    ]


async def _count(session: AsyncSession, wanted: InboxFilter) -> str:
    """Counting stops where the number is not shown any more."""
    some = select(Ticket.id).where(*tickets.conditions(wanted)).limit(COUNTED_UP_TO + 1).subquery()
    number = await session.scalar(select(func.count()).select_from(some)) or 0
    return f"{COUNTED_UP_TO}+" if number > COUNTED_UP_TO else str(number)
