from datetime import date

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Verdict, check

ORDER = "order:4711"
SHEET = FactSheet(
    (
        Fact(id=ORDER, kind=FactKind.ORDER_NUMBER, label="Order", value="47110"),
        Fact(id=f"{ORDER}/status", kind=FactKind.STATUS, label="Status", value="[7] Warenausgang gebucht", of=ORDER),
        Fact(id=f"{ORDER}/item:1", kind=FactKind.ITEM, label="Item", value="Teppich Kelim Ararat 160x230", of=ORDER),
        Fact(id=f"{ORDER}/item:2", kind=FactKind.ITEM, label="Item", value="Kissen Luna 40x40 cm", of=ORDER),
    ),
    date(2026, 3, 14),
)


def marks(text):
    return [(text[one.start : one.end], one.kind, one.verdict) for one in check(text, SHEET)]


@pytest.mark.parametrize(
    "text",
    [
        'Ihre Bestellung hat den Status "Warenausgang gebucht".',
        "Ihre Bestellung steht auf „Warenausgang gebucht“.",
        'Your order is still showing as "Warenausgang gebucht".',
        "Der Status lautet: „[7] Warenausgang gebucht“",
        "Sie steht bei uns derzeit auf „Warenausgang gebucht“.",
    ],
)
def test_the_status_of_the_order_in_quotes_is_verified(text):
    assert [(kind, verdict) for _, kind, verdict in marks(text)] == [(FactKind.STATUS, Verdict.VERIFIED)]


def test_another_status_in_quotes_is_not_known():
    assert marks("Ihre Bestellung steht auf „Storniert“.") == [
        ("Storniert", FactKind.STATUS, Verdict.UNSUPPORTED),
    ]


def test_a_status_that_tells_of_what_has_not_happened_is_contradicted():
    paid = Fact(id=f"{ORDER}/paid", kind=FactKind.EVENT, label="Paid", value=True, of=ORDER, event=Event.PAID)
    returned = Fact(id=f"{ORDER}/back", kind=FactKind.EVENT, label="Back", value=False, of=ORDER, event=Event.RETURNED)
    sheet = FactSheet((*SHEET.facts, paid, returned), SHEET.today)

    for status, fact in (("Warten auf Zahlung", paid), ("Retoure", returned)):
        [found] = check(f"Ihre Bestellung steht auf „{status}“.", sheet)
        assert (found.verdict, found.fact) == (Verdict.CONTRADICTED, fact)


@pytest.mark.parametrize(
    "text",
    [
        "Der Status ist offen.",
        "Wir teilen Ihnen mit, wie Sie Ihr Geld zurückerhalten.",
        "We have received your wish to return the order.",
        "Den Versandstatus prüfen wir gern.",
        "Unter „Mein Konto“ finden Sie die Rechnung.",
        'You can change it in "My account".',
        "Im Menü „Meine Bestellungen“ > „Retoure anmelden“ geht es am schnellsten.",
        "Mit der Aktion „Winterfreude“ hat das nichts zu tun.",
        "Ein Skoda Fabia ab Baujahr 2015 steht in der Liste.",
        "Sie können das Paket in einen Access Point umleiten.",
    ],
)
def test_what_names_no_goods_is_not_marked(text):
    assert marks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nach unseren Unterlagen „Teppich Kelim Ararat 160x230“ ist alles in Ordnung.",
        "Es geht um den Artikel „Teppich Kelim Ararat 160x230“.",
        "Ihr „Kissen Luna“ ist wieder da.",
        "Zu Ihrer Anfrage „Kissen Luna“: es ist waschbar.",
    ],
)
def test_an_item_in_quotes_is_verified(text):
    assert {(kind, verdict) for _, kind, verdict in marks(text)} == {(FactKind.ITEM, Verdict.VERIFIED)}


def test_another_item_in_quotes_is_contradicted():
    text = "Nach unseren Unterlagen haben Sie „Teppich Kelim Bergen 160x230“ bestellt."
    assert ("Teppich Kelim Bergen 160x230", FactKind.ITEM, Verdict.CONTRADICTED) in marks(text)
