"""Meaning beside words: fused with them, never needed."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select
from topics import Topics

from tickets_service.drafting import credentials
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.embedding import active_embedder
from tickets_service.drafting.errors import CannotDraft, ModelBusy
from tickets_service.drafting.schemas import CredentialIn, CredentialPatch
from tickets_service.knowledge import keeping, vectors
from tickets_service.knowledge.vectors import as_text, embed_due, meaning_of
from tickets_service.models import VECTOR_DIMENSIONS, Embedding
from tickets_service.practice.model import run_practice_model


@pytest.fixture
async def articles(write):
    await write("versand", "Der Versand dauert zwei Tage.")
    await write("rechnung", "Die Rechnung kommt per E-Mail.")


async def embedded(sessions):
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(Embedding))


async def test_what_words_do_not_find_its_meaning_does(articles, solve, find, sessions):
    await solve(1, "Meine Kaffeemaschine tropft")
    embedder = Topics()
    await embed_due(sessions, embedder, most=100)
    meaning = await meaning_of(embedder, "When will my parcel arrive?")
    found = await find("When will my parcel arrive?", meaning=meaning)

    assert await find("When will my parcel arrive?") == ()
    assert (found[0].key, found[0].why) == ("versand", ())


async def test_meaning_never_stands_alone(articles, find, sessions):
    embedder = Topics()
    await embed_due(sessions, embedder, most=100)
    misled = await meaning_of(embedder, "invoice")
    found = await find("Wie lange dauert der Versand?", meaning=misled)

    assert found[0].key == "versand"


async def test_what_is_about_something_else_is_not_found(articles, solve, find, sessions):
    await solve(1, "Liefern Sie ins Ausland?")
    embedder = Topics()
    await embed_due(sessions, embedder, most=100)
    meaning = await meaning_of(embedder, "Coffee is cold")

    assert await find("Coffee is cold", meaning=meaning) == ()


async def test_a_common_word_is_reason_enough(articles, find, sessions):
    embedder = Topics()
    await embed_due(sessions, embedder, most=100)
    misled = await meaning_of(embedder, "coffee")

    assert [each.key for each in await find("Dauert der Kaffee?", meaning=misled)] == ["versand"]


async def test_vectors_follow_their_texts_and_the_model(articles, write, sessions):
    embedder = Topics()
    assert await embed_due(sessions, embedder, most=100) == 2
    assert await embed_due(sessions, embedder, most=100) == 0
    await write("kaffee", "Kaffeemaschinen entkalken")

    assert await embed_due(sessions, embedder, most=100) == 1
    assert await embed_due(sessions, Topics(model="topics-2"), most=100) == 3
    assert await embedded(sessions) == 3


@pytest.mark.parametrize("error", [ModelBusy("Away.", retry_after=1), CannotDraft("Refused."), TimeoutError()])
async def test_without_an_answer_words_have_to_do(articles, find, error):
    assert await meaning_of(Topics(error=error), "Versand") is None
    assert await meaning_of(None, "Versand") is None


async def test_a_model_that_hangs_is_not_waited_for():
    class Hanging(Topics):
        async def embed(self, texts):
            await asyncio.sleep(60)

    assert vectors.QUESTION_WAITS_SECONDS <= 5
    assert await meaning_of(Hanging(), "Versand") is None


async def test_keeping_goes_on_without_the_model(articles, sessions):
    await keeping.keep(sessions, Topics(error=ModelBusy("Away.", retry_after=1)))

    assert await embedded(sessions) == 0


def test_vectors_of_any_length_fit():
    assert as_text([0.5]).count(",") == VECTOR_DIMENSIONS - 1
    assert as_text([0.5] * 3072).count(",") == VECTOR_DIMENSIONS - 1


async def test_the_active_credential_gives_the_model(sessions, vault, articles, find):
    connections = ModelConnections()
    with run_practice_model() as practice:
        offered = CredentialIn(label="main", token=SecretStr("sk-practice-1"), base_url=practice.base_url)
        async with sessions.begin() as session:
            row = await credentials.add(session, vault, offered, actor="user:1")
        assert await active_embedder(sessions, vault, connections) is None
        async with sessions.begin() as session:
            wanted = CredentialPatch(embedding_model="text-embedding-3-small")
            await credentials.patch(session, vault, row.id, wanted, actor="user:1")
        embedder = await active_embedder(sessions, vault, connections)
        await keeping.keep(sessions, embedder)
        meaning = await meaning_of(embedder, "Wie lange dauert der Versand?")
    down = await meaning_of(embedder, "Versand")
    await connections.aclose()

    assert await embedded(sessions) == 2
    assert (await find("Versand", meaning=meaning))[0].key == "versand"
    assert down is None
