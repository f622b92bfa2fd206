"""The weights in the tables are those of BM25, however the documents came in."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from sqlalchemy import func, select, update

from tickets_service.knowledge import articles, ranking
from tickets_service.knowledge.schemas import ArticleIn, ArticlePatch
from tickets_service.knowledge.weighing import LENGTH_COUNTS, SATURATION, recount, weigh_all
from tickets_service.models import Document, DocumentKind, Space, Term, Weight

TEXTS = (
    "paket paket paket lampe",
    "lampe rechnung",
    "paket lampe rechnung konto karte tisch stuhl regal",
    "tisch",
    "regal " * 40 + "paket",
)


def scores(query):
    """BM25 as it is written down."""
    split = [text.split() for text in TEXTS]
    average = sum(map(len, split)) / len(split)
    found = {}
    for number, words in enumerate(split, start=1):
        total, length = 0.0, 1 - LENGTH_COUNTS + LENGTH_COUNTS * len(words) / average
        for word, asked in Counter(query.split()).items():
            have, times = sum(word in other for other in split), words.count(word)
            rarity = math.log1p((len(split) - have + 0.5) / (have + 0.5))
            total += asked * rarity * times * (SATURATION + 1) / (times + SATURATION * length)
        if total:
            found[number] = total
    return found


async def stored_scores(sessions, query):
    async with sessions() as session:
        kind = DocumentKind.ARTICLE
        asked = (await ranking.asked_of(session, query, "xx", [kind]))[kind]
        factors = dict(zip(asked.terms, asked.factors, strict=True))
        rows = await session.execute(
            select(Document.article_id, Weight.term_id, Weight.weight).join(Document, Document.id == Weight.document_id)
        )
        found = Counter()
        for article_id, term_id, weight in rows:
            found[article_id] += weight * factors.get(term_id, 0)
        return {article_id: score for article_id, score in found.items() if score}


@pytest.fixture
async def written(sessions):
    """One after the other, so that each meets other averages than the last one."""
    for number, text in enumerate(TEXTS, start=1):
        async with sessions.begin() as session:
            await articles.add(
                session, ArticleIn(key=f"a{number}", title="-", text=text, language="xx"), actor="user:1"
            )


@pytest.mark.parametrize("query", ["paket", "lampe rechnung", "paket paket regal", "regal tisch konto", "giraffe"])
async def test_scores_are_those_of_the_formula(sessions, written, query):
    async with sessions.begin() as session:
        await session.execute(update(Document).values(is_due=True))
        await session.execute(update(Space).values(weighed_with=Space.total_length * 1.0 / Space.documents))
    await weigh_all(sessions)

    assert await stored_scores(sessions, query) == pytest.approx(scores(query), rel=1e-5)


async def test_weights_made_one_by_one_stay_close(sessions, written):
    exact = scores("paket lampe regal")
    stored = await stored_scores(sessions, "paket lampe regal")

    assert stored == pytest.approx(exact, rel=0.1)


async def test_counts_stay_right_through_changes(sessions, written):
    async with sessions.begin() as session:
        await articles.change(session, 1, ArticlePatch(revision=1, text="konto konto"), actor="user:1")
        await articles.change(session, 2, ArticlePatch(revision=1, is_archived=True), actor="user:1")
    await weigh_all(sessions)
    async with sessions.begin() as session:
        await recount(session)
    await weigh_all(sessions)
    async with sessions() as session:
        counted = dict((await session.execute(select(Term.lexeme, Term.documents))).all())
        space = (await session.scalars(select(Space))).one()
        held = await session.scalar(select(func.count()).select_from(Weight))

    assert counted == {
        "paket": 2,
        "lampe": 1,
        "rechnung": 1,
        "konto": 2,
        "karte": 1,
        "tisch": 2,
        "stuhl": 1,
        "regal": 2,
    }
    assert (space.documents, space.total_length) == (4, 2 + 8 + 1 + 41)
    assert held == sum(counted.values())


async def test_nothing_due_is_no_work(sessions, written):
    assert await weigh_all(sessions) >= 0
    assert await weigh_all(sessions) == 0
