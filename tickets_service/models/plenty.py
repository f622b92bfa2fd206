"""The connection to Plenty: where, as whom, the shared token, the shared call budget."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row
from tickets_service.models.states import one_of, state_column


class ConnectionState(StrEnum):
    OK = "OK"
    LOGIN_REFUSED = "LOGIN_REFUSED"
    TOO_MANY_SESSIONS = "TOO_MANY_SESSIONS"
    UNREACHABLE = "UNREACHABLE"


class PlentyConnection(Row):
    """One row: one deployment serves one Plenty system."""

    __tablename__ = "plenty_connection"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"), one_of("state", ConnectionState))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    base_url: Mapped[str]
    username: Mapped[str]
    encrypted_password: Mapped[bytes]
    state: Mapped[ConnectionState] = mapped_column(state_column(ConnectionState))
    checked_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]
    last_error: Mapped[str | None]


class PlentyToken(Row):
    """The one token of all processes, and when the last login was tried."""

    __tablename__ = "plenty_tokens"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    encrypted_access_token: Mapped[bytes | None]
    encrypted_refresh_token: Mapped[bytes | None]
    expires_at: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(server_default=text("0"))
    """Counts renewals, so that ten callers refused with the same token renew it once."""
    login_tried_at: Mapped[datetime | None]
    plenty_user_id: Mapped[int | None]


class CallWindow(Row):
    """One of upstream's own fixed windows, e.g. `read/short`, `write/long`, `route/…`."""

    __tablename__ = "call_budget"

    scope: Mapped[str] = mapped_column(primary_key=True)
    limit: Mapped[int]
    calls_left: Mapped[int]
    opened_at: Mapped[datetime | None]
    resets_at: Mapped[datetime | None]
    """While the window is open its end; else until when the answer that opens it is waited for."""
    is_open: Mapped[bool] = mapped_column(server_default=text("false"))
    is_assumed: Mapped[bool] = mapped_column(server_default=text("true"))
    """No answer has named this limit."""
    blocked_until: Mapped[datetime | None]
    higher_limit: Mapped[int | None]
    """A limit above ours, seen in this window; adopted when it has held for a full one."""
    sync_until: Mapped[datetime | None]
    """Until then a refresh is at work or about to come back, and a backfill waits for it."""
