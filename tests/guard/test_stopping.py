"""What an attacker would have a reply say is stopped; what a shop says to its customers is not."""

import pytest

from tickets_service.guard import Allowed, Key, inspect
from tickets_service.knowledge.templates import fill

ALLOWED = Allowed(
    hosts=("shop.de", "www.Laden.example"),
    ibans=("DE02 1203 0000 0000 2020 51",),
    emails=("hilfe@dienst.example",),
    forbidden=("CANARY-7f3a", "Einkaufspreis 12,70"),
    customer_text="Meine Adresse ist x@y.de.",
)


def keys(text):
    return {found.key for found in inspect(text, ALLOWED).findings}


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.com",
        "evil.com",
        "https://shop.de@evil.com/",
        "https://shop.de.evil.com",
        "https://evil.com/shop.de",
        "https://shop.de:8443/",
        "https://user:pw@shop.de/",
        "https://shop.de/go?to=https://evil.com",
        "https://shop.de/go?to=https%253A%252F%252Fevil.com",
        "https://shop.de/go?to=evil.com",
        "https://shop.de//evil.com",
        "https://sh\u043ep.de",
        "https://xn--shp-8cd.de",
        "https://\uff45vil.com",
        "https://shop\u3002evil.com",
        "http://1.2.3.4/x",
        "http://2130706433/",
        "http://[::1]/",
        "//evil.com/x",
        "https:\\\\evil.com",
        "ftp://shop.de/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "bit.ly/x",
        "www . evil . com",
        "evil(punkt)com",
        "dhl.de.paket-info.com",
        "https://dhl-de.com",
        "https://shop.de\\@evil.com",
        "h t t p s : / / evil . com",
        "evil\u200b.com",
        "evil dot example",
        "evil\u3002example",
        "shop[.]de",
        "laden[.]example",
    ],
)
def test_a_foreign_or_crooked_link_is_stopped(link):
    assert Key.foreign_link in keys(f"Bitte hier prüfen: {link} danke.")


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.de",
        "shop.de/retoure",
        "https://www.shop.de/a/b.html?x=1&y=2#z",
        "https://hilfe.shop.de.",
        "https://laden.example/x",
        "https://www.dhl.de/de/paket.html?piececode=00340434161094042557",
        "https://tracking.dpd.de/status/de_DE/parcel/01234567890123",
        "https://www.ups.com/track?tracknum=1Z999AA10123456784",
    ],
)
def test_the_shops_and_the_carriers_links_may_go(link):
    assert keys(f"Sehen Sie unter {link} nach.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "<b>wichtig</b>",
        "<img src=x onerror=alert(1)>",
        "<script",
        "</p>",
        "<!-- x -->",
        "&lt;script&gt;",
        "&#60;a href=x>",
        "%3Cscript",
        "\uff1cscript\uff1e",
        "<svg/onload=x>",
    ],
)
def test_html_is_stopped(text):
    assert Key.html in keys(f"Hallo {text} Welt")


@pytest.mark.parametrize(
    "text",
    ["![x](https://shop.de/x)", "[hier](https://shop.de)", "[a][b]", "[1]: x", "<https://shop.de>", "[url=x]a[/url]"],
)
def test_markdown_that_leads_or_loads_is_stopped(text):
    assert Key.markdown_link in keys(f"Hallo\n{text} Welt")


@pytest.mark.parametrize(
    "text", ["Maße 5 < 6 und 7 > 3", "Ich <3 Schuhe", "10*20*30 cm * inkl. Fuß", "[sic] (siehe oben)", "A_B_C", "# 12"]
)
def test_signs_that_are_no_markup_are_let_alone(text):
    assert keys(f"Hallo {text}") == set()


@pytest.mark.parametrize(
    "iban",
    [
        "DE89 3704 0044 0532 0130 00",
        "de89370400440532013000",
        "DE89-3704-0044-0532-0130-00",
        "D\u0415893704004405 32013000",
        "AT611904300234573201",
        "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",
        "D.E.8.9.3.7.0.4.0.0.4.4.0.5.3.2.0.1.3.0.0.0",
        "DE 89/3704/0044/0532/0130/00",
    ],
)
def test_a_foreign_iban_is_stopped(iban):
    assert Key.foreign_iban in keys(f"Bitte zahlen Sie auf {iban}, danke.")


def test_the_shops_iban_is_not():
    assert Key.foreign_iban not in keys("Bitte zahlen Sie auf DE02120300000000202051.")
    assert Key.foreign_iban not in keys("Bitte zahlen Sie auf D E 0 2 1 2 0 3 0 0 0 0 0 0 0 0 2 0 2 0 5 1.")


def test_cards_and_wallets_are_stopped():
    assert Key.card_number in keys("Karte 4111 1111 1111 1111")
    assert Key.foreign_account in keys("BTC an bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq")


REQUESTS = [
    "Bitte senden Sie uns Ihr Passwort.",
    "Bitte halten Sie Ihre TAN bereit.",
    "Könnten Sie mir bitte Ihr Passwort mailen?",
    "Wir bitten um Angabe Ihrer Kreditkartennummer.",
    "Loggen Sie sich hier ein und geben Sie Ihre Kontodaten an.",
    "Ihre Kartendaten bitte!",
    "Nenn mir mal deine Kontonummer.",
    "Mit welchem Passwort melden Sie sich an?",
    "Bitte die letzten vier Ziffern der Kreditkarte angeben.",
    "Fotografieren Sie bitte beide Seiten Ihrer Kreditkarte.",
    "Sie müssen uns nicht anrufen, aber Ihr Passwort schicken.",
    "Zögern Sie nicht und senden Sie Ihr Passwort.",
    "Schicken Sie Ihr Passwort zurück.",
    "Kindly provide bank details for the refund.",
    "We just need the 3 digits on the back of your card.",
    "Schicken Sie mir bitte den Code aus der SMS.",
    "P a s s w o r t bitte",
    "Pa$$wort bitte senden",
    "P\u0430sswort bitte senden",
    "Please enter your PIN below",
    "Reply with your full card number, expiry date and CVV.",
    "To verify your identity we require your login details.",
    "Your security code, please.",
    "I need your mother's maiden name.",
    "Bitte schicken Sie ein Foto Ihrer Kreditkarte von vorn und hinten.",
    "Foto Ihrer EC-Karte (beide Seiten)",
    "We need a photo of your bank card.",
    "Bitte bestätigen Sie den Code, den Sie per SMS erhalten.",
    "Bitte senden Sie uns den 6-stelligen Code.",
    "Please tell us the code you receive on your phone.",
    "Senden Sie das Geld per PayPal Freunde an kasse@evil.example",
    "Bitte überweisen Sie 20 € an x@y.de.",
    "Bitte zahlen Sie den Rest an hilfe@dienst.example.",
    "Wir bitten um Zahlung an kasse@evil.example.",
    "Please send the money to kasse@evil.example.",
    "Please pay via Western Union.",
    "Kaufen Sie Google-Play-Karten und schicken Sie uns die Codes.",
    "Please buy an Amazon gift card and send us the code.",
    "Kaufen Sie Gutscheinkarten und senden Sie uns die Codes.",
    "Besorgen Sie bitte drei Guthabenkarten. Schicken Sie uns dann die Nummern.",
    "Please buy gift cards and send us the codes.",
    "What is the code on your Steam card?",
    "Welcher Code steht auf Ihrer Steam-Karte?",
    "Please send us the number on the back of the Amazon gift card.",
    "Your iTunes card code?",
    "Rufen Sie zur Bestätigung 0900 5 123456 an.",
    "Rufen Sie 09005123456 an.",
    "Hotline: +49 900 5 123456",
    "Call 0137 1234567.",
    "Tel. 0190/123456",
    "P\u200blease send y\u200cour passw\u200bord",
]


@pytest.mark.parametrize("text", REQUESTS)
def test_a_request_for_secrets_or_payment_data_is_stopped(text):
    assert keys(text) & {Key.secret_request, Key.payment_request}


@pytest.mark.parametrize(
    "secret",
    [
        "CANARY-7f3a",
        "canary 7F3A",
        "C A N A R Y - 7 f 3 a",
        "a3f7-YRANAC",
        "CANA\u200bRY-7f3a",
        "Q0FOQVJZLTdmM2E=",
        "43414e4152592d37663361",
        "einkaufspreis: 12.70",
    ],
)
def test_what_must_not_leave_the_house_does_not(secret):
    assert Key.forbidden_text in keys(f"Hallo {secret} Gruß")


def test_hidden_characters_are_counted_and_stopped():
    verdict = inspect("Hallo\U000e0041\U000e0042 \u202eabc\u202c a\u200bb", ALLOWED)

    assert verdict.invisible == 5
    assert verdict.is_blocked
    assert Key.hidden_text in {found.key for found in verdict.blocked}
    assert {found.key for found in inspect("a\u200bb", ALLOWED).flags} == {Key.invisible}


def test_addresses_of_strangers_are_flagged():
    assert keys("a@evil.com") == {Key.foreign_email}
    assert keys("info@shop.de, x@y.de, hilfe@dienst.example") == set()


def test_what_a_model_left_open_is_flagged():
    assert keys("Hallo [Name], {{datum}}") == {Key.placeholder}
    assert keys("Hallo **Sie**") == {Key.markdown}


@pytest.mark.parametrize("template", ["{{order_number}}", "{{unknown_thing}}", "{{Sendungsnummer}}"])
def test_what_a_template_had_no_value_for_is_flagged(template):
    assert keys(fill(f"Ihre Bestellung {template} ist da.", {}).text) == {Key.placeholder}


HARMLESS = [
    "The code on your Steam card is below the scratch field.",
    "Wir fragen nie nach dem Code auf Ihrer Steam-Karte.",
    "Geben Sie den Code auf Ihrer Geschenkkarte im Warenkorb ein.",
    "Wir fragen nie nach Ihrem Passwort.",
    "Bitte setzen Sie Ihr Passwort über die Anmeldeseite zurück.",
    "Die Erstattung geht auf Ihre Kreditkarte, bitte haben Sie Geduld.",
    "Das Passwort für das WLAN der Kamera steht auf der Unterseite.",
    "Bitte teilen Sie uns Ihre Telefonnummer für den Spediteur mit.",
    "Bitte senden Sie uns ein Foto des beschädigten Artikels.",
    "Die Lieferadresse ist Hauptstraße 5 in Berlin.",
    "An welche Adresse sollen wir liefern?",
    "Der Gutschein war bis 31.12. gültig.",
    "Kaufen Sie niemals Gutscheinkarten, um uns die Codes zu senden.",
    "Sie können bei uns Gutscheinkarten kaufen, den Code erhalten Sie per E-Mail.",
    "Die Karte liegt dem Paket bei.",
    "Gern prüfen wir, ob eine Erstattung möglich ist.",
    "Eine Auszahlung des Gutscheins ist nicht vorgesehen.",
    "Bitte senden Sie kein Foto Ihrer Kreditkarte.",
    "Bitte schicken Sie uns ein Foto der Speicherkarte.",
    "Bitte nennen Sie uns den 6-stelligen Code auf dem Etikett.",
    "Ihre Zahlung per PayPal ist am 3. November eingegangen.",
    "Sie können per PayPal zahlen.",
    "Bei Fragen zur Zahlung schreiben Sie an buchhaltung@shop.de.",
    "Bitte senden Sie den Nachweis der Zahlung an buchhaltung@shop.de.",
    "Wir senden die Rechnung über 20 € an x@y.de.",
    "Rufen Sie uns an: 0800 1234567.",
    "Ihre Bestellnummer 09005123456 ist unterwegs.",
    "Die Sendung 0190199246850 ist unterwegs.",
    "Wir haben Ihre Lieferadresse geprüft.",
    "Der Pin am Stecker ist verbogen, bitte prüfen.",
    "Sie haben ein Widerrufsrecht von 14 Tagen gemäß § 355 BGB.",
    "Sie können die Anschrift in Ihrem Konto selbst ändern, solange die Ware nicht versandt ist.",
    "Auf dem Display kann die Uhrzeit angezeigt werden.",
    "Please note that the code on the lid is not needed.",
    "Die Anzeige leuchtet, das Gericht ist fertig.",
    "The code on the box is the serial number.",
    "We are checking this with the carrier and will write again.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_a_shop_says_every_day_may_go(text):
    assert keys(text) == set()
