"""Replies as programs outside see them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from tickets_service.models import ReplyKind, ReplyState


class ReplyOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    ticket_id: int
    state: ReplyState
    text: str
    kind: ReplyKind
    ai_response_id: int | None
    based_on_message_id: int | None
    send_at: datetime
    sent_at: datetime | None
    plenty_message_id: int | None
    error: str | None
    is_duplicate_suspected: bool
    created_at: datetime


class ComposerTextOut(BaseModel):
    """Unsent text of whoever asks."""

    model_config = ConfigDict(from_attributes=True)

    kind: ReplyKind
    text: str = ""
    ai_response_id: int | None = None
    """The draft the text began as."""
    revision: int = 0
    """Sent back with the next save. 0: nothing was ever written."""
    updated_at: datetime | None = None
