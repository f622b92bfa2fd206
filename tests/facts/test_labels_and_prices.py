"""Facts behind labels, beside prices and in the company of other numbers."""

from datetime import date
from decimal import Decimal

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role, Verdict, check

O = "order:1"  # noqa: E741 - as the ids of facts begin


YES, NO = True, False


def fact(name, kind, value, of=O, **more):
    return Fact(id=name, kind=kind, label=name, value=value, of=of, **more)


SHEET = FactSheet(
    (
        Fact(id=O, kind=FactKind.ORDER_NUMBER, label="Order", value="30001"),
        fact("ordered", FactKind.EVENT, YES, event=Event.ORDERED),
        fact("ordered on", FactKind.DATE, date(2026, 11, 20), "ordered"),
        fact("sent", FactKind.EVENT, YES, event=Event.SENT),
        fact("sent on", FactKind.DATE, date(2026, 11, 21), "sent"),
        fact("lamp", FactKind.ITEM, "Stehlampe Lumea, Eiche"),
        fact("lamps", FactKind.QUANTITY, Decimal(1), "lamp"),
        fact("price", FactKind.AMOUNT, Decimal("89.90"), "lamp", role=Role.PRICE, currency="EUR"),
        fact("bulb", FactKind.ITEM, "Leuchtmittel E27 warm"),
        fact("bulbs", FactKind.QUANTITY, Decimal(4), "bulb"),
        fact("bulb price", FactKind.AMOUNT, Decimal("3.50"), "bulb", role=Role.PRICE, currency="EUR"),
        fact("total", FactKind.AMOUNT, Decimal("108.80"), role=Role.TOTAL, currency="EUR"),
        fact("shipping", FactKind.AMOUNT, Decimal("4.90"), role=Role.SHIPPING, currency="EUR"),
        fact("parcel", FactKind.TRACKING_NUMBER, "00340434161094042700"),
        fact("refunded", FactKind.EVENT, NO, event=Event.REFUNDED),
    ),
    date(2026, 11, 28),
)


def contradicted(text):
    return [text[one.start : one.end] for one in check(text, SHEET) if one.verdict == Verdict.CONTRADICTED]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Versanddatum: 20.11.2026", "20.11.2026"),
        ("Versendet am: 20.11.2026", "20.11.2026"),
        ("Bestellt am: 21.11.2026", "21.11.2026"),
        ("Shipped on: 20 November 2026", "20 November 2026"),
        ("Wir haben 108,80 € auf Ihr Konto überwiesen.", "überwiesen"),
        ("The money has been transferred to your account.", "transferred"),
        ("The total was $108.80.", "$108.80"),
        ("Ihre Tischlampe Lumea ist unterwegs.", "Tischlampe Lumea"),
        ("Your table lamp Lumea is on its way.", "table lamp Lumea"),
        ("Die Stehlampe Lumea (9,50 €) ist unterwegs.", "9,50 €"),
        ("The floor lamp Lumea cost 108.80 euros.", "108.80 euros"),
        ("Der Betrag enthält inkl. 3,90€ Versand.", "3,90€"),
        ("Bestellung \uff13\uff10\uff10\uff10\uff12 ist unterwegs.", "\uff13\uff10\uff10\uff10\uff12"),
        ("Berechnet wurden sechs Stück zu je 3,50 €.", "sechs"),
        ("You bought three at €3.50 each.", "three"),
        ("We did not ship it.", "ship"),
        ("Dispatched: not yet", "Dispatched"),
        ("Der Betrag wurde von uns auf Ihr Konto überwiesen.", "überwiesen"),
        ("Ersatz für alle sechs Dosen folgt.", "sechs"),
    ],
)
def test_what_the_order_does_not_say_is_contradicted(text, words):
    assert contradicted(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Versanddatum: 21.11.2026",
        "Bestellt am: 20.11.2026",
        "Ihre Überweisung über 108,80 € ist da.",
        "Zu Ihrer Bestellung 30001 melden wir uns am 30.11.2026.",
        "Wir haben am 25.11. bei DHL zu Ihrer Bestellung nachgefragt.",
        "Wegen der Feiertage versenden wir vom 24. bis 26. Dezember nicht.",
        "Unsere USt-IdNr. ist DE123456789, Amtsgericht Bremen, HRB 12345.",
        "Die Vorgangsnummer bei DHL lautet 123456789, die DHL-Auftragsnummer ist 77123456.",
        "EAN 4006381333931, Modell LX-2000.",
        "Ein Ersatzleuchtmittel kostet 12,90 €, eine neue Lampe kostet derzeit 99 €, Expressversand kostet 12 Euro.",
        "It was dispatched on 11/21/2026.",
        "Der Gesamtbetrag ist 108 Euro und 80 Cent.",
        "Die Stehlampe Lumea (89,90 €) ist unterwegs, dazu vier Leuchtmittel für je 3,50 €.",
        "Mit dem Code TEATIME15 sparen Sie 15 %; ein Gutschein je Bestellung.",
        "Installieren Sie bitte die Firmware 2.1.4.",
        "Das dürften ca. 30 Euro sein, Kosten bis 40 Euro übernehmen wir.",
        "Ihr Paket kommt voraussichtlich am 30.11. an.",
        "Bis heute ist nichts erstattet worden. Until now nothing is refunded.",
        "Sie schrieben: „Ich habe bis heute nichts bekommen.“",
        "The container with new ones is on its way to us, and you have seen the lamp elsewhere for €79.00.",
        "That is no part of the €108.80 you paid.",
    ],
)
def test_what_is_none_of_the_orders_is_not_held_against_it(text):
    assert contradicted(text) == []
