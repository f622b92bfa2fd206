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


UNFINISHED_DRAFTS = (DraftState.QUEUED, DraftState.WRITING)
LIVE_DRAFTS = (*UNFINISHED_DRAFTS, DraftState.READY)
"""One that is ready stays until the next one is: a ticket may have one of each."""
GONE_DRAFTS = (DraftState.STALE, DraftState.USED, DraftState.DISMISSED)


class Intent(StrEnum):
    """What the customer wants, as the model understood it."""

    WHERE_IS_IT = "where-is-it"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong-item"
    MISSING_ITEM = "missing-item"
    RETURN = "return"
    CANCEL = "cancel"
    INVOICE = "invoice"
    PAYMENT = "payment"
    ADDRESS_CHANGE = "address-change"
    PRODUCT_QUESTION = "product-question"
    COMPLAINT = "complaint"
    THANKS = "thanks"
    OTHER = "other"


class Grounding(StrEnum):
    """What a draft stands on."""

    ORDER_FACT = "order_fact"
    POLICY = "policy"
    PRECEDENT = "precedent"
    INFERRED = "inferred"


class Rating(StrEnum):
    UP = "up"
    DOWN = "down"


class Spending:
    """What calls of a model cost, and with which credential. None: it is not known."""

    credential_id: Mapped[int | None] = mapped_column(ForeignKey("openai_credentials.id", ondelete="SET NULL"))
    prompt_tokens: Mapped[int | None]
    cached_tokens: Mapped[int | None]
    """Of the prompt's, those the provider had in its cache. None: it does not say."""
    completion_tokens: Mapped[int | None]
    cost_usd: Mapped[Decimal | None] = mapped_column(Numeric(12, 6))


class AIResponseDB(Spending, Row):
    __tablename__ = "ai_responses"
    __table_args__ = (
        one_of("state", DraftState),
        one_of("intent", Intent),
        one_of("grounding", Grounding),
        CheckConstraint("state <> 'READY' OR generated_text <> ''", name="ready_has_text"),
        CheckConstraint("state <> 'FAILED' OR error IS NOT NULL", name="failed_says_why"),
        Index(
            "uq_ai_responses_one_unfinished",
            "ticket_id",
            unique=True,
            postgresql_where=text(f"state IN ({quoted(UNFINISHED_DRAFTS)})"),
        ),
        Index(
            "uq_ai_responses_one_ready",
            "ticket_id",
            unique=True,
            postgresql_where=text(f"state IN ({quoted((DraftState.READY,))})"),
        ),
        Index("ix_ai_responses_ticket_id", "ticket_id", text("id DESC")),
        Index(
            "ix_ai_responses_state",
            "state",
            "ticket_id",
            postgresql_where=text(f"state NOT IN ({quoted(GONE_DRAFTS)})"),
        ),
        Index("ix_ai_responses_automatic", "created_at", postgresql_where=text("is_automatic")),
        Index("ix_ai_responses_created_at", "created_at"),
        Index("ix_ai_responses_credential", "credential_id", "created_at", postgresql_include=["cost_usd"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    state: Mapped[DraftState] = mapped_column(state_column(DraftState))
    generated_text: Mapped[str] = mapped_column(server_default=text("''"))
    model_used: Mapped[str | None]
    hint: Mapped[str | None]
    based_on_message_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_messages.id", ondelete="SET NULL"))
    is_automatic: Mapped[bool] = mapped_column(server_default=text("false"))
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    model_calls: Mapped[int] = mapped_column(server_default=text("0"))
    """Tokens and cost are those of all of them."""
    intent: Mapped[Intent | None] = mapped_column(state_column(Intent))
    language: Mapped[str | None]
    """What the text is written in, as found by code where it can be told."""
    grounding: Mapped[Grounding | None] = mapped_column(state_column(Grounding))
    used_ids: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    """Facts and articles the model says it used, only those it was shown."""
    open_questions: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    promises: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    marks: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"))
    """What code found to look at: `kind`, and where it can be pointed at, `text`, `start` and `end`."""
    prompt_version: Mapped[str | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The sheet it was written from."""
    order_choice: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    error: Mapped[str | None]
    checks: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """What to look at before it is sent, as `drafting.judging` found it. None: it was not checked."""
    created_at: Mapped[datetime] = now_column()
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    @property
    def order_id(self) -> int | None:
        """The order it was written from; None also where it is not written yet."""
        return self.order_choice["order_id"] if self.order_choice is not None else None


class DraftTranslation(Spending, Row):
    """A draft in a language its agent reads. It goes when the draft does."""

    __tablename__ = "draft_translations"
    __table_args__ = (Index("ix_draft_translations_created_at", "created_at"),)

    ai_response_id: Mapped[int] = mapped_column(ForeignKey("ai_responses.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    model_used: Mapped[str]
    created_at: Mapped[datetime] = now_column()


class Refinement(Spending, Row):
    """What a model was asked to do with an agent's text, and what that cost: not the text."""

    __tablename__ = "refinements"
    __table_args__ = (
        Index("ix_refinements_created_at", "created_at"),
        Index("ix_refinements_ticket_id", "ticket_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    way: Mapped[str]
    asked_by: Mapped[str]
    model_used: Mapped[str]
    created_at: Mapped[datetime] = now_column()


class ReplayCall(Spending, Row):
    """What a draft for a past ticket cost: neither the text nor whose ticket it was."""

    __tablename__ = "replay_calls"
    __table_args__ = (Index("ix_replay_calls_credential", "credential_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    model_used: Mapped[str]
    created_at: Mapped[datetime] = now_column()


class ModelPrice(Row):
    """US dollars for a million tokens, where an admin says otherwise than what is known of the model."""

    __tablename__ = "model_prices"
    __table_args__ = (CheckConstraint("least(prompt, cached_prompt, completion) >= 0", name="prices_are_not_negative"),)

    model: Mapped[str] = mapped_column(primary_key=True)
    prompt: Mapped[Decimal] = mapped_column(Numeric(12, 6))
    cached_prompt: Mapped[Decimal] = mapped_column(Numeric(12, 6))
    completion: Mapped[Decimal] = mapped_column(Numeric(12, 6))


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
        CheckConstraint("monthly_cap_usd >= 0", name="cap_is_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    encrypted_token: Mapped[bytes]
    token_hint: Mapped[str]
    model: Mapped[str] = mapped_column(server_default=text("'gpt-4o-mini'"))
    base_url: Mapped[str | None]
    embedding_model: Mapped[str | None]
    """None: texts are compared by their words alone."""
    context_window: Mapped[int | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("false"))
    hides_persons: Mapped[bool] = mapped_column(server_default=text("true"))
    """Names, addresses, e-mails, phones and accounts are placeholders to this endpoint."""
    refused_parameters: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    monthly_cap_usd: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    """For a calendar month in UTC. None: no cap."""
    failing_since: Mapped[datetime | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime] = now_column()
