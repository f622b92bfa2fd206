"""Unsent text: saved while it is typed, read on another device, thrown away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from tickets_service.models import ComposerText, ReplyKind
from tickets_service.replies import composing
from tickets_service.replies.composing import Place
from tickets_service.replies.schemas import ComposerTextOut
from tickets_service.routers.dependencies import LARGEST_ID, Agent, Page, PageParams, RowId, Session, part_of

router = APIRouter(prefix="/api/tickets/{ticket_id}/composer", tags=["replies"])

Revision = Annotated[int, Field(ge=0, le=LARGEST_ID)]


class ComposerTextIn(BaseModel):
    """*revision* is the one of the last answer, 0 at the beginning."""

    model_config = ConfigDict(extra="forbid")

    kind: ReplyKind
    text: str
    ai_response_id: Annotated[int, Field(ge=1, le=LARGEST_ID)] | None = None
    revision: Revision


@router.get("")
async def composer_texts(session: Session, agent: Agent, ticket_id: RowId, page: PageParams) -> Page[ComposerTextOut]:
    """One's own text of each kind. Empty where nothing is written."""
    texts = await composing.texts(session, ticket_id, author=agent.subject)
    return part_of(texts, page, int, key=lambda text: (list(ReplyKind).index(text.kind),))


@router.put("", response_model=ComposerTextOut)
async def save_composer_text(session: Session, agent: Agent, ticket_id: RowId, wanted: ComposerTextIn) -> ComposerText:
    """409 with `stored` when the text was changed elsewhere, or sent, since that revision."""
    place = Place(ticket_id, agent.subject, wanted.kind)
    return await composing.save(
        session, place, wanted.text, ai_response_id=wanted.ai_response_id, revision=wanted.revision
    )


@router.delete("", response_model=ComposerTextOut)
async def throw_composer_text_away(
    session: Session,
    agent: Agent,
    ticket_id: RowId,
    kind: Annotated[ReplyKind, Query()],
    revision: Annotated[Revision, Query()],
) -> ComposerText:
    return await composing.throw_away(session, Place(ticket_id, agent.subject, kind), revision=revision)
