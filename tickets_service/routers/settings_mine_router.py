"""How a person likes to work, on a page of their own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tickets_service.accounts import personal
from tickets_service.accounts.actors import Actor
from tickets_service.accounts.personal import PersonalPatch
from tickets_service.inbox.keyboard import ACTIONS
from tickets_service.inbox.settings import mine
from tickets_service.inbox.settings.forms import Form, FormRefused
from tickets_service.models.accounts import UNDO_SECONDS
from tickets_service.routers.dependencies import Agent, AgentsOnly, ResourcesDep, Session
from tickets_service.routers.forms import SEE_OTHER, Typed, back_to, settings_page
from tickets_service.routers.pages import language_of

router = APIRouter(prefix="/settings", tags=["settings"], include_in_schema=False)


@router.get("", dependencies=[AgentsOnly])
async def front() -> Response:
    return RedirectResponse("/settings/mine", SEE_OTHER)


@router.get("/mine")
async def show(request: Request, resources: ResourcesDep, session: Session, agent: Agent) -> HTMLResponse:
    await personal.of_person(session, agent.user_id)
    return _page(request, resources.settings.undo_seconds, agent)


@router.post("/mine")
async def save_look(
    request: Request, resources: ResourcesDep, session: Session, agent: Agent, typed: Typed
) -> Response:
    await personal.of_person(session, agent.user_id)
    try:
        wanted = mine.look_from(typed)
    except FormRefused as refusal:
        look = mine.look(agent.personal).refused(refusal, typed)
        return _page(request, resources.settings.undo_seconds, agent, look=look, refusal=refusal)
    await personal.change(session, agent.user_id, wanted)
    return back_to("mine", "saved")


@router.post("/mine/keys")
async def save_keys(
    request: Request, resources: ResourcesDep, session: Session, agent: Agent, typed: Typed
) -> Response:
    await personal.of_person(session, agent.user_id)
    try:
        wanted = PersonalPatch(keys={}) if "usual" in typed else mine.keys_from(typed)
    except FormRefused as refusal:
        keys = mine.keys(agent.personal, language_of(request.scope)).refused(refusal, typed)
        return _page(request, resources.settings.undo_seconds, agent, keys=keys, refusal=refusal)
    await personal.change(session, agent.user_id, wanted)
    return back_to("mine", "saved")


def _page(
    request: Request,
    usual_undo: float,
    agent: Actor,
    *,
    look: Form | None = None,
    keys: Form | None = None,
    refusal: FormRefused | None = None,
) -> HTMLResponse:
    return settings_page(
        request,
        "mine",
        refusal,
        look=look or mine.look(agent.personal),
        keys=keys or mine.keys(agent.personal, language_of(request.scope)),
        actions=ACTIONS,
        undo_choices=UNDO_SECONDS,
        usual_undo=usual_undo,
    )
