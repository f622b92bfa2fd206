"""Who is on which ticket, and who types."""

from __future__ import annotations

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from tickets_service.models import Doing
from tickets_service.routers.dependencies import Agent, AgentsOnly, Page, RowId, Session, WholePageParams, part_of
from tickets_service.tickets import presence
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.presence import Person
from tickets_service.tickets.schemas import PresenceOut

router = APIRouter(prefix="/api", tags=["presence"])


class PresenceIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    doing: Doing


@router.get("/presence", dependencies=[AgentsOnly])
async def list_presence(session: Session, page: WholePageParams) -> Page[PresenceOut]:
    """Every ticket somebody is on."""
    return part_of(await presence.everywhere(session), page, int, key=lambda there: (there.ticket_id,))


@router.get("/tickets/{ticket_id}/presence", dependencies=[AgentsOnly])
async def ticket_presence(session: Session, ticket_id: RowId) -> PresenceOut:
    await tickets.require_ticket(session, ticket_id)
    return await presence.on_ticket(session, ticket_id)


@router.put("/tickets/{ticket_id}/presence")
async def say_presence(session: Session, agent: Agent, ticket_id: RowId, wanted: PresenceIn) -> PresenceOut:
    """Said again every 15 seconds; who is silent for 45 is gone."""
    return await presence.say(session, ticket_id, Person(agent.subject, agent.name), wanted.doing)


@router.delete("/tickets/{ticket_id}/presence", status_code=204)
async def leave_ticket(session: Session, agent: Agent, ticket_id: RowId) -> Response:
    await presence.leave(session, ticket_id, agent.subject)
    return Response(status_code=204)


@router.post("/tickets/{ticket_id}/presence/takeover")
async def take_ticket_over(session: Session, agent: Agent, ticket_id: RowId) -> PresenceOut:
    """From now on the others are the ones who come second."""
    return await presence.take_over(session, ticket_id, Person(agent.subject, agent.name))
