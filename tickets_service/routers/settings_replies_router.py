"""The page of what drafts keep to, with a look at what a model is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.prompt import Prompt
from tickets_service.drafting.sample import sample_prompt
from tickets_service.inbox.settings import replies
from tickets_service.inbox.settings.forms import Form, FormRefused
from tickets_service.models.preferences import MOST_HOUSE_RULES
from tickets_service.routers.dependencies import Admin, AdminsOnly, Session
from tickets_service.routers.forms import Typed, back_to, settings_page
from tickets_service.tickets import preferences

router = APIRouter(prefix="/settings/replies", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AdminsOnly])
async def show(request: Request, session: Session) -> HTMLResponse:
    return await _page(request, session)


@router.post("")
async def save(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = replies.wanted_from(typed)
    except FormRefused as refusal:
        return await _page(request, session, form=Form({}).refused(refusal, typed), refusal=refusal)
    await preferences.change(session, wanted, actor=admin.subject)
    return back_to("replies", "saved")


@router.post("/caps")
async def save_caps(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = replies.caps_from(typed)
    except FormRefused as refusal:
        return await _page(request, session, caps=Form({}).refused(refusal, typed), refusal=refusal)
    await preferences.change(session, wanted, actor=admin.subject)
    return back_to("replies", "saved")


@router.post("/preview", dependencies=[AdminsOnly])
async def preview(request: Request, session: Session, typed: Typed) -> HTMLResponse:
    """Of what stands in the form, saved or not."""
    try:
        wanted = replies.wanted_from(typed)
    except FormRefused as refusal:
        return await _page(request, session, form=Form({}).refused(refusal, typed), refusal=refusal)
    prompt = await asyncio.to_thread(sample_prompt, wanted.shop_name, wanted.house_rules, now=datetime.now(UTC))
    return await _page(request, session, form=Form(typed), prompt=prompt)


async def _page(
    request: Request,
    session: AsyncSession,
    *,
    form: Form | None = None,
    caps: Form | None = None,
    prompt: Prompt | None = None,
    refusal: FormRefused | None = None,
) -> HTMLResponse:
    shop = await preferences.of_shop(session)
    return settings_page(
        request,
        "replies",
        refusal,
        form=form or replies.form_of(shop),
        caps=caps or replies.caps_of(shop),
        prompt=prompt,
        most=MOST_HOUSE_RULES,
    )
