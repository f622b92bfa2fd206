"""The list of tickets, and the same change to many of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from tickets_service.models import TicketStatus
from tickets_service.routers.dependencies import LARGEST_ID, Agent, Page, PageParams, Session
from tickets_service.routers.inbox_cursors import decode_inbox_cursor, encode_inbox_cursor
from tickets_service.tickets import bulk, listing
from tickets_service.tickets.filters import ListFilter
from tickets_service.tickets.lifecycle import TicketChange
from tickets_service.tickets.schemas import BulkResult, TicketRow

router = APIRouter(prefix="/api/tickets", tags=["tickets"])

MOST_AT_ONCE = 200

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]


class BulkIn(BaseModel):
    """`assignee_id` null takes the assignee away, `snoozed_until` null wakes."""

    model_config = ConfigDict(extra="forbid")

    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE)]
    status: TicketStatus | None = None
    assignee_id: Id | None = None
    snoozed_until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> BulkIn:
        if self.model_fields_set == {"ids"}:
            raise ValueError("say what changes: status, assignee_id or snoozed_until")
        return self


@router.get("")
async def list_tickets(
    session: Session, agent: Agent, page: PageParams, wanted: Annotated[ListFilter, Query()]
) -> Page[TicketRow]:
    after = decode_inbox_cursor(wanted.sort, page.cursor)
    narrowed = wanted.for_viewer(agent.user_id, wanted.sort)
    found = await listing.inbox(session, narrowed, limit=page.limit, after=after)
    return Page(items=found.items, next_cursor=encode_inbox_cursor(wanted.sort, found.next_key))


@router.post("/bulk")
async def change_tickets(session: Session, agent: Agent, wanted: BulkIn) -> Page[BulkResult]:
    """One result per id, in the order given."""
    change = TicketChange(
        given=frozenset(wanted.model_fields_set - {"ids"}),
        status=wanted.status,
        assignee_id=wanted.assignee_id,
        snoozed_until=wanted.snoozed_until,
    )
    return Page(items=await bulk.change_all(session, wanted.ids, change, actor=agent.subject), next_cursor=None)
