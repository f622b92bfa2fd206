"""Reads the hand-written drafts: sheets in shorthand, and texts in which the facts are marked as {kind|words}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "fact-check"
LANGUAGES = ("de", "en")
MARK = re.compile(r"\{(\w+)\|([^{}|]+)(\|skip)?\}")
EVENTS = {str(event): event for event in Event}
AMOUNTS = {str(role): role for role in (Role.TOTAL, Role.SHIPPING, Role.DISCOUNT, Role.OPEN, Role.REFUND)}


@dataclass(frozen=True)
class Marked:
    """A fact in a draft, of the class by which the figures are told apart."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Draft:
    name: str
    language: str
    text: str
    sheet: FactSheet
    facts: tuple[Marked, ...]


@cache
def drafts(language: str, part: str = "*") -> tuple[Draft, ...]:
    found: list[Draft] = []
    for path in sorted(FOLDER.glob(f"{language}-{part}.yaml")):
        for number, written in enumerate(YAML(typ="safe").load(path), start=1):
            text, facts = unmarked(written["text"])
            found.append(Draft(f"{path.stem}:{number}", language, text, sheet_of(written), facts))
    return tuple(found)


def unmarked(written: str) -> tuple[str, tuple[Marked, ...]]:
    pieces: list[str] = []
    facts: list[Marked] = []
    length = last = 0
    for mark in MARK.finditer(written):
        before = written[last : mark.start()]
        pieces += [before, mark.group(2)]
        start = length + len(before)
        length = start + len(mark.group(2))
        if mark.group(3) is None:
            facts.append(Marked(start, length, mark.group(1)))
        last = mark.end()
    return "".join([*pieces, written[last:]]), tuple(facts)


def sheet_of(written: Mapping[str, Any]) -> FactSheet:
    facts = [fact for order in written["orders"] for fact in order_facts(order)]
    return FactSheet(tuple(facts), written["today"])


def order_facts(order: Mapping[str, Any]) -> Iterator[Fact]:
    root = f"order:{order['number']}"
    yield Fact(id=root, kind=FactKind.ORDER_NUMBER, label="Order", value=order["number"])
    for key, kind in (
        ("external", FactKind.EXTERNAL_ORDER_NUMBER),
        ("carrier", FactKind.CARRIER),
        ("document", FactKind.DOCUMENT),
        ("payment", FactKind.PAYMENT),
        ("return", FactKind.RETURN),
        ("status", FactKind.STATUS),
    ):
        if key in order:
            yield Fact(id=f"{root}/{key}", kind=kind, label=key, value=str(order[key]), of=root)
    for key, kind in (("tracking", FactKind.TRACKING_NUMBER), ("links", FactKind.LINK)):
        for number, value in enumerate(order.get(key, ()), start=1):
            yield Fact(id=f"{root}/{key}:{number}", kind=kind, label=key, value=value, of=root)
    yield from event_facts(root, order)
    yield from item_facts(root, order.get("items", ()))
    for key, role in AMOUNTS.items():
        if key in order:
            yield money(f"{root}/{key}", order[key], role, root)


def event_facts(root: str, order: Mapping[str, Any]) -> Iterator[Fact]:
    for key, event in EVENTS.items():
        if key in order:
            happened = order[key] if isinstance(order[key], bool) else True
            one = Fact(id=f"{root}/event:{key}", kind=FactKind.EVENT, label=key, value=happened, of=root, event=event)
            yield one
            if isinstance(order[key], date):
                yield Fact(id=f"{one.id}/date", kind=FactKind.DATE, label=f"{key} on", value=order[key], of=one.id)
    for number, day in enumerate(order.get("expected", ()), start=1):
        yield Fact(
            id=f"{root}/expected:{number}", kind=FactKind.DATE, label="expected", value=day, of=root, role=Role.EXPECTED
        )


def item_facts(root: str, items: list[tuple[str, int, float]]) -> Iterator[Fact]:
    for number, (name, quantity, price) in enumerate(items, start=1):
        item = f"{root}/item:{number}"
        yield Fact(id=item, kind=FactKind.ITEM, label="item", value=name, of=root)
        yield Fact(id=f"{item}/quantity", kind=FactKind.QUANTITY, label="quantity", value=Decimal(quantity), of=item)
        yield money(f"{item}/price", price, Role.PRICE, item)


def money(fact_id: str, value: float, role: Role, of: str) -> Fact:
    amount = Decimal(f"{value:.2f}")
    return Fact(id=fact_id, kind=FactKind.AMOUNT, label=str(role), value=amount, of=of, role=role, currency="EUR")
