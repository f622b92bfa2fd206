"""Tickets and their conversation, as mirrored from Plenty."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.choices import Choice, ChoiceReason
from tickets_service.models.states import one_of, state_column
from tickets_service.models.sync import RunKind


def words_in(expression: str) -> str:
    """Search text without marks that would glue words together: half an address or part of an order number is found."""
    return f"to_tsvector('simple', translate({expression}, '-./@:+_#', '        '))"


class TicketStatus(StrEnum):
    TODO = "TODO"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING = "WAITING"
    DONE = "DONE"


class Direction(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    INTERNAL = "internal"


class NoDraft(StrEnum):
    """Why a customer's message got no draft unasked."""

    THANKS = "thanks"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    SYSTEM_NOTICE = "system_notice"
    SPAM = "spam"
    OWN_OUTBOUND = "own_outbound"
    HELD_BACK = "held_back"
    OVER_CAP = "over_cap"
    CONFIDENTIAL = "confidential"
    """As long as the ticket is; it is told from that, and not kept beside it."""


class Ticket(Row):
    """`status`, `assignee_id` are ours; what came from Plenty keeps Plenty's ids and times."""

    __tablename__ = "tickets"
    __table_args__ = (
        one_of("status", TicketStatus),
        one_of("no_draft_reason", NoDraft),
        Index("ix_tickets_inbox", sql("last_customer_message_at DESC NULLS LAST"), sql("id DESC")),
        Index("ix_tickets_status_inbox", "status", sql("last_customer_message_at DESC NULLS LAST"), sql("id DESC")),
        Index("ix_tickets_order_id", "order_id", postgresql_where=sql("order_id IS NOT NULL")),
        Index("ix_tickets_contact_id", "contact_id", postgresql_where=sql("contact_id IS NOT NULL")),
        Index(
            "ix_tickets_customer_email",
            sql("lower(customer_email)"),
            postgresql_where=sql("customer_email IS NOT NULL"),
        ),
        Index("ix_tickets_assignee_id", "assignee_id", postgresql_where=sql("assignee_id IS NOT NULL")),
        Index(
            "ix_tickets_assignee_open",
            "assignee_id",
            sql("last_customer_message_at DESC NULLS LAST"),
            sql("id DESC"),
            postgresql_where=sql("assignee_id IS NOT NULL AND status <> 'DONE'"),
        ),
        Index(
            "ix_tickets_unassigned_open",
            sql("last_customer_message_at DESC NULLS LAST"),
            sql("id DESC"),
            postgresql_where=sql("assignee_id IS NULL AND status <> 'DONE'"),
        ),
        Index(
            "ix_tickets_open",
            sql("last_customer_message_at DESC NULLS LAST"),
            sql("id DESC"),
            postgresql_where=sql("status <> 'DONE'"),
        ),
        Index("ix_tickets_snoozed", "snoozed_until", postgresql_where=sql("snoozed_until IS NOT NULL")),
        Index(
            "ix_tickets_thread_due",
            "thread_due",
            sql("updated_at DESC NULLS LAST"),
            sql("id DESC"),
            postgresql_where=sql("thread_due IS NOT NULL"),
        ),
        Index(
            "ix_tickets_pending",
            "id",
            postgresql_where=sql(
                "pending_status IS NOT NULL OR pending_priority IS NOT NULL OR plenty_ticket_id IS NULL"
            ),
        ),
        Index("ix_tickets_search", "search", postgresql_using="gin"),
        Index("ix_tickets_open_read", "messages_read_at", postgresql_where=sql("listed_open")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plenty_ticket_id: Mapped[int | None] = mapped_column(unique=True)
    """None only while a ticket written here is still being created in Plenty."""
    client_id: Mapped[UUID | None] = mapped_column(unique=True)
    title: Mapped[str]
    status: Mapped[TicketStatus] = mapped_column(state_column(TicketStatus))
    plenty_status_id: Mapped[int | None]
    plenty_status_name: Mapped[str | None]
    type_id: Mapped[int | None]
    priority: Mapped[int | None]
    source: Mapped[str | None]
    confidential: Mapped[bool] = mapped_column(server_default=sql("false"))
    plenty_id: Mapped[int | None]
    contact_id: Mapped[int | None]
    order_id: Mapped[int | None]
    chosen_order_id: Mapped[int | None]
    """What an agent says it is about. Ours alone: no sync touches it."""
    order_choice: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What was found out by itself."""
    customer_name: Mapped[str | None]
    customer_email: Mapped[str | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    language: Mapped[str | None]
    documents_count: Mapped[int] = mapped_column(server_default=sql("0"))
    deadline_at: Mapped[datetime | None]
    resubmission_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    """Out of sight until then, or until the customer writes."""
    last_message_at: Mapped[datetime | None]
    last_customer_message_at: Mapped[datetime | None]
    last_customer_message_id: Mapped[int | None]
    last_public_message_id: Mapped[int | None]
    created_at: Mapped[datetime | None]
    updated_at: Mapped[datetime | None]
    synced_at: Mapped[datetime | None]

    listed_open: Mapped[bool] = mapped_column(server_default=sql("false"))
    """Whether the last walk saw it in a list of an open status."""
    thread_due: Mapped[RunKind | None] = mapped_column(state_column(RunKind))
    """The run whose turn it is to read the messages, because a list showed a change."""
    messages_read_at: Mapped[datetime | None]
    pending_status: Mapped[TicketStatus | None] = mapped_column(state_column(TicketStatus))
    """What an agent or a rule set here and Plenty does not have yet; a sync keeps it."""
    pending_priority: Mapped[int | None]
    creation_tried_at: Mapped[datetime | None]
    """When the POST that creates it in Plenty was about to be made: it is never made a second time blindly."""
    creation_error: Mapped[str | None]
    no_draft_reason: Mapped[NoDraft | None] = mapped_column(state_column(NoDraft))
    no_draft_message_id: Mapped[int | None]
    """The message that reason is about: a newer one is looked at anew."""
    gone_at: Mapped[datetime | None]
    """When it was found that Plenty deleted this ticket or hides it from us."""
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(
            words_in(
                "left(title, 2000) || ' ' || coalesce(left(customer_name, 500), '')"
                " || ' ' || coalesce(left(customer_email, 500), '')"
            ),
            persisted=True,
        ),
        deferred=True,
    )

    @property
    def choice(self) -> Choice | None:
        """The order it is about, as far as is known without asking anybody: an agent's word before Plenty's link."""
        found = Choice.from_json(self.order_choice) if self.order_choice is not None else None
        if self.chosen_order_id is not None:
            return Choice(self.chosen_order_id, ChoiceReason.CHOSEN_BY_AGENT)
        if self.order_id is not None:
            return Choice(self.order_id, ChoiceReason.LINKED)
        return found if found is not None and found.reason is not ChoiceReason.LINKED else None


class TicketMessage(Row):
    __tablename__ = "ticket_messages"
    __table_args__ = (
        one_of("direction", Direction),
        Index("ix_ticket_messages_thread", "ticket_id", "created_at", "plenty_message_id"),
        Index("ix_ticket_messages_search", "search", postgresql_using="gin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    plenty_message_id: Mapped[int] = mapped_column(unique=True)
    direction: Mapped[Direction] = mapped_column(state_column(Direction))
    author: Mapped[str | None]
    plenty_user_id: Mapped[int | None]
    text: Mapped[str]
    quoted_text: Mapped[str] = mapped_column(server_default=sql("''"))
    html: Mapped[str] = mapped_column(server_default=sql("''"))
    body_hash: Mapped[bytes]
    """SHA-256 of the body as Plenty gave it: an edited message is noticed, an equal one costs no cleaning."""
    unseen_characters: Mapped[int] = mapped_column(server_default=sql("0"))
    """Taken out of the body before it was stored."""
    created_at: Mapped[datetime]
    stored_at: Mapped[datetime] = now_column()
    search: Mapped[str] = mapped_column(
        TSVECTOR, Computed(words_in("left(text, 100000)"), persisted=True), deferred=True
    )


class TicketStatusName(Row):
    """Plenty's status ids are the merchant's own; an admin says what each means here."""

    __tablename__ = "ticket_statuses"
    __table_args__ = (
        one_of("status", TicketStatus),
        CheckConstraint("status IS NOT NULL OR NOT is_target", name="target_has_a_status"),
        Index(
            "uq_ticket_statuses_one_target",
            "type_id",
            "status",
            unique=True,
            postgresql_where=sql("is_target"),
            postgresql_nulls_not_distinct=True,
        ),
    )

    plenty_status_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type_id: Mapped[int | None]
    name: Mapped[str]
    status: Mapped[TicketStatus] = mapped_column(state_column(TicketStatus))
    is_target: Mapped[bool] = mapped_column(server_default=sql("false"))
    is_edited: Mapped[bool] = mapped_column(server_default=sql("false"))
    listed_at: Mapped[datetime | None]
    """When a refresh last read the list of this status; None asks the next one to."""


class Contact(Row):
    """What we keep of a Plenty contact: enough to say who wrote."""

    __tablename__ = "contacts"

    plenty_contact_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str | None]
    email: Mapped[str | None]
    language: Mapped[str | None]
    read_at: Mapped[datetime]
    orders_count: Mapped[int | None]
    newest_order_id: Mapped[int | None]
    recent_orders: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=sql("'[]'"))
    """Enough of each to choose another one, newest first."""
    orders_read_at: Mapped[datetime | None]


class OrderCopy(Row):
    """An order as it was when somebody last looked at a ticket about it."""

    __tablename__ = "order_copies"

    plenty_order_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    read_at: Mapped[datetime]
