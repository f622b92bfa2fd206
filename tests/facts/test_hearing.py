"""What the customer wrote, the shop's own texts and other orders change in a verdict."""

from datetime import date
from decimal import Decimal

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role, Verdict, check

ORDER = "order:1"
SHEET = FactSheet(
    (
        Fact(id=ORDER, kind=FactKind.ORDER_NUMBER, label="Order", value="30011"),
        Fact(id="i", kind=FactKind.ITEM, label="Item", value="Teppich Svala, grau", of=ORDER),
        Fact(id="q", kind=FactKind.QUANTITY, label="Quantity", value=Decimal(1), of="i"),
        Fact(id="t", kind=FactKind.AMOUNT, label="Total", value=Decimal("83.90"), of=ORDER, role=Role.TOTAL),
        Fact(id="s", kind=FactKind.AMOUNT, label="Shipping", value=Decimal("4.90"), of=ORDER, role=Role.SHIPPING),
        Fact(id="e", kind=FactKind.EVENT, label="Shipped", value=True, of=ORDER, event=Event.SENT),
        Fact(id="d", kind=FactKind.DATE, label="Shipped on", value=date(2026, 11, 22), of="e"),
        Fact(id="n", kind=FactKind.TRACKING_NUMBER, label="Tracking", value="00340434161094042700", of=ORDER),
    ),
    date(2026, 11, 28),
)
CUSTOMER = (
    "Mir wurden 50 € zugesagt. Nummer 00340434161094099999, bezahlt am 15.11.2026, 99 Euro, 3 Teppiche, Auftrag 30002."
)


def verdicts(text, **heard):
    return [
        (text[one.start : one.end], one.verdict, one.reason) for one in check(text, SHEET, said=[CUSTOMER], **heard)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Die Sendungsnummer ist 00340434161094099999.", "00340434161094099999"),
        ("Sie haben 3 Teppiche Svala bestellt.", "3"),
        ("Wir haben die Bestellung am 15.11.2026 versandt.", "15.11.2026"),
        ("Der Gesamtbetrag war 99 Euro.", "99 Euro"),
    ],
)
def test_the_order_outweighs_what_the_customer_says(text, words):
    assert (words, Verdict.CONTRADICTED) in [found[:2] for found in verdicts(text)]


def test_what_only_the_customer_says_is_not_known():
    assert verdicts("Die Gutschrift ist da, 50 €.")[-1] == ("50 €", Verdict.UNSUPPORTED, "said")


@pytest.mark.parametrize(
    "text",
    [
        "Sie schreiben, dass Sie 99 Euro bezahlt haben.",
        "You wrote that you paid 99 euros.",
        "Die von Ihnen genannten 50 €.",
    ],
)
def test_the_customer_may_be_quoted(text):
    assert [found for found in verdicts(text) if found[1] != Verdict.VERIFIED and found[2] != "not_known"] == []
    assert "said" in [reason for _, _, reason in verdicts(text)]


def test_a_number_the_customer_asks_about_is_to_be_looked_at_and_needs_no_acknowledgement():
    assert ("30002", Verdict.UNSUPPORTED, "said") in verdicts("Ihre Bestellung 30002 finden wir nicht.")


def test_the_shops_own_rules_may_be_repeated_even_where_the_order_has_another_sum():
    text = "Die Versandkosten betragen 12 Euro."

    assert verdicts(text, policies=["Expressversand: 12 Euro."]) == [("12 Euro", Verdict.VERIFIED, "policy")]


def test_another_order_of_the_customer_may_be_named():
    assert verdicts("Ihre Bestellung 30025 folgt.", others=["30025"])[0][1:] == (Verdict.VERIFIED, "other_order")
