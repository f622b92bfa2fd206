"""The page of the people who sign in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from tickets_service.accounts import links, users
from tickets_service.accounts.schemas import UserPatch
from tickets_service.errors import Conflict, Invalid, TicketsError
from tickets_service.inbox.settings import access
from tickets_service.inbox.settings.forms import FormRefused
from tickets_service.resources import Resources
from tickets_service.routers.dependencies import Admin, AdminsOnly, ResourcesDep, RowId
from tickets_service.routers.forms import Typed, back_to, settings_page

router = APIRouter(prefix="/settings/users", tags=["settings"], include_in_schema=False)

Refused = tuple[TicketsError, Mapping[str, str]]
"""Why, and what was typed."""


@dataclass(frozen=True)
class PasswordLink:
    """Sets the password of *email* once; shown only in the answer that made it."""

    email: str
    address: str


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, resources: ResourcesDep) -> HTMLResponse:
    return await _page(request, resources)


@router.post("")
async def add(request: Request, resources: ResourcesDep, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = access.new_user_from(typed)
        async with resources.sessions.begin() as session:
            user = await users.add_user(
                session, email=wanted.email, name=wanted.name, role=wanted.role, actor=admin.subject
            )
            link = _address(resources, user.email, await links.invite(session, user.id))
    except (FormRefused, Invalid, Conflict) as refusal:
        return await _page(request, resources, new=(refusal, typed))
    return await _page(request, resources, link=link)


@router.post("/{user_id}")
async def change(request: Request, resources: ResourcesDep, admin: Admin, user_id: RowId, typed: Typed) -> Response:
    try:
        async with resources.sessions.begin() as session:
            await users.by_id(session, user_id)
            await users.patch(session, user_id, access.user_change_from(typed), actor=admin.subject)
    except (FormRefused, Invalid, Conflict) as refusal:
        return await _page(request, resources, refused={user_id: (refusal, typed)})
    return back_to("users", "saved")


@router.post("/{user_id}/access")
async def open_or_close(
    request: Request, resources: ResourcesDep, admin: Admin, user_id: RowId, typed: Typed
) -> Response:
    """Disabling ends their sessions."""
    is_disabled = typed.get("disabled") == "yes"
    try:
        async with resources.sessions.begin() as session:
            await users.patch(session, user_id, UserPatch(disabled=is_disabled), actor=admin.subject)
    except Conflict as refusal:
        return await _page(request, resources, refused={user_id: (refusal, {})})
    return back_to("users", "disabled" if is_disabled else "enabled")


@router.post("/{user_id}/link", dependencies=[AdminsOnly])
async def reset(request: Request, resources: ResourcesDep, user_id: RowId) -> HTMLResponse:
    """A new password is set with it; the old one works until then."""
    try:
        async with resources.sessions.begin() as session:
            user = await users.by_id(session, user_id)
            link = _address(resources, user.email, await links.reset(session, user_id))
    except Conflict as refusal:
        return await _page(request, resources, refused={user_id: (refusal, {})})
    return await _page(request, resources, link=link)


def _address(resources: Resources, email: str, link: str) -> PasswordLink:
    return PasswordLink(email, f"{resources.settings.origin}/setup/{link}")


async def _page(
    request: Request,
    resources: Resources,
    *,
    new: Refused | None = None,
    refused: Mapping[int, Refused] | None = None,
    link: PasswordLink | None = None,
) -> HTMLResponse:
    async with resources.sessions() as session:
        people = await users.list_users(session)
    forms = {user.id: access.user_form(user) for user in people}
    for user_id, (refusal, typed) in (refused or {}).items():
        forms[user_id] = forms[user_id].refused(refusal, typed or forms[user_id].values)
    refusals = [each[0] for each in (new, *(refused or {}).values()) if each is not None]
    form = access.NEW_USER.refused(*new) if new is not None else access.NEW_USER
    lines = [(user, forms[user.id]) for user in people]
    return settings_page(request, "users", refusals[0] if refusals else None, lines=lines, form=form, link=link)
