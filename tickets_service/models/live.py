"""What changed a moment ago, for pages that are open. Triggers write it; nothing is read from it twice."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import BigInteger

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column


class LiveKind(StrEnum):
    TICKET = "ticket"
    DRAFT = "draft"
    REPLY = "reply"
    PRESENCE = "presence"
    ALARM = "alarm"
    PLENTY = "plenty"
    """The connection to Plenty works, fails, or is another one."""
    MODEL = "model"
    """A credential fails, works again, or another one is active."""
    SYNC = "sync"
    VIEW = "view"
    ACCOUNT = "account"
    """A session or token ended, or a person was disabled: never told, but looked after at once."""


class LiveChange(Row):
    """*xid* is the transaction that changed it, so that what one snapshot could not see the next reading finds."""

    __tablename__ = "live_changes"
    __table_args__ = (one_of("kind", LiveKind), Index("ix_live_changes_xid", "xid"), Index("ix_live_changes_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    xid: Mapped[int] = mapped_column(server_default=text("(pg_current_xact_id()::text::bigint)"))
    at: Mapped[datetime] = now_column()
    kind: Mapped[LiveKind] = mapped_column(state_column(LiveKind))
    ticket_ids: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
