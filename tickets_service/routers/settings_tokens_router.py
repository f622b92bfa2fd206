"""The page of the API tokens. A token is shown once, in the answer that made it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from tickets_service.accounts import tokens
from tickets_service.accounts.tokens import NewlyMade
from tickets_service.errors import Conflict, Invalid, TicketsError
from tickets_service.inbox.settings import access
from tickets_service.inbox.settings.forms import FormRefused
from tickets_service.resources import Resources
from tickets_service.routers.dependencies import Admin, AdminsOnly, ResourcesDep, RowId, Session
from tickets_service.routers.forms import Typed, back_to, settings_page

router = APIRouter(prefix="/settings/tokens", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, resources: ResourcesDep) -> HTMLResponse:
    return await _page(request, resources)


@router.post("")
async def add(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = access.new_token_from(typed)
        async with resources.sessions.begin() as session:
            made = await tokens.add(
                session, name=wanted.name, role=wanted.role, expires_at=wanted.expires_at, actor=admin.subject
            )
    except (FormRefused, Invalid, Conflict) as refusal:
        return await _page(request, resources, refusal=refusal, typed=typed)
    return await _page(request, resources, made=made)


@router.post("/{token_id}/revocation")
async def revoke(session: Session, admin: Admin, token_id: RowId) -> Response:
    await tokens.revoke(session, token_id, actor=admin.subject)
    return back_to("tokens", "revoked")


async def _page(
    request: Request,
    resources: Resources,
    *,
    refusal: TicketsError | None = None,
    typed: dict[str, str] | None = None,
    made: NewlyMade | None = None,
) -> HTMLResponse:
    async with resources.sessions() as session:
        rows = await tokens.list_tokens(session)
    form = access.NEW_TOKEN.refused(refusal, typed or {}) if refusal is not None else access.NEW_TOKEN
    in_use = [row for row in rows if row.revoked_at is None]
    revoked = [row for row in rows if row.revoked_at is not None]
    context = {"in_use": in_use, "revoked": revoked, "made": made, "days": access.TOKEN_DAYS}
    return settings_page(request, "tokens", refusal, form=form, **context)
