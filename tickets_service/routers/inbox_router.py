"""The inbox's pages and their parts. Reading never writes; what people do is in `inbox_actions_router`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from tickets_service.inbox import changes, lists, pages, remote, threads, upstreams
from tickets_service.inbox.pages import Typed
from tickets_service.routers.dependencies import Agent, AgentsOnly, ResourcesDep, RowId, Session
from tickets_service.routers.desk import PlaceDep, desk, key_of, next_cursor
from tickets_service.routers.pages import page
from tickets_service.tickets import queries as tickets
from tickets_service.tickets import runs

router = APIRouter(tags=["inbox"], include_in_schema=False)

SEE_OTHER = 303
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups"
)
"""The one exception to the policy of pages: cleaned content in a frame of its own that runs nothing."""
NO_PICTURES, PICTURES = "data:", "data: https:"

DIGITS_OF_AN_ID = 18


@router.get("/")
async def front(session: Session, agent: Agent) -> Response:
    """Before anything is connected an admin has nothing to do in the inbox, but much to set up."""
    is_to_set_up = agent.is_admin and not await runs.is_connected(session)
    return RedirectResponse("/start" if is_to_set_up else "/inbox", SEE_OTHER)


@router.get("/inbox")
async def inbox(request: Request, session: Session, agent: Agent, place: PlaceDep) -> HTMLResponse:
    return await desk(request, session, place, agent)


@router.get("/inbox/rows")
async def rows(request: Request, session: Session, agent: Agent, place: PlaceDep) -> HTMLResponse:
    """The next rows alone."""
    found = await lists.rows_of(session, place, key_of(place), agent)
    return page(request.scope, "_rows.html", rows=found, next_cursor=next_cursor(found))


@router.get("/inbox/changes")
async def list_changes(
    request: Request,
    session: Session,
    agent: Agent,
    place: PlaceDep,
    ids: Annotated[str, Query(max_length=10_000, pattern=r"^[0-9,]*$")] = "",
    first: str = "",
) -> HTMLResponse:
    """The rows of these tickets as they are now, and how many wait in each view. *first* adds the first rows."""
    numbers = tuple(int(number) for number in ids.split(",") if 0 < len(number) <= DIGITS_OF_AN_ID)
    found = await changes.list_changes(session, place, numbers, agent, with_first=bool(first))
    return page(request.scope, "_changes.html", changes=found)


@router.get("/inbox/upstreams", dependencies=[AgentsOnly])
async def who_answers(request: Request, session: Session) -> HTMLResponse:
    """The bars above the list alone, for a page that stays open."""
    return page(request.scope, "_upstreams.html", upstreams=await upstreams.upstreams(session))


@router.get("/inbox/{ticket_id}")
async def ticket(  # noqa: PLR0913 - one parameter per thing the address may say
    request: Request,
    session: Session,
    agent: Agent,
    place: PlaceDep,
    ticket_id: RowId,
    taken_back: UUID | None = None,
    again: UUID | None = None,
    edit: str = "",
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> HTMLResponse:
    """*taken_back* and *again* are replies of this ticket that were not sent: their text stands in the field again."""
    own = await pages.unsent(session, ticket_id, taken_back or again)
    kept = await pages.kept_text(session, ticket_id, agent.subject)
    reads = agent.personal.reads_languages
    typed = Typed(own, wants_to_edit=bool(edit), reader=agent.subject, kept=kept, reads=reads)
    view = await pages.ticket_view(session, ticket_id, place, typed, before=before)
    return await desk(request, session, place, agent, view)


@router.get("/inbox/{ticket_id}/pane")
async def pane(
    request: Request, session: Session, agent: Agent, place: PlaceDep, ticket_id: RowId, again: UUID | None = None
) -> HTMLResponse:
    """The ticket and its context without the list, to be put into the page that is open."""
    own = await pages.unsent(session, ticket_id, again)
    typed = Typed(own, reader=agent.subject, reads=agent.personal.reads_languages)
    view = await pages.ticket_view(session, ticket_id, place, typed)
    return page(request.scope, "_ticket.html", view=view)


@router.get("/inbox/{ticket_id}/earlier", dependencies=[AgentsOnly])
async def earlier(
    request: Request, session: Session, ticket_id: RowId, before: Annotated[int, Query(ge=1, le=2**63 - 1)]
) -> HTMLResponse:
    found = await tickets.ticket(session, ticket_id)
    who = found.customer_name or found.customer_email
    conversation = await threads.conversation(session, ticket_id, who, before=before)
    return page(request.scope, "_messages.html", conversation=conversation, ticket_id=ticket_id)


@router.get("/inbox/{ticket_id}/messages/{message_id}/formatted", dependencies=[AgentsOnly])
async def formatted(
    request: Request, session: Session, ticket_id: RowId, message_id: RowId, pictures: str = ""
) -> HTMLResponse:
    """*pictures*: with those of the sender, who may learn from it that the message is read."""
    message = await threads.message(session, ticket_id, message_id)
    shown = message.html if pictures else threads.without_pictures(message.html)
    cleaned = Markup(shown)  # noqa: S704 - cleaned when it was stored
    policy = MAIL_POLICY.format(pictures=PICTURES if pictures else NO_PICTURES)
    headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
    return page(request.scope, "mail.html", headers=headers, cleaned=cleaned)


@router.get("/inbox/{ticket_id}/replies/{reply_id}/remote", dependencies=[AgentsOnly])
async def remote_thread(
    request: Request, resources: ResourcesDep, ticket_id: RowId, reply_id: UUID, part: str = ""
) -> HTMLResponse:
    found = await remote.remote_thread(resources.sessions, resources.plenty, ticket_id, reply_id)
    template = "_remote.html" if part else "remote.html"
    return page(request.scope, template, remote=found, ticket_id=ticket_id, reply_id=reply_id)
