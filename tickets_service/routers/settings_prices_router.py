"""The page of the prices: what a million tokens of each model costs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import prices
from tickets_service.inbox.settings import prices as forms
from tickets_service.inbox.settings.forms import Form, FormRefused
from tickets_service.routers.dependencies import Admin, AdminsOnly, Session
from tickets_service.routers.forms import Typed, back_to, settings_page

router = APIRouter(prefix="/settings/prices", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, session: Session, model: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """*model* is the one to change."""
    known = {price.model: price for price in await prices.listed(session)}
    return await _page(request, session, forms.form_of(known[model]) if model in known else forms.NEW)


@router.post("")
async def save(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = forms.with_one(await prices.listed(session), typed)
    except FormRefused as refusal:
        return await _page(request, session, forms.NEW.refused(refusal, typed), refusal)
    await prices.replace_own(session, wanted, actor=admin.subject)
    return back_to("prices", "saved")


@router.post("/removal")
async def remove(session: Session, admin: Admin, typed: Typed) -> Response:
    wanted = forms.without_one(await prices.listed(session), typed)
    await prices.replace_own(session, wanted, actor=admin.subject)
    return back_to("prices", "removed")


async def _page(
    request: Request, session: AsyncSession, form: Form, refusal: FormRefused | None = None
) -> HTMLResponse:
    return settings_page(request, "prices", refusal, form=form, prices=await prices.listed(session))
