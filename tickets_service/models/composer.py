"""What somebody is writing and has not sent."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.replies import ReplyKind
from tickets_service.models.states import one_of, state_column


class ComposerText(Row):
    """One per ticket, author and kind. A cleared one stays with its revision, so that a late save cannot revive it."""

    __tablename__ = "composer_texts"
    __table_args__ = (one_of("kind", ReplyKind),)

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    author: Mapped[str] = mapped_column(primary_key=True)
    """As replies name them: `user:7`, `token:3`."""
    kind: Mapped[ReplyKind] = mapped_column(state_column(ReplyKind), primary_key=True)
    text: Mapped[str] = mapped_column(server_default=sql("''"))
    ai_response_id: Mapped[int | None] = mapped_column(ForeignKey("ai_responses.id", ondelete="SET NULL"))
    """The draft the text began as."""
    revision: Mapped[int] = mapped_column(server_default=sql("0"))
    updated_at: Mapped[datetime] = now_column()
