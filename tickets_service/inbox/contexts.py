"""What stands beside a conversation: the customer, the order, their other tickets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.order_numbers import Form, order_numbers
from tickets_service.inbox import people
from tickets_service.inbox.sentences import N_
from tickets_service.inbox.views import Place
from tickets_service.models import ChoiceReason, TicketStatus
from tickets_service.tickets import context
from tickets_service.tickets.context_schemas import ContextOut, ItemOut, OrderLine, OrderOut
from tickets_service.tickets.schemas import TicketOut

ITEMS_SHOWN = 8
OTHERS_SHOWN = 5
OLD_AFTER = timedelta(minutes=10)
"""Then an open page asks Plenty again by itself."""

WHY = {
    ChoiceReason.LINKED: N_("Linked to the ticket in Plenty."),
    ChoiceReason.NAMED_IN_SUBJECT: N_("Named in the subject."),
    ChoiceReason.NAMED_IN_MESSAGE: N_("Named by the customer."),
    ChoiceReason.NAMED_BY_PARCEL: N_("The customer names its parcel."),
    ChoiceReason.NAMED_BY_DOCUMENT: N_("The customer names its document."),
    ChoiceReason.FITS_MESSAGE: N_("Of this customer's orders the one that fits the message."),
    ChoiceReason.ONLY_ORDER: N_("The only order of this customer."),
    ChoiceReason.NEWEST_ORDER: N_("The newest order of this customer; none is linked to the ticket."),
    ChoiceReason.NUMBER_UNKNOWN: N_(
        "Please check: the customer names a parcel or document that no known order of theirs has."
    ),
    ChoiceReason.CHOSEN_BY_AGENT: N_("Chosen here."),
}
MARKETPLACES = {Form.AMAZON: "Amazon", Form.EBAY: "eBay", Form.KAUFLAND: "Kaufland", Form.OTTO: "OTTO"}


@dataclass(frozen=True)
class Item:
    name: str
    quantity: Decimal
    price: Decimal | None
    sum: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class OrderCard:
    order: OrderOut
    items: list[Item]
    more_items: int
    is_sent: bool


@dataclass(frozen=True)
class OrderChoice:
    """An order that can be chosen instead."""

    number: int
    external_id: str | None
    marketplace: str | None
    """As far as the form of its number tells."""
    at: datetime | None
    total: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class OtherTicket:
    id: int
    title: str
    status: TicketStatus
    at: datetime | None
    address: str


@dataclass(frozen=True)
class ContextView:
    ticket: TicketOut
    place: Place
    who: str | None
    initials: str
    tint: int
    tickets_count: str
    """With this one; `100+` when there are more than are counted."""
    orders_count: int | None
    order: OrderCard | None
    order_id: int | None
    """The one the ticket is about, also before it was read."""
    why: str | None
    """Why this order."""
    is_chosen: bool
    """By an agent."""
    is_elsewhere: bool
    """The order shows another customer."""
    other_orders: list[OrderChoice]
    elsewhere: list[str]
    """Numbers the customer names whose orders are not shown to be theirs."""
    others: list[OtherTicket]
    as_of: datetime | None
    is_old: bool
    """Never read, or long ago: it is worth asking Plenty."""
    trouble: str | None
    """Why it could not be read just now."""

    @property
    def can_be_read(self) -> bool:
        """An order or a customer is known to ask for."""
        return self.order is not None or self.ticket.order_id is not None or self.ticket.contact_id is not None


async def context_view(
    session: AsyncSession, ticket: TicketOut, place: Place, trouble: str | None = None
) -> ContextView:
    """As it was last read from Plenty."""
    found = await context.context(session, ticket.id)
    choice = found.order_choice
    who = ticket.customer_name or ticket.customer_email
    return ContextView(
        ticket=ticket,
        place=place,
        who=who,
        initials=people.initials(who),
        tint=people.tint(who),
        tickets_count=_count(found),
        orders_count=found.customer.orders_count,
        order=_card(found.order) if found.order is not None else None,
        order_id=choice.order_id if choice is not None else None,
        why=WHY.get(choice.reason) if choice is not None and choice.reason is not None else None,
        is_chosen=choice is not None and choice.reason is ChoiceReason.CHOSEN_BY_AGENT,
        is_elsewhere=choice is not None and choice.is_elsewhere,
        other_orders=[_choice(line) for line in found.other_orders],
        elsewhere=choice.elsewhere if choice is not None else [],
        others=[
            OtherTicket(
                other.id, other.title, other.status, other.last_customer_message_at, place.address(f"/inbox/{other.id}")
            )
            for other in found.other_tickets[:OTHERS_SHOWN]
        ],
        as_of=found.as_of,
        is_old=found.as_of is None or datetime.now(UTC) - found.as_of > OLD_AFTER,
        trouble=trouble,
    )


def _count(found: ContextOut) -> str:
    count = found.customer.other_tickets_count + 1
    return f"{count}+" if found.customer.other_tickets_more else str(count)


def _choice(line: OrderLine) -> OrderChoice:
    return OrderChoice(
        line.plenty_order_id,
        line.external_id,
        marketplace_of(line.external_id),
        line.created_at,
        line.total,
        line.currency,
    )


def marketplace_of(external_id: str | None) -> str | None:
    found = order_numbers(f"Order {external_id}") if external_id else ()
    return next((MARKETPLACES.get(number.form) for number in found if number.number == external_id), None)


def _card(order: OrderOut) -> OrderCard:
    return OrderCard(
        order=order,
        items=[_item(item) for item in order.items[:ITEMS_SHOWN]],
        more_items=max(0, len(order.items) - ITEMS_SHOWN),
        is_sent=order.shipped_at is not None and not order.is_cancelled,
    )


def _item(item: ItemOut) -> Item:
    total = item.price * item.quantity if item.price is not None else None
    return Item(item.name, item.quantity.normalize(), item.price, total, item.currency)
