"""Whether a description, or a page's keywords, find the page: the German manual of plentymarkets, its text alone."""

from __future__ import annotations

import asyncio
import json
import lzma
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import Figure, percentile
from bench.surroundings import ROOT, new_database, postgres
from tickets_service.db import Sessions, close_engine, open_engine, sessions_of
from tickets_service.knowledge.searching import search
from tickets_service.knowledge.weighing import weigh_all
from tickets_service.models import Article, ArticleKind, Document, DocumentKind

PAGES = ROOT / "tests/data/plenty-manual/pages-de.jsonl.xz"
DEPTH = 10
SHORTEST_KEYWORDS = 9
BOUNDS = {"desc": (0.628, 0.883, 0.739), "keyw": (0.791, 0.933, 0.855)}
"""Recall at 1, recall at 5, mean reciprocal rank of ten; one and the same ranking for both."""
FEW = 60


@dataclass(frozen=True)
class Question:
    text: str
    page: int


def pages() -> list[dict[str, str]]:
    return [json.loads(line) for line in lzma.open(PAGES, "rt", encoding="utf-8")]


def questions(found: Sequence[dict[str, str]], field: str, *, shortest: int = 1) -> list[Question]:
    """What only one page says of itself."""
    said = Counter(page[field] for page in found)
    return [
        Question(page[field], number)
        for number, page in enumerate(found, start=1)
        if page[field] and said[page[field]] == 1 and len(page[field]) >= shortest
    ]


def measure(*, is_small: bool) -> list[Figure]:
    found = pages()
    asked = {"desc": questions(found, "description"), "keyw": questions(found, "keywords", shortest=SHORTEST_KEYWORDS)}
    if is_small:
        asked = {name: some[:FEW] for name, some in asked.items()}
    with postgres() as server:
        return asyncio.run(_measured(new_database(server, "manual"), found, asked))


async def _measured(database: str, found: Sequence[dict[str, str]], asked: dict[str, list[Question]]) -> list[Figure]:
    engine = open_engine(database)
    try:
        sessions = sessions_of(engine)
        await fill(sessions, found)
        await weigh_all(sessions)
        return [figure for name, some in asked.items() for figure in await _asked(sessions, name, some, len(found))]
    finally:
        await close_engine(engine)


async def fill(sessions: Sessions, found: Sequence[dict[str, str]]) -> None:
    async with sessions.begin() as session:
        for number, page in enumerate(found, start=1):
            session.add(
                Article(
                    id=number, key=page["path"], kind=ArticleKind.HOW_TO, title=page["title"] or page["path"],
                    text=page["text"], updated_by="bench",
                )
            )  # fmt: skip
        await session.flush()
        for number, page in enumerate(found, start=1):
            session.add(
                Document(
                    id=number, kind=DocumentKind.ARTICLE, article_id=number, language="de", title="", text=page["text"]
                )
            )


async def _asked(sessions: Sessions, name: str, some: list[Question], documents: int) -> list[Figure]:
    ranks, took = [], []
    for question in some:
        async with sessions() as session:
            began = time.perf_counter()
            found = await search(session, question.text, language="de", limit=DEPTH, kinds=(DocumentKind.ARTICLE,))
            took.append((time.perf_counter() - began) * 1000)
        places = [one.article_id for one in found]
        ranks.append(places.index(question.page) + 1 if question.page in places else None)
    reached = (
        _share(ranks, 1),
        _share(ranks, 5),
        sum(1 / rank for rank in ranks if rank is not None) / len(ranks),
    )
    times = f"{percentile(took, 0.5):.1f} ms each, p95 {percentile(took, 0.95):.1f}"
    numbers = f"{len(some)} questions, {documents} pages; {times}"
    return [
        Figure(f"retrieval, {name}, {what}", f">= {bound:.3f}", f"{value:.3f}", numbers, value >= bound)
        for what, bound, value in zip(("R@1", "R@5", "MRR@10"), BOUNDS[name], reached, strict=True)
    ]


def _share(ranks: Sequence[int | None], depth: int) -> float:
    return sum(rank is not None and rank <= depth for rank in ranks) / len(ranks)
