"""What the service knows of Plenty's records: small, frozen, already decoded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from typing import Literal

MessageKind = Literal["message", "comment"]

CANCELLED, RETURNED = Decimal(8), Decimal(9)
"""Plenty's own statuses and their tenths."""
RETURN = 3
SALES = (1, 8, 9, 12, 14)
"""Orders a customer placed: sale, advance order, multi-order, reorder, subscription."""


class Lane(IntEnum):
    """Who goes first when calls are short. The last tenth of a window belongs to the first two."""

    SEND = 0
    AGENT = 1
    SYNC = 2
    BACKFILL = 3


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the module behind the protocol can do (plenty-API: tickets know no updated-since filter)."""

    updated_since: bool = False
    attachments: bool = False
    read_state: bool = False
    tags: bool = False


@dataclass(frozen=True, slots=True)
class TicketRecord:
    id: int
    title: str
    type_id: int | None
    status_id: int | None
    priority_id: int | None
    plenty_id: int | None
    source: str | None
    confidential: bool
    contact_id: int | None
    order_id: int | None
    documents_count: int
    created_at: datetime | None
    updated_at: datetime | None
    deadline_at: datetime | None
    resubmission_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageRecord:
    id: int
    ticket_id: int | None
    kind: MessageKind
    text: str
    """As Plenty gave it: may be HTML."""
    source: str | None
    user_id: int | None
    """The back-end user who wrote it; None for customers and the system."""
    created_at: datetime | None

    @property
    def is_from_staff(self) -> bool:
        """Plenty names no direction; this is what its other fields imply (TicketMessage: type, source, userId)."""
        return self.kind == "comment" or self.source == "backend" or bool(self.user_id)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A record that could not be decoded, kept for quarantine."""

    kind: Literal["ticket", "thread", "message", "contact", "order"]
    record_id: int | None
    payload: str
    reason: str


@dataclass(frozen=True, slots=True)
class TicketQuery:
    """Which list to walk. All None: every ticket."""

    status_id: int | None = None
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class TicketPage:
    """`page` is the one asked for. A page past the end has no records and `is_last`."""

    page: int
    is_last: bool
    total: int | None
    records: tuple[TicketRecord, ...]
    malformed: tuple[Malformed, ...] = ()
    last_page: int | None = None
    """The number of the last page; None where Plenty does not tell."""

    @property
    def is_oldest_first(self) -> bool:
        """Plenty documents no order of its lists, so the records themselves are asked."""
        return len(self.records) > 1 and self.records[0].id < self.records[-1].id


@dataclass(frozen=True, slots=True)
class Thread:
    """All messages of one ticket, oldest first by (created_at, id)."""

    ticket_id: int
    messages: tuple[MessageRecord, ...]
    malformed: tuple[Malformed, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusRecord:
    id: int
    type_id: int | None
    names: dict[str, str] = field(default_factory=dict)
    """Language code → name."""


@dataclass(frozen=True, slots=True)
class ContactRecord:
    id: int
    name: str | None
    email: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class OrderItem:
    name: str
    quantity: Decimal
    price: Decimal | None
    """Gross, one piece."""
    currency: str | None
    id: int | None = None
    variation_id: int | None = None
    number: str | None = None
    """The shop's own, printed on invoices."""


@dataclass(frozen=True, slots=True)
class Package:
    number: str | None
    """The tracking number."""
    return_number: str | None = None
    """Of the return label that lies in the parcel."""


@dataclass(frozen=True, slots=True)
class Document:
    kind: str
    """In camel case: `invoice`, `deliveryNote`, `returnNote` …"""
    number: str | None
    shown_on: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """An order of type 3."""

    id: int
    status_name: str | None
    created_at: datetime | None
    items: tuple[OrderItem, ...]


@dataclass(frozen=True, slots=True)
class OrderRecord:
    id: int
    external_id: str | None
    """The marketplace's own order number (property 7)."""
    status_id: Decimal | None
    status_name: str | None
    created_at: datetime | None
    paid_at: datetime | None
    completed_at: datetime | None
    estimated_delivery_at: datetime | None
    payment_status: str | None
    total: Decimal | None
    currency: str | None
    contact_id: int | None
    items: tuple[OrderItem, ...]
    packages: tuple[Package, ...]
    carrier: str | None
    shipped_at: datetime | None
    delivery_address: str | None
    """One line, as it would stand on a label."""
    type_id: int = 1
    """1 is a sale, 3 a return, 4 a credit note."""
    invoice_address: str | None = None
    shipping_costs: Decimal | None = None
    paid: Decimal | None = None
    """How much of it."""
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    """Whose it is, as far as its addresses tell."""
    origin_ids: tuple[int, ...] = ()
    """The orders it came from: of a return what was sold."""
    documents: tuple[Document, ...] | None = None
    """None when Plenty did not tell, which is not the same as none."""
    returns: tuple[ReturnRecord, ...] = ()

    @property
    def is_sale(self) -> bool:
        return self.type_id in SALES

    @property
    def is_return(self) -> bool:
        return self.type_id == RETURN

    @property
    def is_cancelled(self) -> bool:
        """As Plenty's own statuses say it; merchants name others as they like."""
        return self.status_id is not None and CANCELLED <= self.status_id < RETURNED


@dataclass(frozen=True, slots=True)
class ContactOrders:
    """The newest orders of a contact, newest first and of every type, and how many there are in all."""

    total: int
    newest: tuple[OrderRecord, ...]

    @property
    def sales(self) -> tuple[OrderRecord, ...]:
        return tuple(order for order in self.newest if order.is_sale)


@dataclass(frozen=True, slots=True)
class NewTicket:
    title: str
    type_id: int
    status_id: int
    plenty_id: int
    contact_id: int | None = None
    order_id: int | None = None
    priority_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostPermit:
    """Allows one POST. A process that was frozen in between finds it expired (monotonic clock) and does not post."""

    expires_at: float
    base_url: str
    access_token: str = field(repr=False)
    generation: int
    reserved: object = None
    """The call of the budget it stands for."""
