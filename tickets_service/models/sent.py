"""What left the house: the prompt of each draft, and a log of calls without their content."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, ForeignKey, Index, Numeric, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column


class Purpose(StrEnum):
    """Why a model was called."""

    DRAFT = "draft"
    TRANSLATION = "translation"
    REFINEMENT = "refinement"
    REPLAY = "replay"
    EMBEDDING = "embedding"


class DraftPrompt(Row):
    """What was sent to the model, word for word."""

    __tablename__ = "draft_prompts"

    ai_response_id: Mapped[int] = mapped_column(
        ForeignKey("ai_responses.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    host: Mapped[str]
    model: Mapped[str]
    system: Mapped[str]
    request: Mapped[str]
    hidden: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Kind → how many different values were placeholders."""
    passages: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """Ids of the articles and earlier answers in it."""
    sent_at: Mapped[datetime] = now_column()


class ProcessorCall(Row):
    """One use of a processor of personal data, kept after ticket and draft are erased: no content, no person."""

    __tablename__ = "processor_calls"
    __table_args__ = (Index("ix_processor_calls_at", "at"), Index("ix_processor_calls_purpose_id", "purpose", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = now_column()
    purpose: Mapped[str]
    ai_response_id: Mapped[int | None]
    credential: Mapped[str]
    """Its label."""
    credential_id: Mapped[int | None]
    """Of embeddings, whose cost is kept nowhere else. No foreign key: what was sent stays sent."""
    host: Mapped[str]
    model: Mapped[str]
    prompt_tokens: Mapped[int | None]
    completion_tokens: Mapped[int | None]
    texts: Mapped[int | None]
    """How many were embedded; null for all other calls."""
    cost_usd: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    """Null where no price is known, or nothing was said of tokens."""
    hidden: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
