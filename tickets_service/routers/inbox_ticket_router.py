"""What agents do beside the conversation: put the ticket aside, read customer and order anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import queries as drafts
from tickets_service.drafting import sent
from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.drafting.translating import Translator
from tickets_service.errors import Invalid, NotFound, TicketsError
from tickets_service.inbox import blocks, filling, pages, snoozing, translations
from tickets_service.inbox.checks import HIDDEN, checks_view, voice_marks
from tickets_service.inbox.contexts import context_view
from tickets_service.inbox.pages import OwnText, Typed
from tickets_service.inbox.snoozing import Snooze
from tickets_service.inbox.views import Place
from tickets_service.routers.dependencies import LARGEST_ID, Agent, AgentsOnly, ResourcesDep, RowId, Session
from tickets_service.routers.desk import PlaceDep, back_to, desk, number_in, with_complaint
from tickets_service.routers.pages import language_of, page
from tickets_service.tickets import choosing, context, lifecycle
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.lifecycle import TicketChange

router = APIRouter(prefix="/inbox/{ticket_id}", tags=["inbox"], include_in_schema=False)


@router.post("/checks", dependencies=[AgentsOnly])
async def check_text(
    request: Request,
    session: Session,
    ticket_id: RowId,
    text: Annotated[str, Form()] = "",
    acknowledged: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it
    offered: Annotated[list[str], Form()] = [],  # noqa: B006 - as above
) -> Response:
    """What to look at in a text that somebody is writing. Stores nothing."""
    text = text.replace("\r\n", "\n")
    found = await blocks.checks_of(session, ticket_id, text, offered=[*acknowledged, *offered])
    voice = await voice_marks(session, ticket_id, text)
    shown = checks_view(found, frozenset(acknowledged), voice=voice)
    return page(request.scope, "_checks.html", checks=shown, ticket_id=ticket_id)


@router.get("/ai-responses/{ai_response_id}/sent", dependencies=[AgentsOnly])
async def what_was_sent(request: Request, session: Session, ticket_id: RowId, ai_response_id: RowId) -> Response:
    """Word for word what the model was told for this draft."""
    draft = await _draft_of(session, ticket_id, ai_response_id)
    told = await sent.sent_with(session, ai_response_id)
    return page(request.scope, "sent.html", ticket_id=ticket_id, sent=told, draft=draft, kinds=HIDDEN)


@router.post("/ai-responses/{ai_response_id}/translation")
async def read_in_translation(
    request: Request, resources: ResourcesDep, agent: Agent, ticket_id: RowId, ai_response_id: RowId
) -> Response:
    """For who does not read the draft's language: beside it for a script, without one on the page."""
    reads, trouble = agent.personal.reads_languages, None
    async with resources.sessions() as session:
        draft = await _draft_of(session, ticket_id, ai_response_id)
    wanted = translations.language_to_read(draft.language, reads)
    if wanted is not None:
        try:
            await Translator(resources.sessions, resources.vault, resources.models).translate(draft.id, wanted)
        except TicketsError as refusal:
            if "hx-request" not in request.headers:
                return await with_complaint(request, resources, agent, ticket_id, refusal)
            trouble = refusal.message
    if wanted is None or "hx-request" not in request.headers:
        return back_to(ticket_id)
    async with resources.sessions() as session:
        shown = await translations.translation_view(session, draft, reads, trouble=trouble)
    return page(request.scope, "_translation.html", translation=shown)


@router.post("/template")
async def insert_template(  # noqa: PLR0913 - one parameter per field of the form
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    ticket_id: RowId,
    template: Annotated[str, Form(max_length=200)],
    text: Annotated[str, Form()] = "",
    ai_response_id: Annotated[str, Form()] = "",
) -> Response:
    """The filled template for a script that puts it at the caret; without one the page, with it below the text."""
    async with resources.sessions() as session:
        filled = await filling.filled_in(session, ticket_id, template, agent_name=agent.name)
        if request.headers.get("accept") == "application/json":
            told = filled.missing.said(language_of(request.scope)) if filled.missing else None
            return JSONResponse({"text": filled.text, "told": told})
        whole = "\n\n".join(part for part in (text.replace("\r\n", "\n").rstrip(), filled.text) if part)
        place = Place()
        typed = Typed(_own(whole, ai_response_id), complaint=filled.missing, reads=agent.personal.reads_languages)
        view = await pages.ticket_view(session, ticket_id, place, typed)
        return await desk(request, session, place, agent, view)


@router.post("/block")
async def put_block_back(  # noqa: PLR0913 - one parameter per field of the form
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    ticket_id: RowId,
    block: Annotated[str, Form(max_length=200)],
    text: Annotated[str, Form()] = "",
    ai_response_id: Annotated[str, Form()] = "",
) -> Response:
    """The text with a block word for word where it was rephrased: for a script alone, without one on the page."""
    async with resources.sessions() as session:
        whole = await blocks.put_back(session, ticket_id, text.replace("\r\n", "\n"), block)
        if request.headers.get("accept") == "application/json":
            return JSONResponse({"text": whole})
        place = Place()
        typed = Typed(_own(whole, ai_response_id), reads=agent.personal.reads_languages)
        view = await pages.ticket_view(session, ticket_id, place, typed)
        return await desk(request, session, place, agent, view)


@router.post("/snooze")
async def snooze(  # noqa: PLR0913 - one parameter per thing the form says
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    place: PlaceDep,
    ticket_id: RowId,
    snooze: Annotated[Snooze, Form()],
    at: Annotated[str, Form()] = "",
) -> Response:
    """*at* is the date and time of the form, where that was chosen."""
    try:
        until = snoozing.until(snooze, at, datetime.now(UTC))
        change = TicketChange(frozenset({"snoozed_until"}), snoozed_until=until)
        async with resources.sessions.begin() as session:
            await lifecycle.change(session, ticket_id, change, actor=agent.subject)
    except Invalid as refusal:
        return await with_complaint(request, resources, agent, ticket_id, refusal)
    return back_to(ticket_id, place)


@router.post("/order")
async def choose_order(  # noqa: PLR0913 - one parameter per thing the form says
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    place: PlaceDep,
    ticket_id: RowId,
    order: Annotated[int | None, Form(ge=0, le=LARGEST_ID)] = None,
    number: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """*order* is one of the list, 0 goes back to what is found out by itself; *number* is what somebody typed."""
    try:
        if order is None:
            await choosing.choose_named(resources.sessions, resources.plenty, ticket_id, number, actor=agent.subject)
        else:
            await choosing.choose_order(
                resources.sessions, resources.plenty, ticket_id, order or None, actor=agent.subject
            )
    except NotFound:
        raise
    except TicketsError as refusal:
        return await with_complaint(request, resources, agent, ticket_id, refusal)
    return back_to(ticket_id, place)


@router.post("/context")
async def read_context(
    request: Request,
    resources: ResourcesDep,
    agent: Agent,
    place: PlaceDep,
    ticket_id: RowId,
    part: Annotated[str, Form()] = "",
) -> Response:
    """Reads customer and order from Plenty. What Plenty refuses just now is told beside what was read before."""
    trouble = None
    try:
        await context.refresh(resources.sessions, resources.plenty, ticket_id)
    except NotFound:
        raise
    except TicketsError as refusal:
        trouble = refusal.message
    async with resources.sessions() as session:
        if part:
            shown = await context_view(session, await tickets.ticket(session, ticket_id), place, trouble)
            return page(request.scope, "_context_cards.html", context=shown)
        if trouble is None:
            return back_to(ticket_id, place)
        typed = Typed(reads=agent.personal.reads_languages)
        view = await pages.ticket_view(session, ticket_id, place, typed, trouble=trouble)
        return await desk(request, session, place, agent, view)


async def _draft_of(session: AsyncSession, ticket_id: int, ai_response_id: int) -> AIResponseOut:
    draft = await drafts.get(session, ai_response_id)
    if draft.ticket_id != ticket_id:
        raise NotFound(f"There is no draft {ai_response_id}.")
    return AIResponseOut.model_validate(draft)


def _own(text: str, ai_response_id: str) -> OwnText:
    return OwnText(text, number_in(ai_response_id))
