"""The context of a ticket as programs outside see it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from tickets_service.models import ChoiceReason, TicketStatus


class CustomerOut(BaseModel):
    contact_id: int | None
    name: str | None
    email: str | None
    language: str | None
    orders_count: int | None
    """Null until it was read from Plenty."""
    other_tickets_count: int
    """At most 99."""
    other_tickets_more: bool


class ItemOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    name: str
    quantity: Decimal
    price: Decimal | None
    """Gross, one piece."""
    currency: str | None


class ReturnOut(BaseModel):
    plenty_order_id: int
    status_name: str | None
    created_at: datetime | None


class DocumentOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    kind: str
    number: str | None


class PackageOut(BaseModel):
    number: str
    tracking_url: str | None = None


class OrderOut(BaseModel):
    plenty_order_id: int
    external_id: str | None
    """The marketplace's own number."""
    status_name: str | None
    is_cancelled: bool
    payment_status: str | None
    created_at: datetime | None
    paid_at: datetime | None
    shipped_at: datetime | None
    estimated_delivery_at: datetime | None
    total: Decimal | None
    currency: str | None
    items: list[ItemOut]
    carrier: str | None
    packages: list[PackageOut]
    delivery_address: str | None
    invoice_address: str | None
    returns: list[ReturnOut]
    documents: list[DocumentOut]
    as_of: datetime | None = None
    """When it was read from Plenty."""


class OrderLine(BaseModel):
    """Enough to tell the customer's orders apart."""

    model_config = ConfigDict(from_attributes=True)

    plenty_order_id: int
    external_id: str | None
    created_at: datetime | None
    total: Decimal | None
    currency: str | None


class OtherTicket(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    plenty_ticket_id: int | None
    title: str
    status: TicketStatus
    last_customer_message_at: datetime | None


class OrderChoiceOut(BaseModel):
    """Which order is shown and why. `order_id` is null where none was found."""

    model_config = ConfigDict(from_attributes=True)

    order_id: int | None
    reason: ChoiceReason | None
    others: list[int]
    """More orders of the same customer that may be meant."""
    elsewhere: list[str]
    """Numbers in the text whose orders nothing shows to be this customer's: they are told to no model."""
    is_elsewhere: bool = False
    """Whether the order shows another customer than the ticket. An agent can choose such a one."""


class ContextOut(BaseModel):
    customer: CustomerOut
    order_id: int | None
    """The order the ticket is about, as Plenty links it."""
    order: OrderOut | None
    """The chosen one; null until it was read."""
    order_choice: OrderChoiceOut | None
    """Null until something is known."""
    other_orders: list[OrderLine]
    """The customer's, newest first, without the one that is shown. As last read; empty until then."""
    other_tickets: list[OtherTicket]
    """Newest first."""
    as_of: datetime | None
    """How old the oldest of it is; null until it, the customer's orders too, was read from Plenty."""
