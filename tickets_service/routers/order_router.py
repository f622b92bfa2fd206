"""Which order a ticket is about, and the facts a reply may name."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tickets_service.drafting import order_facts
from tickets_service.drafting.facts_schemas import FactsOut
from tickets_service.routers.dependencies import LARGEST_ID, Agent, AgentsOnly, ResourcesDep, RowId, Session
from tickets_service.tickets import choosing, context
from tickets_service.tickets.context_schemas import ContextOut

router = APIRouter(prefix="/api/tickets/{ticket_id}", tags=["tickets"])


class OrderIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    order_id: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    number: Annotated[str, Field(min_length=1, max_length=choosing.LONGEST_NUMBER)] | None = None
    """Plenty's own, or a marketplace's."""

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if len(self.model_fields_set) != 1 or (self.number is None and "number" in self.model_fields_set):
            raise ValueError("Give either order_id or number.")
        return self


@router.put("/order")
async def choose_order(resources: ResourcesDep, agent: Agent, ticket_id: RowId, wanted: OrderIn) -> ContextOut:
    """Another order than the one found out: by `order_id`, or by a `number` of Plenty or a marketplace. With null for
    `order_id` it is again the one found out. Kept here, Plenty is not told."""
    sessions, plenty, actor = resources.sessions, resources.plenty, agent.subject
    if wanted.number is not None:
        await choosing.choose_named(sessions, plenty, ticket_id, wanted.number, actor=actor)
    else:
        await choosing.choose_order(sessions, plenty, ticket_id, wanted.order_id, actor=actor)
    async with resources.sessions() as session:
        return await context.context(session, ticket_id)


@router.get("/facts", dependencies=[AgentsOnly])
async def ticket_facts(session: Session, ticket_id: RowId) -> FactsOut:
    """As they were last read; nothing is asked of Plenty."""
    return FactsOut.of(await order_facts.kept_facts(session, ticket_id))


@router.post("/facts/refresh", dependencies=[AgentsOnly])
async def refresh_facts(resources: ResourcesDep, ticket_id: RowId) -> FactsOut:
    """Asks Plenty for what is older than ten minutes. A reply is best sent from facts that fresh."""
    return FactsOut.of(await order_facts.fresh_facts(resources.sessions, resources.plenty, ticket_id))
