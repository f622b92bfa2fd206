"""Sending one reply: every way a POST can end, and every reason not to make it."""

import asyncio
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest
from letterbox import COLLEAGUE, OWN_USER, Fault
from sqlalchemy import update

from tickets_service.errors import Busy, Conflict, TicketsError
from tickets_service.models import Quarantined, Reply, ReplyKind, ReplyState, Ticket
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
from tickets_service.plenty.schemas import Malformed
from tickets_service.replies.approving import cancel
from tickets_service.replies.timing import TIMING

HTML = "<p>Ihr Paket kommt morgen.</p>"
NOTE = {"kind": ReplyKind.COMMENT}


async def gave_up(desk, reply_id):
    """Sends, expects to be asked again, and says after how many seconds."""
    with pytest.raises(Busy) as busy:
        await desk.path.send(reply_id)
    return busy.value.retry_after


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

    assert await gave_up(desk, reply.id) == 8
    assert (await desk.state(reply.id), desk.plenty.calls) == (ReplyState.QUEUED, [])
    desk.clock.move(seconds=8)
    await desk.path.send(reply.id)
    assert await desk.state(reply.id) is ReplyState.SENT


async def test_a_reply_waits_for_its_ticket_to_be_created(desk):
    reply_id = await desk.queued()
    async with desk.sessions.begin() as session:
        await session.execute(update(Ticket).values(plenty_ticket_id=None))

    assert await gave_up(desk, reply_id) > 0
    assert (await desk.state(reply_id), desk.plenty.calls) == (ReplyState.QUEUED, [])


async def test_nobody_and_nothing_is_no_failure(desk):
    await desk.path.send(uuid4())

    assert desk.plenty.calls == []


@pytest.mark.parametrize("author", [None, COLLEAGUE, OWN_USER])
async def test_a_newer_public_message_makes_a_reply_stale(desk, author):
    reply_id = await desk.queued()
    desk.plenty.write(1, "Es ist angekommen!", user_id=author)

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.STALE, [])
    assert "newer message" in reply.error


async def test_neither_a_newer_note_nor_our_own_earlier_reply_makes_a_reply_stale(desk):
    await desk.path.send(await desk.queued("Wir sehen nach."))
    desk.plenty.write(1, "Kundin ist freundlich", kind="comment", user_id=COLLEAGUE)
    reply_id = await desk.queued()

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT


async def test_a_changed_status_is_no_reason_to_hold_a_reply_back(desk):
    reply_id = await desk.queued()
    async with desk.sessions.begin() as session:
        await session.execute(update(Ticket).values(status="DONE", plenty_status_id=3))

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT


async def test_a_first_text_is_stale_as_soon_as_anybody_wrote(desk):
    reply_id = await desk.queued()
    await desk.put(reply_id, based_on_message_id=None)

    await desk.path.send(reply_id)

    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.STALE, [])


async def test_after_a_restored_backup_the_reply_is_found_where_it_already_is(desk):
    reply_id = await desk.queued()
    there = desk.plenty.write(1, HTML, user_id=OWN_USER)
    desk.plenty.write(1, "Danke!")

    await desk.path.send(reply_id)

    assert ((await desk.reply(reply_id)).plenty_message_id, desk.plenty.posts) == (there.id, [])
    assert desk.followed == [(reply_id, there.id)]


async def test_equal_words_of_somebody_else_are_not_ours(desk):
    reply_id = await desk.queued()
    desk.plenty.write(1, HTML, user_id=COLLEAGUE)

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.STALE


async def test_two_equal_replies_never_take_each_others_message(desk):
    first = await desk.queued("Danke!")
    await desk.path.send(first)
    second = await desk.queued("Danke!")
    await desk.path.send(second)

    numbers = {(await desk.reply(reply_id)).plenty_message_id for reply_id in (first, second)}
    assert (len(numbers), len(desk.plenty.posts)) == (2, 2)


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

    assert await gave_up(desk, reply_id) == wait
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


async def test_a_ticket_that_is_gone_from_plenty_takes_no_reply(desk):
    reply_id = await desk.queued()
    desk.plenty.threads.clear()

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.REJECTED, [])
    assert "does not have this ticket" in reply.error


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

    assert await gave_up(desk, reply_id) == wait
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

    assert await gave_up(desk, reply_id) == 0
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


async def test_a_text_that_is_not_the_approved_one_does_not_go_out(desk):
    reply_id = await desk.queued()
    await desk.put(reply_id, body="<p>Überweisen Sie bitte an …</p>")

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.REJECTED, [])
    assert "not the one that was approved" in reply.error


@pytest.mark.parametrize("record_id", [None, 4711])
async def test_a_thread_with_something_new_and_unreadable_in_it_is_not_answered(desk, record_id):
    reply_id = await desk.queued()
    desk.plenty.malformed = (Malformed("message", record_id, "{}", "has no text"),)

    assert await gave_up(desk, reply_id) == 15
    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.QUEUED, [])


async def test_something_unreadable_that_is_known_does_not_hold_a_reply_back(desk):
    reply_id = await desk.queued()
    desk.plenty.malformed = (Malformed("message", 4711, "{}", "has no text"),)
    async with desk.sessions.begin() as session:
        session.add(
            Quarantined(kind="message", plenty_record_id=4711, payload="{}", payload_hash=b"x", reason="has no text")
        )

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT


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


async def test_a_note_is_never_public_and_never_stale(desk):
    reply_id = await desk.queued("Kundin anrufen", **NOTE)
    desk.plenty.write(1, "Wo bleibt die Antwort?")

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT
    assert desk.plenty.posts == [(1, "comment", "<p>Kundin anrufen</p>")]


async def test_a_note_does_not_take_a_public_message_for_itself(desk):
    reply_id = await desk.queued(**NOTE)
    desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.path.send(reply_id)

    assert desk.plenty.posts == [(1, "comment", HTML)]


async def test_a_note_like_one_from_before_is_written_all_the_same(desk):
    earlier = desk.plenty.write(1, "<p>Kundin angerufen</p>", kind="comment", user_id=OWN_USER)
    await desk.mirror(earlier)
    reply_id = await desk.queued("Kundin angerufen", kind=ReplyKind.COMMENT, based_on_message_id=None)

    await desk.path.send(reply_id)

    assert (await desk.state(reply_id), len(desk.plenty.posts)) == (ReplyState.SENT, 1)


async def test_a_row_in_an_unclear_state_can_never_be_queued_again(desk, engine):
    reply_id = await desk.queued()
    for state in (ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN):
        await desk.put(reply_id, state=state)
        with pytest.raises(Exception, match=r"(?i)queued"):
            async with desk.sessions.begin() as session:
                await session.execute(update(Reply).values(state=ReplyState.QUEUED))
