"""What the practice model does with a text it is to edit."""

from __future__ import annotations

import re

import pytest

from tickets_service.drafting import prompt
from tickets_service.practice.model import Knobs
from tickets_service.practice.model.answering.composing import compose
from tickets_service.practice.model.answering.editing import Order, edited, order_in
from tickets_service.practice.model.asking import Said

LAST = (
    "Ihre Bestellung 4711 wurde am 4. Mai 2026 mit DHL verschickt; die Sendungsnummer lautet 00340434161094042557. "
    "Wir kümmern uns so schnell wie möglich um Ihr Anliegen. Der Fahrer klingelt."
)
GERMAN = f"""Guten Tag [NAME_1],

vielen Dank für Ihre Nachricht. {LAST}

Bei weiteren Fragen sind wir gern für Sie da.

Mit freundlichen Grüßen
Ihr Team von Nordlicht"""
ENGLISH = """Hello Anna,

Thank you for your message. We can't find your parcel yet! Your order 4711 is on its way; the number is JD014600003.

Kind regards
The Nordlicht team"""
SHORTER = "make it shorter, about two thirds of its length at most."


def edit(text, task, *, is_part=False):
    return edited(Order(text, task, is_part))


def asked(text, task, part=None):
    made = prompt.refining(text, part=part, task=task)
    return (Said("system", made.system), Said("user", made.request))


@pytest.mark.parametrize("part", [None, "Der Fahrer klingelt."])
@pytest.mark.parametrize("task", [SHORTER, "Sag, dass: morgen\nFeiertag ist.", "translate it into French."])
def test_what_the_service_sends_is_recognised(part, task):
    assert order_in(asked(GERMAN, task, part)) == Order(part or GERMAN, task, part is not None)


def test_what_is_no_edit_is_answered_as_before():
    turned = asked(GERMAN, SHORTER)
    other = (turned[0], Said("user", turned[1].text.replace("Edit the text above:", "Answer this:")))

    assert order_in(other) is None
    assert order_in((Said("user", "Wo bleibt mein Paket? Edit the text above: x"),)) is None
    assert "Guten Tag" in compose(other, {}, Knobs())


def test_an_edit_is_the_text_edited():
    assert compose(asked(GERMAN, SHORTER), {}, Knobs()) == edit(GERMAN, SHORTER)
    assert compose(asked(GERMAN, SHORTER), {}, Knobs(obey="literal", literal_answer="x")) == "x"


@pytest.mark.parametrize("text", [GERMAN, ENGLISH])
def test_shorter_drops_sentences_and_keeps_what_counts(text):
    shorter = edit(text, SHORTER)

    assert len(shorter) < len(text)
    assert shorter.splitlines()[0] == text.splitlines()[0]
    assert shorter.splitlines()[-2:] == text.splitlines()[-2:]
    assert re.findall(r"\d+", shorter) == re.findall(r"\d+", text)
    assert set(re.split(r"\W+", shorter)) <= set(re.split(r"\W+", text))


def test_pleasantries_go_first():
    assert "Der Fahrer klingelt." in edit(GERMAN, "at most 215 characters")
    assert "vielen Dank" not in edit(GERMAN, "at most 215 characters")


def test_a_text_is_not_emptied_and_a_number_never_dropped():
    assert edit("Hallo,\n\nEin Satz.\n\nViele Grüße", SHORTER) == "Hallo,\n\nEin Satz.\n\nViele Grüße"
    assert "00340434161094042557" in edit(GERMAN, "make it fit: at most 20 characters")


def test_what_a_channel_forbids_goes():
    text = "Hallo,\n\nDas Paket 12 ist da. Mehr auf https://x.example. Mail: a@b.example.\n\nViele Grüße"

    assert edit(text, "at most 500 characters; no links and no e-mail addresses") == (
        "Hallo,\n\nDas Paket 12 ist da.\n\nViele Grüße"
    )


@pytest.mark.parametrize(
    ("text", "task", "made"),
    [
        ("Sehr geehrter Herr Groß,\n\nBitte senden Sie uns ein Foto.\n\nMit freundlichen Grüßen", "friendlier, please",
         "Lieber Herr Groß,\n\nBitte senden Sie uns doch ein Foto.\n\nHerzliche Grüße"),
        ("Hallo Frau Groß,\n\nalles super!\n\nLiebe Grüße", "make it more formal.",
         "Sehr geehrte Frau Groß,\n\nalles sehr gut.\n\nMit freundlichen Grüßen"),
        ("Dear Ms Miller,\n\nWe will check it.\n\nYours sincerely", "make it warmer and friendlier.",
         "Hello Ms Miller,\n\nWe will gladly check it.\n\nWarm regards"),
        ("Hi Anna,\n\nwe don't have it and we're sorry!\n\nBest regards", "make it more formal and matter-of-fact.",
         "Dear Anna,\n\nwe do not have it and we are sorry.\n\nYours sincerely"),
    ],
)  # fmt: skip
def test_the_tone_changes_salutation_and_words(text, task, made):
    assert edit(text, task) == made


def test_where_no_rule_finds_anything_the_tone_is_seen_all_the_same():
    made = edit("Das Paket ist da.", "make it friendlier.", is_part=True)

    assert made == "Das Paket ist da. Wir helfen Ihnen gern weiter."


def test_known_phrases_are_translated_with_what_they_name():
    told = (
        "Your order 4711 was shipped with DHL on 4 May 2026; the tracking number is 00340434161094042557. "
        "We will take care of your request as soon as possible. [not translated] Der Fahrer klingelt."
    )

    assert (
        edit(GERMAN, "translate it into English.")
        == f"""Dear [NAME_1],

Thank you for your message. {told}

If you have any further questions, we are glad to help.

Kind regards
The Nordlicht team"""
    )


def test_there_and_back_says_the_same():
    there = edit(GERMAN.replace(" Der Fahrer klingelt.", ""), "translate it into French.")

    assert "[" not in there.replace("[NAME_1]", "")
    assert edit(there, "translate it into German.") == GERMAN.replace(" Der Fahrer klingelt.", "")


def test_a_language_without_a_book_is_said_to_be_missing():
    assert edit("Das ist das Paket.", "translate it into Polish.") == "[not translated into Polish] Das ist das Paket."
    assert edit("Das ist das Paket.", "translate it into German.") == "Das ist das Paket."


def test_an_instruction_is_seen_above_the_closing():
    made = edit(GERMAN, "Sag dem Kunden, dass morgen Feiertag ist.")

    assert made.endswith(
        "Gern teilen wir Ihnen mit, dass morgen Feiertag ist.\n\nMit freundlichen Grüßen\nIhr Team von Nordlicht"
    )
    assert made.startswith("Guten Tag [NAME_1],\n\nvielen Dank")
    assert edit("Das ist da.", "Entschuldige dich.", is_part=True).startswith("Das ist da. Bitte entschuldigen Sie")
