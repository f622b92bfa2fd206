"""Verbatim blocks: placed, never said in other words."""

from __future__ import annotations

import pytest

from tickets_service.knowledge.blocks import marked, place, rephrased

WITHDRAWAL = (
    "Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die Frist "
    "beträgt vierzehn Tage ab dem Tag, an dem Sie die Waren in Besitz genommen haben."
)
BLOCKS = {"withdrawal": WITHDRAWAL, "return_address": "Nordlicht Wohnen GmbH\nRetouren\nHafenstraße 4\n28195 Bremen"}


def test_a_marker_becomes_its_block():
    placed = place("Guten Tag,\n\n{{block:withdrawal}}\n\nAn: {{ Block: RETURN_ADDRESS }}", BLOCKS)

    assert placed.text == f"Guten Tag,\n\n{WITHDRAWAL}\n\nAn: {BLOCKS['return_address']}"
    assert (placed.placed, placed.unknown) == (("withdrawal", "return_address"), ())


def test_an_unknown_marker_goes_and_is_named():
    placed = place("Hallo,\n{{block:warranty}}\nviele Grüße {{block: }}", BLOCKS)

    assert placed.text == "Hallo,\nviele Grüße "
    assert placed.unknown == ("warranty", "")


def test_a_marker_inside_a_block_stays_as_it_is():
    assert place("{{block:a}}", {"a": "siehe {{block:b}}", "b": "x"}).text == "siehe {{block:b}}"


def test_markers_are_listed_once():
    assert marked("{{block:a}} {{block:b}} {{block:a}} {{a}}") == ("a", "b")


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag,\n\n" + WITHDRAWAL + "\n\nFreundliche Grüße",
        "Ihr Paket ist unterwegs und kommt in den nächsten Tagen an.",
        WITHDRAWAL.replace(" ", "\n"),
        "Sie haben das Recht auf Ihrer Seite.",
        "",
    ],
)
def test_what_stands_whole_or_not_at_all_is_no_rephrasing(text):
    assert rephrased(text, BLOCKS) == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (WITHDRAWAL.replace("vierzehn Tage", "dreißig Tage"), "withdrawal"),
        (WITHDRAWAL.split(". ", maxsplit=1)[0], "withdrawal"),
        (
            (
                "Sie haben das Recht, binnen zwei Wochen ohne Angabe von Gründen diesen Vertrag zu widerrufen, die "
                "Frist beträgt vierzehn Tage ab dem Tag der Lieferung."
            ),
            "withdrawal",
        ),
        ("Bitte senden Sie es an: Nordlicht Wohnen GmbH, Retouren, Hafenstraße 14, 28195 Bremen", "return_address"),
        (WITHDRAWAL + "\n" + WITHDRAWAL.replace("vierzehn Tage ab", "zehn Tage ab"), "withdrawal"),
    ],
)
def test_a_block_in_nearly_its_own_words_is_found(text, key):
    assert rephrased(text, BLOCKS) == (key,)
