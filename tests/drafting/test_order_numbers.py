"""Order numbers in what customers write."""

from __future__ import annotations

import pytest

from tickets_service.drafting.order_numbers import Certainty, Form, order_numbers

BARE, SHAPED, CALLED = Certainty


@pytest.mark.parametrize(
    ("text", "number", "form"),
    [
        ("wo ist meine Bestellung m53kuw5?", "M53KUW5", Form.KAUFLAND),
        ("otto Bestellung 4YXC9K2PQZ wo?", "4yxc9k2pqz", Form.OTTO),
        ("Order 302 4455667 1122334", "302-4455667-1122334", Form.AMAZON),
        ("Bestellung 12 34567 89012", "12-34567-89012", Form.EBAY),
        ("Bestellung 30244556671122334", "302-4455667-1122334", Form.AMAZON),
        ("Bestellung 302-4455667 1122334", "302-4455667-1122334", Form.AMAZON),
        ("eBay-Bestellung 123456789012", "12-34567-89012", Form.EBAY),
        ("order M53kuw5", "M53KUW5", Form.KAUFLAND),
        ("Widerruf Bestellung 30003", "30003", Form.PLENTY),
        ("AW: Ihre Bestellung 30004", "30004", Form.PLENTY),
        ("Bestellnummer: 123456", "123456", Form.PLENTY),
        ("Bestell-Nr.: 123456", "123456", Form.PLENTY),
        ("Reklamation zu Ihrer Bestellung Nr.12345 vom 03.05.2026", "12345", Form.PLENTY),
        ("Auftrag Nr. 4711", "4711", Form.PLENTY),
        ("zur Auftragsnummer 98765 habe ich eine Frage", "98765", Form.PLENTY),
        ("my order #10023 has not arrived", "10023", Form.PLENTY),
        ("Order no. 10023", "10023", Form.PLENTY),
        ("Order ID: 10023.", "10023", Form.PLENTY),
        ("meine Bestellung mit der Nummer 556677 ist weg", "556677", Form.PLENTY),
        ("Die Bestellnummer lautet 556677.", "556677", Form.PLENTY),
        ("30001 ist meine Bestellnummer", "30001", Form.PLENTY),
        ("Bestell-Nr.: 30 001 fehlt", "30001", Form.PLENTY),
        ("Bestellnummer 30.001 fehlt", "30001", Form.PLENTY),
        ("Die Bestellnummer lautet 1 234 567.", "1234567", Form.PLENTY),
        ("order number 45 67 89 is missing", "456789", Form.PLENTY),
        ("order no 30001a", "30001a", Form.PLENTY),
        ("Amazon-Bestellung 302-4455667-1122334", "302-4455667-1122334", Form.AMAZON),
        ("Amazon order 302-4455667-1122334", "302-4455667-1122334", Form.AMAZON),
        ("eBay Bestellnummer 12-09876-54321", "12-09876-54321", Form.EBAY),
        ("Bestellung 12\u201309876\u201354321", "12-09876-54321", Form.EBAY),
        ("Kaufland Bestellung M53KUW5", "M53KUW5", Form.KAUFLAND),
        ("OTTO Bestellnummer cbn8z56w6t", "cbn8z56w6t", Form.OTTO),
    ],
)
def test_a_number_that_is_called_an_order_is_sure(text, number, form):
    found = order_numbers(text)

    assert [(one.number, one.form, one.certainty) for one in found] == [(number, form, CALLED)]


@pytest.mark.parametrize(
    ("text", "number", "certainty"),
    [
        ("Es geht um 302-4455667-1122334, bitte melden.", "302-4455667-1122334", SHAPED),
        ("12-09876-54321: Nachricht eines Käufers", "12-09876-54321", SHAPED),
        ("M16YXQ5 ist nicht angekommen", "M16YXQ5", SHAPED),
        ("Kaufland: m53kuw5 ist nicht da", "M53KUW5", SHAPED),
        ("bei OTTO 4YXC9K2PQZ gekauft", "4yxc9k2pqz", SHAPED),
        ("Amazon 302 4455667 1122334 fehlt", "302-4455667-1122334", SHAPED),
        ("Es geht um 302 4455667 1122334.", "302-4455667-1122334", BARE),
        ("Es geht um m53kuw5.", "M53KUW5", BARE),
        ("eBay 123456789012", "12-34567-89012", BARE),
        ("Rückfrage zu 30001", "30001", BARE),
        ("Nr. 30001 fehlt noch", "30001", BARE),
        ("Bestellung 30 001 fehlt", "30001", BARE),
        ("Bestellung: 30.001", "30001", BARE),
        ("Mein Paket 30003 fehlt", "30003", SHAPED),
        ("Mein Paket 30003 Wann kommt es", "30003", SHAPED),
        ("My parcel no. 30003 is missing", "30003", SHAPED),
        ("Die Sendung Nr. 30003 ist weg", "30003", SHAPED),
    ],
)
def test_the_shape_alone_says_less(text, number, certainty):
    assert [(one.number, one.certainty) for one in order_numbers(text)] == [(number, certainty)]


@pytest.mark.parametrize(
    "text",
    [
        "Rufen Sie mich an: 0176 12345678",
        "Tel. +49 421 123456",
        "Telefon: 0421/123456",
        "Mobil 0151-2345678",
        "28203 Bremen",
        "Lindenallee 12, 1010 Wien",
        "EAN 4006381333931",
        "EAN: 40063813",
        "am 12.03.2026 bestellt",
        "am 2026-03-12",
        "im März 2026",
        "Ordered in 2026",
        "meine Bestellung vom 12.03.2026",
        "meine Bestellung vom März 2026",
        "Sendungsnummer 00340434161094042557",
        "Tracking 01405123456789",
        "Tracking number: 123456789",
        "das Paket 1Z999AA10123456784",
        "Rechnung 123456",
        "Invoice no. 123456",
        "Kundennummer 10023",
        "Meine Kundennummer ist 55123",
        "Lieferschein 8812",
        "Modell MX500AB defekt",
        "Bestellung mit 1000 Teilen",
        "Artikelnummer 20931",
        "es kostet 1234,50 €",
        "EUR 1500 zurück",
        "120 Stück, 1600 Watt, 2700 K",
        "Bestellung über 150 Euro",
        "IBAN DE89 3704 0044 0532 0130 00",
        "DE89370400440532013000",
        "um 1430 Uhr",
        "Ihre Bestellung ist da, bitte um Antwort",
        "der abcdefghij Schrank",
        "Meine Bestellung meinung und mantels",
        "Bestellung mittwoch",
        "Kaufland Montags",
        "Gutschein SOMMER2026",
        "Bestellung SOMMER2026",
        "Bestellung mit RABATT2026",
        "Bestellung WILLKOMMEN",
        "Tel. 089 1234567 7654321",
        "Sendungsnummer 12 34567 89012",
        "Modell m500abx",
        "MUENCHEN",
        "Ticket 4711",
        "Packstation 145",
        "Bestellung 30 001 Teile",
        "Bestellung über 30 001 Euro",
        "Bestellnummer unbekannt, Tel. 421 123 456",
        "Bestellnummer 1 500 ml",
        "order no 500ml",
        "Rückfrage zu 30001a",
        "Paketnummer 30003",
        "Paket 2026",
        "Paket 1234 5678 9012",
        "Paket 123456789012",
        "Paket mit 30003 Teilen",
        "Paket 2500 g",
        "Pakete nach 28203 Bremen",
        "Lieferung 28203 Bremen",
        "Karte 4111 1111 1111 1111",
        "Kissen 50x50 und Vorhang 140x245",
        "https://shop.example/p/30001",
        "",
    ],
)
def test_other_numbers_are_no_orders(text):
    assert order_numbers(text) == ()


def test_several_orders_of_one_sentence_are_all_found():
    found = order_numbers("Ich habe die Bestellungen 30001, 30002 und Nr. 30003 noch nicht erhalten.")

    assert [(one.number, one.certainty) for one in found] == [("30001", CALLED), ("30002", CALLED), ("30003", CALLED)]


def test_the_surest_comes_first_and_each_number_once():
    found = order_numbers("Zu 20931: das Paket 302-4455667-1122334 fehlt. Bestellung 30001! Nochmal: 30001.")

    assert [one.number for one in found] == ["30001", "302-4455667-1122334", "20931"]
    assert (found[0].plenty_id, found[1].plenty_id) == (30001, None)


def test_a_text_of_digits_is_read_quickly():
    assert order_numbers("Bestellung " * 20_000 + "1" * 100_000) == ()
    assert len(order_numbers("Bestellung 10001 " * 5_000)) == 1
