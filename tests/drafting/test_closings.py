"""Closings are taken out of a letter, and nothing else ever is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.drafting.closings import parted
from tickets_service.drafting.speaking import Voice, in_voice

GERMAN = "Guten Tag Frau Muster,\n\nIhr Paket ist unterwegs."
ENGLISH = "Dear Ms Muster,\n\nyour parcel is on its way."
SIGNED = "Mit freundlichen Grüßen\nIhr Wohnlicht-Team"
SIGNED_IN_ENGLISH = "Kind regards\nYour Wohnlicht team"
CLOSINGS = [
    "Mit freundlichen Grüßen",
    "Mit freundlichem Gruß\nAnna Berger",
    "Mit freundlichen Grüßen\n\nAnna Berger\nKundenservice\nWohnlicht GmbH",
    "Beste Grüße aus Hamburg,\nŽofia Černá",
    "Viele Grüße, Ihr Wohnlicht-Team",
    "**Viele Grüße**\n**Ihr Wohnlicht-Team**",
    "Viele Grüße und ein schönes Wochenende\nAnna",
    "Mit freundlichen Grüßen\n\nIhr Wohnlicht-Team",
    "Best regards,\n\nThe lamp team",
    "With kind regards\nAnna Berger\nCustomer Care",
    "Yours sincerely\n\nAnna Berger",
    SIGNED,
    SIGNED_IN_ENGLISH,
]
KEPT_BELOW = [
    "{{block:legal/withdrawal}}",
    "[[block: Legal/Withdrawal]]",
    "Unsere Retourenadresse:\nMuster GmbH, Weg 1, 12345 Stadt",
    "Muster GmbH\nAm Deich 1\n12345 Stadt",
    "Retourenadresse\n\nMuster GmbH\nWeg 1\n12345 Stadt",
    "Anbei noch die Antwort auf Ihre zweite Frage: Ja, das geht.",
    "Lampe Eiche\nLampe Buche",
    "- Lampe Eiche\n- Lampe Buche",
    "Vielen Dank",
    "Our return address:\nMuster Ltd, 1 Road, London",
    "Refund Policy\n\nYou may return it within 30 days.",
    "Here is the answer to your second question: yes.",
]
NO_CLOSINGS = [
    "Viele Grüße an Ihren Mann, wir drücken die Daumen.",
    "Viele Grüße auch an Ihren Mann.",
    "Viele Grüße Ihrem Mann",
    "Viele Grüße, Ihr Paket kommt morgen",
    "Viele Grüße und danke für das Foto",
    "Mit freundlichen Grüßen {{block:legal/withdrawal}}",
    "Best wishes to your husband, we keep our fingers crossed.",
    "Best wishes for the new home",
    "Regards the second parcel, we have to wait",
    "Wir senden Ihnen\nviele Grüße\nund einen Gutschein.",
]
POSTSCRIPTS = [
    "PS: Schönes Wochenende!",
    "P.S. Please keep the box.",
    "PS Bitte werfen Sie den Karton nicht weg.\n\n{{block:legal/withdrawal}}",
]
LETTERS = [(GERMAN, SIGNED, "de"), (ENGLISH, SIGNED_IN_ENGLISH, "en")]


def spoken(text, sign_off, language, *, later=False):
    voice = Voice(language=language, sign_off=sign_off, sign_off_is_added_later=later)
    return in_voice(text, voice, language=language, customer_name="Erika Muster")


@pytest.mark.parametrize(("letter", "sign_off", "language"), LETTERS)
@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_gives_way_to_the_shops(letter, sign_off, language, closing):
    text = f"{letter}\n\n{closing}"

    assert spoken(text, sign_off, language) == f"{letter}\n\n{sign_off}"
    assert spoken(text, sign_off, language, later=True) == letter


@pytest.mark.parametrize(("letter", "sign_off", "language"), LETTERS)
@pytest.mark.parametrize("closing", [closing for closing in CLOSINGS if "\n\nAnna" not in closing])
@pytest.mark.parametrize("below", KEPT_BELOW)
def test_what_stands_below_a_closing_is_kept(letter, sign_off, language, closing, below):
    text = f"{letter}\n\n{closing}\n\n{below}"

    assert spoken(text, sign_off, language) == f"{letter}\n\n{below}\n\n{sign_off}"
    assert spoken(text, sign_off, language, later=True) == f"{letter}\n\n{below}"


def test_a_name_apart_from_the_closing_with_more_below_may_be_a_heading():
    below = "Anna Berger\n\nSie berät Sie gern zu Lampen."

    assert spoken(f"{GERMAN}\n\nBeste Grüße\n\n{below}", SIGNED, "de") == f"{GERMAN}\n\n{below}\n\n{SIGNED}"


@pytest.mark.parametrize(("letter", "sign_off", "language"), LETTERS)
@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize("postscript", POSTSCRIPTS)
def test_a_postscript_stands_below_the_sign_off(letter, sign_off, language, closing, postscript):
    text = f"{letter}\n\n{closing}\n\n{postscript}"

    assert spoken(text, sign_off, language) == f"{letter}\n\n{sign_off}\n\n{postscript}"
    assert spoken(text, sign_off, language, later=True) == f"{letter}\n\n{postscript}"


@pytest.mark.parametrize(("letter", "sign_off", "language"), LETTERS)
@pytest.mark.parametrize("sentence", NO_CLOSINGS)
def test_what_only_begins_like_a_closing_is_kept(letter, sign_off, language, sentence):
    text = f"{letter}\n\n{sentence}\n\nBitte senden Sie uns bis Freitag ein Foto des Schadens."

    assert spoken(text, sign_off, language) == f"{text}\n\n{sign_off}"
    assert spoken(text, sign_off, language, later=True) == text


def test_a_closing_may_stand_behind_the_last_sentence():
    assert spoken(f"{GERMAN} Viele Grüße, Ihr Wohnlicht-Team", SIGNED, "de") == f"{GERMAN}\n\n{SIGNED}"
    assert spoken(f"{GERMAN} Mit freundlichen Grüßen Ihr Wohnlicht-Team", SIGNED, "de", later=True) == GERMAN


def test_a_sign_off_that_ends_a_sentence_stays_in_it():
    assert spoken("Bei Fragen hilft Ihr Wohnlicht-Team", "Ihr Wohnlicht-Team", "de", later=True).endswith("Team")


def test_a_name_above_an_address_belongs_to_it():
    address = "Muster GmbH\nWeg 1\n12345 Stadt"

    assert spoken(f"{GERMAN}\n\nBeste Grüße\n{address}", SIGNED, "de") == f"{GERMAN}\n\n{address}\n\n{SIGNED}"
    assert (
        parted(f"{GERMAN}\n\nBeste Grüße\nAnna Berger\nBitte antworten Sie uns.").closing == "Beste Grüße\nAnna Berger"
    )


def test_a_postscript_without_a_closing_stands_below_the_sign_off():
    assert spoken(f"{GERMAN}\n\nPS: Danke!", SIGNED, "de") == f"{GERMAN}\n\n{SIGNED}\n\nPS: Danke!"
    assert spoken(f"{GERMAN}\n\nPS: Danke!\n\nBeste Grüße", SIGNED, "de") == f"{GERMAN}\n\n{SIGNED}\n\nPS: Danke!"


@pytest.mark.parametrize("amid", ["PS: Karton behalten.\n\nNoch etwas Wichtiges.", "PS 5 Controller\nPS 4 Spiel"])
def test_what_stands_amid_a_letter_is_no_postscript(amid):
    assert spoken(f"{GERMAN}\n\n{amid}\n\nBeste Grüße", SIGNED, "de") == f"{GERMAN}\n\n{amid}\n\n{SIGNED}"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([*CLOSINGS[:5], SIGNED, *POSTSCRIPTS, *KEPT_BELOW, *NO_CLOSINGS, "Noch ein Satz."]), max_size=7
    ),
    st.booleans(),
)
def test_no_other_line_is_ever_lost_and_once_is_enough(paragraphs, later):
    text = "\n\n".join([GERMAN, *paragraphs])
    once = spoken(text, SIGNED, "de", later=later)
    to_keep = [*POSTSCRIPTS, *KEPT_BELOW, *NO_CLOSINGS]
    lines = [line for kept in paragraphs if kept in to_keep for line in kept.split("\n")]

    assert [line for line in lines if line] == [line for line in once.split("\n") if line in lines and line]
    assert once.count(SIGNED) == (0 if later else 1)
    assert spoken(once, SIGNED, "de", later=later) == once
