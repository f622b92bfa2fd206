"""What a customer's message asks for is acknowledged even if the answer says only that it was noted."""

from __future__ import annotations

import pytest

from tickets_service.guard import Allowed, Key, Where, inspect

ANSWER = "Guten Tag,\n\nvielen Dank für Ihre Nachricht, das haben wir so notiert.\n\nGruß"
OWN_IBAN = "DE89 3704 0044 0532 0130 00"


def found(said):
    verdict = inspect(ANSWER, Allowed(ibans=(OWN_IBAN,), customer_text=said))
    assert not verdict.is_blocked
    assert all(one.where is Where.customer and said[one.start : one.end] == one.excerpt for one in verdict.findings)
    return [one.key for one in verdict.findings]


@pytest.mark.parametrize(
    "said",
    [
        "Meine Bankverbindung hat sich geändert, bitte notieren: IBAN DE02 1203 0000 0000 2020 51.",
        "Meine Bankverbindung\nhat sich geändert.",
        "Bitte erstatten Sie den Betrag auf mein neues Konto bei der Sparkasse.",
        "Bitte NICHT auf das alte, sondern auf mein neues Konto überweisen.",
        "Bitte überweisen Sie das Geld auf das Konto meiner Frau.",
        "Meine IBAN: DE02120300000000202051",
        "Mein Konto hat sich geändert.",
        "Bitte das Geld an meine neue PayPal-Adresse.",
        "Ich habe die Bank gewechselt, bitte auf IBAN DE02 1203 0000 0000 2020 51 erstatten.",
        "Pouvez-vous rembourser sur un autre compte ?",
        "My bank details have changed.",
        "Please refund it to a different card.",
        "Voici mes nouvelles coordonnées bancaires.",
    ],
)
def test_another_account_is_flagged(said):
    assert found(f"Guten Tag,\n\n{said}\n\nGruß") == [Key.bank_change]


@pytest.mark.parametrize(
    "said",
    [
        "Please ship it to my new address instead, 5 Main Street.",
        "Können Sie die Lieferadresse noch ändern?",
        "Bitte ändern Sie die\nAdresse in Hauptstr. 5.",
        "Ich bin umgezogen.",
        "Wir ziehen am Samstag um, bitte später liefern.",
        "Ich habe leider eine falsche Adresse angegeben.",
        "I entered the wrong delivery address.",
        "Bitte liefern Sie an meine Packstation.",
        "Bitte an Packstation 123 liefern.",
        "We have moved to Leeds.",
        "Ich habe mich bei der Hausnummer vertippt.",
        "Lieferadresse bitte in Hauptstr. 5 ändern.",
        "I'd like the parcel sent to my office.",
        "Quiero cambiar la dirección de entrega.",
        "Merci de livrer à ma nouvelle adresse.",
    ],
)
def test_another_address_is_flagged(said):
    assert found(f"Guten Tag,\n\n{said}\n\nGruß") == [Key.address_change]


@pytest.mark.parametrize(
    "said",
    [
        "Ich verlange 500 Euro Schadensersatz!",
        "Wir fordern 80 €.",
        "Ich hätte gern eine Entschädigung.",
        "We demand compensation.",
        "J'exige une indemnisation.",
    ],
)
def test_a_demand_of_money_is_flagged(said):
    assert found(said) == [Key.money]


@pytest.mark.parametrize(
    "said",
    [
        "J'ai engagé un avocat.",
        "Mon avocat vous écrira.",
        "Je vais porter plainte.",
        "Ich werde Sie anzeigen!",
        "Mein Rechtsanwalt schreibt.",
    ],
)
def test_a_legal_threat_is_flagged_in_other_words_and_languages(said):
    assert found(said) == [Key.legal_threat]


@pytest.mark.parametrize(
    "said",
    [
        "Wo ist mein Paket?",
        "Bitte erstatten Sie mir den Betrag.",
        "Ich möchte mein Geld zurück.",
        "Please refund the money to my account.",
        "Ich komme nicht in mein Konto.",
        "Ich habe ein neues Konto in Ihrem Shop angelegt.",
        "I created a new account on your site.",
        "Ich habe auf Ihr Konto DE89 3704 0044 0532 0130 00 überwiesen.",
        "Meine Bankverbindung hat sich nicht geändert.",
        "Meine Adresse ist Hauptstr. 5.",
        "Meine neue E-Mail-Adresse ist a@b.de",
        "Das Paket wurde an die falsche Adresse geliefert.",
        "An welche Adresse soll ich die Retoure senden?",
        "Soll ich es an Ihre neue Adresse schicken?",
        "Ich habe eine neue Lampe bestellt, die Adresse steht auf der Rechnung.",
        "Der Preis hat sich geändert.",
        "Ich möchte die Farbe ändern, die Adresse bleibt.",
        "Ich habe an diese IBAN überwiesen, ist das richtig?",
        "Ist meine Adresse korrekt hinterlegt?",
        "Liefern Sie auch an eine Packstation?",
        "Please send a blue one instead.",
        "Ich möchte keine Entschädigung.",
        "Votre huile d'avocat est bonne.",
        "I demand an answer.",
    ],
)
def test_everyday_wishes_are_none(said):
    assert found(said) == []
