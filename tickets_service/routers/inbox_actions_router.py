"""What agents do on the inbox's pages. Every action is a form that works without a script."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from tickets_service import tasks
from tickets_service.drafting import asking
from tickets_service.errors import Conflict, Invalid, TicketsError
from tickets_service.inbox.pages import OwnText, Typed
from tickets_service.models import Rating, ReplyKind, RunKind, TicketStatus
from tickets_service.replies import approving
from tickets_service.routers import approvals
from tickets_service.routers.dependencies import Agent, AgentsOnly, ResourcesDep, RowId, Session, UndoDelay
from tickets_service.routers.desk import back_to, number_in, with_complaint
from tickets_service.tickets import lifecycle, runs
from tickets_service.tickets.lifecycle import TicketChange

router = APIRouter(prefix="/inbox", tags=["inbox"], include_in_schema=False)

MESSAGE_AND_CLOSE = "message_and_close"
SEE_OTHER = 303


@router.post("/refresh", dependencies=[AgentsOnly])
async def refresh(session: Session) -> Response:
    await runs.ask_for_run(session, RunKind.REFRESH)
    return RedirectResponse("/inbox", SEE_OTHER)


@router.post("/{ticket_id}/replies")
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
    acknowledged: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """What cannot be sent comes back with the text still in the field and the reason above it."""
    approval = approving.Approval(
        reply_id,
        text.replace("\r\n", "\n"),
        ReplyKind.COMMENT if kind == ReplyKind.COMMENT else ReplyKind.MESSAGE,
        number_in(based_on_message_id),
        ai_response_id=number_in(ai_response_id),
        close_after=kind == MESSAGE_AND_CLOSE,
        acknowledged=tuple(acknowledged),
    )
    try:
        are_fresh = await approvals.look_at_facts(resources, ticket_id, approval)
        async with resources.sessions.begin() as session:
            await approvals.approve(
                session,
                ticket_id,
                approval,
                author=agent.subject,
                undo=undo,
                facts_are_fresh=are_fresh,
                is_seen=True,
            )
    except (Conflict, Invalid) as refusal:
        own = OwnText(text, approval.ai_response_id)
        typed = Typed(own, acknowledged=approval.acknowledged, offered=approvals.asked_in(refusal))
        return await with_complaint(request, resources, agent, ticket_id, refusal, typed)
    return back_to(ticket_id)


@router.post("/{ticket_id}/replies/{reply_id}/undo")
async def undo_reply(
    request: Request, resources: ResourcesDep, agent: Agent, ticket_id: RowId, reply_id: UUID
) -> Response:
    """The text comes back into the field."""
    try:
        async with resources.sessions.begin() as session:
            await approving.cancel(session, reply_id, actor=agent.subject)
    except Conflict as refusal:
        return await with_complaint(request, resources, agent, ticket_id, refusal)
    return RedirectResponse(f"/inbox/{ticket_id}?{urlencode({'taken_back': reply_id})}", SEE_OTHER)


@router.post("/{ticket_id}/replies/{reply_id}/resolution")
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
            number = number_in(plenty_message_id)
            if number is None:
                raise Invalid("Which message of Plenty's is it?", plenty_message_id="is needed")
            await resolver.confirm(reply_id, plenty_message_id=number, actor=agent.subject)
        else:
            await resolver.abandon(reply_id, actor=agent.subject)
    except TicketsError as refusal:
        typed = Typed(about=reply_id, number=plenty_message_id)
        return await with_complaint(request, resources, agent, ticket_id, refusal, typed)
    return back_to(ticket_id)


@router.post("/{ticket_id}/ai-responses")
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
        return await with_complaint(request, resources, agent, ticket_id, refusal)
    return back_to(ticket_id)


@router.post("/{ticket_id}/ai-responses/{ai_response_id}/feedback")
async def rate_draft(
    session: Session,
    agent: Agent,
    ticket_id: RowId,
    ai_response_id: RowId,
    rating: Annotated[Rating, Form()],
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    await asking.feedback(session, ai_response_id, rating=rating, reason=reason or None, actor=agent.subject)
    return back_to(ticket_id)


@router.post("/{ticket_id}/ai-responses/{ai_response_id}/dismissal")
async def dismiss_draft(
    session: Session,
    agent: Agent,
    ticket_id: RowId,
    ai_response_id: RowId,
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    await asking.dismiss(session, ticket_id, ai_response_id, reason=reason or None, actor=agent.subject)
    return back_to(ticket_id)


@router.post("/{ticket_id}/status")
async def set_status(
    session: Session, agent: Agent, ticket_id: RowId, status: Annotated[TicketStatus, Form()]
) -> Response:
    await lifecycle.change(session, ticket_id, TicketChange(frozenset({"status"}), status=status), actor=agent.subject)
    return back_to(ticket_id)


@router.post("/{ticket_id}/assignee")
async def assign(
    session: Session, agent: Agent, ticket_id: RowId, assignee_id: Annotated[str, Form()] = ""
) -> Response:
    """Nothing takes the assignee away."""
    wanted = number_in(assignee_id)
    if assignee_id and wanted is None:
        raise Invalid("Nobody has this number.", assignee_id="is nobody")
    change = TicketChange(frozenset({"assignee_id"}), assignee_id=wanted)
    await lifecycle.change(session, ticket_id, change, actor=agent.subject)
    return back_to(ticket_id)
