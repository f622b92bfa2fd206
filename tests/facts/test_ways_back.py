"""Goods and money on their way back, and what is under way to be paid: which day and which state they speak of."""

from datetime import date
from decimal import Decimal

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role, Verdict, check

O = "order:1"  # noqa: E741 - as the ids of facts begin


def fact(name, kind, value, of=O, **more):
    return Fact(id=name, kind=kind, label=name, value=value, of=of, **more)


def day(event, when):
    name = str(event)
    return (
        fact(name, FactKind.EVENT, value=True, event=event),
        fact(f"{name} on", FactKind.DATE, when, name),
    )


def sheet(*facts):
    number = Fact(id=O, kind=FactKind.ORDER_NUMBER, label="Order", value="30001")
    return FactSheet((number, *facts), date(2026, 5, 20))


SENT = day(Event.SENT, date(2026, 5, 4))
DELIVERED = day(Event.DELIVERED, date(2026, 5, 6))
RETURNED = day(Event.RETURNED, date(2026, 5, 11))
REFUNDED = day(Event.REFUNDED, date(2026, 5, 15))
BACK = sheet(*SENT, *DELIVERED, *RETURNED, *REFUNDED)


def contradicted(text, known):
    return [text[one.start : one.end] for one in check(text, known) if one.verdict == Verdict.CONTRADICTED]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("A credit has gone out to Klarna on {}.", "15 May", "4 May"),
        ("24,90 € gingen am {} über PayPal raus.", "15.5.26", "4.5.26"),
        ("Our courier handed over the box on {}.", "6 May", "4 May"),
        ("The box was handed over to the courier on {}.", "4 May", "6 May"),
        ("The parcel cracked when we shipped it on {}.", "4 May", "9 May"),
        ("Als Leistungsdatum ist der {} angegeben, also der Tag der Zustellung.", "06.05.2026", "04.05.2026"),
    ],
)
def test_a_day_is_that_of_what_the_words_around_it_tell(text, right, wrong):
    assert contradicted(text.format(right), BACK) == []
    assert wrong in contradicted(text.format(wrong), BACK)


def test_goods_on_their_way_back_are_not_on_their_way():
    assert contradicted("The lamp is on its way back since 11 May.", BACK) == []
    assert contradicted("Das Paket ist seit dem 11. Mai auf dem Rückweg.", BACK) == []
    assert contradicted("The lamp is on its way since 11 May.", BACK) == ["11 May"]


@pytest.mark.parametrize(
    "text",
    [
        "A refund has been authorised but not paid out yet.",
        "Die Erstattung ist angewiesen, aber noch nicht ausgezahlt.",
        "Let us know when you returned it.",
        "The carrier recorded no damage when it was delivered.",
    ],
)
def test_what_is_not_through_yet_and_what_is_asked_is_no_claim(text):
    open_one = sheet(*SENT, *DELIVERED, fact("refunded", FactKind.EVENT, value=False, event=Event.REFUNDED))

    assert contradicted(text, open_one) == []


def test_a_refund_that_was_authorised_is_a_claim():
    open_one = sheet(*SENT, fact("refunded", FactKind.EVENT, value=False, event=Event.REFUNDED))

    assert contradicted("A refund has been authorised.", open_one) != []


def test_what_goods_and_postage_came_to_is_the_total():
    known = sheet(
        fact("total", FactKind.AMOUNT, Decimal("43.69"), role=Role.TOTAL, currency="EUR"),
        fact("shipping", FactKind.AMOUNT, Decimal("3.20"), role=Role.SHIPPING, currency="EUR"),
    )

    assert contradicted("The books plus postage came to €43.69.", known) == []
    assert Verdict.VERIFIED not in {one.verdict for one in check("The books plus postage came to €43.96.", known)}
