"""Alarms: what stopped to be safe and waits for a person."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from tickets_service import alarms
from tickets_service.models import AlarmKind
from tickets_service.routers.dependencies import Admin, AgentsOnly, Page, PageParams, Session, part_of

router = APIRouter(prefix="/api/alarms", tags=["sync"])


class AlarmOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    kind: AlarmKind
    sentence: str
    since: datetime
    accepted_at: datetime | None
    """When a person said to go on; the next run takes the alarm away."""


@router.get("", dependencies=[AgentsOnly])
async def list_alarms(session: Session, page: PageParams) -> Page[AlarmOut]:
    """Oldest first."""
    items = [AlarmOut.model_validate(alarm) for alarm in await alarms.waiting(session)]
    return part_of(items, page, datetime, str, key=lambda alarm: (alarm.since, alarm.kind.value))


@router.post("/{kind}/acceptance", status_code=204)
async def accept_alarm(session: Session, admin: Admin, kind: AlarmKind) -> Response:
    """A person looked, and it is as it should be: the next run goes on."""
    await alarms.accept(session, kind, actor=admin.subject)
    return Response(status_code=204)
