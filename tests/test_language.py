"""Which language a text is written in, told by a detector, by its letters and by its little words."""

from __future__ import annotations

import pytest
from language_texts import ENGLISH, GERMAN, IN_OTHER_LETTERS, LONG, SHORT

from tickets_service.language import LANGUAGES, english_name, language_of
from tickets_service.tickets.spoken import plain_language

EUROPEAN = "bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv"
MOST_OFTEN_UNSURE = 8
"""Of the short messages: two words, and names and products alone."""


def told(texts):
    return [(language, text) for language, some in texts.items() for text in some]


def test_every_language_of_the_economic_area_and_of_its_neighbours_is_known():
    assert {*EUROPEAN.split(), "uk", "ru", "tr", "ar", "zh"} <= {*LANGUAGES}
    assert all(english_name(code) for code in LANGUAGES)


@pytest.mark.parametrize(("language", "text"), told(LONG))
def test_a_sentence_tells_its_language(language, text):
    assert language_of(text) == language
    assert language_of(f"{text}\n\n10234, https://www.lichthaus-beispiel.de/bestellungen/10234") == language


@pytest.mark.parametrize(("language", "text"), told(IN_OTHER_LETTERS))
def test_other_letters_tell_it_however_little_is_written(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize(("language", "text"), told(SHORT))
def test_a_short_question_tells_it_by_a_little_word(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize(("language", "texts"), [("de", GERMAN), ("en", ENGLISH)])
def test_short_german_and_english_are_read_as_nothing_else(language, texts):
    """With slips, numbers, names and addresses of other countries."""
    found = [language_of(text) for text in texts]
    others = [(other, text) for other, text in zip(found, texts, strict=True) if other not in (language, None)]

    assert others == [("cs", "Mfg Szabó István")] * (language == "de")
    assert found.count(None) <= (MOST_OFTEN_UNSURE + 6 if language == "de" else MOST_OFTEN_UNSURE)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich habe die Lampe für meine Freundin bestellt, ihr Name ist Ольга Иванова.", "de"),
        ("Hello, the article is called 北欧风格台灯 and it has not arrived yet.", "en"),
        ("Liefert ihr auch nach Αθήνα?", "de"),
        ("12345 🙂", None),
    ],
)
def test_a_name_in_other_letters_makes_no_other_language(text, language):
    assert language_of(text) == language
    assert plain_language(text) in (language, None)


@pytest.mark.parametrize(("language", "text"), told({code: texts[:1] for code, texts in LONG.items()}))
def test_little_words_alone_tell_a_whole_message(language, text):
    """That a few sentences have none of them is no harm: the customer's usual language is taken then."""
    assert plain_language(text) in (language, None)


@pytest.mark.parametrize("language", ["sv", "no", "da", "fi", "hu", "ro", "pt", "tr", "sk", "et"])
def test_little_words_tell_the_commonest(language):
    assert plain_language(LONG[language][0]) == language


@pytest.mark.parametrize(("language", "text"), told(IN_OTHER_LETTERS))
def test_letters_tell_it_without_a_detector(language, text):
    assert plain_language(text) == language
