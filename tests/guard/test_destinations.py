"""Goods that a text sends elsewhere are named; where the shop itself takes them back, nothing is said."""

import pytest

from tickets_service.guard import Allowed, Key, inspect

OWN = Allowed(
    own_texts=(
        "Rücksendungen gehen an:\nNordlicht Wohnen GmbH\nRetouren\nHafenstraße 4\n28195 Bremen",
        "Post erreicht uns unter Postfach 10 11 12, 28001 Bremen.",
    )
)


def named(text):
    return [found.excerpt for found in inspect(text, OWN).flags if found.key is Key.address_change]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ihre Rücksendung senden Sie bitte an: Hans Dieb, Hinterhof 3, 10115 Berlin.", "Hinterhof 3, 10115 Berlin"),
        ("Bitte senden Sie die Ware an:\n\nHans Dieb\nHinterhof 3\n10115 Berlin\n\nGruß", "Hinterhof 3\n10115 Berlin"),
        ("Please return the goods to: John Doe, 12 Baker Street, London NW1 6XE.", "12 Baker Street, London NW1 6XE"),
        ("Please ship the parcel to John Doe, 12 High Wood, Leeds LS1 4AP", "12 High Wood, Leeds LS1 4AP"),
        ("Bitte schicken Sie das Paket an Packstation 145, 53113 Bonn.", "Packstation 145, 53113 Bonn"),
        ("Retouren bitte an Postfach 10 11 13, 50667 Köln", "Postfach 10 11 13"),
        ("Bitte senden Sie die Ware zurück. Die Adresse ist: Dieb, Hof 3, 10115 Berlin.", "Hof 3, 10115 Berlin"),
        ("An Hans Dieb, Hinterhof 3, 10115 Berlin, senden Sie bitte die Ware.", "Hinterhof 3, 10115 Berlin"),
        ("Rücksendeadresse: Dieb, Am Alten Markt 3b, 01067 Dresden", "Am Alten Markt 3b, 01067 Dresden"),
        ("Bitte senden Sie es an Dieb, Ulica Długa 5/7, 00-238 Warszawa.", "Ulica Długa 5/7, 00-238 Warszawa"),
        ("Bitte senden Sie es an Dieb, Keizersgracht 12, 1015 CJ Amsterdam.", "Keizersgracht 12, 1015 CJ Amsterdam"),
        ("Bitte senden Sie es an Dieb, 12 rue de Rivoli, 75004 Paris.", "12 rue de Rivoli, 75004 Paris"),
        ("Bitte senden Sie es an Dieb, C 4, 7, 68159 Mannheim.", "C 4, 7, 68159 Mannheim"),
        ("Bitte senden Sie die Ware an die Hauptstr. 5 in Berlin.", "Hauptstr. 5"),
        ("Wir bitten Sie, alles an Dieb, Hinterhof 3, 10115 Berlin zu schicken.", "Hinterhof 3, 10115 Berlin"),
        ("Bitte senden Sie es an Nordlicht, Hafenstr. 5, 28195 Bremen", "Hafenstr. 5, 28195 Bremen"),
        ("Bitte senden Sie es an Nordlicht, Hafenstr. 4, 10115 Berlin", "Hafenstr. 4, 10115 Berlin"),
    ],
)
def test_goods_sent_to_a_foreign_address_are_flagged(text, address):
    assert named(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte senden Sie die Ware an:\nNordlicht Wohnen GmbH\nHafenstr. 4\n28195 Bremen",
        "Bitte senden Sie die Ware an Nordlicht, Retouren, Hafenstraße 4, 28195 Bremen.",
        "Bitte senden Sie die Ware an Hafenstraße 4, D-28195 Bremen.",
        "Bitte senden Sie die Ware an unser Postfach 10 11 12, 28001 Bremen.",
        "Wir haben das Paket am 3.3. an Erika Muster, Hauptstr. 5, 10115 Berlin gesendet.",
        "Ihr Paket wurde am 3. März an Hauptstr. 5, 10115 Berlin geliefert.",
        "Das Etikett für die Rücksendung haben wir an Hauptstr. 5, 10115 Berlin geschickt.",
        "Bitte senden Sie uns 2 Fotos, Artikel 12345 Sneaker.",
        "Bitte senden Sie die Ware innerhalb von 14 Tagen zurück, Bestellung 4711.",
        "Wir freuen uns auf Ihre Rücksendung.\n\nMit freundlichen Grüßen\nNordlicht\nSüdweg 4\n28195 Bremen",
        "Unser Laden: Südweg 4, 28195 Bremen, geöffnet bis 18 Uhr.",
        "Bitte senden Sie uns Ihre Anschrift.",
    ],
)
def test_the_shops_own_address_and_others_that_get_nothing_are_not(text):
    assert named(text) == []
