"""Sending one reply: every way a POST can end, and every trouble before it."""

import asyncio
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest
from letterbox import Fault
from sqlalchemy import update

from tickets_service.errors import Conflict, TicketsError
from tickets_service.models import Reply, ReplyKind, ReplyState, Ticket
from tickets_service.plenty.errors import (
    AccessDenied,
    BudgetSpent,
    CallsRefused,
    Refused,
    TokenRefused,
    TooLate,
    Unclear,
    Unreachable,
)
from tickets_service.replies.approving import cancel
from tickets_service.replies.timing import TIMING

HTML = "<p>Ihr Paket kommt morgen.</p>"
NOTE = {"kind": ReplyKind.COMMENT}


async def test_a_reply_is_posted_once_and_then_sent(desk):
    reply_id = await desk.queued()

    await desk.path.send(reply_id)
    await desk.path.send(reply_id)

    assert desk.plenty.posts == [(1, "message", HTML)]
    reply = await desk.reply(reply_id)
    assert (reply.state, reply.plenty_message_id) == (ReplyState.SENT, desk.plenty.number)
    assert (reply.sent_at, reply.claim_token, reply.error) == (desk.clock.time, None, None)
    assert desk.followed == [(reply_id, desk.plenty.number)]
    assert await desk.phases(reply_id) == ["APPROVED", "CLAIMED", "IN_FLIGHT", "SENT"]


async def test_the_row_says_in_flight_before_the_first_byte_leaves(desk):
    reply_id = await desk.queued()
    seen = []

    async def look():
        seen.append(await desk.reply(reply_id))

    desk.plenty.before["post"] = look
    await desk.path.send(reply_id)

    assert seen[0].state is ReplyState.IN_FLIGHT
    assert seen[0].fence_id == desk.question.plenty_message_id
    assert seen[0].post_deadline == desk.clock.time + TIMING.post_within


async def test_a_reply_is_not_sent_before_its_time(desk):
    reply, _ = await desk.approve(undo=timedelta(seconds=8))

    assert await desk.gave_up(reply.id) == 8
    assert (await desk.state(reply.id), desk.plenty.calls) == (ReplyState.QUEUED, [])
    desk.clock.move(seconds=8)
    await desk.path.send(reply.id)
    assert await desk.state(reply.id) is ReplyState.SENT


async def test_a_reply_waits_for_its_ticket_to_be_created(desk):
    reply_id = await desk.queued()
    async with desk.sessions.begin() as session:
        await session.execute(update(Ticket).values(plenty_ticket_id=None))

    assert await desk.gave_up(reply_id) > 0
    assert (await desk.state(reply_id), desk.plenty.calls) == (ReplyState.QUEUED, [])


async def test_nobody_and_nothing_is_no_failure(desk):
    await desk.path.send(uuid4())

    assert desk.plenty.calls == []


@pytest.mark.parametrize(
    ("call", "error", "wait"),
    [
        ("thread", BudgetSpent("Voll.", retry_after=40), 40),
        ("thread", Unclear("Nichts gehört."), 15),
        ("thread", AccessDenied("Darf nicht."), 15),
        ("reserve_post", CallsRefused("Voll.", retry_after=9), 9),
        ("reserve_post", Unreachable("Weg."), 15),
    ],
)
async def test_before_the_post_any_trouble_only_makes_the_reply_wait(desk, call, error, wait):
    reply_id = await desk.queued()
    desk.plenty.errors[call].append(error)

    assert await desk.gave_up(reply_id) == wait
    reply = await desk.reply(reply_id)
    assert (reply.state, reply.claim_token, desk.plenty.posts) == (ReplyState.QUEUED, None, [])
    await desk.path.send(reply_id)
    assert (await desk.state(reply_id), len(desk.plenty.posts)) == (ReplyState.SENT, 1)


@pytest.mark.parametrize("error", [RuntimeError("a bug"), asyncio.CancelledError()])
@pytest.mark.parametrize("call", ["thread", "reserve_post"])
async def test_a_worker_that_stops_before_the_post_puts_the_reply_back(desk, call, error):
    reply_id = await desk.queued()
    desk.plenty.errors[call].append(error)

    with pytest.raises(type(error)):
        await desk.path.send(reply_id)

    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.QUEUED, [])


@pytest.mark.parametrize(
    ("error", "wait"),
    [
        (TooLate("Zu spät."), 0),
        (Unreachable("Nicht verbunden."), 15),
        (TokenRefused("401"), 15),
        (CallsRefused("429", retry_after=33), 33),
    ],
)
async def test_a_post_that_provably_wrote_nothing_is_tried_again(desk, error, wait):
    reply_id = await desk.queued()
    desk.plenty.faults.append(Fault(error))

    assert await desk.gave_up(reply_id) == wait
    assert await desk.state(reply_id) is ReplyState.QUEUED
    await desk.path.send(reply_id)
    assert (await desk.state(reply_id), len(desk.stored)) == (ReplyState.SENT, 1)


async def test_a_post_that_plenty_declined_is_given_back_with_its_reason(desk):
    reply_id = await desk.queued()
    desk.plenty.faults.append(Fault(Refused("Plenty says: text too long.")))

    await desk.path.send(reply_id)
    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, reply.error) == (ReplyState.REJECTED, "Plenty says: text too long.")
    assert len(desk.plenty.posts) == 1


@pytest.mark.parametrize("is_stored", [True, False])
@pytest.mark.parametrize(
    "error", [Unclear("Nichts gehört."), BudgetSpent("?", retry_after=1), OSError("reset"), asyncio.CancelledError()]
)
async def test_any_other_end_of_a_post_is_unclear_and_from_then_on_only_read(desk, error, is_stored):
    reply_id = await desk.queued()
    await desk.lose_jobs()
    desk.plenty.faults.append(Fault(error, is_stored=is_stored))

    with nullcontext() if isinstance(error, TicketsError) else pytest.raises(type(error)):
        await desk.path.send(reply_id)
    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, len(desk.plenty.posts)) == (ReplyState.UNKNOWN, 1)
    assert await desk.jobs() == [("reconcile_reply", desk.clock.time + TIMING.reads_after[0])]
    assert reply.read_after == desk.clock.time + TIMING.reads_after[0]


async def test_a_worker_that_was_frozen_after_saying_in_flight_does_not_post(desk):
    reply_id = await desk.queued()

    class Frozen(type(desk.clock)):
        """Monotonic time jumps between its first and its second reading, which lie around the commit."""

        def monotonic(self):
            self.seconds += 120
            return self.seconds

    desk.clock.__class__ = Frozen

    assert await desk.gave_up(reply_id) == 0
    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.QUEUED, [])


async def test_a_frozen_worker_whose_reply_was_given_up_meanwhile_leaves_it_alone(desk):
    reply_id = await desk.queued()

    async def freeze():
        desk.clock.move(seconds=120)
        await desk.reap()

    desk.plenty.before["reserve_post"] = freeze
    await desk.path.send(reply_id)

    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.QUEUED, [])


async def test_an_answer_that_comes_after_the_reaper_still_counts(desk):
    reply_id = await desk.queued()

    async def freeze():
        desk.clock.move(seconds=120)
        await desk.reap()
        assert await desk.state(reply_id) is ReplyState.UNKNOWN

    desk.plenty.before["post"] = freeze
    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, reply.plenty_message_id) == (ReplyState.SENT, desk.plenty.number)
    assert desk.followed == [(reply_id, desk.plenty.number)]


async def test_a_late_answer_changes_nothing_about_a_reply_that_was_found_meanwhile(desk):
    reply_id = await desk.queued()

    async def find():
        desk.clock.move(seconds=120)
        await desk.reap()
        await desk.sync()

    desk.plenty.before["post"] = find
    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT
    assert desk.followed == [(reply_id, desk.plenty.number)]


async def test_ten_workers_at_one_reply_make_one_post(desk):
    for _ in range(5):
        reply_id = await desk.queued()
        posts = len(desk.plenty.posts)
        await asyncio.gather(*(desk.path.send(reply_id) for _ in range(10)))
        assert (await desk.state(reply_id), len(desk.plenty.posts)) == (ReplyState.SENT, posts + 1)


async def test_a_reply_can_be_taken_back_or_sent_but_never_both(desk):
    async def take_back(reply_id):
        async with desk.sessions.begin() as session:
            await cancel(session, reply_id, actor="user:1")

    for _ in range(20):
        reply_id = await desk.queued()
        posts = len(desk.plenty.posts)
        _, cancelled = await asyncio.gather(desk.path.send(reply_id), take_back(reply_id), return_exceptions=True)
        expected = ReplyState.SENT if isinstance(cancelled, Conflict) else ReplyState.CANCELLED
        assert await desk.state(reply_id) is expected
        assert len(desk.plenty.posts) - posts == (expected is ReplyState.SENT)


async def test_a_row_in_an_unclear_state_can_never_be_queued_again(desk, engine):
    reply_id = await desk.queued()
    for state in (ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN):
        await desk.put(reply_id, state=state)
        with pytest.raises(Exception, match=r"(?i)queued"):
            async with desk.sessions.begin() as session:
                await session.execute(update(Reply).values(state=ReplyState.QUEUED))


async def test_the_first_text_of_a_ticket_that_plenty_did_not_take_comes_back_with_the_reason(desk):
    reply_id = await desk.queued()
    async with desk.sessions.begin() as session:
        await session.execute(update(Ticket).values(plenty_ticket_id=None, creation_error="There is no type 999."))

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.REJECTED, [])
    assert "There is no type 999." in reply.error
