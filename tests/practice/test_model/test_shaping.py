"""The practice model's answers to a JSON schema that names things its own way."""

from __future__ import annotations

import pytest

from tickets_service.models import Intent
from tickets_service.practice.model.answering.facts import Facts
from tickets_service.practice.model.answering.letter import Occasion
from tickets_service.practice.model.answering.shaping import shaped
from tickets_service.practice.model.answering.topics import topic_of

ASKS = {
    "Wo bleibt mein Paket?": Intent.WHERE_IS_IT,
    "Die Vase kam zerbrochen an.": Intent.DAMAGED,
    "Ich habe den falschen Artikel bekommen.": Intent.WRONG_ITEM,
    "Ich möchte die Decke zurückschicken.": Intent.RETURN,
    "Bitte stornieren Sie meine Bestellung.": Intent.CANCEL,
    "Could you send me an invoice?": Intent.INVOICE,
    "I was charged twice.": Intent.PAYMENT,
    "I have moved house, please change my address.": Intent.ADDRESS_CHANGE,
    "Danke schön, ich bin begeistert.": Intent.THANKS,
    "Guten Tag": Intent.OTHER,
}


@pytest.mark.parametrize("message", ASKS)
def test_a_topic_is_found_under_the_name_the_schema_gives_it(message):
    occasion = Occasion(message, "de", topic_of(message), Facts())
    schema = {"type": "object", "properties": {"intent": {"type": "string", "enum": [each.value for each in Intent]}}}

    assert shaped("Guten Tag!", occasion, {"json_schema": {"schema": schema}}) == {"intent": ASKS[message]}
