"""What drafting is given of the shop's knowledge: by words, and by meaning where a model tells it."""

from __future__ import annotations

import pytest
from topics import Topics

from tickets_service.bookcase import Bookcase
from tickets_service.drafting.shelf import Wanted
from tickets_service.errors import UpstreamFailed
from tickets_service.knowledge.vectors import embed_due

QUESTION = "Erika Muster hier, when will my parcel arrive? erika@example.org"


@pytest.fixture
def embedder():
    return Topics()


@pytest.fixture
def bookcase(sessions, embedder):
    async def active():
        return embedder

    return Bookcase(sessions, active)


@pytest.fixture
def wanted():
    return Wanted(ticket_id=1, text=QUESTION, plenty_id=None, source=None, language="de", names=("Erika Muster",))


async def test_an_article_in_other_words_is_found_by_its_meaning(bookcase, embedder, wanted, write, sessions):
    await write("versand", "Der Versand dauert zwei Tage.")
    await embed_due(sessions, embedder, most=10)

    assert [each.id for each in (await bookcase.look_up(wanted)).passages] == ["article:versand"]
    assert (await Bookcase(sessions).look_up(wanted)).passages == ()


async def test_the_model_is_not_told_whose_question_it_is(bookcase, embedder, wanted):
    await bookcase.look_up(wanted)

    (asked,) = embedder.asked
    assert "parcel" in asked
    assert "Erika" not in asked
    assert "example.org" not in asked


async def test_without_its_answer_the_words_do(bookcase, embedder, wanted, write):
    await write("parcel", "Every parcel leaves within two days.")
    embedder.error = UpstreamFailed("away")

    assert [each.id for each in (await bookcase.look_up(wanted)).passages] == ["article:parcel"]
