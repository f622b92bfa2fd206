"""What a text has to be looked at for before it is sent."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from tickets_service.drafting.judging import Checks
from tickets_service.inbox import blocks
from tickets_service.routers.dependencies import AgentsOnly, RowId, Session

router = APIRouter(prefix="/api/tickets/{ticket_id}/checks", tags=["drafts"])

LONGEST_TEXT = 200_000


class ChecksIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


@router.post("", dependencies=[AgentsOnly])
async def check_text(session: Session, ticket_id: RowId, wanted: ChecksIn) -> Checks:
    """Nothing is stored and nothing asked of Plenty: facts are those of the newest draft."""
    return await blocks.checks_of(session, ticket_id, wanted.text)
