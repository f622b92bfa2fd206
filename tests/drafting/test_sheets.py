"""The fact sheet made from orders, and how a model is told it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.facts import told
from tickets_service.drafting.sheets import Case, sheet_of
from tickets_service.facts import Event, FactKind, FactSheet, Role, Verdict, check
from tickets_service.models import Choice, ChoiceReason
from tickets_service.plenty.schemas import Document, OrderItem, Package, ReturnRecord

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def order(shop):
    return replace(
        shop.orders[30001],
        external_id="302-4455667-1122334",
        shipping_costs=Decimal("4.9"),
        paid=Decimal("94.80"),
        invoice_address="Erika Muster, Postfach 1, 28203 Bremen",
        items=(
            OrderItem("Stehlampe Lumea, Eiche", Decimal(1), Decimal("89.90"), "EUR", number="WL-1"),
            OrderItem("Leuchtmittel", Decimal(2), Decimal(5), "EUR"),
        ),
        packages=(Package("00340434161094042557", "990034500012"),),
        documents=(
            Document("invoice", "RE10001", datetime(2026, 11, 12, tzinfo=UTC)),
            Document("dunningLetter", "M1", None),
        ),
        returns=(ReturnRecord(30026, "Retoure", NOW, (OrderItem("Leuchtmittel", Decimal(1), None, None),)),),
    )


@pytest.fixture
def case_of():
    def make(order, *others, reason=ChoiceReason.LINKED, elsewhere=(), trouble=None):
        choice = Choice(order.id if order else None, reason if order else None, elsewhere=elsewhere)
        return Case(Customer("Erika Muster", "erika@example.org", "de"), choice, order, others, NOW, "email", trouble)

    return make


@pytest.fixture
def sheet(case_of, order):
    return sheet_of(case_of(order), now=NOW)


def test_every_fact_has_an_id_of_its_own_and_an_owner_that_is_there(sheet):
    ids = [fact.id for fact in sheet.facts]

    assert len(ids) == len(set(ids))
    assert all(fact.of is None or sheet.get(fact.of) is not None for fact in sheet.facts)
    assert all(fact.as_of == NOW for fact in sheet.facts if fact.kind is not FactKind.CUSTOMER)
    assert FactSheet.from_json(sheet.as_json()) == sheet


def test_the_order_its_money_and_its_goods(sheet):
    def value(fact_id):
        return sheet.get(fact_id).value

    assert (value("order:1"), value("order:1.ext"), value("order:1.status")) == (
        "30001",
        "302-4455667-1122334",
        "Warenausgang gebucht",
    )
    amounts = [fact for fact in sheet.of_kind(FactKind.AMOUNT) if fact.of == "order:1"]
    assert [(fact.role, fact.value, fact.currency) for fact in amounts] == [
        (Role.TOTAL, Decimal("94.80"), "EUR"),
        (Role.SHIPPING, Decimal("4.90"), "EUR"),
        (Role.PAID, Decimal("94.80"), "EUR"),
    ]  # fmt: skip
    assert [value(f"order:1.{name}") for name in ("i1", "i1.qty", "i1.price", "i1.no")] == [
        "Stehlampe Lumea, Eiche", Decimal(1), Decimal("89.90"), "WL-1",
    ]  # fmt: skip
    assert (value("order:1.i2.qty"), value("order:1.i2.line")) == (Decimal(2), Decimal("10.00"))
    assert sheet.get("order:1.i1.line") is None
    assert (value("order:1.p1"), value("order:1.p1.carrier"), value("order:1.p1.back")) == (
        "00340434161094042557",
        "DHL",
        "990034500012",
    )
    assert value("order:1.p1.link").endswith("?piececode=00340434161094042557")
    assert (value("order:1.r1"), value("order:1.r1.status"), value("order:1.r1.i1")) == (
        "30026",
        "Retoure",
        "Leuchtmittel",
    )
    assert [fact.value for fact in sheet.of_kind(FactKind.DOCUMENT)] == ["RE10001"]
    assert (value("order:1.to"), value("order:1.bill")) == (
        "Erika Muster, Lindenallee 12, 28203 Bremen", "Erika Muster, Postfach 1, 28203 Bremen",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        ({}, {Event.ORDERED: True, Event.PAID: True, Event.SENT: True, Event.CANCELLED: False}),
        ({"payment_status": "unpaid"}, {Event.PAID: False}),
        ({"payment_status": None, "paid_at": None}, {Event.PAID: None}),
        ({"shipped_at": None, "status_id": Decimal("5.7")}, {Event.SENT: False}),
        ({"shipped_at": None, "status_id": Decimal("7.1")}, {Event.SENT: True}),
        ({"shipped_at": None, "status_id": Decimal(12)}, {Event.SENT: None, Event.CANCELLED: None}),
        ({"shipped_at": None, "status_id": Decimal("8.1")}, {Event.SENT: False, Event.CANCELLED: True}),
        ({"status_id": Decimal("5.1"), "status_name": "Storno angefragt"}, {Event.CANCELLED: None}),
        ({}, {Event.DELIVERED: None, Event.REFUNDED: None, Event.RETURNED: None, Event.RECEIVED: None}),
        ({"returns": (ReturnRecord(1, None, None, ()),)}, {Event.RETURNED: True}),
    ],
)
def test_only_what_is_known_has_happened_or_has_not(shop, case_of, fields, events):
    sheet = sheet_of(case_of(replace(shop.orders[30001], **fields)), now=NOW)
    known = {fact.event: fact.value for fact in sheet.of_kind(FactKind.EVENT)}

    assert {event: known.get(event) for event in events} == events


def test_days_are_the_shops(shop, case_of):
    late = replace(shop.orders[30001], created_at=datetime(2026, 11, 10, 23, 30, tzinfo=UTC))
    sheet = sheet_of(case_of(late), now=NOW)

    assert sheet.get("order:1.ordered.on").value == date(2026, 11, 11)
    assert sheet.event_of(sheet.get("order:1.ordered.on")) is Event.ORDERED


def test_the_model_is_told_each_fact_once_with_its_id_in_front(case_of, order, sheet):
    text = told(case_of(order), sheet, now=NOW)

    for line in (
        "Today: Friday, 2026-11-20",
        "Channel of this message: email",
        "Order (linked to this ticket), as of 2026-11-20 10.30:",
        "[order:1] Order number: 30001",
        "[order:1.sent.on] Shipped on: 2026-11-12",
        "[order:1.cancelled] Cancelled: no",
        "[order:1.i1] 1 x Stehlampe Lumea, Eiche (item number WL-1, 89.90 EUR each)",
        "[order:1.i2] 2 x Leuchtmittel (5.00 EUR each, 10.00 EUR in all)",
        "[order:1.total] Order total: 94.80 EUR",
        "[order:1.r1.i1] 1 x Leuchtmittel, sent back with return 30026",
    ):
        assert line in text.splitlines()
    assert text.count("00340434161094042557") == 2, "the number and its page"
    assert "Tracking number: none yet" not in text


def test_further_orders_of_a_guess_are_told_in_short(case_of, order):
    other = replace(order, id=30002)
    guessed = case_of(order, other, reason=ChoiceReason.NEWEST_ORDER)
    named = case_of(order, other, reason=ChoiceReason.NAMED_IN_MESSAGE)

    def ids(case):
        return {fact.id for fact in sheet_of(case, now=NOW).facts}

    assert {"order:2", "order:2.status", "order:2.ordered.on"} <= ids(guessed)
    assert "order:2.i1" not in ids(guessed)
    assert "order:2.i1" in ids(named)
    assert "the newest of several; the customer names none" in told(guessed, sheet_of(guessed, now=NOW), now=NOW)


def test_without_an_order_the_reason_is_told(case_of):
    nothing, hidden = case_of(None, elsewhere=("30001",)), case_of(None, trouble="Order: it could not be read.")

    text = told(nothing, sheet_of(nothing, now=NOW), now=NOW)
    assert "Order: none is known for this ticket." in text
    assert "Order 30001, which the customer names, was not found for this customer: say nothing" in text
    assert "Order: it could not be read." in told(hidden, sheet_of(hidden, now=NOW), now=NOW)


def test_the_day_of_an_invoice_is_its_own(sheet):
    fact = sheet.get("order:1.d1.on")

    assert (fact.value, fact.event) == (date(2026, 11, 12), Event.INVOICED)
    told = {found.verdict for found in check("Ihre Rechnung RE10001 vom 12.11.2026 liegt bei.", sheet)}
    assert told == {Verdict.VERIFIED}
