"""Where somebody lives, however the street is called; and what only looks like a house."""

import pytest

from tickets_service.privacy import Known, Pseudonyms

KNOWN = Known(
    names=("Jürgen Weiß",), addresses=("Jürgen Weiß\nSchwalbacher Straße 10\n65183 Wiesbaden", "Weg 2, 45127 Essen")
)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("meine neue Adresse: Am Alten Markt 3b, 01067 Dresden", "meine neue Adresse: [ADDRESS_1]"),
        ("Ich wohne jetzt Platz der Republik 1, 11011 Berlin", "Ich wohne jetzt [ADDRESS_1]"),
        ("Straße des 17. Juni 135, 10623 Berlin", "[ADDRESS_1]"),
        ("Ich wohne Straße des 17. Juni 135 im Hof", "Ich wohne [ADDRESS_1] im Hof"),
        ("C 4, 7, 68159 Mannheim", "[ADDRESS_1]"),
        ("Packstation 145, Postnummer 12345678, 53113 Bonn", "[ADDRESS_1]"),
        ("An Packstation 145. Postnummer: 12345678.", "An [ADDRESS_1]. [ADDRESS_2]."),
        ("Postfach 10 11 12", "[ADDRESS_1]"),
        ("Ulica Długa 5/7, 00-238 Warszawa", "[ADDRESS_1]"),
        ("Bitte an Lindenhof 3, 8001 Zürich schicken", "Bitte an [ADDRESS_1] schicken"),
        ("Anschrift:\nHinterm Dorf 3\n10115 Berlin\nDanke", "Anschrift:\n[ADDRESS_1]\nDanke"),
        ("Neumarkt 3, Hinterhaus, 10115 Berlin", "[ADDRESS_1]"),
        ("To 12 High Wood, Leeds LS1 4AP", "To [ADDRESS_1]"),
        ("Zwanenburg 5, 1015 CJ Amsterdam", "[ADDRESS_1]"),
        ("10 rue X, 75004 Paris", "[ADDRESS_1]"),
        ("ich wohne jetzt hinter dem turm 3, 01067 dresden.", "ich wohne jetzt [ADDRESS_1]."),
        ("Bitte an Kaiserstr.12 60311 Frankfurt liefern", "Bitte an [ADDRESS_1] liefern"),
        ("Lieferung an Hauptstraße12, 10115 Berlin", "Lieferung an [ADDRESS_1]"),
        ("kaiserstr.12", "[ADDRESS_1]"),
        ("Ich wohne Am Tor 4 App. 12.", "Ich wohne [ADDRESS_1]."),
        ("Am Tor 4, Whg. 3, 10115 Berlin", "[ADDRESS_1]"),
        ("Wohne Am Tor 4, 3. OG", "Wohne [ADDRESS_1]"),
        ("Hauptstraße 5 App. 12, 10115 Berlin", "[ADDRESS_1]"),
        ("Dorfstraat 7 B, 25899 Niebüll-Langstoft", "[ADDRESS_1], [ADDRESS_2]"),
    ],
)
def test_an_address_is_hidden_back_to_what_it_begins_with(text, hidden):
    pseudonyms = Pseudonyms()

    assert pseudonyms.hide(text) == hidden
    assert pseudonyms.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "Zu Bestellung 4711, 10115 Berlin",
        "Artikel 4711, 20095 Hamburg",
        "Sneaker in Größe 42, 10115 Berlin",
        "Seit März 2026, 10115 Berlin",
        "Ich habe am 12.03. bestellt, 10115 Berlin",
        "Es sind 3 Stück, 10115 Berlin",
        "Lampe Lumea 3, 4000 Kelvin",
        "Bestellung vom 12. März, Lieferung nach 10115 Berlin",
        "Adresse stimmt, Bestellung 4711, 12345 Sneaker",
    ],
)
def test_what_was_ordered_is_no_house(text):
    assert Pseudonyms().hide(text) == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Danke!\n\nJ. Weiß", "Danke!\n\nJ. [NAME_1]"),
        ("Bestellt von J.Weiß am Montag", "Bestellt von J.[NAME_1] am Montag"),
        ("Weiß, Jürgen fragt", "[NAME_1], [NAME_2] fragt"),
        ("Der Sneaker in Weiß. Die Größe M. weiß", "Der Sneaker in Weiß. Die Größe M. weiß"),
        ("Gruß\nJürgen Weiß, Wiesbaden", "Gruß\n[NAME_1] [NAME_2], [ADDRESS_1]"),
        ("Ich wohne in Wiesbaden.", "Ich wohne in [ADDRESS_1]."),
        ("Neu: Hinterhof 3, 65185 Wiesbaden", "Neu: [ADDRESS_1]"),
        ("Nun in 65185 Wiesbaden", "Nun in [ADDRESS_1]"),
        ("Das Essen ist kalt, ich bin aus Essen", "Das Essen ist kalt, ich bin aus [ADDRESS_1]"),
        ("Wiesbadener Kurier", "Wiesbadener Kurier"),
    ],
)
def test_a_known_customer_is_hidden_with_initial_and_town(text, hidden):
    pseudonyms = Pseudonyms(KNOWN)

    assert pseudonyms.hide(text) == hidden
    assert pseudonyms.restore(hidden) == text


@pytest.mark.parametrize(
    "text",
    ["Die App 12 stürzt ab", "Am Regal 4 fehlt eine Schraube", "Kerze am Ring 3 Teile", "Dorfstraat, 25899 Teile"],
)
def test_what_is_counted_is_no_flat(text):
    assert Pseudonyms().hide(text) == text


def test_a_town_that_is_in_a_fact_stays():
    known = Known(addresses=("Weg 2\n65183 Wiesbaden",), facts=("Sessel Wiesbaden",))

    assert Pseudonyms(known).hide("Der Sessel Wiesbaden wackelt.") == "Der Sessel Wiesbaden wackelt."
