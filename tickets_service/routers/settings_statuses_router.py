"""The page of the statuses: what Plenty's mean here, and which ones follow from replies and messages."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from tickets_service.errors import TicketsError
from tickets_service.inbox.settings import statuses as forms
from tickets_service.inbox.settings.forms import FormRefused
from tickets_service.models import TicketStatus
from tickets_service.resources import Resources
from tickets_service.routers.dependencies import Admin, AdminsOnly, ResourcesDep
from tickets_service.routers.forms import Typed, back_to, settings_page
from tickets_service.tickets import preferences, statuses

router = APIRouter(prefix="/settings/statuses", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, resources: ResourcesDep) -> HTMLResponse:
    return await _page(request, resources)


@router.post("")
async def edit(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    try:
        async with resources.sessions.begin() as session:
            known = (await statuses.meanings(session)).values()
            await statuses.edit(session, forms.mapping_from(known, typed), actor=admin.subject)
    except TicketsError as refusal:
        return await _page(request, resources, mapping=typed, refusal=refusal)
    return back_to("statuses", "saved")


@router.post("/rules")
async def change_rules(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = forms.rules_from(typed)
    except FormRefused as refusal:
        return await _page(request, resources, rules=typed, refusal=refusal)
    async with resources.sessions.begin() as session:
        await preferences.change(session, wanted, actor=admin.subject)
    return back_to("statuses", "saved")


async def _page(
    request: Request,
    resources: Resources,
    *,
    mapping: dict[str, str] | None = None,
    rules: dict[str, str] | None = None,
    refusal: TicketsError | None = None,
) -> HTMLResponse:
    """*mapping* and *rules* are what was typed into the form that was refused."""
    async with resources.sessions() as session:
        names = list((await statuses.meanings(session)).values())
        mapping_form, rules_form = forms.mapping_form(names), forms.rules_form(await preferences.of_shop(session))
    if refusal is not None and mapping is not None:
        mapping_form = mapping_form.refused(refusal, mapping)
    if refusal is not None and rules is not None:
        rules_form = rules_form.refused(refusal, rules)
    types = {name.type_id for name in names}
    context = {"names": names, "has_types": len(types) > 1, "mapping": mapping_form, "rules": rules_form}
    return settings_page(request, "statuses", refusal, statuses=tuple(TicketStatus), **context)
