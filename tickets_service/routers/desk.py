"""The inbox as one page: the list, and beside it the ticket that is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import Actor
from tickets_service.errors import Invalid, TicketsError
from tickets_service.inbox import lists, pages
from tickets_service.inbox.lists import Rows
from tickets_service.inbox.outcomes import Outcome
from tickets_service.inbox.pages import NOTHING_TYPED, TicketView, Typed
from tickets_service.inbox.views import Place
from tickets_service.live import news_since
from tickets_service.routers.inbox_cursors import decode_inbox_cursor, encode_inbox_cursor
from tickets_service.routers.pages import page
from tickets_service.tickets.listing import InboxKey

if TYPE_CHECKING:
    from tickets_service.resources import Resources

SEE_OTHER = 303


def place_in_the_inbox(request: Request) -> Place:
    return Place.named_by(request.query_params.multi_items())


PlaceDep = Annotated[Place, Depends(place_in_the_inbox)]


def key_of(place: Place) -> InboxKey | None:
    """None, so the first page, also for a cursor that is nonsense or of another order, as addresses get old."""
    try:
        return decode_inbox_cursor(place.sort, place.cursor)
    except Invalid:
        return None


def next_cursor(rows: Rows) -> str | None:
    return encode_inbox_cursor(rows.place.sort, rows.next_key)


async def desk(  # noqa: PLR0913 - who looks where, at which ticket, and what is told
    request: Request,
    session: AsyncSession,
    place: Place,
    actor: Actor,
    view: TicketView | None = None,
    *,
    outcome: Outcome | None = None,
    status: int = 200,
) -> HTMLResponse:
    here = (await news_since(session, None)).cursor  # before anything is read: what comes after it is news
    shown = await lists.inbox_view(session, place, key_of(place), actor)
    cursor = next_cursor(shown.rows)
    return page(
        request.scope, "desk.html", status=status, list=shown, next_cursor=cursor, view=view, outcome=outcome, live=here
    )


def number_in(field: str) -> int | None:
    """None for nothing, and for what no page of ours ever puts there."""
    return int(field) if field.isdecimal() and field.isascii() and len(field) < 19 else None  # noqa: PLR2004 - a bigint


def back_to(ticket_id: int, place: Place | None = None) -> Response:
    return RedirectResponse((place or Place()).address(f"/inbox/{ticket_id}"), SEE_OTHER)


async def with_complaint(
    request: Request,
    resources: Resources,
    agent: Actor,
    ticket_id: int,
    refusal: TicketsError,
    typed: Typed = NOTHING_TYPED,
) -> Response:
    """The page again, with the reason and what was typed. A script that asks for JSON is told the reason alone."""
    if request.headers.get("accept") == "application/json":
        raise refusal
    place = Place()
    async with resources.sessions() as session:
        view = await pages.ticket_view(
            session, ticket_id, place, replace(typed, complaint=refusal.message, reads=agent.personal.reads_languages)
        )
        return await desk(request, session, place, agent, view, status=refusal.status)
