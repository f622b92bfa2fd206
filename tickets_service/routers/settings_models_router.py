"""The page of the language models: add, test, activate, change and delete credentials."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from tickets_service.drafting import credentials, probing
from tickets_service.drafting.schemas import CredentialTest
from tickets_service.errors import Invalid, TicketsError
from tickets_service.inbox.settings import models
from tickets_service.inbox.settings.forms import FormRefused
from tickets_service.resources import Resources
from tickets_service.routers.dependencies import Admin, AdminsOnly, ResourcesDep, RowId, Session
from tickets_service.routers.forms import Typed, back_to, settings_page

router = APIRouter(prefix="/settings/models", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, resources: ResourcesDep) -> HTMLResponse:
    return await _page(request, resources)


@router.post("")
async def add(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    """The first one becomes active."""
    try:
        async with resources.sessions.begin() as session:
            await credentials.add(session, resources.vault, models.new_from(typed), actor=admin.subject)
    except (FormRefused, Invalid) as refusal:
        return await _page(request, resources, new=(refusal, typed))
    return back_to("models", "added")


@router.post("/{credential_id}")
async def change(
    request: Request, resources: ResourcesDep, admin: Admin, credential_id: RowId, typed: Typed
) -> Response:
    vault = resources.vault
    try:
        async with resources.sessions.begin() as session:
            await credentials.get(session, credential_id)
            wanted = models.change_from(typed)
            await credentials.patch(session, vault, credential_id, wanted, actor=admin.subject)
    except (FormRefused, Invalid) as refusal:
        return await _page(request, resources, refused={credential_id: (refusal, typed)})
    return back_to("models", "saved")


@router.post("/{credential_id}/test", dependencies=[AdminsOnly])
async def test(request: Request, resources: ResourcesDep, credential_id: RowId) -> HTMLResponse:
    """Asks the endpoint which models it has; no draft is written."""
    tested = await probing.probe(resources.sessions, resources.vault, resources.models, credential_id)
    return await _page(request, resources, tested={credential_id: tested})


@router.post("/{credential_id}/activation")
async def activate(session: Session, admin: Admin, credential_id: RowId) -> Response:
    await credentials.activate(session, credential_id, actor=admin.subject)
    return back_to("models", "activated")


@router.post("/{credential_id}/deletion")
async def remove(session: Session, admin: Admin, credential_id: RowId) -> Response:
    await credentials.remove(session, credential_id, actor=admin.subject)
    return back_to("models", "removed")


async def _page(
    request: Request,
    resources: Resources,
    *,
    new: tuple[TicketsError, Mapping[str, str]] | None = None,
    tested: Mapping[int, CredentialTest] | None = None,
    refused: Mapping[int, tuple[TicketsError, Mapping[str, str]]] | None = None,
) -> HTMLResponse:
    """*new* and *refused* are why a form was refused, and what was typed into it."""
    async with resources.sessions() as session:
        rows = await credentials.list_all(session)
        lines = models.lines(rows, tested=tested or {}, refused=refused or {})
    complaints = [new, *(refused or {}).values()]
    refusal = next((each[0] for each in complaints if each is not None), None)
    form = models.NEW.refused(*new) if new is not None else models.NEW
    return settings_page(request, "models", refusal, lines=lines, form=form, known_models=models.KNOWN_MODELS)
