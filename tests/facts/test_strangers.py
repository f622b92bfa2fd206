"""Goods that are none of the order's, told by their noun or by where they stand."""

from __future__ import annotations

from datetime import date

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Verdict, check

TODAY = date(2026, 3, 10)


def sheet(*items: str) -> FactSheet:
    facts = [Fact(id="order:1", kind=FactKind.ORDER_NUMBER, label="Order", value="48211")]
    facts += [
        Fact(id=f"order:1/item:{number}", kind=FactKind.ITEM, label="Item", value=item, of="order:1")
        for number, item in enumerate(items, start=1)
    ]
    facts.append(Fact(id="order:1/sent", kind=FactKind.EVENT, label="sent", value=True, of="order:1", event=Event.SENT))
    return FactSheet(tuple(facts), TODAY)


def other_items(text: str, *items: str) -> list[str]:
    found = check(text, sheet(*items))
    return [text[one.start : one.end] for one in found if one.kind == FactKind.ITEM and one.verdict != Verdict.VERIFIED]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Your hiking boots were handed over to GLS.", "Table lamp Oslo"),
        ("Your shampoo bars were handed over to GLS.", "Table lamp Oslo"),
        ("We have sent the moss poles to you.", "Table lamp Oslo"),
        ("Ihr Rucksack wurde an DHL übergeben.", "Tischlampe Oslo"),
        ("Die Teleskopmasten wurden an DHL übergeben.", "Tischlampe Oslo"),
        ("Wir haben Ihnen 2 x Klarinettenblätter geschickt.", "Tischlampe Oslo"),
        ("Your order holds two jars of face putty and the table lamp.", "Table lamp Oslo"),
        ("In the box: swim paddles, table lamp", "Table lamp Oslo"),
        ("Die Titan-Heringe behalten Sie bitte.", "Tischlampe Oslo"),
        ("The moss poles stay with you.", "Table lamp Oslo"),
        ("A bookcase should grip all round.", "Table lamp Oslo"),
        ("The two zargels came as one parcel.", "Table lamp Oslo"),
        ("Die Zargel Windsee gefällt Ihnen hoffentlich.", "Tischlampe Oslo"),
        ("The kombucha jar was booked in today, and the fishing rod came on Monday.", "Table lamp Oslo"),
        ("The practice pad has a small crack.", "Table lamp Oslo"),
        ("The three buckets of Nilas seat cushions are on the truck.", "Table lamp Oslo"),
        ("Die Kokosraspeln sind unterwegs.", "Tischlampe Oslo"),
        ("With six bar stools in your order you have plenty.", "Table lamp Oslo"),
    ],
)
def test_an_article_that_was_not_ordered_is_marked(text: str, item: str) -> None:
    assert other_items(text, item)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Your boots were handed over to GLS.", "Wanderschuhe Alpin 42"),
        ("Der Roman Der Leuchtturm wurde verschickt.", "Der Leuchtturm (Hardcover)"),
        ("Statt der Handcreme Ringelblume lag Handcreme Kamille im Karton.", "Handcreme Ringelblume 75 ml"),
        ("A mirror came instead of the table lamp.", "Table lamp Oslo"),
        ("Von den vier Gläsern Rapshonig ist eines leer.", "Blütenhonig Rapshonig cremig 500 g"),
        ("Die Kerzen reinigen Sie mit Wasser und einem Spritzer Spülmittel.", "Bienenwachskerze Stumpen"),
        ("Ihre Alpakasocken wurden an DHL übergeben.", "Socken Alpaka 39-42"),
        ("Ihr Reiserucksack wurde an DHL übergeben.", "Rucksack Nordkap 40 l"),
        ("Your message was received, and the driver has delivered the parcel.", "Table lamp Oslo"),
        ("Please use a screwdriver and keep the lid.", "Table lamp Oslo"),
        ("Das Rücksendeetikett wurde verschickt, die Kollegin hat die Fotos erhalten.", "Tischlampe Oslo"),
        ("Did that ring a bell? Please book a date that suits you.", "Table lamp Oslo"),
        ("The table lamp is here. Please clean the sieve and rinse the flask.", "Table lamp Oslo"),
        ("Die Tischlampe kam zu uns. Bitte reinigen Sie die Messer.", "Tischlampe Oslo"),
        ("Kleben Sie den Ring der Tischlampe mit Heißkleber fest.", "Tischlampe Oslo"),
        ("The table lamp was on our bench on Monday.", "Table lamp Oslo"),
        ("Die Filterkartuschen wurden an DHL übergeben.", "Kartuschenfilter Typ II"),
        ("Die Miles-Davis-Platte wurde an DHL übergeben.", "Vinyl Miles Davis Kind of Blue"),
        ("Paros runs small, most people go up one size.", "Sandals Paros cognac"),
    ],
)
def test_what_is_ordinary_or_another_word_for_the_article_is_not_marked(text: str, item: str) -> None:
    assert not other_items(text, item)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Order 30001 has not been delivered, so do not let the electrician come too early.", "Table lamp Oslo"),
        ("Die Tischlampe wurde gestern verschickt, dein Zampano freut sich.", "Tischlampe Oslo"),
    ],
)
def test_what_no_list_knows_contradicts_nothing(text: str, item: str) -> None:
    assert Verdict.CONTRADICTED not in {one.verdict for one in check(text, sheet(item)) if one.kind == FactKind.ITEM}
