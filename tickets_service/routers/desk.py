"""The inbox as one page: the list, and beside it the ticket that is open."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import Actor
from tickets_service.inbox import lists
from tickets_service.inbox.lists import Rows
from tickets_service.inbox.pages import TicketView
from tickets_service.inbox.views import Place, View
from tickets_service.routers.pages import page
from tickets_service.routers.paging import decode_cursor, encode_cursor
from tickets_service.tickets.queries import InboxKey


def place_in_the_inbox(
    view: str = "", q: Annotated[str, Query(max_length=500)] = "", cursor: str = "", status: str = ""
) -> Place:
    """*status* is how views were called before they had names."""
    named = {"WAITING": View.WAITING, "DONE": View.DONE}.get(status) or View.named(view)
    return Place(named, q.strip(), cursor)


PlaceDep = Annotated[Place, Depends(place_in_the_inbox)]


def user_id_of(actor: Actor) -> int | None:
    return actor.id if actor.kind == "user" else None


def key_of(place: Place) -> InboxKey | None:
    if not place.cursor:
        return None
    at, ticket_id = decode_cursor(place.cursor, datetime | None, int)
    return at, ticket_id


def next_cursor(rows: Rows) -> str | None:
    return encode_cursor(*rows.next_key) if rows.next_key else None


async def desk(
    request: Request,
    session: AsyncSession,
    place: Place,
    user_id: int | None,
    view: TicketView | None = None,
    *,
    status: int = 200,
) -> HTMLResponse:
    shown = await lists.inbox_view(session, place, key_of(place), user_id)
    cursor = next_cursor(shown.rows)
    return page(request.scope, "desk.html", status=status, list=shown, next_cursor=cursor, view=view)
