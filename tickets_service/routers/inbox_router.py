"""Pages for agents. Every action is a form that works without a script."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tickets_service import tasks
from tickets_service.drafting import asking
from tickets_service.errors import Conflict, Invalid, TicketsError
from tickets_service.inbox import pages
from tickets_service.models import ReplyKind, TicketStatus
from tickets_service.replies import approving
from tickets_service.routers.dependencies import (
    Agent,
    AgentsOnly,
    ResourcesDep,
    RowId,
    Session,
    UndoDelay,
    decode_cursor,
    encode_cursor,
)
from tickets_service.routers.pages import page
from tickets_service.tickets import lifecycle
from tickets_service.tickets.lifecycle import TicketChange
from tickets_service.tickets.queries import InboxFilter

router = APIRouter(tags=["inbox"], include_in_schema=False)

MESSAGE_AND_CLOSE = "message_and_close"
SEE_OTHER = 303


@router.get("/", dependencies=[AgentsOnly])
async def front() -> Response:
    return RedirectResponse("/inbox", SEE_OTHER)


@router.get("/inbox", dependencies=[AgentsOnly])
async def inbox(
    request: Request,
    session: Session,
    status: str = "",
    q: Annotated[str, Query(max_length=500)] = "",
    cursor: str = "",
) -> HTMLResponse:
    chosen = tuple(known for known in TicketStatus if known.value == status)
    wanted = InboxFilter(statuses=chosen, q=q or None)
    after = decode_cursor(cursor, datetime | None, int) if cursor else None
    view = await pages.inbox_view(session, wanted, (after[0], after[1]) if after else None)
    older = {"status": status, "q": q, "cursor": encode_cursor(*view.next_key)} if view.next_key else None
    return page(request.scope, "inbox.html", view=view, next_page=f"/inbox?{urlencode(older)}" if older else None)


@router.get("/inbox/{ticket_id}", dependencies=[AgentsOnly])
async def ticket(request: Request, session: Session, ticket_id: RowId, taken_back: UUID | None = None) -> HTMLResponse:
    """*taken_back* is a cancelled reply of this ticket: its text stands in the field again."""
    typed = await pages.text_of_cancelled(session, ticket_id, taken_back) if taken_back is not None else None
    return page(request.scope, "ticket.html", view=await pages.ticket_view(session, ticket_id, typed=typed))


@router.post("/inbox/{ticket_id}/replies")
async def send(  # noqa: PLR0913 - one parameter per field of the form
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    undo: UndoDelay,
    ticket_id: RowId,
    reply_id: Annotated[UUID, Form()],
    kind: Annotated[str, Form()],
    text: Annotated[str, Form()] = "",
    based_on_message_id: Annotated[str, Form()] = "",
    ai_response_id: Annotated[str, Form()] = "",
) -> Response:
    """What cannot be sent comes back with the text still in the field and the reason above it."""
    approval = approving.Approval(
        reply_id,
        text.replace("\r\n", "\n"),
        ReplyKind.COMMENT if kind == ReplyKind.COMMENT else ReplyKind.MESSAGE,
        _number(based_on_message_id),
        ai_response_id=_number(ai_response_id),
        close_after=kind == MESSAGE_AND_CLOSE,
    )
    try:
        async with resources.sessions.begin() as session:
            await approving.approve(session, ticket_id, approval, author=agent.subject, undo=undo)
    except (Conflict, Invalid) as refusal:
        return await _with_complaint(request, resources, ticket_id, refusal, typed=text)
    return _back_to(ticket_id)


@router.post("/inbox/{ticket_id}/replies/{reply_id}/undo")
async def undo_reply(
    request: Request, resources: ResourcesDep, agent: Agent, ticket_id: RowId, reply_id: UUID
) -> Response:
    """The text comes back into the field."""
    try:
        async with resources.sessions.begin() as session:
            await approving.cancel(session, reply_id, actor=agent.subject)
    except Conflict as refusal:
        return await _with_complaint(request, resources, ticket_id, refusal)
    return RedirectResponse(f"/inbox/{ticket_id}?{urlencode({'taken_back': reply_id})}", SEE_OTHER)


@router.post("/inbox/{ticket_id}/replies/{reply_id}/resolution")
async def resolve_reply(  # noqa: PLR0913 - one parameter per field of the form
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    ticket_id: RowId,
    reply_id: UUID,
    outcome: Annotated[str, Form()],
    plenty_message_id: Annotated[str, Form()] = "",
) -> Response:
    resolver = tasks.resolver(resources)
    try:
        if outcome == "sent":
            number = _number(plenty_message_id)
            if number is None:
                raise Invalid("Which message of Plenty's is it?", plenty_message_id="is needed")
            await resolver.confirm(reply_id, plenty_message_id=number, actor=agent.subject)
        else:
            await resolver.abandon(reply_id, actor=agent.subject)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, ticket_id, refusal)
    return _back_to(ticket_id)


@router.post("/inbox/{ticket_id}/ai-responses")
async def draft_again(
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    ticket_id: RowId,
    hint: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    try:
        async with resources.sessions.begin() as session:
            await asking.request_draft(session, ticket_id, hint=hint, credential_id=None, actor=agent.subject)
    except Conflict as refusal:
        return await _with_complaint(request, resources, ticket_id, refusal)
    return _back_to(ticket_id)


@router.post("/inbox/{ticket_id}/status")
async def set_status(
    session: Session, agent: Agent, ticket_id: RowId, status: Annotated[TicketStatus, Form()]
) -> Response:
    await lifecycle.change(session, ticket_id, TicketChange(frozenset({"status"}), status=status), actor=agent.subject)
    return _back_to(ticket_id)


def _back_to(ticket_id: int) -> Response:
    return RedirectResponse(f"/inbox/{ticket_id}", SEE_OTHER)


async def _with_complaint(
    request: Request, resources: ResourcesDep, ticket_id: int, refusal: TicketsError, typed: str | None = None
) -> Response:
    async with resources.sessions() as session:
        view = await pages.ticket_view(session, ticket_id, typed=typed, complaint=refusal.message)
    return page(request.scope, "ticket.html", status=refusal.status, view=view)


def _number(written: str) -> int | None:
    """None for nothing, and for what no page of ours ever puts there."""
    return int(written) if written.isdecimal() and written.isascii() and len(written) < 19 else None  # noqa: PLR2004 - a bigint
