"""The catalogues: complete in both languages, and in step with what the pages say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from texts import extracted, stored

from tickets_service.inbox.languages import LANGUAGES, language_for, translated
from tickets_service.inbox.wording import Wording

NBSP = "\N{NO-BREAK SPACE}"


def ids(catalogue):
    return {message.id for message in catalogue if message.id}


def test_there_is_something_to_translate():
    assert len(ids(extracted())) > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_every_text_and_no_other(language):
    assert ids(stored(language)) == ids(extracted())


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_doubtful(language):
    for message in stored(language):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings) or not message.id, message.id
        assert not message.fuzzy, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_text(language):
    for message in stored(language):
        assert not list(message.check()), message.id


@pytest.mark.parametrize(
    ("preferred", "accepts", "language"),
    [
        (None, "de-DE,de;q=0.9,en;q=0.8", "de"),
        (None, "fr-FR,en-US;q=0.7,de;q=0.3", "en"),
        (None, "en;q=0.2,de;q=0.8", "de"),
        (None, "de;q=0,fr", "en"),
        (None, "", "en"),
        (None, ";;q=x,,*", "en"),
        ("de", "en", "de"),
        ("xx", "de", "de"),
    ],
)
def test_the_language_is_the_persons_then_the_browsers(preferred, accepts, language):
    assert language_for(preferred, accepts) == language


def test_a_refusal_is_told_in_the_language_of_the_page():
    assert translated("de", "A reply needs a text.") == "Eine Antwort braucht einen Text."
    assert translated("de", "Nobody translated this.") == "Nobody translated this."


def test_money_times_and_spans_are_written_as_the_language_does():
    german, english = Wording("de"), Wording("en")
    noon = datetime(2024, 3, 7, 11, 5, tzinfo=UTC)

    assert german.money(Decimal("1234.5")) == f"1.234,50{NBSP}€"
    assert english.money(Decimal("1234.5")) == "€1,234.50"
    assert (german.day(noon), english.day(noon)) == ("07.03.2024", "7 Mar 2024")
    assert german.full(noon) == "7. März 2024, 12:05"
    assert (german.span(48 * 60), english.span(-48 * 60)) == ("48 Minuten", "48 minutes")
    assert german.number(Decimal("2.5")) == "2,5"


def test_what_is_near_is_told_by_its_day():
    german, now = Wording("de"), datetime.now(UTC)

    assert german.clock(now).count(":") == 1
    assert german.moment(now - timedelta(days=1)).startswith("Gestern, ")
    assert german.within(now - timedelta(days=1)).startswith("gestern, ")
    assert german.ago(now) == "gerade eben"
    assert german.ago(now - timedelta(minutes=12)) == "vor 12 Minuten"
