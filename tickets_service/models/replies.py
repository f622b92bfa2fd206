"""Replies on their way to Plenty. A row's state always says what is known about the POST."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, quoted, state_column


class ReplyState(StrEnum):
    QUEUED = "QUEUED"
    CANCELLED = "CANCELLED"
    CLAIMED = "CLAIMED"
    IN_FLIGHT = "IN_FLIGHT"
    SENT = "SENT"
    STALE = "STALE"
    REJECTED = "REJECTED"
    UNKNOWN = "UNKNOWN"
    NEEDS_HUMAN = "NEEDS_HUMAN"
    ABANDONED = "ABANDONED"


LIVE_REPLIES = (
    ReplyState.QUEUED,
    ReplyState.CLAIMED,
    ReplyState.IN_FLIGHT,
    ReplyState.UNKNOWN,
    ReplyState.NEEDS_HUMAN,
)


class ReplyKind(StrEnum):
    MESSAGE = "message"
    COMMENT = "comment"


class Reply(Row):
    """The id is born in the client, so that a repeated request is the same reply."""

    __tablename__ = "replies"
    __table_args__ = (
        one_of("state", ReplyState),
        one_of("kind", ReplyKind),
        CheckConstraint("state <> 'SENT' OR plenty_message_id IS NOT NULL", name="sent_has_a_remote_id"),
        CheckConstraint("(state IN ('CLAIMED', 'IN_FLIGHT')) = (claim_token IS NOT NULL)", name="claim_has_a_token"),
        CheckConstraint("state <> 'IN_FLIGHT' OR post_deadline IS NOT NULL", name="in_flight_has_a_deadline"),
        Index(
            "uq_replies_one_live",
            "ticket_id",
            "kind",
            unique=True,
            postgresql_where=sql(f"state IN ({quoted(LIVE_REPLIES)})"),
        ),
        Index("ix_replies_ticket_id", "ticket_id", sql("created_at DESC")),
        Index("ix_replies_live", "state", postgresql_where=sql(f"state IN ({quoted(LIVE_REPLIES)})")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    state: Mapped[ReplyState] = mapped_column(state_column(ReplyState))
    kind: Mapped[ReplyKind] = mapped_column(state_column(ReplyKind))
    text: Mapped[str]
    body: Mapped[str]
    """The exact HTML that goes out."""
    body_sha256: Mapped[bytes]
    based_on_message_id: Mapped[int | None] = mapped_column(ForeignKey("ticket_messages.id", ondelete="SET NULL"))
    ai_response_id: Mapped[int | None] = mapped_column(ForeignKey("ai_responses.id", ondelete="SET NULL"))
    close_after: Mapped[bool] = mapped_column(server_default=sql("false"))
    author: Mapped[str]
    acknowledged: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=sql("'{}'"))
    """What its author was warned of and sent all the same."""
    send_at: Mapped[datetime]
    claim_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    fence_id: Mapped[int | None]
    """The newest remote message id seen before the POST: only what comes after it can be ours."""
    post_deadline: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    reads_done: Mapped[int] = mapped_column(server_default=sql("0"))
    """Successful reads of the remote thread since the ambiguous result."""
    read_after: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    plenty_message_id: Mapped[int | None] = mapped_column(unique=True)
    error: Mapped[str | None]
    is_duplicate_suspected: Mapped[bool] = mapped_column(server_default=sql("false"))
    resolved_by: Mapped[str | None]
    created_at: Mapped[datetime] = now_column()


class ReplyAttempt(Row):
    """Append-only: one row per phase, with the database's time."""

    __tablename__ = "reply_attempts"
    __table_args__ = (Index("ix_reply_attempts_reply_id", "reply_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[UUID] = mapped_column(ForeignKey("replies.id", ondelete="CASCADE"))
    phase: Mapped[str]
    detail: Mapped[str | None]
    at: Mapped[datetime] = now_column()
