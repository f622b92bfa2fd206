"""The fact sheet: what is known about a ticket's orders, each fact with an id, a source and when it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = str | date | Decimal | bool


class FactKind(StrEnum):
    ORDER_NUMBER = "order_number"
    EXTERNAL_ORDER_NUMBER = "external_order_number"
    EVENT = "event"
    DATE = "date"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    ITEM = "item"
    ITEM_NUMBER = "item_number"
    PAYMENT = "payment"
    ADDRESS = "address"
    CARRIER = "carrier"
    TRACKING_NUMBER = "tracking_number"
    LINK = "link"
    RETURN = "return"
    DOCUMENT = "document"
    STATUS = "status"
    CUSTOMER = "customer"


class Event(StrEnum):
    ORDERED = "ordered"
    PAID = "paid"
    SENT = "sent"
    DELIVERED = "delivered"
    """The parcel reached the customer."""
    RETURNED = "returned"
    """The customer sent goods back or registered a return."""
    RECEIVED = "received"
    """The returned goods reached the shop."""
    REFUNDED = "refunded"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    INVOICED = "invoiced"


ORDER_KINDS = (FactKind.ORDER_NUMBER, FactKind.EXTERNAL_ORDER_NUMBER)


class Role(StrEnum):
    """What an amount is, or what a date is where no event says it."""

    TOTAL = "total"
    PRICE = "price"
    """Of one piece."""
    LINE = "line"
    """Of all pieces of one item."""
    SHIPPING = "shipping"
    DISCOUNT = "discount"
    PAID = "paid"
    OPEN = "open"
    REFUND = "refund"
    EXPECTED = "expected"
    """A date on which something is announced for, such as the delivery."""


TYPES_OF_VALUES: Mapping[FactKind, type] = {
    FactKind.EVENT: bool,
    FactKind.DATE: date,
    FactKind.AMOUNT: Decimal,
    FactKind.QUANTITY: Decimal,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """*of* is the id of the fact this one belongs to: a quantity to its item, a date to its event, an item to its order.

    An event's *value* says whether it has happened; without a fact about it, nobody knows.
    """

    id: str
    kind: FactKind
    label: str
    value: Value
    of: str | None = None
    event: Event | None = None
    role: Role | None = None
    currency: str | None = None
    as_of: datetime | None = None
    source: str = ""

    def __post_init__(self) -> None:
        wanted = TYPES_OF_VALUES.get(self.kind, str)
        if not isinstance(self.value, wanted) or isinstance(self.value, datetime):
            raise ValueError(f"The value of {self.id} is no {wanted.__name__}.")  # noqa: TRY004 - stored facts may be wrong
        if self.kind == FactKind.EVENT and self.event is None:
            raise ValueError(f"{self.id} does not say which event it is.")

    @property
    def shown_value(self) -> str:
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        if isinstance(self.value, date):
            return self.value.isoformat()
        if isinstance(self.value, Decimal):
            return f"{self.value:f} {self.currency or ''}".strip()
        return " ".join(self.value.split())

    @property
    def line(self) -> str:
        """For the prompt: the id in front, always one line."""
        as_of = f" (as of {self.as_of.isoformat(timespec='minutes')})" if self.as_of else ""
        return f"[{self.id}] {' '.join(self.label.split())}: {self.shown_value}{as_of}"

    def as_json(self) -> dict[str, object]:
        value = self.value if isinstance(self.value, bool | str) else str(self.value)
        words = {"of": self.of, "event": self.event, "role": self.role, "currency": self.currency}
        as_of = {"as_of": self.as_of.isoformat()} if self.as_of else {}
        named = {key: str(word) for key, word in words.items() if word is not None}
        source = {"source": self.source} if self.source else {}
        return {"id": self.id, "kind": str(self.kind), "label": self.label, "value": value, **named, **as_of, **source}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Fact:
        """Raises ValueError or KeyError for what `as_json` did not write."""
        kind = FactKind(str(stored["kind"]))
        event, role, as_of = (stored.get(key) for key in ("event", "role", "as_of"))
        of, currency = stored.get("of"), stored.get("currency")
        return cls(
            id=str(stored["id"]),
            kind=kind,
            label=str(stored["label"]),
            value=read_value(kind, stored["value"]),
            of=None if of is None else str(of),
            event=None if event is None else Event(str(event)),
            role=None if role is None else Role(str(role)),
            currency=None if currency is None else str(currency),
            as_of=None if as_of is None else datetime.fromisoformat(str(as_of)),
            source=str(stored.get("source", "")),
        )


def read_value(kind: FactKind, stored: object) -> Value:
    wanted = TYPES_OF_VALUES.get(kind, str)
    if wanted is bool:
        return bool(stored)
    if wanted is date:
        return date.fromisoformat(str(stored))
    if wanted is Decimal:
        return Decimal(str(stored))
    return str(stored)


@dataclass(frozen=True, slots=True)
class FactSheet:
    facts: tuple[Fact, ...]
    today: date
    zone: str = "Europe/Berlin"

    def get(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    def of_kind(self, *kinds: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind in kinds)

    def parts_of(self, fact_id: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.of == fact_id)

    def events(self, event: Event) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.kind == FactKind.EVENT and fact.event == event)

    def event_of(self, fact: Fact) -> Event | None:
        """Of a date or amount: the event it belongs to, its own or its owner's."""
        owner = self.get(fact.of) if fact.of else None
        return fact.event or (owner.event if owner else None)

    def owners_of(self, fact: Fact) -> tuple[str, ...]:
        """The ids above it, the nearest first: of a quantity its item, then the order."""
        above: list[str] = []
        while fact.of and fact.of not in above:
            above.append(fact.of)
            owner = self.get(fact.of)
            if owner is None:
                break
            fact = owner
        return tuple(above)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(fact.line for fact in self.facts)

    def as_json(self) -> dict[str, object]:
        return {"today": self.today.isoformat(), "zone": self.zone, "facts": [fact.as_json() for fact in self.facts]}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> FactSheet:
        """Raises ValueError or KeyError for what `as_json` did not write."""
        facts = stored["facts"]
        if not isinstance(facts, Iterable):
            raise ValueError("The facts are no list.")  # noqa: TRY004 - what was stored is wrong, not the caller's type
        read = tuple(Fact.from_json(fact) for fact in facts)
        return cls(read, date.fromisoformat(str(stored["today"])), str(stored.get("zone", "Europe/Berlin")))
