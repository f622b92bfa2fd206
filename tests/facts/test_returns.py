"""Quantities of an order and of what came back of it: counted apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tickets_service.facts import Fact, FactKind, FactSheet, Verdict, check


def item(fact_id, name, quantity, of):
    return (
        Fact(id=fact_id, kind=FactKind.ITEM, label="Item", value=name, of=of),
        Fact(id=f"{fact_id}.qty", kind=FactKind.QUANTITY, label="Quantity", value=Decimal(quantity), of=fact_id),
    )


SHEET = FactSheet(
    (
        Fact(id="order:1", kind=FactKind.ORDER_NUMBER, label="Order number", value="30001"),
        *item("order:1.i1", "Trinkglas Havn", 3, "order:1"),
        *item("order:1.i2", "Kanne Salbei", 4, "order:1"),
        Fact(id="order:1.r1", kind=FactKind.RETURN, label="Return number", value="30026", of="order:1"),
        *item("order:1.r1.i1", "Trinkglas Havn", 2, "order:1.r1"),
    ),
    date(2026, 11, 20),
)


def verdicts(text):
    return [found.verdict for found in check(text, SHEET) if found.kind == FactKind.QUANTITY]


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Bestellung umfasst 7 Artikel.",
        "Your order has 7 items in all.",
        "Sie haben 3 Trinkgläser Havn bestellt.",
        "Ihre 2 Stück Trinkglas Havn sind bei uns eingegangen.",
        "2 von 3 Artikeln sind zurück.",
    ],
)
def test_numbers_of_the_order_and_of_the_return_hold(text):
    assert Verdict.CONTRADICTED not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sie haben 5 Stück Trinkglas Havn bestellt.",
        "Ihre Bestellung umfasst 9 Artikel.",
        "Your order has 9 items.",
    ],
)
def test_what_came_back_is_not_counted_twice(text):
    assert verdicts(text) == [Verdict.CONTRADICTED]
