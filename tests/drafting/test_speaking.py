"""A store's voice: told to the model, and kept to by code."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.drafting.speaking import Voice, in_voice, marks
from tickets_service.models import Address

BODY = "Ihr Paket ist unterwegs."
OURS = Voice(greeting="Moin {name},", sign_off="Sonnige Grüße\nIhr Lampen-Team")


def spoken(text, voice=OURS, *, language="de", name="Erika Muster"):
    return in_voice(text, voice, language=language, customer_name=name)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Guten Tag Frau Muster,\n\n{BODY}",
        f"Hallo Erika!\n\n{BODY}\n\nViele Grüße",
        f"Sehr geehrte Frau Muster, {BODY}\n\nMit freundlichen Grüßen\nIhr Team",
        f"Moin Erika Muster,\n\n{BODY}\n\nSonnige Grüße\nIhr Lampen-Team",
        f"{BODY}\n\nSonnige Grüße Ihr Lampen-Team\n\nSonnige Grüße\nIhr Lampen-Team\n\nBeste Grüße",
    ],
)
def test_greeting_and_sign_off_stand_there_once(text):
    assert spoken(text) == f"Moin Erika Muster,\n\n{BODY}\n\nSonnige Grüße\nIhr Lampen-Team"


def test_a_name_that_is_not_known_leaves_no_gap():
    assert spoken(BODY, name=None).startswith("Moin,\n\n")


def test_a_greeting_like_the_stores_may_name_the_customer_better():
    assert spoken(f"Moin Frau Dr. Muster,\n\n{BODY}").startswith("Moin Frau Dr. Muster,\n\n")


def test_a_sign_off_that_plenty_adds_is_in_no_language_in_the_draft():
    voice = Voice(sign_off_is_added_later=True)

    assert spoken(f"Hallo,\n\n{BODY}\n\nMit freundlichen Grüßen\nIhr Team", voice) == f"Hallo,\n\n{BODY}"
    english = "Hello,\n\nIt is on its way.\n\nKind regards\nThe lamp team"
    assert spoken(english, voice, language="en") == "Hello,\n\nIt is on its way."


def test_in_another_language_the_models_words_stay_but_no_sign_off_twice():
    text = "Dear Ms Muster,\n\nit is on its way.\n\nBest regards\n\nKind regards,\nYour lamp team"

    assert spoken(text, language="en") == "Dear Ms Muster,\n\nit is on its way.\n\nKind regards,\nYour lamp team"


SIGNED = "Mit freundlichen Grüßen\nIhr Lampen-Team"
LATER = Voice(sign_off=SIGNED, sign_off_is_added_later=True)


@pytest.mark.parametrize(
    "kept",
    [
        "{{block:legal/withdrawal}}",
        "Unsere Retourenadresse:\nMuster GmbH, Weg 1, 12345 Stadt",
        "Anbei noch die Antwort auf Ihre zweite Frage: ja.",
        "Please send us a photo of the damage by Friday.",
    ],
)
def test_what_stands_below_a_closing_is_kept_above_the_sign_off(kept):
    text = f"Hallo,\n\n{BODY}\n\nBeste Grüße\nAnna Berger\n\n{kept}"

    assert spoken(text, Voice(sign_off=SIGNED)) == f"Hallo,\n\n{BODY}\n\n{kept}\n\n{SIGNED}"
    assert spoken(text, LATER) == f"Hallo,\n\n{BODY}\n\n{kept}"


def test_a_postscript_stands_below_the_sign_off():
    text = f"Hallo,\n\n{BODY}\n\n{SIGNED}\n\nPS: Schönes Wochenende!"

    assert spoken(text, Voice(sign_off=SIGNED)) == text
    assert spoken(text, LATER) == f"Hallo,\n\n{BODY}\n\nPS: Schönes Wochenende!"


def test_greetings_to_the_family_are_no_closing():
    text = f"Hallo,\n\n{BODY}\n\nViele Grüße an Ihren Mann, wir drücken die Daumen.\n\nBitte senden Sie uns ein Foto."

    assert spoken(text, LATER) == text


def test_without_a_card_nothing_is_changed():
    text = f"Guten Tag Frau Muster,\n\n{BODY}\n\nMit freundlichen Grüßen"

    assert spoken(text, Voice()) == text


def test_a_closing_alone_is_no_text_to_take_away():
    assert spoken("Viele Grüße", Voice(sign_off_is_added_later=True)) == "Viele Grüße"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([BODY, "Hallo,", "Viele Grüße", "Ihr Lampen-Team", "Sonnige Grüße", "Moin Erika Muster,", ""])
    ),
    st.sampled_from([OURS, Voice(), Voice(sign_off_is_added_later=True)]),
)
def test_speaking_twice_changes_nothing(lines, voice):
    once = spoken("\n".join(lines), voice)

    assert spoken(once, voice) == once


def test_words_to_avoid_are_pointed_at():
    voice = Voice(words_to_avoid=("leider", "zeitnah"))
    text = "Leider kommt es später. Wir melden uns zeitnah, nicht zeitnahe."
    found = marks(text, voice, language="de")

    assert [(mark["kind"], text[mark["start"] : mark["end"]]) for mark in found] == [
        ("avoided_word", "Leider"),
        ("avoided_word", "zeitnah"),
    ]


@pytest.mark.parametrize(
    ("address", "text", "wrong"),
    [
        (Address.FORMAL, "Können Sie uns Ihre Nummer nennen?", []),
        (Address.FORMAL, "Kannst du uns deine Nummer nennen?", ["du", "deine"]),
        (Address.INFORMAL, "Kannst du uns deine Nummer nennen? Sie steht auf dem Etikett.", []),
        (Address.INFORMAL, "Können Sie uns Ihre Nummer nennen? Wir danken Ihnen.", ["Sie", "Ihre", "Ihnen"]),
    ],
)
def test_the_other_form_of_address_is_pointed_at(address, text, wrong):
    voice = Voice(address=address)

    assert [mark["text"] for mark in marks(text, voice, language="de")] == wrong
    assert marks(text, voice, language="en") == []


def test_a_long_text_says_so():
    assert marks("Wort " * 91, Voice(), language="de") == [{"kind": "long", "words": 91, "most_words": 90}]
    assert marks("Wort " * 90, Voice(), language="de") == []


def test_the_model_is_told():
    told = Voice(Address.INFORMAL, greeting="Moin {name},", tone="heiter", words_to_avoid=("leider",)).told()

    for said in ('"Du"', '"Moin {name},"', "heiter", "leider", "At most 90 words", "short closing line"):
        assert said in told
    assert "the shop adds its own" in Voice(sign_off_is_added_later=True).told()
