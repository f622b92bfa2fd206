"""What a message is about decides what the practice model says."""

from __future__ import annotations

import re

import pytest


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Die Vase ist leider zerbrochen angekommen.", "Foto"),
        ("Das Kissen ist zu klein, ich habe mich in der Größe geirrt.", "Tausch"),
        ("Könnten Sie mir bitte eine Rechnung auf unsere Firma ausstellen?", "Rechnung"),
        ("Hiermit widerrufe ich meinen Kauf. Wie läuft die Rücksendung?", "Rückgabe|zurückgeben"),
        ("Bitte ändern Sie die Lieferadresse, die Hausnummer ist falsch.", "Anschrift"),
        ("Nach einem Jahr wackelt der Stuhl, das ist ein Fall für die Garantie.", "Ansprüche"),
        ("Mein Gutschein funktioniert im Warenkorb nicht.", "Code"),
        ("Der Code HERBST10 aus dem Newsletter wurde beim Bezahlen nicht angenommen.", "Code"),
        ("Mein Paket ist nicht angekommen.", "Sendung|Paket"),
        ("Der Betrag wurde doppelt abgebucht.", "Zahlungen"),
        ("Ich möchte die Bestellung stornieren.", "stoppen"),
        (
            "Vielen Dank für die schnelle Lieferung, ich bin begeistert, danke!",
            "freundlichen Worte|Zeit für diese Zeilen",
        ),
        ("Ist der Teppich waschbar und aus welchem Material ist er?", "Produktdaten"),
        ("My mug arrived broken, the handle is gone.", "photo"),
        ("I would like to return the lamp and get a refund.", "return"),
        ("You sent me the wrong size.", "exchange"),
        ("Can I have an invoice with our VAT number?", "invoice"),
        ("Le vase est arrivé cassé.", "photo"),
        ("Je voudrais renvoyer la lampe.", "retour"),
        ("Pouvez-vous annuler ma commande ?", "annulation"),
        ("asdf", "."),
        ("", "."),
    ],
)
async def test_answers_what_the_message_is_about(reply_to, message, expected):
    reply = await reply_to(f"Customer message:\n{message}")

    assert re.search(expected, reply)
    assert 45 <= len(reply.split()) <= 120


async def test_apologises_to_an_angry_customer(reply_to):
    assert "Ärger" in await reply_to("Das ist unverschämt! Wo ist mein Paket? Ich schreibe zum dritten Mal!!")
