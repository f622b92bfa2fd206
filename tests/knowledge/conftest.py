"""Articles and solved tickets, each stating only what matters."""

from __future__ import annotations

import pytest
from rows import add_message, add_ticket

from tickets_service.knowledge import articles
from tickets_service.knowledge.learning import learn
from tickets_service.knowledge.schemas import ArticleIn
from tickets_service.knowledge.searching import search
from tickets_service.knowledge.weighing import weigh
from tickets_service.models import Direction

ANSWER = "Ihre Kaffeemaschine tauschen wir selbstverständlich aus, das Rücksendeetikett liegt bei."


@pytest.fixture
def write(sessions):
    async def write(key, text, *, title=None, **fields):
        async with sessions.begin() as session:
            wanted = ArticleIn(key=key, title=title or key, text=text, **fields)
            return await articles.add(session, wanted, actor="user:1")

    return write


@pytest.fixture
def solve(sessions):
    """A ticket that was answered, and learnt from."""

    async def solve(number, problem, answer=ANSWER, **fields):
        async with sessions.begin() as session:
            ticket = await add_ticket(session, number, **{"title": "Anfrage", "customer_name": "Erika Muster"} | fields)
            await add_message(session, ticket, number * 10, text=problem)
            await add_message(session, ticket, number * 10 + 1, text=answer, direction=Direction.AGENT)
            await learn(session, [ticket.id])
            await weigh(session)
            return ticket

    return solve


@pytest.fixture
def find(sessions):
    async def find(query, **options):
        async with sessions() as session:
            return await search(session, query, **options)

    return find
