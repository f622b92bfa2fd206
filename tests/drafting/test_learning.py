"""What became of each draft."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import NOW, add_message, add_ticket
from sqlalchemy import select

from tickets_service.drafting.learning import Answer, changed_share, learn, learn_of_plenty, use_of
from tickets_service.models import AIResponseDB, Direction, DraftOutcome, DraftState, Use

DRAFT = "Guten Tag Frau Müller, Ihr Paket ist gestern verschickt worden. Viele Grüße"


@pytest.mark.parametrize(
    ("sent", "use"),
    [
        (DRAFT, Use.AS_IS),
        (DRAFT.replace(" ", "\n"), Use.AS_IS),
        (DRAFT.replace("gestern", "heute"), Use.LIGHT),
        (DRAFT + " Ihr Team", Use.LIGHT),
        ("Guten Tag Frau Müller, leider fehlt uns noch Ihre Adresse. Bitte schreiben Sie uns.", Use.HEAVY),
        ("Nein.", Use.HEAVY),
    ],
)
def test_the_difference_is_judged_by_words(sent, use):
    assert use_of(changed_share(DRAFT, sent)) is use


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_difference_is_a_share_and_nothing_only_for_the_same_words(one, other):
    assert 0 <= changed_share(one, other) <= 1
    assert changed_share(one, one) == 0


def test_long_texts_are_compared_in_reasonable_time():
    assert changed_share("wort " * 50_000, "wort " * 50_000 + "mehr") == 0


async def drafted(session, *, state=DraftState.READY):
    ticket = await add_ticket(session, 4711)
    message = await add_message(session, ticket, 1)
    row = AIResponseDB(ticket_id=ticket.id, state=state, generated_text=DRAFT, based_on_message_id=message.id)
    session.add(row)
    await session.flush()
    return ticket, message, row


async def outcomes(session):
    return [(row.ai_response_id, row.use, row.changed) for row in await session.scalars(select(DraftOutcome))]


async def test_an_answer_that_began_as_the_draft_is_compared_with_it(sessions):
    async with sessions.begin() as session:
        ticket, message, row = await drafted(session)
        await learn(session, Answer(ticket.id, DRAFT, message.id, row.id))
        await learn(session, Answer(ticket.id, "told again", message.id, row.id))

        assert await outcomes(session) == [(row.id, Use.AS_IS, Decimal(0))]


@pytest.mark.parametrize("state", [DraftState.READY, DraftState.DISMISSED, DraftState.STALE])
async def test_own_words_discard_the_draft_for_the_same_message(sessions, state):
    async with sessions.begin() as session:
        ticket, message, row = await drafted(session, state=state)
        await learn(session, Answer(ticket.id, "Nein.", message.id))

        assert [(each, use) for each, use, _ in await outcomes(session)] == [(row.id, Use.DISCARDED)]


async def test_an_answer_to_another_message_says_nothing_of_the_draft(sessions):
    async with sessions.begin() as session:
        ticket, _, _ = await drafted(session)
        later = await add_message(session, ticket, 2)
        await learn(session, Answer(ticket.id, "Nein.", later.id))
        await learn(session, Answer(ticket.id, "Nein.", None))

        assert await outcomes(session) == []


async def test_what_a_colleague_types_in_plenty_discards_the_draft(sessions):
    async with sessions.begin() as session:
        ticket, _, row = await drafted(session)
        typed = await add_message(session, ticket, 2, direction=Direction.AGENT, created_at=NOW)
        await learn_of_plenty(session, ticket.id, typed.id)
        found = (await session.scalars(select(DraftOutcome))).one()

        assert (found.ai_response_id, found.use, found.message_id) == (row.id, Use.DISCARDED, typed.id)


async def test_another_message_of_the_customer_discards_nothing(sessions):
    async with sessions.begin() as session:
        ticket, _, _ = await drafted(session)
        again = await add_message(session, ticket, 2)
        await learn_of_plenty(session, ticket.id, again.id)
        await learn_of_plenty(session, ticket.id, None)

        assert await outcomes(session) == []


async def test_a_lost_draft_is_no_trouble(sessions):
    async with sessions.begin() as session:
        ticket, message, _ = await drafted(session)
        await learn(session, Answer(ticket.id, "Nein.", message.id, 999_999, reply_id=uuid4()))

        assert await outcomes(session) == []
