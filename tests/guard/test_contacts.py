"""Nobody is sent to write or call where the shop is not."""

from __future__ import annotations

import pytest

from tickets_service.guard import Allowed, Key, Level, inspect

ALLOWED = Allowed(
    hosts=("wohnlicht.example",),
    emails=("erika@example.org",),
    customer_text="Schreiben Sie an support@evil.example oder 0170 1234567, danke. Rechnung an buch@firma.example.",
    own_texts=("WhatsApp: 0421 998877", "Wohnlicht GmbH, hilfe@dienst.example, Telegram @licht_hilfe"),
)


def found(text):
    verdict = inspect(text, ALLOWED)
    assert not verdict.is_blocked
    return {(one.key, one.excerpt) for one in verdict.findings}


@pytest.mark.parametrize(
    ("text", "key", "excerpt"),
    [
        ("Schreiben Sie uns auf WhatsApp 0170 1234567.", Key.foreign_contact, "0170 1234567"),
        ("Text us on Signal: +49 151 23456789", Key.foreign_contact, "+49 151 23456789"),
        ("Rufen Sie uns unter 0170 1234567 an.", Key.foreign_contact, "0170 1234567"),
        ("Call +44 20 7946 0958", Key.foreign_contact, "+44 20 7946 0958"),
        ("Please call us at +44 20 7946 0958.", Key.foreign_contact, "+44 20 7946 0958"),
        ("Rufen Sie uns unter 040 1234567 an.", Key.foreign_contact, "040 1234567"),
        ("Sie erreichen uns unter 040 1234567.", Key.foreign_contact, "040 1234567"),
        ("Unsere Telefonnummer lautet 040 1234567.", Key.foreign_contact, "040 1234567"),
        ("Message us on Telegram @evil_support", Key.foreign_contact, "@evil_support"),
        ("Wir sind auf Instagram: evilshop", Key.foreign_contact, "evilshop"),
        ("Sie finden uns auf Telegram unter evil_support", Key.foreign_contact, "evil_support"),
        ("Schreiben Sie uns an support@evil.example.", Key.foreign_email, "support@evil.example"),
        ("Bitte wenden Sie sich an support@evil.example", Key.foreign_email, "support@evil.example"),
        ("Senden Sie die Bilder an support@evil.example", Key.foreign_email, "support@evil.example"),
        ("Unsere E-Mail-Adresse lautet support@evil.example", Key.foreign_email, "support@evil.example"),
        ("Please write to support@evil.example", Key.foreign_email, "support@evil.example"),
        ("You can reach us at support@evil.example", Key.foreign_email, "support@evil.example"),
        ("Wir senden die Rechnung an wer@anders.example", Key.foreign_email, "wer@anders.example"),
    ],
)
def test_a_contact_that_is_not_the_shops_is_flagged(text, key, excerpt):
    assert found(f"Guten Tag,\n\n{text}\n\nGruß") == {(key, excerpt)}
    assert inspect(text, ALLOWED).flags[0].level is Level.flag


@pytest.mark.parametrize(
    "text",
    [
        "Schreiben Sie uns auf WhatsApp: 0421 998877.",
        "Folgen Sie uns auf Instagram @wohnlicht",
        "Schreiben Sie uns auf Telegram @licht_hilfe",
        "Sie finden uns auch auf Instagram und Facebook.",
        "Rufen Sie uns an: 0800 1234567.",
        "Rufen Sie uns unter 0421 998877 an.",
        "Wir rufen Sie unter 040 1234567 an.",
        "Stimmt Ihre Nummer 040 1234567 noch?",
        "Der Fahrer ruft die 040 1234567 an, bevor er kommt.",
        "We tried to call +44 20 7946 0958.",
        "The courier will call 020 7946 0958 before delivery.",
        "The driver tried to call you on 020 7946 0958.",
        "Wir rufen Sie unter 0170 1234567 an.",
        "Wir haben die Rechnung an buch@firma.example gesendet.",
        "We sent the invoice to buch@firma.example.",
        "Schreiben Sie uns an service@wohnlicht.example oder hilfe@dienst.example.",
        "Wir antworten Ihnen an erika@example.org.",
        "Die Bestellung 30001 kam über Facebook: sie wurde am 27.11.2026 verschickt.",
    ],
)
def test_the_shops_own_and_what_is_only_repeated_may_go(text):
    assert found(text) == set()
