"""Approving a reply: what is refused, what is repeated, and what can be taken back."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from rows import add_message, add_ticket
from sqlalchemy import func, select

from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import (
    LIVE_REPLIES,
    AIResponseDB,
    Direction,
    DraftState,
    Reply,
    ReplyKind,
    ReplyState,
    Ticket,
)
from tickets_service.replies.approving import approve, cancel

NOTE = {"kind": ReplyKind.COMMENT, "based_on_message_id": None}
AFTER_ITS_TIME = {
    ReplyState.CANCELLED: {},
    ReplyState.CLAIMED: {"claim_token": uuid4()},
    ReplyState.IN_FLIGHT: {"claim_token": uuid4(), "post_deadline": func.now()},
    ReplyState.SENT: {"plenty_message_id": 5},
    ReplyState.STALE: {},
    ReplyState.REJECTED: {},
    ReplyState.UNKNOWN: {},
    ReplyState.NEEDS_HUMAN: {},
    ReplyState.ABANDONED: {},
}


async def replies_in(sessions):
    async with sessions() as session:
        return list(await session.scalars(select(Reply)))


async def take_back(desk, reply_id):
    async with desk.sessions.begin() as session:
        return await cancel(session, reply_id, actor="user:2")


async def test_an_approved_reply_waits_for_its_time_with_its_job_and_an_audit_entry(desk):
    reply, is_new = await desk.approve(undo=timedelta(seconds=8))

    assert is_new
    assert (reply.state, reply.author, reply.body) == (ReplyState.QUEUED, "user:1", "<p>Ihr Paket kommt morgen.</p>")
    assert reply.send_at == desk.clock.time + timedelta(seconds=8)
    assert await desk.jobs() == [("send_reply", reply.send_at)]
    assert await desk.phases(reply.id) == ["APPROVED"]
    assert await desk.audited() == ["reply_approved"]


async def test_what_was_rolled_back_left_neither_reply_nor_job(desk):
    async with desk.sessions() as session:
        await approve(session, desk.ticket.id, desk.approval(), author="user:1", undo=timedelta())
        await session.rollback()

    assert (await replies_in(desk.sessions), await desk.jobs(), await desk.audited()) == ([], [], [])


async def test_there_must_be_such_a_ticket(desk):
    with pytest.raises(NotFound, match="no ticket 99"):
        await desk.approve(ticket_id=99)


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u2060", "\u00a0", "\U000e0041"])
async def test_a_reply_without_a_visible_character_is_refused(desk, text):
    with pytest.raises(Invalid, match="needs a text"):
        await desk.approve(desk.approval(text))


async def test_a_confidential_ticket_takes_notes_only(desk):
    async with desk.sessions.begin() as session:
        (await session.get_one(Ticket, desk.ticket.id)).confidential = True

    with pytest.raises(Conflict, match="confidential"):
        await desk.approve()
    await desk.approve(desk.approval(**NOTE))


@pytest.mark.parametrize("direction", [Direction.CUSTOMER, Direction.AGENT])
async def test_a_reply_to_a_conversation_that_moved_on_is_refused(desk, direction):
    async with desk.sessions.begin() as session:
        await add_message(session, await session.get_one(Ticket, desk.ticket.id), 2000, direction=direction)

    with pytest.raises(Conflict, match="moved on"):
        await desk.approve()


async def test_a_note_between_the_question_and_the_reply_does_not_matter(desk):
    async with desk.sessions.begin() as session:
        await add_message(session, await session.get_one(Ticket, desk.ticket.id), 2000, direction=Direction.INTERNAL)

    await desk.approve()


@pytest.mark.parametrize("base", [None, 4711])
async def test_a_reply_names_the_newest_public_message(desk, base):
    with pytest.raises(Conflict, match="moved on"):
        await desk.approve(desk.approval(based_on_message_id=base))


async def test_a_note_may_be_based_on_any_message_of_its_own_ticket_only(desk):
    async with desk.sessions.begin() as session:
        foreign = await add_message(session, await add_ticket(session, 2), 3000)

    with pytest.raises(Invalid) as refusal:
        await desk.approve(desk.approval(kind=ReplyKind.COMMENT, based_on_message_id=foreign.id))
    assert "based_on_message_id" in refusal.value.errors


async def test_the_draft_of_another_ticket_is_refused(desk):
    async with desk.sessions.begin() as session:
        other = await add_ticket(session, 2)
        drafts = [
            AIResponseDB(ticket_id=number, state=DraftState.READY, generated_text="Guten Tag")
            for number in (other.id, desk.ticket.id)
        ]
        session.add_all(drafts)

    for ai_response_id in (drafts[0].id, 4711):
        with pytest.raises(Invalid) as refusal:
            await desk.approve(desk.approval(ai_response_id=ai_response_id))
        assert "ai_response_id" in refusal.value.errors
    reply, _ = await desk.approve(desk.approval(ai_response_id=drafts[1].id))
    assert reply.ai_response_id == drafts[1].id


@pytest.mark.parametrize("kind", list(ReplyKind))
async def test_one_reply_and_one_note_may_be_on_their_way(desk, kind):
    fields = {} if kind is ReplyKind.MESSAGE else NOTE
    other = NOTE if kind is ReplyKind.MESSAGE else {}
    await desk.approve(desk.approval(**fields))

    with pytest.raises(Conflict, match="on its way"):
        await desk.approve(desk.approval(**fields))
    await desk.approve(desk.approval(**other))


@pytest.mark.parametrize("state", [ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN])
async def test_an_unresolved_reply_blocks_replies_but_no_note(desk, state):
    await desk.put(await desk.queued(), state=state)

    with pytest.raises(Conflict, match="unclear" if state is ReplyState.NEEDS_HUMAN else "on its way"):
        await desk.approve()
    await desk.approve(desk.approval(**NOTE))


async def test_a_ticket_that_plenty_does_not_have_yet_takes_its_first_text_only(desk):
    async with desk.sessions.begin() as session:
        fresh = await add_ticket(session, None, title="Neu")
    approval = desk.approval(based_on_message_id=None)

    with pytest.raises(Conflict, match="wait until it was created"):
        await desk.approve(approval, ticket_id=fresh.id)
    reply, _ = await desk.approve(replace(approval, is_first_text=True), ticket_id=fresh.id)
    assert reply.state is ReplyState.QUEUED


async def test_the_same_request_again_is_the_same_reply_even_when_the_thread_moved_on(desk):
    approval = desk.approval()
    first, _ = await desk.approve(approval)
    async with desk.sessions.begin() as session:
        await add_message(session, await session.get_one(Ticket, desk.ticket.id), 2000)

    again, is_new = await desk.approve(approval)

    assert (again.id, is_new) == (first.id, False)
    assert len(await desk.jobs()) == 1


@pytest.mark.parametrize(
    "change", [{"text": "Anderer Text"}, {"close_after": True}, NOTE, {"based_on_message_id": None}]
)
async def test_the_same_id_for_something_else_is_refused(desk, change):
    approval = desk.approval()
    await desk.approve(approval)

    with pytest.raises(Conflict, match="id of its own"):
        await desk.approve(replace(approval, **change))


async def test_the_same_id_on_another_ticket_is_refused(desk):
    async with desk.sessions.begin() as session:
        other = await add_ticket(session, 2)
    approval = desk.approval(**NOTE)
    await desk.approve(approval)

    with pytest.raises(Conflict, match="id of its own"):
        await desk.approve(approval, ticket_id=other.id)


async def test_twenty_approvals_at_once_leave_exactly_one_live_reply(desk):
    answers = await asyncio.gather(*(desk.approve() for _ in range(20)), return_exceptions=True)

    assert sum(isinstance(answer, Conflict) for answer in answers) == 19
    assert [reply.state for reply in await replies_in(desk.sessions)] == [ReplyState.QUEUED]
    assert len(await desk.jobs()) == 1


async def test_twenty_clicks_on_one_button_are_one_reply_and_nineteen_repetitions(desk):
    approval = desk.approval()
    answers = await asyncio.gather(*(desk.approve(approval) for _ in range(20)))

    assert sorted(is_new for _, is_new in answers) == [False] * 19 + [True]
    assert {reply.id for reply, _ in answers} == {approval.reply_id}
    assert len(await desk.jobs()) == 1


async def test_one_id_on_two_tickets_at_once_becomes_one_reply(desk):
    async with desk.sessions.begin() as session:
        other = await add_ticket(session, 2)
    for _ in range(10):
        approval = desk.approval(**NOTE)
        answers = await asyncio.gather(
            *(desk.approve(approval, ticket_id=number) for number in (desk.ticket.id, other.id)),
            return_exceptions=True,
        )
        assert sum(isinstance(answer, Conflict) for answer in answers) == 1
        await take_back(desk, approval.reply_id)


async def test_a_waiting_reply_can_be_taken_back_and_another_one_written(desk):
    reply_id = await desk.queued()

    reply = await take_back(desk, reply_id)

    assert reply.state is ReplyState.CANCELLED
    assert await desk.audited() == ["reply_approved", "reply_cancelled"]
    assert await desk.state(await desk.queued()) is ReplyState.QUEUED


@pytest.mark.parametrize("state", AFTER_ITS_TIME)
async def test_only_a_waiting_reply_can_be_taken_back(desk, state):
    reply_id = await desk.queued()
    await desk.put(reply_id, state=state, **AFTER_ITS_TIME[state])

    with pytest.raises(Conflict):
        await take_back(desk, reply_id)

    assert await desk.state(reply_id) is state
    assert await desk.audited() == ["reply_approved"]


async def test_a_reply_nobody_knows_cannot_be_taken_back(desk):
    with pytest.raises(NotFound):
        await take_back(desk, uuid4())


async def test_the_states_that_block_are_the_unsettled_ones(desk):
    settled = {ReplyState.CANCELLED, ReplyState.SENT, ReplyState.STALE, ReplyState.REJECTED, ReplyState.ABANDONED}
    assert set(LIVE_REPLIES) == set(ReplyState) - settled
