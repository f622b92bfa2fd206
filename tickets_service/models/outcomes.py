"""What became of each draft: how much of it the customer was sent."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column


class Use(StrEnum):
    AS_IS = "as_is"
    LIGHT = "light"
    """Less than `HEAVY_FROM` of its words were changed."""
    HEAVY = "heavy"
    DISCARDED = "discarded"
    """The customer was answered without it."""


HEAVY_FROM = Decimal("0.4")


class DraftOutcome(Row):
    """One for each draft whose customer message was answered.

    The draft's text stays with it, the sent one with its reply or, where it was typed in Plenty, with its message.
    """

    __tablename__ = "draft_outcomes"
    __table_args__ = (
        one_of("use", Use),
        CheckConstraint("changed BETWEEN 0 AND 1", name="changed_is_a_share"),
        Index("ix_draft_outcomes_created_at", "created_at"),
    )

    ai_response_id: Mapped[int] = mapped_column(ForeignKey("ai_responses.id", ondelete="CASCADE"), primary_key=True)
    reply_id: Mapped[UUID | None] = mapped_column(ForeignKey("replies.id", ondelete="SET NULL"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_messages.id", ondelete="SET NULL"))
    use: Mapped[Use] = mapped_column(state_column(Use))
    changed: Mapped[Decimal] = mapped_column(Numeric(4, 3))
    """The share of words that differ between the draft and what was sent."""
    created_at: Mapped[datetime] = now_column()
