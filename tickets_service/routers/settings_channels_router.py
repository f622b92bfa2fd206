"""The page of the channels: what replies may hold there."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.yardsticks import rules_of
from tickets_service.inbox.settings import channels
from tickets_service.inbox.settings.forms import EMPTY, FormRefused
from tickets_service.routers.dependencies import Admin, AdminsOnly, Session
from tickets_service.routers.forms import Typed, back_to, settings_page
from tickets_service.tickets import preferences

router = APIRouter(prefix="/settings/channels", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, session: Session) -> HTMLResponse:
    return await _page(request, session)


@router.post("")
async def save(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = channels.wanted_from(typed)
    except FormRefused as refusal:
        return await _page(request, session, refused=(refusal, typed))
    await preferences.change(session, wanted, actor=admin.subject)
    return back_to("channels", "saved")


async def _page(
    request: Request, session: AsyncSession, refused: tuple[FormRefused, dict[str, str]] | None = None
) -> HTMLResponse:
    shop = await preferences.of_shop(session)
    form = EMPTY.refused(*refused) if refused else channels.form_of(shop)
    lines = channels.effective(rules_of(shop.channel_rules))
    return settings_page(request, "channels", refused[0] if refused else None, form=form, lines=lines)
