"""How long a search takes in a shop with a long history, for one message and for a whole conversation."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bench import history
from bench.figures import Figure, percentile
from bench.surroundings import new_database, postgres, rows
from tickets_service.db import Sessions, among, close_engine, open_engine, sessions_of
from tickets_service.knowledge import ranking
from tickets_service.knowledge.learning import learn_new
from tickets_service.knowledge.searching import search
from tickets_service.knowledge.weighing import weigh_all
from tickets_service.models import DocumentKind, TicketMessage

MESSAGES = 1_000_000
SMALL_MESSAGES = 8_000
SEARCHES = 200
WARM_UP = 20
ROWS = 20
MOST_MILLISECONDS = 150.0
MOST_TIMES = 4.0
COMPARED = 20
"""Questions whose best answers are looked for in every weight too."""
SEED = 5

EXACT = text("""
SELECT document_id, sum(weight * factor) AS score
FROM unnest(CAST(:terms AS int[]), CAST(:factors AS real[])) AS asked (term_id, factor)
JOIN knowledge_weights USING (term_id) WHERE document_id <> ALL(CAST(:without AS int[]))
GROUP BY document_id ORDER BY score DESC LIMIT 5
""")
SCORES = text("""
SELECT sum(held.weight * asked.factor) FROM knowledge_documents AS d
CROSS JOIN LATERAL unnest(d.terms, d.weights) AS held (term_id, weight)
JOIN unnest(CAST(:terms AS int[]), CAST(:factors AS real[])) AS asked (term_id, factor) USING (term_id)
WHERE d.id = ANY(CAST(:documents AS int[]))
""")


@dataclass(frozen=True)
class Question:
    ticket_id: int
    text: str


def measure(*, is_small: bool) -> list[Figure]:
    messages = SMALL_MESSAGES if is_small else MESSAGES
    tickets = messages // history.MESSAGES_EACH
    with postgres() as server:
        database = new_database(server, "long_history")
        history.fill(database, tickets)
        return asyncio.run(_measured(database, tickets))


async def _measured(database: str, tickets: int) -> list[Figure]:
    engine = open_engine(database)
    try:
        sessions = sessions_of(engine)
        began = time.monotonic()
        while await learn_new(sessions, settled=timedelta(0)):
            await weigh_all(sessions)
        took = time.monotonic() - began
        rows(database, "VACUUM ANALYZE")
        size = rows(database, "SELECT pg_size_pretty(sum(pg_total_relation_size(oid))) FROM pg_class"
                    " WHERE relname LIKE 'knowledge%%' AND relkind = 'r'")[0][0]  # fmt: skip
        made = f"{tickets:,} solved tickets learnt in {took:.0f} s, {size}"
        chosen = random.Random(SEED)
        return [
            await _figure(sessions, f"retrieval at {tickets * history.MESSAGES_EACH:,} messages, {name}", some, made)
            for name, some in {
                "one message": await _questions(sessions, chosen, tickets, whole=False),
                "a whole conversation": await _questions(sessions, chosen, tickets, whole=True),
            }.items()
        ]
    finally:
        await close_engine(engine)


async def _questions(sessions: Sessions, chosen: random.Random, tickets: int, *, whole: bool) -> list[Question]:
    """Of tickets anywhere in the history: the newest message of the customer, or all that was said, three times over
    so that it is as long as conversations get."""
    questions = []
    async with sessions() as session:
        for _ in range(WARM_UP + SEARCHES):
            ticket_id = chosen.randint(1, tickets)
            others = [chosen.randint(1, tickets) for _ in range(2)] if whole else []
            said = (
                await session.scalars(
                    select(TicketMessage.text)
                    .where(among(TicketMessage.ticket_id, [ticket_id, *others]))
                    .order_by(TicketMessage.ticket_id, TicketMessage.id)
                )
            ).all()
            questions.append(Question(ticket_id, "\n\n".join(said) if whole else said[2]))
    return questions


async def _figure(sessions: Sessions, name: str, questions: list[Question], made: str) -> Figure:
    searches, reads = [], []
    for question in questions:
        async with sessions() as session:
            began = time.perf_counter()
            found = await search(session, question.text, language="de", not_ticket_id=question.ticket_id)
            searches.append((time.perf_counter() - began) * 1000)
        assert found
        reads.append(await _read(sessions, question.ticket_id))
    searches, reads = searches[WARM_UP:], reads[WARM_UP:]
    reached, read = percentile(searches, 0.95), percentile(reads, 0.95)
    async with sessions() as session:
        share = [await _share_of_exact(session, question) for question in questions[:COMPARED]]
    length = sum(len(question.text) for question in questions) // len(questions)
    numbers = (
        f"{length:,} characters; median {percentile(searches, 0.5):.0f} ms, a read of {ROWS} rows by key {read:.1f} ms "
        f"p95; the five best have {sum(share) / len(share):.3f} of the score an unbounded search finds; {made}"
    )
    is_reached = reached <= max(MOST_MILLISECONDS, MOST_TIMES * read)
    return Figure(
        f"{name}, p95", f"<= {MOST_MILLISECONDS:g} ms or {MOST_TIMES:g} x", f"{reached:.0f} ms", numbers, is_reached
    )


async def _read(sessions: Sessions, ticket_id: int) -> float:
    wanted = [ticket_id * history.MESSAGES_EACH - place * 977 for place in range(ROWS)]
    async with sessions() as session:
        began = time.perf_counter()
        (await session.scalars(select(TicketMessage).where(among(TicketMessage.id, wanted)))).all()
        return (time.perf_counter() - began) * 1000


async def _share_of_exact(session: AsyncSession, question: Question) -> float:
    asked = (await ranking.asked_of(session, question.text, "de", [DocumentKind.PRECEDENT]))[DocumentKind.PRECEDENT]
    found = await search(session, question.text, language="de", not_ticket_id=question.ticket_id, limit=5)
    weights = {"terms": list(asked.terms), "factors": list(asked.factors)}
    reached = await session.scalars(SCORES, weights | {"documents": [one.document_id for one in found]})
    own = await session.scalars(
        text("SELECT id FROM knowledge_documents WHERE ticket_id = :ticket_id"), {"ticket_id": question.ticket_id}
    )
    best = (await session.execute(EXACT, weights | {"without": list(own)})).all()
    return float(sum(reached) / sum(row.score for row in best))
