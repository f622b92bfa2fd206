"""What is learnt from tickets that were answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rows import add_message, add_ticket
from sqlalchemy import func, select

from tickets_service.knowledge import keeping
from tickets_service.knowledge.learning import Said, learn, learn_new, precedent_in
from tickets_service.models import Direction, Document, Space, Term, Ticket

C, A = Direction.CUSTOMER, Direction.AGENT
LONG = "Wir tauschen das Gerät aus und schicken Ihnen heute noch ein Etikett."


def said(*pairs):
    return [Said(direction, None, text) for direction, text in pairs]


@pytest.mark.parametrize(
    ("thread", "problem", "answer"),
    [
        (said((C, "Defekt"), (A, LONG)), "Defekt", LONG),
        (said((C, "Defekt"), (C, "Noch da?"), (A, LONG), (C, "Danke"), (A, "Gern geschehen, schönen Tag noch Ihnen!")),
         "Defekt\n\nNoch da?", LONG),
        (said((A, "Werbung " * 9), (C, "Defekt"), (A, LONG)), "Defekt", LONG),
    ],
)  # fmt: skip
def test_the_longest_answer_counts_with_what_was_asked_before(thread, problem, answer):
    found = precedent_in(thread)

    assert (found.problem, found.answer) == (problem, answer)


@pytest.mark.parametrize(
    "thread", [[], said((C, "Defekt")), said((A, LONG)), said((C, "Defekt"), (A, "ok")), said((C, " "), (A, LONG))]
)
def test_without_a_real_answer_there_is_nothing_to_learn(thread):
    assert precedent_in(thread) is None


async def answered(sessions, number, **fields):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, number, **fields)
        await add_message(session, ticket, number * 10, text="Mein Wasserkocher ist defekt")
        await add_message(session, ticket, number * 10 + 1, text=LONG, direction=A)
        await add_message(session, ticket, number * 10 + 2, text="geheime Notiz", direction=Direction.INTERNAL)
        return ticket.id


async def learnt(sessions):
    async with sessions() as session:
        return list(await session.scalars(select(Document).order_by(Document.id)))


async def test_history_is_learnt_once_and_notes_never(sessions):
    ticket_id = await answered(sessions, 1)
    first = await learn_new(sessions, settled=timedelta(0))
    second = await learn_new(sessions, settled=timedelta(0))
    (document,) = await learnt(sessions)

    assert (first, second) == (3, 0)
    assert (document.ticket_id, document.language) == (ticket_id, "de")
    assert "Notiz" not in document.text + document.answer


async def test_what_may_not_be_stored_yet_is_waited_for(sessions):
    await answered(sessions, 1)

    assert await learn_new(sessions) == 0


async def test_nothing_is_learnt_of_a_confidential_ticket(sessions):
    ticket_id = await answered(sessions, 1, confidential=True)
    other = await answered(sessions, 2)
    await learn_new(sessions, settled=timedelta(0))
    async with sessions.begin() as session:
        (await session.get_one(Ticket, other)).confidential = True
        await session.flush()
        await learn(session, [ticket_id, other])

    assert await learnt(sessions) == []


async def test_the_same_again_changes_nothing(sessions, find):
    ticket_id = await answered(sessions, 1)
    await keeping.learn_ticket(sessions, ticket_id)
    (before,) = await learnt(sessions)
    await keeping.learn_ticket(sessions, ticket_id)
    (after,) = await learnt(sessions)

    assert (after.id, after.changed_at, after.is_due) == (before.id, before.changed_at, False)
    assert len(await find("Wasserkocher")) == 1


async def test_rebuilding_drops_what_became_confidential_and_counts_anew(sessions, find):
    ids = [await answered(sessions, number) for number in (1, 2, 3)]
    for ticket_id in ids:
        await keeping.learn_ticket(sessions, ticket_id)
    async with sessions.begin() as session:
        (await session.get_one(Ticket, ids[0])).confidential = True
        await session.delete(await session.get_one(Ticket, ids[1]))
    await keeping.rebuild(sessions)
    async with sessions() as session:
        counts = (await session.scalar(select(func.max(Term.documents))), await session.scalar(select(Space.documents)))

    assert [document.ticket_id for document in await learnt(sessions)] == [ids[2]]
    assert counts == (1, 1)
    assert len(await find("Wasserkocher")) == 1
