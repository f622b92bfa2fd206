"""Verbatim blocks: placed, never said in other words."""

from __future__ import annotations

from tickets_service.knowledge.blocks import marked, place

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
