"""What stands beside a conversation."""

from __future__ import annotations

from fastapi import APIRouter

from tickets_service.routers.dependencies import AgentsOnly, ResourcesDep, RowId, Session
from tickets_service.tickets import context
from tickets_service.tickets.context_schemas import ContextOut

router = APIRouter(prefix="/api/tickets/{ticket_id}/context", tags=["tickets"])


@router.get("", dependencies=[AgentsOnly])
async def ticket_context(session: Session, ticket_id: RowId) -> ContextOut:
    """The customer, the order and their other tickets, as last read."""
    return await context.context(session, ticket_id)


@router.post("/refresh", dependencies=[AgentsOnly])
async def refresh_context(resources: ResourcesDep, ticket_id: RowId) -> ContextOut:
    """Reads customer and order from Plenty now."""
    return await context.refresh(resources.sessions, resources.plenty, ticket_id)
