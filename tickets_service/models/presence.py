"""Who is on which ticket right now."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column


class Doing(StrEnum):
    VIEWING = "viewing"
    TYPING = "typing"


class Presence(Row):
    """One per ticket and person, renewed by their page."""

    __tablename__ = "presence"
    __table_args__ = (
        one_of("doing", Doing),
        CheckConstraint("(doing = 'typing') = (typing_since IS NOT NULL)", name="typing_has_a_beginning"),
        Index("ix_presence_seen_at", "seen_at"),
    )

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    actor: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    doing: Mapped[Doing] = mapped_column(state_column(Doing))
    typing_since: Mapped[datetime | None]
    """Who began first holds the ticket."""
    seen_at: Mapped[datetime] = now_column()
