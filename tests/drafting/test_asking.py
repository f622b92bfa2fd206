"""When a draft is asked for, and when it no longer counts."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from rows import NOW, add_message, add_ticket
from sqlalchemy import func, select, text, update

from tickets_service.drafting import asking, automatic, credentials
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import (
    AIResponseDB,
    Direction,
    DraftState,
    OpenAICredentialDB,
    Preferences,
    Ticket,
    TicketStatus,
)


@pytest.fixture
async def credential(sessions):
    async with sessions.begin() as session:
        session.add(OpenAICredentialDB(label="c", encrypted_token=b"x", token_hint="abcd", is_active=True))


async def waiting(session, number=1, *, age=timedelta(hours=1), direction=Direction.CUSTOMER, **fields):
    row = await add_ticket(session, number, **fields)
    await add_message(session, row, number, created_at=NOW - age, direction=direction)
    return row


async def drafts(sessions):
    async with sessions() as session:
        rows = await session.scalars(select(AIResponseDB).order_by(AIResponseDB.id))
        return [(row.ticket_id, row.state.value) for row in rows]


async def new_message(sessions, ticket_id):
    async with sessions.begin() as session:
        await automatic.draft_new_message(session, ticket_id)


async def test_a_waiting_customer_gets_a_draft_once(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)
    await new_message(sessions, ticket.id)
    await new_message(sessions, ticket.id)

    assert await drafts(sessions) == [(ticket.id, "QUEUED")]
    async with sessions() as session:
        assert (
            await session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'write_draft'")) == 1
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"status": TicketStatus.DONE},
        {"age": timedelta(days=8)},
        {"direction": Direction.AGENT},
    ],
    ids=["closed", "a week old", "the shop spoke last"],
)
async def test_no_draft_where_nobody_waits_for_one(sessions, credential, fields):
    async with sessions.begin() as session:
        ticket = await waiting(session, **fields)
    await new_message(sessions, ticket.id)

    assert await drafts(sessions) == []


async def test_without_an_active_credential_nothing_fails_and_activation_catches_up(sessions):
    async with sessions.begin() as session:
        old = await waiting(session, 1, age=timedelta(hours=5), last_customer_message_at=NOW - timedelta(hours=5))
        young = await waiting(session, 2)
        await waiting(session, 3, status=TicketStatus.DONE)
        await automatic.draft_new_message(session, old.id)
        assert await automatic.draft_waiting(session) == 0
        session.add(OpenAICredentialDB(label="c", encrypted_token=b"x", token_hint="abcd"))
    async with sessions.begin() as session:
        await credentials.activate(session, 1, actor="user:1")
        assert await automatic.draft_waiting(session) == 2
        assert await automatic.draft_waiting(session) == 0

    assert await drafts(sessions) == [(young.id, "QUEUED"), (old.id, "QUEUED")], "newest first"


async def test_what_an_import_read_first_is_drafted_if_it_is_news(sessions, credential):
    async with sessions.begin() as session:
        news = await waiting(session, 1, age=timedelta(minutes=2), last_customer_message_at=NOW - timedelta(minutes=2))
        await waiting(session, 2, last_customer_message_at=NOW - timedelta(hours=1))
    for _ in range(2):
        async with sessions.begin() as session:
            await automatic.draft_arrived(session, NOW - timedelta(minutes=10))

    assert await drafts(sessions) == [(news.id, "QUEUED")]


async def test_a_draft_that_failed_is_tried_again_on_activation(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)
        failed = AIResponseDB(
            ticket_id=ticket.id, state="FAILED", error="no key", based_on_message_id=ticket.last_public_message_id
        )
        session.add(failed)
    async with sessions.begin() as session:
        assert await automatic.draft_waiting(session) == 1


async def test_the_days_allowance_is_kept(sessions, credential):
    async with sessions.begin() as session:
        await session.execute(update(Preferences).values(automatic_drafts_per_day=2))
        for number in range(1, 5):
            await waiting(session, number)
    for number in range(1, 4):
        await new_message(sessions, number)
    async with sessions.begin() as session:
        assert await automatic.draft_waiting(session) == 0

    assert len(await drafts(sessions)) == 2


async def test_a_burst_of_messages_gives_one_draft_for_the_last(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)
    await new_message(sessions, ticket.id)
    async with sessions.begin() as session:
        row = await session.get(Ticket, ticket.id)
        last = await add_message(session, row, 50)
        await asking.make_stale(session, ticket.id, last.id)
        await automatic.draft_new_message(session, ticket.id)

    assert await drafts(sessions) == [(ticket.id, "QUEUED")]
    async with sessions() as session:
        assert await session.scalar(select(AIResponseDB.based_on_message_id)) == last.id


@pytest.mark.parametrize("state", [DraftState.READY, DraftState.WRITING])
@pytest.mark.parametrize("direction", [Direction.CUSTOMER, Direction.AGENT])
async def test_a_newer_public_message_makes_a_draft_stale(sessions, credential, state, direction):
    async with sessions.begin() as session:
        ticket = await waiting(session)
        base = ticket.last_public_message_id
        session.add(AIResponseDB(ticket_id=ticket.id, state=state, generated_text="t", based_on_message_id=base))
        await session.flush()
        newer = await add_message(session, ticket, 60, direction=direction)
        await asking.make_stale(session, ticket.id, newer.id)
        await automatic.draft_new_message(session, ticket.id)

    expected = [(ticket.id, "STALE")] + ([(ticket.id, "QUEUED")] if direction is Direction.CUSTOMER else [])
    assert await drafts(sessions) == expected


async def test_a_person_may_ask_for_a_closed_or_old_ticket(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session, status=TicketStatus.DONE, age=timedelta(days=90))
        row = await asking.request_draft(session, ticket.id, hint="  kurz ", credential_id=None, actor="user:1")

    assert (row.hint, row.is_automatic) == ("kurz", False)


async def test_asking_has_its_refusals(sessions, credential):
    async with sessions.begin() as session:
        empty = await add_ticket(session, 9)
        ticket = await waiting(session, 1)
    for ticket_id, credential_id, refusal in (
        (999, None, NotFound),
        (empty.id, None, Conflict),
        (ticket.id, 99, Invalid),
    ):
        with pytest.raises(refusal):
            async with sessions.begin() as session:
                await asking.request_draft(session, ticket_id, hint=None, credential_id=credential_id, actor="u")


async def test_who_sends_the_earlier_draft_does_without_the_one_that_is_being_written(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)
        base = ticket.last_public_message_id
        ready = AIResponseDB(ticket_id=ticket.id, state="READY", generated_text="t", based_on_message_id=base)
        session.add(ready)
        await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="u")
    before = await drafts(sessions)
    async with sessions.begin() as session:
        await asking.mark_used(session, ready.id)

    assert before == [(ticket.id, "READY"), (ticket.id, "QUEUED")]
    assert await drafts(sessions) == [(ticket.id, "USED"), (ticket.id, "STALE")]


async def test_a_draft_that_was_sent_was_used_though_another_took_its_place(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)
        sent = AIResponseDB(ticket_id=ticket.id, state="DISMISSED", generated_text="t")
        session.add_all([sent, AIResponseDB(ticket_id=ticket.id, state="READY", generated_text="u")])
        await session.flush()
        await asking.mark_used(session, sent.id)

    assert await drafts(sessions) == [(ticket.id, "USED"), (ticket.id, "READY")]


async def test_two_who_ask_at_once_get_the_same_draft(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)

    async def ask():
        async with sessions.begin() as session:
            return (await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="u")).id

    assert len(set(await asyncio.gather(*(ask() for _ in range(8))))) == 1


async def ask_and_stumble(sessions, ticket_id):
    async with sessions.begin() as session:
        await asking.request_draft(session, ticket_id, hint=None, credential_id=None, actor="u")
        raise RuntimeError


async def test_no_job_survives_a_draft_that_does_not(sessions, credential):
    async with sessions.begin() as session:
        ticket = await waiting(session)
    with pytest.raises(RuntimeError):
        await ask_and_stumble(sessions, ticket.id)
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(text("procrastinate_jobs"))) == 0
