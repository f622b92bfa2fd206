"""Replies: approve, take back, settle what nobody could find."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from tickets_service import tasks
from tickets_service.errors import Invalid
from tickets_service.models import Reply, ReplyKind
from tickets_service.replies import approving
from tickets_service.replies import queries as replies
from tickets_service.replies.schemas import ReplyOut
from tickets_service.routers import approvals
from tickets_service.routers.dependencies import (
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
from tickets_service.tickets import queries as tickets

router = APIRouter(prefix="/api", tags=["replies"])

MOST_ACKNOWLEDGED = 200

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Acknowledgement = Annotated[str, Field(max_length=200)]


class ReplyIn(BaseModel):
    """*based_on_message_id* is the newest public message the agent saw; null only where there is none."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    text: str
    kind: ReplyKind
    based_on_message_id: Number | None
    ai_response_id: Number | None = None
    close_after: bool = False
    acknowledged: Annotated[list[Acknowledgement], Field(max_length=MOST_ACKNOWLEDGED)] = []
    """Keys of the marks that `/checks` says must be acknowledged. They count for a text that began as a draft."""


class ResolutionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    outcome: Literal["sent", "abandoned"]
    plenty_message_id: Number | None = None


@router.post(
    "/tickets/{ticket_id}/replies",
    status_code=201,
    response_model=ReplyOut,
    responses={200: {"model": ReplyOut, "description": "The same request again: the first result."}},
)
async def approve_reply(  # noqa: PLR0913 - what a request brings along
    resources: ResourcesDep,
    session: Session,
    agent: Agent,
    undo: UndoDelay,
    ticket_id: RowId,
    wanted: ReplyIn,
    response: Response,
) -> Reply:
    """Sent after the undo delay. The same id with the same body again gives the first result with status 200."""
    approval = approving.Approval(
        wanted.id,
        wanted.text,
        wanted.kind,
        wanted.based_on_message_id,
        ai_response_id=wanted.ai_response_id,
        close_after=wanted.close_after,
        acknowledged=tuple(wanted.acknowledged),
    )
    are_fresh = await approvals.look_at_facts(resources, ticket_id, approval)
    reply, is_new = await approvals.approve(
        session, ticket_id, approval, author=agent.subject, undo=undo, facts_are_fresh=are_fresh
    )
    response.status_code = 201 if is_new else 200
    return reply


@router.get("/tickets/{ticket_id}/replies", dependencies=[AgentsOnly])
async def list_replies(session: Session, ticket_id: RowId, page: PageParams) -> Page[ReplyOut]:
    await tickets.require_ticket(session, ticket_id)
    after = page.after(datetime, UUID)
    rows = await replies.list_replies(
        session, ticket_id, limit=page.limit, after=(after[0], after[1]) if after else None
    )
    items = [ReplyOut.model_validate(row) for row in rows[: page.limit]]
    more = encode_cursor(items[-1].created_at, items[-1].id) if len(rows) > page.limit else None
    return Page(items=items, next_cursor=more)


@router.get("/replies/{reply_id}", dependencies=[AgentsOnly], response_model=ReplyOut)
async def reply(session: Session, reply_id: UUID) -> Reply:
    return await replies.get(session, reply_id)


@router.delete("/replies/{reply_id}", response_model=ReplyOut)
async def cancel_reply(session: Session, agent: Agent, reply_id: UUID) -> Reply:
    return await approving.cancel(session, reply_id, actor=agent.subject)


@router.post("/replies/{reply_id}/resolution")
async def resolve_reply(resources: ResourcesDep, agent: Agent, reply_id: UUID, wanted: ResolutionIn) -> ReplyOut:
    """Only for a reply that needs a person. That it was sent is checked by reading Plenty."""
    resolver = tasks.resolver(resources)
    if wanted.outcome == "abandoned":
        await resolver.abandon(reply_id, actor=agent.subject)
    elif wanted.plenty_message_id is None:
        raise Invalid("Which message of Plenty's is it?", plenty_message_id="is needed when the reply was sent")
    else:
        await resolver.confirm(reply_id, plenty_message_id=wanted.plenty_message_id, actor=agent.subject)
    async with resources.sessions() as session:
        return ReplyOut.model_validate(await replies.get(session, reply_id))
