"""Money, addresses, banks and law are named, so that a person can acknowledge them; and nothing takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.guard import Allowed, Key, Level, Where, inspect

NOTHING = Allowed()
RISKS = [
    (Key.money, "Wir erstatten Ihnen 20 €."),
    (Key.money, "Selbstverständlich bekommen Sie Ihr Geld zurück."),
    (Key.money, "Wir schreiben Ihnen 15 Euro gut."),
    (Key.money, "Als Entschädigung senden wir Ihnen einen Gutschein über 10 €."),
    (Key.money, "Der Betrag wird Ihnen morgen überwiesen."),
    (Key.money, "Die Versandkosten übernehmen wir."),
    (Key.money, "Den Artikel dürfen Sie behalten."),
    (Key.money, "Wir haben die Rückzahlung veranlasst."),
    (Key.money, "Wir schicken Ihnen kostenlos Ersatz."),
    (Key.money, "Machen Sie sich keine Sorgen, wir erstatten alles."),
    (Key.money, "Wir erstatten nicht nur den Preis."),
    (Key.money, "You will receive a full refund."),
    (Key.money, "We'll give you 15% off your next order."),
    (Key.money, "I've credited your account with 20 euros."),
    (Key.money, "As a goodwill gesture we offer you a voucher."),
    (Key.money, "Das Geld haben wir Ihnen bereits zurückgezahlt."),
    (Key.money, "Wir haben Ihnen das Geld bereits zurückgezahlt."),
    (Key.money, "Das Geld wurde zurücküberwiesen."),
    (Key.money, "Den Kaufpreis haben wir zurückgebucht."),
    (Key.money, "Wir haben Ihnen den Betrag am 27.11. auf Ihr Konto erstattet."),
    (Key.money, "Wir haben Ihnen den Betrag am 27. November auf Ihr Konto erstattet."),
    (Key.money, "Wir haben Ihnen den Betrag inkl. Versand auf Ihr Konto erstattet."),
    (Key.money, "Leider war die Ware defekt und wir haben den Betrag erstattet."),
    (Key.money, "Nach Prüfung wurde der Betrag erstattet."),
    (Key.money, "Die Erstattung ist bereits erfolgt."),
    (Key.money, "The purchase price was refunded yesterday."),
    (Key.money, "your money has been refunded"),
    (Key.money, "your money has been credited"),
    (Key.money, "Your refund has been processed."),
    (Key.address_change, "Lieferadresse ist ab jetzt Hauptstr. 5, 10115 Berlin"),
    (Key.address_change, "Ab sofort ist Ihre Lieferadresse Hauptstr. 5."),
    (Key.address_change, "Your delivery address is now 5 Main Street."),
    (Key.bank_change, "Zahlen Sie bitte per PayPal."),
    (Key.bank_change, "Zahlen Sie bitte mit Geschenkkarten."),
    (Key.bank_change, "Wir senden das Geld an kasse@evil.example."),
    (Key.address_change, "Wir haben Ihre Lieferadresse geändert."),
    (Key.address_change, "Die neue Adresse haben wir eingetragen."),
    (Key.address_change, "Wir senden das Paket nun an die Musterstraße 5."),
    (Key.address_change, "We updated the shipping address as requested."),
    (Key.bank_change, "Unsere Bankverbindung hat sich geändert."),
    (Key.bank_change, "Bitte zahlen Sie auf das folgende Konto ein."),
    (Key.bank_change, "Kontonummer: 532013000, BLZ 37040044"),
    (Key.bank_change, "Please note our new bank details."),
    (Key.legal_threat, "Wir übergeben den Fall unserem Anwalt."),
    (Key.legal_threat, "Sonst leiten wir gerichtliche Schritte ein."),
    (Key.legal_threat, "We will take legal action."),
]


@pytest.mark.parametrize(("key", "text"), RISKS)
def test_a_risk_is_flagged_where_it_stands(key, text):
    draft = f"Guten Tag,\n\n{text}\n\nGruß"
    flags = [flag for flag in inspect(draft, NOTHING).flags if flag.key is key]

    assert flags
    assert all(flag.level is Level.flag and draft[flag.start : flag.end].startswith(flag.excerpt) for flag in flags)
    assert all(flag.excerpt in text for flag in flags)


@pytest.mark.parametrize(
    "text",
    ["Ich gehe zum Anwalt!", "Das melde ich der Verbraucherzentrale.", "Ich erstatte Anzeige.", "I will sue you."],
)
def test_a_threat_of_the_customer_is_flagged_too(text):
    (flag,) = inspect("Guten Tag", Allowed(customer_text=text)).flags

    assert (flag.key, flag.where) == (Key.legal_threat, Where.customer)
    assert text[flag.start : flag.end] == flag.excerpt


@pytest.mark.parametrize(
    "text",
    [
        "Anbei finden Sie, wie die Rücksendung und die Erstattung ablaufen.",
        "Hier steht, wie Sie Ihr Geld zurückerhalten.",
        "Here is how your refund is processed.",
        "Leider können wir Ihnen keinen Rabatt geben.",
        "Leider können wir nichts erstatten.",
        "Wir können nichts erstatten.",
        "Wir prüfen, ob der Betrag am 27.11. erstattet wurde.",
        "Der Betrag wurde noch nicht erstattet.",
        "The amount has not been refunded yet.",
        "It wasn't refunded.",
    ],
)
def test_to_tell_how_something_is_done_promises_nothing(text):
    assert inspect(f"Guten Tag,\n\n{text}", NOTHING).flags == ()


PIECES = [
    "Passwort",
    " bitte ",
    "<a ",
    "[x](",
    "https://",
    "evil.com",
    "DE89",
    " 3704",
    "wir ",
    "erstatten",
    "\u202e",
    "ü",
    "&lt;",
    "\n",
    ". ",
]


@given(
    st.one_of(st.text(st.characters(codec=None)), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)),
    st.text(),
)
def test_every_text_gets_a_verdict(text, other):
    verdict = inspect(
        text, Allowed(hosts=(other,), ibans=(other,), emails=(other,), forbidden=(other,), customer_text=other)
    )

    assert verdict.size == len(text)
    assert set(verdict.blocked) | set(verdict.flags) == set(verdict.findings)
    for found in verdict.findings:
        source = text if found.where is Where.draft else other
        assert 0 <= found.start <= found.end <= len(source)
        assert source[found.start : found.end].startswith(found.excerpt)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0 ",
        "a.",
        "a@",
        "w w ",
        "<",
        "[",
        "![",
        "[a](",
        "**",
        "`",
        "(at) ",
        "//",
        "Passwort ",
        "bitte Passwort ",
        "wir ",
        "erstattung ",
        "adresse ",
        "iban ",
        "http://",
        "\u200b",
        "\n",
        "A1B2",
        "DE12 ",
        "&lt;",
        "%3c",
        "\u00f6",
        "neue ",
        "\U000e0041",
        "kosten ",
        "eins ",
        "D E 8 9 ",
        "0900 5 1 ",
        "zahlen Sie 1. ",
        "zahlen a@b.de und ",
        "Foto Ihrer ",
        "code, ",
        "Hof 3, 10115 Berlin ",
        "senden Sie Hof 3\n10115 B\n",
        "an der die zu ",
        "Str. 5 ",
        "C 4, 7, ",
        "50 € an Sie ",
        "bekommen Sie die ",
        "wir haben 5 ",
        "[order ",
        "code on steam ",
        "rufen Sie 0170 1234567 ",
        "neue Adresse nicht ",
        "zahlen auf konto ",
        "verlange 5 ",
    ],
)
def test_no_text_takes_long(piece):
    allowed = Allowed(hosts=("shop.de",), forbidden=("CANARY-7f3a",), customer_text=piece * (100_000 // len(piece)))
    text = piece * (100_000 // len(piece))
    seconds = []
    for _ in range(3):
        began = time.process_time()
        verdict = inspect(text, allowed)
        seconds.append(time.process_time() - began)

    assert min(seconds) < 0.2
    assert Key.too_large in {found.key for found in verdict.blocked}
