"""Tickets: one of them, what people do with it, and the sync that brings them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from tickets_service import tasks
from tickets_service.drafting import queries as drafts
from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.models import ReplyKind, TicketStatus
from tickets_service.replies import queries as replies
from tickets_service.replies.approving import Approval, approve
from tickets_service.replies.schemas import ReplyOut
from tickets_service.routers.dependencies import (
    Admin,
    Agent,
    AgentsOnly,
    Page,
    PageParams,
    ResourcesDep,
    RowId,
    Session,
    UndoDelay,
    encode_cursor,
)
from tickets_service.tickets import lifecycle
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.lifecycle import NewTicketText, TicketChange
from tickets_service.tickets.schemas import (
    MessageOut,
    TicketOut,
)

router = APIRouter(prefix="/api/tickets", tags=["tickets"])

Number = Annotated[int, Field(ge=0, le=2**63 - 1)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TicketIn(_In):
    id: UUID
    title: Annotated[str, Field(min_length=1, max_length=500)]
    text: Annotated[str, Field(min_length=1)]
    contact_id: Number | None = None
    order_id: Number | None = None
    type_id: Number | None = None
    plenty_id: Number | None = None


class TicketPatch(_In):
    status: TicketStatus | None = None
    assignee_id: Number | None = None
    priority: Annotated[int, Field(ge=0, le=100)] | None = None
    snoozed_until: AwareDatetime | None = None


class TicketDetail(TicketOut):
    messages: list[MessageOut]
    ai_response: AIResponseOut | None
    reply: ReplyOut | None


@router.post("", status_code=202)
async def open_ticket(session: Session, agent: Agent, undo: UndoDelay, wanted: TicketIn) -> TicketOut:
    """Created in Plenty by a job; the text is sent like every reply, after the undo delay."""
    new = NewTicketText(wanted.id, wanted.title, wanted.contact_id, wanted.order_id, wanted.type_id, wanted.plenty_id)
    ticket, is_new = await lifecycle.open_ticket(session, new, actor=agent.subject)
    if is_new:
        first_text = Approval(wanted.id, wanted.text, ReplyKind.MESSAGE, None, is_first_text=True)
        await approve(session, ticket.id, first_text, author=agent.subject, undo=undo)
    return await tickets.ticket(session, ticket.id)


@router.get("/{ticket_id}", dependencies=[AgentsOnly])
async def ticket(session: Session, ticket_id: RowId) -> TicketDetail:
    found = await tickets.ticket(session, ticket_id)
    messages, _ = await tickets.messages(session, ticket_id)
    reply = await replies.live_reply(session, ticket_id)
    return TicketDetail(
        **found.model_dump(),
        messages=messages,
        ai_response=await drafts.current(session, ticket_id),
        reply=ReplyOut.model_validate(reply) if reply is not None else None,
    )


@router.patch("/{ticket_id}")
async def change_ticket(session: Session, agent: Agent, ticket_id: RowId, wanted: TicketPatch) -> TicketOut:
    change = TicketChange(
        given=frozenset(wanted.model_fields_set),
        status=wanted.status,
        assignee_id=wanted.assignee_id,
        priority=wanted.priority,
        snoozed_until=wanted.snoozed_until,
    )
    await lifecycle.change(session, ticket_id, change, actor=agent.subject)
    return await tickets.ticket(session, ticket_id)


@router.delete("/{ticket_id}", status_code=204)
async def erase_ticket(session: Session, admin: Admin, ticket_id: RowId) -> Response:
    """Erases the local copy; nothing is deleted in Plenty."""
    await lifecycle.erase(session, ticket_id, actor=admin.subject)
    return Response(status_code=204)


@router.post("/{ticket_id}/refresh", dependencies=[AgentsOnly])
async def refresh_ticket(resources: ResourcesDep, ticket_id: RowId) -> TicketOut:
    """Re-reads the ticket from Plenty now. No transaction is open while Plenty is asked."""
    await tasks.refresh_ticket(resources, ticket_id)
    async with resources.sessions() as session:
        return await tickets.ticket(session, ticket_id)


@router.get("/{ticket_id}/messages", dependencies=[AgentsOnly])
async def ticket_messages(session: Session, ticket_id: RowId, page: PageParams) -> Page[MessageOut]:
    after = page.after(datetime, int)
    items, more = await tickets.messages(
        session, ticket_id, limit=page.limit, after=(after[0], after[1]) if after else None
    )
    return Page(items=items, next_cursor=encode_cursor(*more) if more else None)
