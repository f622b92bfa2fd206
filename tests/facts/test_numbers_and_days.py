"""Numbers that stand alone, numbers of the order with a slip, and what is said of the day of something else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Verdict, check

TODAY = date(2026, 3, 10)


def sheet(item: str = "Wood Jigsaw Blades 5-pack", quantity: int = 3) -> FactSheet:
    order, sent = "order:1", "order:1/sent"
    return FactSheet(
        (
            Fact(id=order, kind=FactKind.ORDER_NUMBER, label="Order", value="WM-550"),
            Fact(id=f"{order}/item", kind=FactKind.ITEM, label="Item", value=item, of=order),
            Fact(
                id=f"{order}/item/n",
                kind=FactKind.QUANTITY,
                label="quantity",
                value=Decimal(quantity),
                of=f"{order}/item",
            ),
            Fact(id=sent, kind=FactKind.EVENT, label="sent", value=True, of=order, event=Event.SENT),
            Fact(id=f"{sent}/date", kind=FactKind.DATE, label="sent on", value=date(2026, 3, 4), of=sent),
        ),
        TODAY,
    )


def doubtful(text: str, facts: FactSheet) -> list[str]:
    return [text[one.start : one.end] for one in check(text, facts) if one.verdict != Verdict.VERIFIED]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please have WM-614 ready.", "WM-614"),
        ("As you took five, the price went down.", "five"),
        ("How many of the eight are broken?", "eight"),
        ("Brauchen Sie für alle acht welche.", "acht"),
        ("We sent the five packs of jigsaw blades.", "five packs"),
        ("Your warranty runs from the exchange on 4 March.", "exchange"),
        ("Ihre Stornierung vom 4. März liegt vor.", "Stornierung"),
        ("Maßgeblich ist der Tag der Stornierung, in Ihrem Fall der 4. März.", "Stornierung"),
    ],
)
def test_what_is_not_so_is_marked(text: str, words: str) -> None:
    assert words in doubtful(text, sheet())


@pytest.mark.parametrize(
    "text",
    [
        "Please have WM-550 ready.",
        "As you took three, the price went down.",
        "How many of the three are broken?",
        "Brauchen Sie für alle drei welche?",
        "We sent the three packs of jigsaw blades.",
        "Each holds 5 blades.",
        "Your parcel is on its way since the dispatch on 4 March.",
        "Your transfer crossed with our reminder, please ignore it.",
        "Nach Eingang erstatten wir den Betrag.",
        "Just say the word and we'll cancel it.",
    ],
)
def test_what_is_so_or_only_offered_is_not_marked(text: str) -> None:
    assert not doubtful(text, sheet())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ihre Rechnung WM-550 über 94,90 € liegt bei.", "94,90 €"),
        ("Ihr Paket wurde vor drei Wochen verschickt.", "vor drei Wochen"),
        ("We shipped it two months ago.", "two months ago"),
        ("Ihr Paket wurde Ende Januar verschickt.", "Ende Januar"),
        ("Ihr Paket ist seit zwei Tagen unterwegs.", "seit zwei Tagen"),
        ("Wir haben es am Freitag zur Post gebracht.", "Freitag"),
        ("Die Stornierung ist durch.", "Stornierung ist durch"),
        ("Ihre Bestellung ist noch in Vorbereitung.", "ist noch in Vorbereitung"),
        ("Wir haben die Sägeblätter noch einmal verschickt.", "verschickt"),
        ("Mehr dazu: dhl.de.evil.example/track", "dhl.de.evil.example/track"),
    ],
)
def test_other_ways_of_saying_what_is_not_so_are_marked(text: str, words: str) -> None:
    assert words in doubtful(text, sheet())


@pytest.mark.parametrize(
    "text",
    [
        "Ihr Paket wurde vor einer Woche verschickt.",
        "We shipped it last week on Wednesday.",
        "Ihr Paket wurde Anfang März verschickt.",
        "Ihr Paket ist seit sechs Tagen unterwegs.",
        "Das Paket liegt in der Filiale 28203 Bremen.",
    ],
)
def test_what_is_roughly_so_is_not_marked(text: str) -> None:
    assert not doubtful(text, sheet())


def test_nothing_is_said_of_this_order_where_another_one_of_the_customer_is_named() -> None:
    text = "Ihre zweite Bestellung 30025 ist noch nicht verschickt."
    assert all(one.verdict == Verdict.VERIFIED for one in check(text, sheet(), others=("30025",)))


def test_an_order_is_none_of_the_others_though_it_stands_among_them() -> None:
    found = check("Ihre Bestellung WM-550 wurde am 1. März verschickt.", sheet(), others=("WM-550", "30025"))
    assert [one.kind for one in found if one.verdict == Verdict.CONTRADICTED] == [FactKind.DATE]


def test_both_of_one_are_too_many() -> None:
    assert "Beide" in doubtful("Beide Lampen wurden verschickt.", sheet("Tischlampe Oslo", 1))
    assert not doubtful("Beide Lampen wurden verschickt.", sheet("Tischlampe Oslo", 2))


@pytest.mark.parametrize(
    ("text", "words", "item"),
    [
        ("Ihre fünf Kilopackungen halten ein Jahr.", "fünf", "Röstkaffee Antigua 1 kg"),
        ("Ihr Paket mit den fünf Briefmarkenalben kam an.", "fünf", "Briefmarkenalbum Classic"),
        ("Die fünf Lavendel sehen gut aus.", "fünf", "Lavendel 'Hidcote Blue' im 9er Topf"),
        ("Davon hatten Sie sieben.", "sieben", "Heringe Titan"),
        ("I would take ten balls rather than the five you have.", "five", "Alpaca Yarn Mist 50 g"),
        ("Nehmen Sie von den fünf Fläschchen eines.", "fünf", "Balsamico Feige"),
        ("Two broken tiles out of 11 are too many.", "11", "Mosaic tile azure"),
        ("The other pairs of the eight in order WM-550 are fine.", "eight", "Touring Stands"),
    ],
)
def test_what_is_counted_in_other_words_is_compared(text: str, words: str, item: str) -> None:
    assert words in doubtful(text, sheet(item))
    assert not doubtful(text.replace(words, "3"), sheet(item))


def test_what_goods_are_enough_for_is_no_quantity() -> None:
    found = doubtful("Drei Knäuel Wolle reichen bequem für vier Paar Socken.", sheet("Wolle Merino"))
    assert "vier Paar" not in found


def test_an_order_is_no_phone_and_the_other_sum_no_claim() -> None:
    assert "WM-614" in doubtful("It is easily overlooked on a phone. Order WM-614 is being wrapped.", sheet())
    assert not doubtful("I'd like to explain why we refunded less and not €109.00.", sheet())


def test_what_was_left_at_the_door_was_delivered() -> None:
    known, there = sheet(), "order:1/delivered"
    delivered = Fact(id=there, kind=FactKind.EVENT, label="delivered", value=True, of="order:1", event=Event.DELIVERED)
    day = Fact(id=f"{there}/date", kind=FactKind.DATE, label="delivered on", value=date(2026, 3, 6), of=there)
    facts = FactSheet((*known.facts, delivered, day), TODAY)
    assert not doubtful("DPD left the parcel at your door on 6 March.", facts)
    assert "4 March" in doubtful("DPD left the parcel at your door on 4 March.", facts)
