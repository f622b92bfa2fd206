"""What left the house: the prompt of a draft, and the calls of processors without their content."""

from __future__ import annotations

from fastapi import APIRouter

from tickets_service.drafting import sent
from tickets_service.drafting.sent import ProcessorCallOut, SentOut
from tickets_service.models import DraftPrompt
from tickets_service.routers.dependencies import (
    AdminsOnly,
    AgentsOnly,
    Page,
    PageParams,
    RowId,
    Session,
    encode_cursor,
)

router = APIRouter(prefix="/api", tags=["drafts"])


@router.get("/ai-responses/{ai_response_id}/sent", dependencies=[AgentsOnly], response_model=SentOut)
async def what_was_sent(session: Session, ai_response_id: RowId) -> DraftPrompt:
    """Word for word what the model was told for this draft."""
    return await sent.sent_with(session, ai_response_id)


@router.get("/openai/calls", dependencies=[AdminsOnly])
async def processor_calls(session: Session, page: PageParams) -> Page[ProcessorCallOut]:
    """Every use of a model, newest first; kept when tickets are erased, for it holds no content."""
    (after,) = page.after(int) or (None,)
    rows = await sent.calls(session, limit=page.limit, after=after)
    items = list(rows[: page.limit])
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > page.limit else None)
