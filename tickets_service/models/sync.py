"""Runs of the mirror, and what it could not take in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column


class RunKind(StrEnum):
    REFRESH = "refresh"
    FULL = "full"


class RunState(StrEnum):
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class SyncRun(Row):
    __tablename__ = "sync_runs"
    __table_args__ = (
        one_of("kind", RunKind),
        one_of("state", RunState),
        Index("uq_sync_runs_one_running", "kind", unique=True, postgresql_where=text("state = 'RUNNING'")),
        Index("ix_sync_runs_finished_at", text("finished_at DESC")),
        Index("ix_sync_runs_kind", "kind", text("id DESC")),
        Index("ix_sync_runs_done", "kind", text("finished_at DESC"), postgresql_where=text("state = 'DONE'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RunKind] = mapped_column(state_column(RunKind))
    state: Mapped[RunState] = mapped_column(state_column(RunState))
    tickets_seen: Mapped[int] = mapped_column(server_default=text("0"))
    tickets_changed: Mapped[int] = mapped_column(server_default=text("0"))
    tickets_total: Mapped[int | None]
    messages_new: Mapped[int] = mapped_column(server_default=text("0"))
    calls: Mapped[int] = mapped_column(server_default=text("0"))
    quarantined: Mapped[int] = mapped_column(server_default=text("0"))
    progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Where a continued run goes on; only the run itself reads it."""
    error: Mapped[str | None]
    started_at: Mapped[datetime] = now_column()
    alive_until: Mapped[datetime] = now_column()
    """A run that says nothing beyond this moment has crashed; waiting for call budget extends it."""
    finished_at: Mapped[datetime | None]


class Quarantined(Row):
    """A record that could not be read. It is kept with the reason, and the rest goes in."""

    __tablename__ = "sync_quarantine"
    __table_args__ = (
        Index(
            "uq_sync_quarantine_record",
            "kind",
            "plenty_record_id",
            "payload_hash",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    plenty_record_id: Mapped[int | None]
    plenty_ticket_id: Mapped[int | None]
    payload: Mapped[str]
    payload_hash: Mapped[bytes]
    reason: Mapped[str]
    first_seen_at: Mapped[datetime] = now_column()
    last_seen_at: Mapped[datetime] = now_column()


class ErasedTicket(Row):
    """A ticket an admin erased here: later syncs leave it out."""

    __tablename__ = "erased_tickets"

    plenty_ticket_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    erased_at: Mapped[datetime] = now_column()


class SyncState(Row):
    """One row: what the refreshes remember of each other."""

    __tablename__ = "sync_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    statuses_read_at: Mapped[datetime | None]
    closed_compared_at: Mapped[datetime | None]
    closed_seen_up_to: Mapped[datetime | None]
    """The newest `updatedAt` (Plenty's time) met in the closed lists so far."""
    closed_progress: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    """Where a comparison that had to wait goes on."""
    listed_total: Mapped[int | None]
    """How many tickets Plenty's unfiltered list had when it was last walked."""


class Sweep(Row):
    """One complete look at which tickets Plenty still has."""

    __tablename__ = "sweeps"
    __table_args__ = (
        one_of("state", RunState),
        Index("uq_sweeps_one_running", "state", unique=True, postgresql_where=text("state = 'RUNNING'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RunState] = mapped_column(state_column(RunState))
    pages_listed: Mapped[int] = mapped_column(server_default=text("0"))
    tickets_listed: Mapped[int] = mapped_column(server_default=text("0"))
    """With those that have no id."""
    tickets_nameless: Mapped[int] = mapped_column(server_default=text("0"))
    tickets_missing: Mapped[int] = mapped_column(server_default=text("0"))
    tickets_gone: Mapped[int] = mapped_column(server_default=text("0"))
    error: Mapped[str | None]
    started_at: Mapped[datetime] = now_column()
    finished_at: Mapped[datetime | None]


class SeenTicket(Row):
    """What the running sweep has met. A table of its own: marking the tickets would rewrite all of them every night."""

    __tablename__ = "sweep_seen"

    plenty_ticket_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class MissedTicket(Row):
    """A ticket that complete sweeps did not meet."""

    __tablename__ = "sweep_missed"

    plenty_ticket_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    misses: Mapped[int]
    missed_at: Mapped[datetime]
    """When the last miss that counts was found."""
