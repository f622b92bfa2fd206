"""The page of the voices: how each store speaks."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import voices as cards
from tickets_service.errors import TicketsError
from tickets_service.inbox.settings import voices
from tickets_service.inbox.settings.forms import FormRefused
from tickets_service.routers.dependencies import Admin, AdminsOnly, Session
from tickets_service.routers.forms import Typed, back_to, settings_page

router = APIRouter(prefix="/settings/voices", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, session: Session) -> HTMLResponse:
    return await _page(request, session)


@router.post("")
async def save(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    """Without a store it is the voice of every store without its own."""
    store = voices.store_from(typed)
    try:
        await cards.put(session, store, voices.voice_from(typed), actor=admin.subject)
    except FormRefused as refusal:
        return await _page(request, session, refused={store: (refusal, typed)})
    return back_to("voices", "saved")


@router.post("/new")
async def add(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        store = voices.new_store_from(typed)
        await cards.put(session, store, voices.voice_from(typed), actor=admin.subject)
    except FormRefused as refusal:
        return await _page(request, session, new=(refusal, typed))
    return back_to("voices", "added")


@router.post("/removal")
async def remove(session: Session, admin: Admin, typed: Typed) -> Response:
    await cards.remove(session, voices.store_from(typed), actor=admin.subject)
    return back_to("voices", "removed")


async def _page(
    request: Request,
    session: AsyncSession,
    *,
    new: tuple[TicketsError, Mapping[str, str]] | None = None,
    refused: Mapping[int | None, tuple[TicketsError, Mapping[str, str]]] | None = None,
) -> HTMLResponse:
    refused = refused or {}
    lines = voices.lines(await cards.list_all(session), refused=refused)
    form = voices.NEW.refused(*new) if new is not None else voices.NEW
    complaints = [new, *refused.values()]
    refusal = next((each[0] for each in complaints if each is not None), None)
    return settings_page(request, "voices", refusal, lines=lines, form=form)
