"""After an unclear result: the thread is read, and nothing else is done."""

from datetime import timedelta

import pytest
from letterbox import COLLEAGUE, OWN_USER, Fault
from sqlalchemy import delete

from tickets_service.errors import Busy
from tickets_service.models import ReplyAttempt, ReplyKind, ReplyState
from tickets_service.plenty.errors import BudgetSpent, Unclear
from tickets_service.replies.timing import TIMING

HTML = "<p>Ihr Paket kommt morgen.</p>"


@pytest.fixture
async def doubtful(desk):
    """A reply whose POST was answered by nothing; whether it is stored is up to the test."""
    reply_id = await desk.queued()
    desk.plenty.faults.append(Fault(Unclear("Nichts gehört.")))
    await desk.path.send(reply_id)
    await desk.lose_jobs()
    desk.clock.move(seconds=5)
    return reply_id


async def until_settled(desk, reply_id):
    """Follows the row's own timetable and says at which seconds after the POST it looked."""
    looked = []
    while (reply := await desk.reply(reply_id)).state is ReplyState.UNKNOWN:
        desk.clock.move(seconds=max(0, (reply.read_after - desk.clock.time).total_seconds()))
        looked.append((desk.clock.time - reply.posted_at).total_seconds())
        await desk.reconciler.reconcile(reply_id)
    return looked


async def test_one_match_settles_it(desk, doubtful):
    record = desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.reconciler.reconcile(doubtful)

    reply = await desk.reply(doubtful)
    assert (reply.state, reply.plenty_message_id, reply.error) == (ReplyState.SENT, record.id, None)
    assert desk.followed == [(doubtful, record.id)]
    assert len(desk.plenty.posts) == 1


async def test_a_reply_nobody_finds_is_looked_for_five_times_and_then_left_to_a_person(desk, doubtful):
    assert await until_settled(desk, doubtful) == [5, 20, 60, 300, 900]

    reply = await desk.reply(doubtful)
    assert reply.state is ReplyState.NEEDS_HUMAN
    assert "look in Plenty" in reply.error
    assert len(desk.plenty.posts) == 1


async def test_each_look_asks_for_the_next(desk, doubtful):
    await desk.reconciler.reconcile(doubtful)

    reply = await desk.reply(doubtful)
    assert await desk.jobs() == [("reconcile_reply", reply.read_after)]
    assert reply.read_after == reply.posted_at + timedelta(seconds=20)


@pytest.mark.parametrize("minutes", [0.5, 3, 14.5])
async def test_a_late_commit_within_the_window_is_found(desk, doubtful, minutes):
    posted_at = (await desk.reply(doubtful)).posted_at
    while desk.clock.time < posted_at + timedelta(minutes=minutes):
        await desk.reconciler.reconcile(doubtful)
        desk.clock.move(seconds=max(0, ((await desk.reply(doubtful)).read_after - desk.clock.time).total_seconds()))
    desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.reconciler.reconcile(doubtful)

    assert await desk.state(doubtful) is ReplyState.SENT


async def test_two_matches_are_left_to_a_person_with_an_alarm(desk, doubtful):
    for _ in range(2):
        desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.reconciler.reconcile(doubtful)

    reply = await desk.reply(doubtful)
    assert (reply.state, reply.is_duplicate_suspected) == (ReplyState.NEEDS_HUMAN, True)
    assert desk.followed == []


async def test_only_reads_that_worked_count(desk, doubtful):
    desk.clock.move(minutes=20)
    for error in (Unclear("?"), BudgetSpent("voll", retry_after=7), Unclear("?"), Unclear("?")):
        desk.plenty.errors["thread"].append(error)
        with pytest.raises(Busy) as busy:
            await desk.reconciler.reconcile(doubtful)
        assert busy.value.retry_after == getattr(error, "retry_after", 30)
    assert (await desk.reply(doubtful)).reads_done == 0

    assert len(await until_settled(desk, doubtful)) == TIMING.reads_at_least


async def test_many_early_reads_do_not_shorten_the_window(desk, doubtful):
    for _ in range(10):
        await desk.put(doubtful, read_after=desk.clock.time)
        await desk.reconciler.reconcile(doubtful)

    assert await desk.state(doubtful) is ReplyState.UNKNOWN


async def test_a_look_before_its_time_is_put_off(desk, doubtful):
    await desk.put(doubtful, read_after=desk.clock.time + timedelta(seconds=12))

    with pytest.raises(Busy) as busy:
        await desk.reconciler.reconcile(doubtful)

    assert busy.value.retry_after == 12
    assert desk.plenty.calls.count("thread") == 1


@pytest.mark.parametrize(
    "like", [{"user_id": COLLEAGUE}, {"user_id": OWN_USER, "kind": "comment"}, {"user_id": OWN_USER, "text": "Nein."}]
)
async def test_what_only_resembles_the_reply_is_not_it(desk, doubtful, like):
    desk.plenty.write(1, like.pop("text", HTML), **like)

    await desk.reconciler.reconcile(doubtful)

    assert await desk.state(doubtful) is ReplyState.UNKNOWN


async def test_the_same_words_from_before_the_post_are_not_it(desk):
    desk.plenty.write(1, HTML, kind="comment", user_id=OWN_USER)
    reply_id = await desk.queued(kind=ReplyKind.COMMENT)
    await desk.mirror(desk.plenty.threads[1][-1])
    desk.plenty.faults.append(Fault(Unclear("Nichts gehört.")))
    await desk.path.send(reply_id)

    await until_settled(desk, reply_id)

    assert await desk.state(reply_id) is ReplyState.NEEDS_HUMAN


async def test_without_knowing_who_we_are_the_text_and_the_place_decide(desk, doubtful):
    desk.plenty.user_id = None
    desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.reconciler.reconcile(doubtful)

    assert await desk.state(doubtful) is ReplyState.SENT


@pytest.mark.parametrize(
    "changed",
    ["Ihr Paket kommt morgen.", "<div><p>Ihr Paket&nbsp;kommt morgen.</p></div>", " <p>Ihr  Paket kommt morgen.</p>\n"],
)
async def test_the_reply_is_known_again_however_plenty_wraps_it(desk, doubtful, changed):
    desk.plenty.write(1, changed, user_id=OWN_USER)

    await desk.reconciler.reconcile(doubtful)

    assert await desk.state(doubtful) is ReplyState.SENT


async def test_a_ticket_that_vanished_leaves_the_reply_to_a_person(desk, doubtful):
    desk.plenty.threads.clear()

    await until_settled(desk, doubtful)

    assert await desk.state(doubtful) is ReplyState.NEEDS_HUMAN


async def test_every_look_is_on_record(desk, doubtful):
    async with desk.sessions.begin() as session:
        await session.execute(delete(ReplyAttempt))
    await until_settled(desk, doubtful)

    assert await desk.phases(doubtful) == ["READ"] * 5 + ["NEEDS_HUMAN"]


@pytest.mark.parametrize("state", [ReplyState.QUEUED, ReplyState.SENT, ReplyState.NEEDS_HUMAN])
async def test_a_reply_that_is_not_in_doubt_is_not_looked_for(desk, state):
    reply_id = await desk.queued()
    await desk.put(reply_id, state=state, plenty_message_id=5)

    await desk.reconciler.reconcile(reply_id)

    assert (desk.plenty.calls, await desk.state(reply_id)) == ([], state)
