"""An agent's text, changed by a model as the agent asks."""

from __future__ import annotations

from fastapi import APIRouter

from tickets_service.drafting.refining import Refiner
from tickets_service.drafting.refining_schemas import RefinementIn, RefinementOut
from tickets_service.routers.dependencies import Agent, ResourcesDep, RowId

router = APIRouter(prefix="/api/tickets/{ticket_id}/refinements", tags=["drafts"])


@router.post("")
async def refine_text(resources: ResourcesDep, agent: Agent, ticket_id: RowId, wanted: RefinementIn) -> RefinementOut:
    """The text comes back; nothing of it is kept, and nothing is sent. Its checks are to be asked for again."""
    refiner = Refiner(resources.sessions, resources.vault, resources.models)
    return await refiner.refine(ticket_id, wanted, actor=agent.subject)
