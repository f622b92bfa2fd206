"""What a model does to placeholders is forgiven; what stands in the text is never changed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.privacy import Known, Pseudonyms

KNOWN = Known(names=("Erika Müller", "Jan Lang"), addresses=("Lange Straße 5\n20095 Hamburg",), facts=("4711",))
PIECES = [
    "erika@example.org",
    "0171 2345678",
    "+49 171 2345678",
    "DE89 3704 0044 0532 0130 00",
    "4111 1111 1111 1111",
    "Müller",
    "Erika",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "{{",
    "<",
    ">",
    "&lt;",
    "&gt;",
    "\\",
    "\\_",
    "_",
    "*",
    "`",
    " ",
    "\n",
    "1",
    "B",
    "EMAIL_1",
    "EMAIL",
    "[EMAIL_1]",
    "[EMAIL_1B]",
    "name_1",
    "(Name 1)",
    "\\[PHONE\\_1\\]",
    "TEXT_1",
    "[TEXT_1]",
    "\u200b",
    "@",
    "ä",
    "Frau ",
    "Gruß ",
    "Ich bin ",
    "Petra ",
    "Zwetschgenbaum",
    "-",
    "Lange Straße 5",
    "«",
    "»",
]
TEXTS = st.one_of(st.text(st.characters(codec=None)), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@given(TEXTS)
def test_every_text_comes_back_as_it_was(text):
    pseudonyms = Pseudonyms(KNOWN)

    assert pseudonyms.restore(pseudonyms.hide(text)) == text


@given(TEXTS, TEXTS)
def test_two_texts_of_one_prompt_come_back_as_they_were(first, second):
    pseudonyms = Pseudonyms(KNOWN)
    hidden = pseudonyms.hide(first), pseudonyms.hide(second)

    assert (pseudonyms.restore(hidden[0]), pseudonyms.restore(hidden[1])) == (first, second)


@given(TEXTS, st.lists(st.integers(1, 7), min_size=1))
def test_a_stream_reads_as_the_whole_and_shows_no_half_placeholder(text, sizes):
    pseudonyms = Pseudonyms(KNOWN)
    pseudonyms.hide("erika@example.org 0171 2345678 +49 171 2345678 Erika Müller")
    restorer = pseudonyms.restorer()

    shown, position, turn = [], 0, 0
    while position < len(text):
        size = sizes[turn % len(sizes)]
        shown.append(restorer.feed(text[position : position + size]))
        position, turn = position + size, turn + 1
    shown.append(restorer.finish())

    assert "".join(shown) == pseudonyms.restore(text)


@pytest.mark.parametrize(
    "written",
    [
        "[EMAIL_1]",
        "[email_1]",
        "[ EMAIL_1 ]",
        "[EMAIL 1]",
        "(EMAIL_1)",
        "{EMAIL_1}",
        "{{EMAIL_1}}",
        "<EMAIL_1>",
        "&lt;EMAIL_1&gt;",
        "\\[EMAIL_1\\]",
        "\\[EMAIL\\_1\\]",
        "[EMAIL\\_1]",
        "EMAIL_1",
        "[**EMAIL_1**]",
        "[`Email-1`]",
        "【EMAIL_1】",
        "[EMAIL_01]",
    ],
)
def test_a_changed_placeholder_is_still_understood(written):
    pseudonyms = Pseudonyms()
    pseudonyms.hide("erika@example.org")

    assert pseudonyms.restore(f"Wir schreiben an {written}.") == "Wir schreiben an erika@example.org."
    assert (
        "".join([*map((restorer := pseudonyms.restorer()).feed, f"an {written}."), restorer.finish()])
        == "an erika@example.org."
    )


def test_words_are_not_held_back_for_long():
    restorer = Pseudonyms().restorer()

    assert restorer.feed("Guten Tag, Ihr Paket ist unterwegs ") == "Guten Tag, Ihr Paket ist unterwegs "
    assert restorer.feed("[NA") == ""
    assert restorer.feed("chricht] folgt") == "[NAchricht] folgt"


def test_what_was_made_up_is_named_and_left():
    pseudonyms = Pseudonyms()

    assert pseudonyms.restore("An [EMAIL_7]") == "An [EMAIL_7]"
    assert pseudonyms.unknown("An [EMAIL_7] und [email 8]") == ["[EMAIL_7]", "[EMAIL_8]"]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "0 ",
        "00 ",
        "+49 ",
        "0171 ",
        "+4",
        "a@",
        "a.",
        "@a.",
        "(at)",
        "[",
        "DE12 ",
        "[EMAIL_",
        "\\",
        "A ",
        "Müller ",
        "1-",
        "eins ",
        " ",
        "Frau A",
        "straße ",
        "Petra-",
        "Dr.-",
        "Gruß ",
        "Gruß\n",
        "ich bin Petra ",
        "12 Baker ",
        "Am Alten Markt 3b, ",
        "Hof 3, 10115 B",
        "Hof 3 10115 Berlin ",
        "10115 Berlin\n",
        "Adresse: 1 ",
        "C 4, 7, ",
        "Flat 2, High ",
        "Wood, Leeds LS1 4AP ",
        "Mein Mann ",
        "J. ",
    ],
)
def test_no_text_takes_long(piece):
    text = piece * (50_000 // len(piece))
    began = time.process_time()

    Pseudonyms(KNOWN).hide(text)

    assert time.process_time() - began < 2
