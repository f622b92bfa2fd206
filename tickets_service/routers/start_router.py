"""The first run's checklist: connect Plenty, watch the first sync, store a credential, see the first draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import SecretStr, ValidationError

from tickets_service.drafting import credentials, probing
from tickets_service.drafting.schemas import DEFAULT_MODEL, CredentialIn, CredentialPatch
from tickets_service.errors import Invalid, TicketsError, UpstreamFailed
from tickets_service.inbox import first_steps
from tickets_service.inbox.first_steps import Entered, Step
from tickets_service.models import RunKind
from tickets_service.plenty import connection
from tickets_service.resources import Resources
from tickets_service.routers.dependencies import Admin, AdminsOnly, ResourcesDep, Session
from tickets_service.routers.pages import page
from tickets_service.tickets import runs

router = APIRouter(prefix="/start", tags=["start"], include_in_schema=False)

SEE_OTHER = 303

Text = Annotated[str, Form(max_length=2_000)]
Token = Annotated[str, Form(max_length=4_000)]


@router.get("", dependencies=[AdminsOnly])
async def checklist(request: Request, resources: ResourcesDep, session: Session) -> HTMLResponse:
    steps = await first_steps.first_steps(session, auto_draft=resources.settings.auto_draft)
    return page(request.scope, "start.html", steps=steps, entered=Entered(model=DEFAULT_MODEL))


@router.post("/connection")
async def connect(
    request: Request,
    resources: ResourcesDep,
    admin: Admin,
    base_url: Text = "",
    username: Text = "",
    password: Text = "",
) -> Response:
    """Tested before it is stored; then the first refresh begins."""
    offered = connection.Offered(base_url, username.strip(), password)
    try:
        await connection.connect(
            resources.sessions, resources.vault, resources.plenty.wire, offered, actor=admin.subject
        )
        async with resources.sessions.begin() as session:
            await runs.ask_for_run(session, RunKind.REFRESH)
    except TicketsError as refusal:
        entered = Entered(Step.CONNECTION, base_url=base_url, username=username, model=DEFAULT_MODEL)
        return await _with_complaint(request, resources, refusal, entered)
    return _back(Step.REFRESH)


@router.post("/refresh", dependencies=[AdminsOnly])
async def refresh(request: Request, resources: ResourcesDep) -> Response:
    try:
        async with resources.sessions.begin() as session:
            await runs.ask_for_run(session, RunKind.REFRESH)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, refusal, Entered(Step.REFRESH, model=DEFAULT_MODEL))
    return _back(Step.REFRESH)


@router.post("/credential")
async def store_credential(
    request: Request, resources: ResourcesDep, admin: Admin, token: Token = "", model: Text = "", base_url: Text = ""
) -> Response:
    """Stored, then tried: what its endpoint says of it stands above the form."""
    entered = Entered(Step.CREDENTIAL, model=model, model_base_url=base_url)
    try:
        offered = _credential(token, model.strip() or DEFAULT_MODEL, base_url.strip() or None)
        credential_id = await _store(resources, offered, actor=admin.subject)
    except TicketsError as refusal:
        return await _with_complaint(request, resources, refusal, entered)
    tried = await probing.probe(resources.sessions, resources.vault, resources.models, credential_id)
    if not tried.ok:
        complaint = UpstreamFailed(tried.error or "The model cannot be reached.")
        return await _with_complaint(request, resources, complaint, replace(entered, is_stored=True))
    return _back(Step.DRAFT)


def _credential(token: str, model: str, base_url: str | None) -> CredentialIn:
    label = urlsplit(base_url).hostname if base_url and "://" in base_url else None
    try:
        return CredentialIn(label=label or "OpenAI", token=SecretStr(token), model=model, base_url=base_url)
    except ValidationError as error:
        if any("token" in complaint["loc"] for complaint in error.errors()):
            raise Invalid("A credential needs a token.", token="is needed") from error  # noqa: S106 - a complaint
        raise Invalid("A model's name has no spaces or accents.", model="has characters no model has") from error


async def _store(resources: Resources, offered: CredentialIn, *, actor: str) -> int:
    """The one in use is replaced, so that a mistyped token does not stay."""
    async with resources.sessions.begin() as session:
        active = await credentials.active(session)
        if active is None:
            added = await credentials.add(session, resources.vault, offered, actor=actor)
            if not added.is_active:
                await credentials.activate(session, added.id, actor=actor)
            return added.id
        wanted = CredentialPatch(token=offered.token, model=offered.model, base_url=offered.base_url)
        return (await credentials.patch(session, resources.vault, active.id, wanted, actor=actor)).id


def _back(step: Step) -> Response:
    return RedirectResponse(f"/start#{step.value}", SEE_OTHER)


async def _with_complaint(request: Request, resources: Resources, refusal: TicketsError, entered: Entered) -> Response:
    async with resources.sessions() as session:
        steps = await first_steps.first_steps(session, auto_draft=resources.settings.auto_draft)
    told = replace(entered, complaint=refusal.message)
    return page(request.scope, "start.html", status=refusal.status, steps=steps, entered=told)
