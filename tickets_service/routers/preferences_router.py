"""What an admin edits rather than sets, and how each person likes to work."""

from __future__ import annotations

from fastapi import APIRouter

from tickets_service.accounts import personal
from tickets_service.accounts.personal import PersonalOut, PersonalPatch
from tickets_service.inbox import keyboard
from tickets_service.models import Preferences, User
from tickets_service.routers.dependencies import Admin, AdminsOnly, Agent, Session
from tickets_service.tickets import preferences
from tickets_service.tickets.preferences import PreferencesOut, PreferencesPatch

router = APIRouter(prefix="/api/preferences", tags=["preferences"])


@router.get("", dependencies=[AdminsOnly], response_model=PreferencesOut)
async def show_preferences(session: Session) -> Preferences:
    return await preferences.of_shop(session)


@router.patch("", response_model=PreferencesOut)
async def change_preferences(session: Session, admin: Admin, wanted: PreferencesPatch) -> Preferences:
    return await preferences.change(session, wanted, actor=admin.subject)


@router.get("/mine", response_model=PersonalOut)
async def show_own_preferences(session: Session, agent: Agent) -> User:
    return await personal.of_person(session, agent.user_id)


@router.patch("/mine", response_model=PersonalOut)
async def change_own_preferences(session: Session, agent: Agent, wanted: PersonalPatch) -> User:
    keyboard.refuse_unusable(wanted.keys)
    return await personal.change(session, agent.user_id, wanted)
