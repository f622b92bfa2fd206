"""What an admin edits rather than sets, and how each person likes to work."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from tickets_service import audit
from tickets_service.accounts import personal
from tickets_service.accounts.personal import PersonalOut, PersonalPatch
from tickets_service.models import Preferences, TicketStatus, User
from tickets_service.routers.dependencies import Admin, AdminsOnly, Agent, Session

router = APIRouter(prefix="/api/preferences", tags=["preferences"])


class PreferencesOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    shop_name: str
    status_after_reply: TicketStatus | None
    status_after_customer_message: TicketStatus | None
    automatic_drafts_per_day: int


class PreferencesPatch(BaseModel):
    """Null for a status leaves tickets in the status they have."""

    model_config = ConfigDict(extra="forbid")

    shop_name: Annotated[str, Field(max_length=200)] = ""
    status_after_reply: TicketStatus | None = None
    status_after_customer_message: TicketStatus | None = None
    automatic_drafts_per_day: Annotated[int, Field(ge=0, le=1_000_000)] = 0


@router.get("", dependencies=[AdminsOnly], response_model=PreferencesOut)
async def show_preferences(session: Session) -> Preferences:
    return await session.get_one(Preferences, 1)


@router.patch("", response_model=PreferencesOut)
async def change_preferences(session: Session, admin: Admin, wanted: PreferencesPatch) -> Preferences:
    row = await session.get_one(Preferences, 1, with_for_update=True)
    changed = wanted.model_dump(exclude_unset=True)
    for name, value in changed.items():
        setattr(row, name, value)
    await session.flush()
    await audit.record(session, admin.subject, "preferences_changed", "preferences", fields=sorted(changed))
    return row


@router.get("/mine", response_model=PersonalOut)
async def show_own_preferences(session: Session, agent: Agent) -> User:
    return await personal.of_person(session, agent.user_id)


@router.patch("/mine", response_model=PersonalOut)
async def change_own_preferences(session: Session, agent: Agent, wanted: PersonalPatch) -> User:
    return await personal.change(session, agent.user_id, wanted)
