"""What agents do with the list: change many tickets, keep views. Every action is a form that works without a script."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from tickets_service.accounts.actors import Actor
from tickets_service.errors import Invalid, TicketsError
from tickets_service.inbox import snoozing
from tickets_service.inbox.outcomes import Outcome
from tickets_service.inbox.snoozing import Snooze
from tickets_service.inbox.views import Place, saved_links
from tickets_service.models import TicketStatus
from tickets_service.routers.dependencies import LARGEST_ID, Agent, ResourcesDep, RowId, Session
from tickets_service.routers.desk import PlaceDep, desk
from tickets_service.routers.pages import page
from tickets_service.tickets import bulk, views
from tickets_service.tickets.lifecycle import TicketChange

router = APIRouter(prefix="/inbox", tags=["inbox"], include_in_schema=False)

SEE_OTHER = 303
NOBODY = "nobody"
MOST_AT_ONCE = 300
"""As many rows as a page ever holds."""
LONGEST_NAME = 100

TicketId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Name = Annotated[str, Form(max_length=LONGEST_NAME)]
IsShared = Annotated[bool, Form()]


@router.post("/bulk")
async def change_tickets(  # noqa: PLR0913 - one parameter per field of the form
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    place: PlaceDep,
    ids: Annotated[list[TicketId] | None, Form(max_length=MOST_AT_ONCE)] = None,
    status: Annotated[TicketStatus | None, Form()] = None,
    assignee: Annotated[str, Form()] = "",
    snooze: Annotated[Snooze | None, Form()] = None,
    at: Annotated[str, Form()] = "",
    part: Annotated[str, Form()] = "",
) -> Response:
    """What failed is told per ticket; when nothing did, the list says the rest."""
    code = 200
    try:
        change = _change(status, assignee, snooze, at)
        if not ids:
            raise Invalid("Choose tickets first: tick them in the list.", ids="are needed")
        async with resources.sessions.begin() as session:
            results = await bulk.change_all(
                session, [i for i in ids if 0 < i <= LARGEST_ID], change, actor=agent.subject
            )
        outcome = Outcome.of(results)
    except TicketsError as refusal:
        outcome, code = Outcome(complaint=refusal.message), refusal.status
    if part:
        return page(request.scope, "_outcome.html", outcome=outcome, place=place)
    if outcome.failed or outcome.complaint:
        async with resources.sessions() as session:
            return await desk(request, session, place, agent, outcome=outcome, status=code)
    return RedirectResponse(place.address(), SEE_OTHER)


def _change(status: TicketStatus | None, assignee: str, snooze: Snooze | None, at: str) -> TicketChange:
    if status is not None:
        return TicketChange(frozenset({"status"}), status=status)
    if snooze is not None:
        moment = snoozing.until(snooze, at, datetime.now(UTC))
        return TicketChange(frozenset({"snoozed_until"}), snoozed_until=moment)
    if assignee == NOBODY or assignee.isdecimal():
        chosen = None if assignee == NOBODY else min(int(assignee), LARGEST_ID)
        return TicketChange(frozenset({"assignee_id"}), assignee_id=chosen)
    raise Invalid("Say what shall change: status, assignee or a time to come back.", status="is needed")


@router.get("/views")
async def own_views(request: Request, session: Session, agent: Agent) -> Response:
    return await _views_page(request, session, agent)


@router.post("/views")
async def save_view(
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    place: PlaceDep,
    name: Name = "",
    is_shared: IsShared = False,  # noqa: FBT002 - a box that is not ticked is not sent
) -> Response:
    """Keeps what the list shows now: view, filters, search and order."""
    try:
        async with resources.sessions.begin() as session:
            row = await views.save(
                session,
                owner=agent.subject,
                name=_named(name),
                wanted=place.stored,
                sort=place.sort,
                is_shared=is_shared,
            )
    except TicketsError as refusal:
        async with resources.sessions() as session:
            outcome = Outcome(complaint=refusal.message)
            return await desk(request, session, place, agent, outcome=outcome, status=refusal.status)
    return RedirectResponse(Place(place.wanted, row.id).address(), SEE_OTHER)


@router.post("/views/{view_id}")
async def change_view(
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    view_id: RowId,
    name: Name = "",
    is_shared: IsShared = False,  # noqa: FBT002 - a box that is not ticked is not sent
) -> Response:
    try:
        async with resources.sessions.begin() as session:
            values = {"name": _named(name), "is_shared": is_shared}
            await views.change(session, view_id, values, owner=agent.subject, is_admin=agent.is_admin)
    except TicketsError as refusal:
        async with resources.sessions() as session:
            return await _views_page(request, session, agent, refusal)
    return RedirectResponse("/inbox/views", SEE_OTHER)


@router.post("/views/{view_id}/filter")
async def narrow_view(session: Session, agent: Agent, place: PlaceDep, view_id: RowId) -> Response:
    """Keeps what the list shows now under the name it has already."""
    values = {"filter": place.stored, "sort": place.sort.value}
    await views.change(session, view_id, values, owner=agent.subject, is_admin=agent.is_admin)
    return RedirectResponse(Place(place.wanted, view_id).address(), SEE_OTHER)


@router.post("/views/{view_id}/deletion")
async def delete_view(session: Session, agent: Agent, view_id: RowId) -> Response:
    await views.delete(session, view_id, owner=agent.subject, is_admin=agent.is_admin)
    return RedirectResponse("/inbox/views", SEE_OTHER)


def _named(written: str) -> str:
    if not written.strip():
        raise Invalid("A view needs a name.", name="is needed")
    return written.strip()


async def _views_page(
    request: Request, session: Session, actor: Actor, refusal: TicketsError | None = None
) -> Response:
    links = saved_links(await views.visible(session, actor.subject), Place(), actor, {})
    complaint = refusal.message if refusal is not None else None
    status = refusal.status if refusal is not None else 200
    return page(request.scope, "views.html", status=status, links=links, complaint=complaint)
