"""Who may come in, and what they did."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column


class Role(StrEnum):
    ADMIN = "admin"
    AGENT = "agent"


class Language(StrEnum):
    GERMAN = "de"
    ENGLISH = "en"


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


UNDO_SECONDS = (0, 5, 8, 20, 30)


class User(Row):
    __tablename__ = "users"
    __table_args__ = (
        one_of("role", Role),
        one_of("language", Language),
        one_of("theme", Theme),
        CheckConstraint(f"undo_seconds IN {UNDO_SECONDS}", name="undo_seconds_are_offered"),
        Index("uq_users_email", text("lower(email)"), unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(state_column(Role))
    password_hash: Mapped[str | None]
    """None until the person has opened their one-time link."""
    disabled_at: Mapped[datetime | None]
    language: Mapped[Language | None] = mapped_column(state_column(Language))
    """None: what the browser asks for."""
    theme: Mapped[Theme] = mapped_column(state_column(Theme), server_default=text("'system'"))
    single_keys: Mapped[bool] = mapped_column(server_default=text("true"))
    """Whether plain letters do something."""
    keys: Mapped[dict[str, str | None]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Action → its key, where it is not the usual one; None: no key at all."""
    undo_seconds: Mapped[int | None]
    """How long their replies wait before they are sent. None: as long as the service is set to."""
    reads_languages: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{de,en}'"))
    """Drafts in others are offered with a translation into the first of these."""
    created_at: Mapped[datetime] = now_column()


class PasswordLink(Row):
    """A one-time link, kept as a hash. Without a user it makes the first admin."""

    __tablename__ = "password_links"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class UserSession(Row):
    """A browser's session; the cookie holds what this row only hashes."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_user_id", "user_id"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = now_column()
    last_used_at: Mapped[datetime] = now_column()


class ApiToken(Row):
    __tablename__ = "api_tokens"
    __table_args__ = (
        one_of("role", Role),
        Index("uq_api_tokens_name", "name", unique=True, postgresql_where=text("revoked_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(state_column(Role))
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    token_hint: Mapped[str]
    created_at: Mapped[datetime] = now_column()
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class LoginAttempts(Row):
    """Failed sign-ins per account and per address, and how often a person tried to log in to Plenty."""

    __tablename__ = "login_attempts"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    window_ends_at: Mapped[datetime]


class AuditEntry(Row):
    """Append-only; the table refuses changes."""

    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_subject", "subject", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = now_column()
    actor: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
