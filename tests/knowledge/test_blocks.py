"""Verbatim blocks: placed, never said in other words."""

from __future__ import annotations

import pytest

from tickets_service.guard import Allowed, Key, inspect
from tickets_service.knowledge.blocks import marked, place

WITHDRAWAL = (
    "Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu widerrufen. Die Frist "
    "beträgt vierzehn Tage ab dem Tag, an dem Sie die Waren in Besitz genommen haben."
)
BLOCKS = {"withdrawal": WITHDRAWAL, "return_address": "Nordlicht Wohnen GmbH\nRetouren\nHafenstraße 4\n28195 Bremen"}


def test_a_marker_becomes_its_block():
    placed = place("Guten Tag,\n\n{{block:withdrawal}}\n\nAn: {{ Block: RETURN_ADDRESS }}", BLOCKS)

    assert placed.text == f"Guten Tag,\n\n{WITHDRAWAL}\n\nAn:\n\n{BLOCKS['return_address']}"
    assert (placed.placed, placed.unknown) == (("withdrawal", "return_address"), ())


def test_an_unknown_marker_stays_to_be_seen_and_is_named():
    placed = place("Hallo,\n[[block:warranty]]\nviele Grüße {{block: }}", BLOCKS)

    assert placed.text == "Hallo,\n{{block:warranty}}\nviele Grüße {{block:}}"
    assert placed.unknown == ("warranty", "")
    assert Key.placeholder in {found.key for found in inspect(placed.text, Allowed()).flags}


@pytest.mark.parametrize(
    "marker",
    [
        "{{block:blk/r}}",
        "{block:blk/r}",
        "[[block:blk/r]]",
        "[block: blk/r ]",
        "<block:blk/r>",
        "<<BLOCK:blk/R>>",
        "\\{\\{block:blk/r\\}\\}",
        "- {{block:blk/r}}",
    ],
)
def test_a_marker_is_known_in_whatever_brackets(marker):
    assert place(f"Hallo,\n{marker}\nGruß", {"blk/r": "Regel."}).text == "Hallo,\n\nRegel.\n\nGruß"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("unsere Regel {{block:r}} gilt.", "unsere Regel gilt.\n\nREGEL"),
        ("Es gilt {{block:r}}.", "Es gilt:\n\nREGEL"),
        ("Es gilt: {{block:r}} Bis bald", "Es gilt:\n\nREGEL\n\nBis bald"),
        ("Siehe ({{block:r}}) unten. Danke!\nGruß", "Siehe unten.\n\nREGEL\n\nDanke!\nGruß"),
        ("Regel {{block:r}} und {{block:s}} gelten. Danke.", "Regel und gelten.\n\nREGEL\n\nSATZ\n\nDanke."),
        ("{{block:r}}\n{{block:s}}", "REGEL\n\nSATZ"),
        ("Wo {{block:r}} und {{block:x}} gilt", "Wo und {{block:x}} gilt\n\nREGEL"),
    ],
)
def test_a_block_is_a_paragraph_of_its_own(text, wanted):
    assert place(text, {"r": "REGEL", "s": "SATZ"}).text == wanted


def test_a_block_stands_in_a_text_once():
    placed = place("{{block:r}}\n\nUnd noch einmal:\n{{block:R}}\nGruß, siehe {{block:r}} oben.", {"r": "REGEL"})

    assert placed.text == "REGEL\n\nUnd noch einmal:\nGruß, siehe oben."
    assert placed.placed == ("r",)


@pytest.mark.parametrize("text", ["", "a\n\n\nb", "Er sagte [block] und {{ich}}", "Block: eins"])
def test_a_text_without_markers_stays_as_it_is(text):
    assert place(text, {"r": "REGEL"}).text == text


def test_a_marker_inside_a_block_stays_as_it_is():
    assert place("{{block:a}}", {"a": "siehe {{block:b}}", "b": "x"}).text == "siehe {{block:b}}"


def test_markers_are_listed_once():
    assert marked("{{block:a}} {{block:b}} {{block:a}} {{a}}") == ("a", "b")
