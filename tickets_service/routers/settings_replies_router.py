"""The page of what drafts keep to, with a look at what a model is told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

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
    return _page(request, replies.form_of(await preferences.of_shop(session)))


@router.post("")
async def save(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = replies.wanted_from(typed)
    except FormRefused as refusal:
        return _page(request, Form({}).refused(refusal, typed), refusal=refusal)
    await preferences.change(session, wanted, actor=admin.subject)
    return back_to("replies", "saved")


@router.post("/preview", dependencies=[AdminsOnly])
async def preview(request: Request, typed: Typed) -> HTMLResponse:
    """Of what stands in the form, saved or not."""
    try:
        wanted = replies.wanted_from(typed)
    except FormRefused as refusal:
        return _page(request, Form({}).refused(refusal, typed), refusal=refusal)
    prompt = await asyncio.to_thread(sample_prompt, wanted.shop_name, wanted.house_rules, now=datetime.now(UTC))
    return _page(request, Form(typed), prompt=prompt)


def _page(
    request: Request, form: Form, *, prompt: Prompt | None = None, refusal: FormRefused | None = None
) -> HTMLResponse:
    return settings_page(request, "replies", refusal, form=form, prompt=prompt, most=MOST_HOUSE_RULES)
