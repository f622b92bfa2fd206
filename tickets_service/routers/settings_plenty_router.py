"""The page of the Plenty connection: store it, check it, try it with a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tickets_service import checks
from tickets_service.checks import Verdict
from tickets_service.errors import TicketsError
from tickets_service.inbox.languages import N_, translated
from tickets_service.inbox.settings import plenty
from tickets_service.inbox.settings.forms import Form
from tickets_service.inbox.sync import windows_left
from tickets_service.models import ReplyKind, RunKind
from tickets_service.plenty import connection
from tickets_service.replies.approving import Approval, approve
from tickets_service.resources import Resources
from tickets_service.routers.dependencies import Admin, AdminsOnly, ResourcesDep
from tickets_service.routers.forms import SEE_OTHER, Typed, back_to, settings_page
from tickets_service.routers.pages import language_of
from tickets_service.tickets import lifecycle, runs
from tickets_service.tickets.lifecycle import NewTicketText

router = APIRouter(prefix="/settings/plenty", tags=["settings"], include_in_schema=False)

TITLE = N_("Test ticket of the Tickets Service")
TEXT = N_("This ticket was written by the Tickets Service to try its connection. It can be closed.")
AT_ONCE = timedelta(0)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, resources: ResourcesDep) -> HTMLResponse:
    return await _page(request, resources)


@router.post("")
async def connect(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    """Tested before it is stored; then the first refresh begins."""
    wire = resources.plenty.wire
    try:
        offered = plenty.offered_from(typed)
        await connection.connect(resources.sessions, resources.vault, wire, offered, actor=admin.subject)
    except TicketsError as refusal:
        return await _page(request, resources, refusal=plenty.in_words(refusal), typed=typed)
    async with resources.sessions.begin() as session:
        await runs.ask_for_run(session, RunKind.REFRESH)
    return back_to("plenty", "connected")


@router.post("/check", dependencies=[AdminsOnly])
async def check(request: Request, resources: ResourcesDep) -> HTMLResponse:
    return await _page(request, resources, verdicts=await checks.examine(resources, checks.OF_PLENTY))


@router.post("/test-ticket")
async def write_test_ticket(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    """Goes the way of every new ticket and every reply; without a contact, so that no customer is written to."""
    language = language_of(request.scope)
    try:
        client_id = plenty.test_id_from(typed)
        async with resources.sessions.begin() as session:
            new = NewTicketText(client_id, translated(language, TITLE), None, None, None, None)
            ticket, is_new = await lifecycle.open_ticket(session, new, actor=admin.subject)
            if is_new:
                text = translated(language, TEXT)
                approval = Approval(client_id, text, ReplyKind.MESSAGE, None, is_first_text=True)
                await approve(session, ticket.id, approval, author=admin.subject, undo=AT_ONCE)
    except TicketsError as refusal:
        return await _page(request, resources, test=plenty.test_form().refused(refusal, typed), refusal=refusal)
    return RedirectResponse(f"/inbox/{ticket.id}", SEE_OTHER)


async def _page(
    request: Request,
    resources: Resources,
    *,
    typed: dict[str, str] | None = None,
    test: Form | None = None,
    verdicts: Sequence[tuple[str, Verdict]] = (),
    refusal: TicketsError | None = None,
) -> HTMLResponse:
    """*typed* belongs to the form of the connection."""
    async with resources.sessions() as session:
        stored = await connection.show(session)
        windows = await windows_left(session) if verdicts else []
    form = plenty.connection_form(stored)
    if refusal is not None and typed is not None:
        form = form.refused(refusal, typed)
    context = {"connection": stored, "form": form, "test": test or plenty.test_form()}
    context |= {"verdicts": verdicts, "windows": windows}
    return settings_page(request, "plenty", refusal, **context)
