"""Drafts by a model, and the credentials they are made with."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, quoted, state_column


class DraftState(StrEnum):
    QUEUED = "QUEUED"
    WRITING = "WRITING"
    READY = "READY"
    FAILED = "FAILED"
    STALE = "STALE"
    USED = "USED"
    DISMISSED = "DISMISSED"


LIVE_DRAFTS = (DraftState.QUEUED, DraftState.WRITING, DraftState.READY)
GONE_DRAFTS = (DraftState.STALE, DraftState.USED, DraftState.DISMISSED)


class Rating(StrEnum):
    UP = "up"
    DOWN = "down"


class AIResponseDB(Row):
    __tablename__ = "ai_responses"
    __table_args__ = (
        one_of("state", DraftState),
        CheckConstraint("state <> 'READY' OR generated_text <> ''", name="ready_has_text"),
        CheckConstraint("state <> 'FAILED' OR error IS NOT NULL", name="failed_says_why"),
        Index(
            "uq_ai_responses_one_live",
            "ticket_id",
            unique=True,
            postgresql_where=text(f"state IN ({quoted(LIVE_DRAFTS)})"),
        ),
        Index("ix_ai_responses_ticket_id", "ticket_id", text("id DESC")),
        Index(
            "ix_ai_responses_state",
            "state",
            "ticket_id",
            postgresql_where=text(f"state NOT IN ({quoted(GONE_DRAFTS)})"),
        ),
        Index("ix_ai_responses_automatic", "created_at", postgresql_where=text("is_automatic")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    state: Mapped[DraftState] = mapped_column(state_column(DraftState))
    generated_text: Mapped[str] = mapped_column(server_default=text("''"))
    model_used: Mapped[str | None]
    hint: Mapped[str | None]
    based_on_message_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_messages.id", ondelete="SET NULL"))
    credential_id: Mapped[int | None] = mapped_column(ForeignKey("openai_credentials.id", ondelete="SET NULL"))
    is_automatic: Mapped[bool] = mapped_column(server_default=text("false"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    prompt_tokens: Mapped[int | None]
    completion_tokens: Mapped[int | None]
    cost_usd: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The sheet it was written from."""
    order_choice: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    error: Mapped[str | None]
    created_at: Mapped[datetime] = now_column()
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class AIResponseFeedback(Row):
    __tablename__ = "ai_response_feedback"
    __table_args__ = (one_of("rating", Rating),)

    ai_response_id: Mapped[int] = mapped_column(ForeignKey("ai_responses.id", ondelete="CASCADE"), primary_key=True)
    actor: Mapped[str] = mapped_column(primary_key=True)
    rating: Mapped[Rating] = mapped_column(state_column(Rating))
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = now_column()


class OpenAICredentialDB(Row):
    """The token is sealed; only its last four characters are ever shown."""

    __tablename__ = "openai_credentials"
    __table_args__ = (
        Index("uq_openai_credentials_one_active", "is_active", unique=True, postgresql_where=text("is_active")),
        CheckConstraint("context_window IS NULL OR context_window >= 2048", name="window_is_usable"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    encrypted_token: Mapped[bytes]
    token_hint: Mapped[str]
    model: Mapped[str] = mapped_column(server_default=text("'gpt-4o-mini'"))
    base_url: Mapped[str | None]
    context_window: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("false"))
    refused_parameters: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    failing_since: Mapped[datetime | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = now_column()
