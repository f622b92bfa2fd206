"""Tickets, messages and runs as programs outside see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from tickets_service.models import Direction, Doing, NoDraft, RunKind, RunState, TicketStatus


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TicketOut(_Out):
    """`id`s are ours, `plenty_…_id`s are Plenty's; `created_at` and `updated_at` are Plenty's times."""

    id: int
    plenty_ticket_id: int | None
    title: str
    status: TicketStatus
    plenty_status_id: int | None
    plenty_status_name: str | None
    type_id: int | None
    priority: int | None
    source: str | None
    confidential: bool
    plenty_id: int | None
    plenty_url: str | None
    contact_id: int | None
    order_id: int | None
    customer_name: str | None
    customer_email: str | None
    assignee_id: int | None
    language: str | None
    documents_count: int
    deadline_at: datetime | None
    resubmission_at: datetime | None
    draft_state: str
    last_message_at: datetime | None
    last_customer_message_at: datetime | None
    last_customer_message_id: int | None
    created_at: datetime | None
    updated_at: datetime | None
    synced_at: datetime | None
    snoozed_until: datetime | None
    """Until then, or until the customer writes, it is in no view of work to do."""
    gone_at: datetime | None
    """When it was found that Plenty does not have this ticket any more."""
    no_draft_reason: NoDraft | None
    """Why the newest message got no draft unasked; null where there is one or nobody waits. A person may ask for it."""
    creation_error: str | None
    """Only for a ticket written here that Plenty did not take."""


class Piece(BaseModel):
    text: str
    hit: bool


class Hit(BaseModel):
    """Where a search found something: the text in pieces, never as HTML."""

    field: str
    """`title`, `customer_name`, `customer_email`, `order_id` or `message`."""
    pieces: list[Piece]


class PersonOut(BaseModel):
    """As `/api/me` names them."""

    kind: str
    id: int
    name: str
    doing: Doing


class PresenceOut(BaseModel):
    """Who is on a ticket."""

    ticket_id: int
    people: list[PersonOut]
    locked_by: PersonOut | None
    """Of those who type the one who began first, or took over."""


class TicketRow(TicketOut):
    """A row of the list."""

    snippet: str
    """How the newest message begins, comments included. Empty without one."""
    snippet_direction: Direction | None
    hits: list[Hit]
    """Empty without a search."""
    people: list[PersonOut]
    locked_by: PersonOut | None


class MessageOut(_Out):
    id: int
    plenty_message_id: int
    direction: Direction
    author: str | None
    text: str
    quoted_text: str
    html: str
    created_at: datetime


class SyncRunOut(_Out):
    id: int
    kind: RunKind
    state: RunState
    tickets_seen: int
    tickets_changed: int
    messages_new: int
    calls: int
    quarantined: int
    error: str | None
    started_at: datetime
    finished_at: datetime | None


class Backfill(BaseModel):
    state: RunState
    tickets_done: int
    tickets_total: int | None
    started_at: datetime


class SyncOverview(BaseModel):
    last_run: SyncRunOut | None
    running: bool
    backfill: Backfill | None
    refreshed_at: datetime | None
    """When a refresh last succeeded: how old the tickets can be."""


class StatusNameOut(_Out):
    plenty_status_id: int
    type_id: int | None
    name: str
    status: TicketStatus
    is_target: bool


class QuarantinedOut(_Out):
    id: int
    kind: str
    plenty_record_id: int | None
    plenty_ticket_id: int | None
    reason: str
    first_seen_at: datetime
    last_seen_at: datetime


class RetryOut(BaseModel):
    ok: bool
    reason: str | None
    """What is still wrong."""


class BulkResult(BaseModel):
    id: int
    ok: bool
    error: str | None


class SavedViewOut(_Out):
    id: int
    name: str
    filter: dict[str, Any]
    sort: str
    is_shared: bool
    is_mine: bool


class ViewCount(BaseModel):
    view: str
    """`mine`, … or the id of a saved view."""
    count: int | None
    """At most 99; null when counting took too long."""
    more: bool


class SweepOut(_Out):
    id: int
    state: RunState
    tickets_listed: int
    tickets_missing: int
    """Not met by this sweep or an earlier one, and not yet marked."""
    tickets_gone: int
    """Marked by this sweep."""
    error: str | None
    started_at: datetime
    finished_at: datetime | None
