"""From orders to the fact sheet: each fact with an id, what it belongs to, and when it was read.

Ids are short, for they are told to the model: `order:1` is the order's number, `order:1.i2` its second item,
`order:1.i2.price` its price, `customer:name` the customer's name. `order:2` and `order:3` are further orders of the
same customer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.happened import events_of
from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role
from tickets_service.facts.sheet import Value
from tickets_service.models import Choice, ChoiceReason
from tickets_service.plenty.parcels import tracking_url
from tickets_service.plenty.schemas import OrderItem, OrderRecord, Package, ReturnRecord

SHOP_ZONE = ZoneInfo("Europe/Berlin")
MOST_ITEMS = 40
MOST_PACKAGES = 20
GUESSED = (ChoiceReason.NEWEST_ORDER, ChoiceReason.FITS_MESSAGE, ChoiceReason.NUMBER_UNKNOWN)
PAYMENT_WORDS = {
    "unpaid": "not paid yet",
    "partlyPaid": "partly paid",
    "fullyPaid": "paid",
    "overpaid": "paid more than the total",
}
DOCUMENT_WORDS = {
    "invoice": "Invoice",
    "invoiceExternal": "Invoice",
    "deliveryNote": "Delivery note",
    "orderConfirmation": "Order confirmation",
    "creditNote": "Credit note",
    "creditNoteExternal": "Credit note",
    "returnNote": "Return note",
    "offer": "Offer",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What a reply may speak of."""

    customer: Customer
    choice: Choice
    order: OrderRecord | None
    others: tuple[OrderRecord, ...]
    read_at: datetime | None
    """When the oldest of it was read from Plenty; None where nothing was."""
    source: str | None = None
    """The channel."""
    trouble: str | None = None


def sheet_of(case: Case, *, now: datetime) -> FactSheet:
    facts = list(_customer(case.customer))
    if case.order is not None:
        facts += OrderFacts("order:1", case.order, case.read_at).all()
    for number, other in enumerate(case.others, start=2):
        told = OrderFacts(f"order:{number}", other, case.read_at)
        facts += told.summary() if case.choice.reason in GUESSED else told.all()
    return FactSheet(tuple(facts), now.astimezone(SHOP_ZONE).date(), SHOP_ZONE.key)


def _customer(customer: Customer) -> Iterator[Fact]:
    for name, label, value in (("name", "Customer name", customer.name), ("mail", "Customer e-mail", customer.email)):
        if value:
            yield Fact(id=f"customer:{name}", kind=FactKind.CUSTOMER, label=label, value=value, source="ticket")


class Links(TypedDict, total=False):
    of: str
    """The name of the fact of this order it belongs to; without one it belongs to the order."""
    event: Event
    role: Role
    currency: str | None


@dataclass
class OrderFacts:
    prefix: str
    order: OrderRecord
    read_at: datetime | None
    facts: list[Fact] = field(default_factory=list)

    def all(self) -> list[Fact]:
        self.summary()
        self._payment()
        self._shipping()
        for place, item in enumerate(self.order.items[:MOST_ITEMS], start=1):
            self._item(f"i{place}", item)
        for place, package in enumerate(self.order.packages[:MOST_PACKAGES], start=1):
            self._package(f"p{place}", package)
        for place, returned in enumerate(self.order.returns, start=1):
            self._return(f"r{place}", returned)
        self._documents()
        return self.facts

    def summary(self) -> list[Fact]:
        """Enough to tell the customer's orders apart."""
        order = self.order
        self._add("", FactKind.ORDER_NUMBER, "Order number", str(order.id))
        self._add("ext", FactKind.EXTERNAL_ORDER_NUMBER, "Order number at the marketplace", order.external_id)
        self._add("status", FactKind.STATUS, "Order status", order.status_name)
        for happened in events_of(order):
            name = str(happened.event)
            self._add(name, FactKind.EVENT, happened.label, happened.has_happened, event=happened.event)
            if happened.on is not None:
                self._add(
                    f"{name}.on", FactKind.DATE, f"{happened.label} on", happened.on, of=name, event=happened.event
                )
        return self.facts

    def _payment(self) -> None:
        order = self.order
        payment = PAYMENT_WORDS.get(order.payment_status or "", order.payment_status)
        self._add("pay", FactKind.PAYMENT, "Payment", payment)
        self._amount("total", "Order total", order.total, role=Role.TOTAL)
        self._amount("ship", "Shipping costs", order.shipping_costs, role=Role.SHIPPING)
        if order.paid is not None and order.total is not None and order.payment_status != "unpaid":
            self._amount("paid_sum", "Amount paid", order.paid, role=Role.PAID)
            open_amount = order.total - order.paid
            self._amount("open_sum", "Amount still open", open_amount if open_amount > 0 else None, role=Role.OPEN)

    def _shipping(self) -> None:
        order = self.order
        expected = _day(order.estimated_delivery_at)
        self._add("eta", FactKind.DATE, "Estimated delivery", expected, role=Role.EXPECTED)
        self._add("to", FactKind.ADDRESS, "Delivery address", order.delivery_address)
        is_same = order.invoice_address == order.delivery_address
        self._add("bill", FactKind.ADDRESS, "Invoice address", None if is_same else order.invoice_address)
        self._add("carrier", FactKind.CARRIER, "Carrier", order.carrier if not order.packages else None)

    def _item(self, name: str, item: OrderItem) -> None:
        self._add(name, FactKind.ITEM, "Item", item.name)
        self._add(f"{name}.qty", FactKind.QUANTITY, "Quantity", item.quantity, of=name)
        self._add(f"{name}.no", FactKind.ITEM_NUMBER, "Item number", item.number, of=name)
        self._amount(f"{name}.price", "Price of one", item.price, role=Role.PRICE, of=name, currency=item.currency)
        if item.price is not None and item.quantity != 1:
            total = item.price * item.quantity
            self._amount(f"{name}.line", "Price of all", total, role=Role.LINE, of=name, currency=item.currency)

    def _package(self, name: str, package: Package) -> None:
        self._add(name, FactKind.TRACKING_NUMBER, "Tracking number", package.number)
        self._add(f"{name}.carrier", FactKind.CARRIER, "Carrier", self.order.carrier, of=name)
        link = tracking_url(self.order.carrier, package.number)
        self._add(f"{name}.link", FactKind.LINK, "Tracking page", link, of=name)
        back = f"{name}.back"
        self._add(back, FactKind.TRACKING_NUMBER, "Return parcel number", package.return_number)
        if package.return_number:
            way_back = tracking_url(self.order.carrier, package.return_number)
            self._add(f"{back}.link", FactKind.LINK, "Tracking page", way_back, of=back)

    def _return(self, name: str, returned: ReturnRecord) -> None:
        self._add(name, FactKind.RETURN, "Return number", str(returned.id))
        self._add(f"{name}.status", FactKind.STATUS, "Return status", returned.status_name, of=name)
        registered = _day(returned.created_at)
        self._add(f"{name}.on", FactKind.DATE, "Return registered on", registered, of=name, event=Event.RETURNED)
        for place, item in enumerate(returned.items[:MOST_ITEMS], start=1):
            self._add(f"{name}.i{place}", FactKind.ITEM, "Item in the return", item.name, of=name)
            self._add(f"{name}.i{place}.qty", FactKind.QUANTITY, "Quantity", item.quantity, of=f"{name}.i{place}")

    def _documents(self) -> None:
        for place, document in enumerate(self.order.documents or (), start=1):
            label = DOCUMENT_WORDS.get(document.kind)
            if label is not None and document.number:
                self._add(f"d{place}", FactKind.DOCUMENT, f"{label} number", document.number)
                links: Links = {"of": f"d{place}"}
                if label == "Invoice":
                    links["event"] = Event.INVOICED
                self._add(f"d{place}.on", FactKind.DATE, f"{label} dated", _day(document.shown_on), **links)

    def _amount(self, name: str, label: str, value: Decimal | None, **links: Unpack[Links]) -> None:
        rounded = value.quantize(Decimal("0.01")) if value is not None else None
        links["currency"] = links.get("currency") or self.order.currency or "EUR"
        self._add(name, FactKind.AMOUNT, label, rounded, **links)

    def _add(self, name: str, kind: FactKind, label: str, value: Value | None, **links: Unpack[Links]) -> None:
        """Nothing for None: what is not known is no fact."""
        if value is None:
            return
        owner = None if not name else self._id(links.get("of", ""))
        self.facts.append(
            Fact(
                id=self._id(name),
                kind=kind,
                label=label,
                value=value,
                of=owner,
                event=links.get("event"),
                role=links.get("role"),
                currency=links.get("currency"),
                as_of=self.read_at,
                source=f"plenty:order/{self.order.id}",
            )
        )

    def _id(self, name: str) -> str:
        """Without a name the order itself."""
        return f"{self.prefix}.{name}" if name else self.prefix


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(SHOP_ZONE).date() if moment is not None else None
