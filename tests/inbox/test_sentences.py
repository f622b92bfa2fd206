"""Sentences that were stored or raised with details, in the language of the page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import tickets_service
from tickets_service.inbox.languages import translated
from tickets_service.inbox.sentences import SENTENCES

PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"


def shapes_in(path):
    """Every text of a module, with a mark where something is filled in."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else PLACE for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_sentence_is_one_that_is_really_said():
    package = Path(tickets_service.__file__).parent
    said = {shape for path in package.rglob("*.py") if path.name != "sentences.py" for shape in shapes_in(path)}

    assert {re.sub(r"%\(\w+\)s", PLACE, sentence) for sentence in SENTENCES} <= said


@pytest.mark.parametrize(
    ("sentence", "german"),
    [
        ("Plenty did not answer (ReadTimeout).", "Plenty hat nicht geantwortet (ReadTimeout)."),
        (
            "The model cannot be reached. Several tries did not help; ask for a new draft.",
            "Das Modell ist nicht erreichbar. Mehrere Versuche halfen nicht; bitten Sie um einen neuen Entwurf.",
        ),
        ("Plenty refused the call (400).", "Plenty hat den Aufruf abgelehnt (400)."),
        ("Plenty refused the call (400). typeId: 7.", "Plenty hat den Aufruf abgelehnt (400). typeId: 7."),
        (
            "Plenty listed 3 of its 9 tickets, so this sweep says nothing of the others.",
            "Plenty listete 3 seiner 9 Tickets auf; über die übrigen sagt dieser Vergleich nichts.",
        ),
        ("Plenty answered with something that is no JSON.", "Plenty antwortete mit etwas, das kein JSON ist."),
        ("Plenty's message 9 was written by the customer.", "Die Nachricht 9 in Plenty hat der Kunde geschrieben."),
        (
            "a.csv, line 3 has the same key, language, store and channel.",
            "a.csv, Zeile 3 hat denselben Schlüssel, dieselbe Sprache, denselben Shop und Kanal.",
        ),
        ("a.csv, line 3", "a.csv, Zeile 3"),
        ("It has no title.", "title fehlt."),
        ("100 % of nothing", "100 % of nothing"),
        ("", ""),
    ],
)
def test_a_sentence_keeps_its_details_in_another_language(sentence, german):
    assert translated("de", sentence) == german
    assert translated("en", sentence) == sentence


def test_what_plenty_said_is_only_repeated():
    strange = "Plenty answered 200 with an error. <b>%(said)s {0} %s</b>\nand more"

    assert translated("de", strange).endswith("Fehler. <b>%(said)s {0} %s</b>\nand more")
