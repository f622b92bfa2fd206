"""What the shop's own systems say: the customer, the order, its parcels. Lines a model and a person can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from tickets_service.plenty.schemas import OrderItem, OrderRecord

SHOP_ZONE = ZoneInfo("Europe/Berlin")
MOST_ITEMS = 40
PAYMENT_WORDS = {
    "unpaid": "not paid yet",
    "partlyPaid": "partly paid",
    "fullyPaid": "paid",
    "overpaid": "paid more than the total",
}


@dataclass(frozen=True)
class Customer:
    name: str | None
    email: str | None
    language: str | None


def fact_sheet(
    customer: Customer, orders: Sequence[OrderRecord], *, source: str | None, now: datetime, trouble: str | None
) -> str:
    """*trouble* is a sentence about orders that could not be read; None when there was none."""
    lines = [f"Today: {now.astimezone(SHOP_ZONE):%A, %Y-%m-%d}"]
    lines += _given("Customer name", customer.name)
    lines += _given("Customer e-mail", customer.email)
    lines += _given("Customer's language in the shop", customer.language)
    lines += _given("Channel of this message", source)
    for order in orders:
        lines += ["", *_order(order)]
    if not orders:
        lines += ["", trouble or "Order: none is linked to this ticket."]
    return "\n".join(lines)


def _order(order: OrderRecord) -> list[str]:
    payment = PAYMENT_WORDS.get(order.payment_status or "", order.payment_status)
    lines = [f"Order number: {order.id}"]
    lines += _given("Order number at the marketplace", order.external_id)
    lines += _given("Order status", order.status_name)
    lines += _given("Ordered on", _day(order.created_at))
    lines += _given("Payment", payment)
    lines += _given("Paid on", _day(order.paid_at))
    lines += _given("Shipped on", _day(order.shipped_at or order.completed_at))
    lines += _given("Estimated delivery", _day(order.estimated_delivery_at))
    lines += _given("Order total", _money(order.total, order.currency))
    lines += _given("Delivery address", order.delivery_address)
    lines += _given("Carrier", order.carrier)
    lines += [f"Tracking number: {package.number}" for package in order.packages if package.number]
    if not order.packages:
        lines.append("Tracking number: none yet")
    return lines + _items(order.items)


def _items(items: Sequence[OrderItem]) -> list[str]:
    shown = [f"- {_number(item.quantity)} x {item.name}{_each(item)}" for item in items[:MOST_ITEMS]]
    more = len(items) - MOST_ITEMS
    return ["Items:", *shown, *([f"- and {more} more"] if more > 0 else [])] if items else []


def _each(item: OrderItem) -> str:
    price = _money(item.price, item.currency)
    return f", {price} each" if price else ""


def _given(name: str, value: str | None) -> list[str]:
    return [f"{name}: {value}"] if value else []


def _day(moment: datetime | None) -> str | None:
    return f"{moment.astimezone(SHOP_ZONE):%Y-%m-%d}" if moment else None


def _money(amount: Decimal | None, currency: str | None) -> str | None:
    return f"{amount:.2f} {currency or 'EUR'}" if amount is not None else None


def _number(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
