"""What must stand word for word, and what says it in other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.verbatim import rephrased, stands_whole

WITHDRAWAL = (
    "Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die Frist "
    "beträgt vierzehn Tage ab dem Tag, an dem Sie die Waren in Besitz genommen haben."
)
ADDRESS = "Nordlicht Wohnen GmbH\nRetouren\nHafenstraße 4\n28195 Bremen"
WARRANTY = (
    "Auf alle Leuchten geben wir fünf Jahre Garantie ab dem Kaufdatum. Die gesetzlichen Gewährleistungsrechte bleiben "
    "davon unberührt."
)
RETURNS = (
    "Please send the goods back within 14 days, unused and in their original packaging. We refund the purchase price "
    "within seven days after the parcel has arrived at our warehouse. Return shipping within Germany is free of charge."
)
INVOICE = "Your invoice is stored in your customer account under My orders. On request we send it as a PDF by e-mail."
BLOCKS = {"withdrawal": WITHDRAWAL, "address": ADDRESS, "warranty": WARRANTY, "returns": RETURNS, "invoice": INVOICE}


def keys(text):
    return [found.key for found in rephrased(text, BLOCKS)]


@pytest.mark.parametrize("block", BLOCKS.values())
def test_a_block_that_stands_whole_is_no_rephrasing(block):
    text = f"Guten Tag Frau Muster,\n\n{block}\n\nFreundliche Grüße"

    assert rephrased(text, BLOCKS) == ()
    assert rephrased(text.replace(" ", "\n"), BLOCKS) == ()
    assert stands_whole(text, block)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (WITHDRAWAL.replace("vierzehn Tage ", "dreißig Tage "), "withdrawal"),
        (WITHDRAWAL.split(". ", maxsplit=1)[0], "withdrawal"),
        (
            (
                "Sie haben das Recht, binnen zwei Wochen ohne Angabe von Gründen diesen Vertrag zu widerrufen, die "
                "Frist beträgt vierzehn Tage ab dem Tag der Lieferung."
            ),
            "withdrawal",
        ),
        ("Den Vertrag können Sie ohne Angabe von Gründen innerhalb von 14 Tagen mit Recht widerrufen.", "withdrawal"),
        (
            (
                "Sie können diesen Vertrag binnen 30 Tagen ohne Angabe von Gründen widerrufen. Die Frist beginnt mit "
                "dem Tag, an dem Sie die Waren in Besitz nehmen."
            ),
            "withdrawal",
        ),
        (
            "Sie haben das Recht, diesen Vertrag binnen eines Monats ohne Angabe von Gründen zu widerrufen.",
            "withdrawal",
        ),
        ("Diesen Vertrag können Sie in zwei Wochen ohne Angabe von Gründen widerrufen.", "withdrawal"),
        ("Auf alle Leuchten geben wir zwei Jahre Garantie ab Kaufdatum.", "warranty"),
        (WITHDRAWAL + "\n" + WITHDRAWAL.replace("vierzehn Tage ab", "zehn Tage ab"), "withdrawal"),
        ("Bitte an: Nordlicht Wohnen GmbH, Retouren, Hafenstraße 14, 28195 Bremen", "address"),
        ("Unsere Adresse: Nordlicht Wohnen GmbH, Hafenstraße 4 in 28195 Bremen.", "address"),
        (
            (
                "Sie haben auf Ihre Leuchte 5 Jahre Garantie ab Kaufdatum; Ihre gesetzlichen Rechte aus der "
                "Gewährleistung bleiben unberührt."
            ),
            "warranty",
        ),
        ("Wir geben fünf Jahre Garantie auf alle unsere Leuchten, gerechnet ab dem Kaufdatum.", "warranty"),
        (
            (
                "Please return the goods unused and in the original packaging within fourteen days. Once the parcel "
                "has arrived at our warehouse, we refund the purchase price within 7 days."
            ),
            "returns",
        ),
        (RETURNS.replace("free of charge", "at your own cost").replace("seven", "ten"), "returns"),
        ("You find your invoice in your customer account under My orders; we can send a PDF by e-mail.", "invoice"),
    ],
)
def test_a_block_in_other_words_is_found(text, key):
    assert keys("Guten Tag,\n\n" + text + "\n\nViele Grüße") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ihr Paket ist unterwegs und kommt in den nächsten Tagen an.",
        "Sie haben 14 Tage Zeit, den Kauf zu widerrufen.",
        "Sie können den Vertrag binnen 14 Tagen widerrufen.",
        "Sie haben das Recht, das Paket in 2 Tagen zu erhalten.",
        "Ihr Widerruf vom 3. November ist eingegangen, der Vertrag ist damit beendet.",
        "Die Garantie gilt zwei Jahre ab dem Kaufdatum.",
        "The parcel arrives within 3 days at your warehouse.",
        "Sie haben das Recht auf Ihrer Seite.",
        "Bitte senden Sie das Paket an unsere Retourenadresse in Bremen, das Etikett liegt bei.",
        "Ihre Retoure zu Bestellung 30001 ist bei Nordlicht Wohnen GmbH in Bremen eingegangen.",
        "Unser Lager in der Hafenstraße 4 hat das Paket heute angenommen.",
        "Auf Ihre Lampe haben Sie noch Garantie.",
        "Die Garantie gilt ab dem Kaufdatum, wir tauschen die Leuchte um.",
        "Your parcel has arrived at our warehouse, and we refund 29.90 EUR today.",
        "Your invoice RE10001 is attached.",
        "We have sent the goods again in their original packaging.",
        "Wir widerrufen den Auftrag für Sie. Die Frist ist gewahrt.",
        "Viele Grüße, Ihr Team von Nordlicht Wohnen",
    ],
)
def test_a_passing_mention_is_none(text):
    assert keys(text) == []


def test_the_place_is_where_it_is_said():
    said = WITHDRAWAL.replace("ohne Angabe von Gründen ", "")
    text = f"Guten Tag,\n\n{said}\n\nIhr Paket kommt morgen."
    (found,) = rephrased(text, BLOCKS)

    assert text[found.start : found.end].startswith("Sie haben das Recht")
    assert text[found.start : found.end].endswith("genommen haben")


def test_a_block_of_a_few_words_tells_nothing():
    assert (
        rephrased("Viele Grüße aus Bremen", {"greeting": "Viele Grüße aus dem Norden", "empty": "", "dots": "…"}) == ()
    )


@given(st.text(max_size=300), st.text(max_size=200))
def test_any_text_can_be_compared(text, block):
    for found in rephrased(text, {"any": block}):
        assert 0 <= found.start < found.end <= len(text)
