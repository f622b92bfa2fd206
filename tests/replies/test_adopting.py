"""What every sync says about replies: late finds, alarms, and what Plenty said it stored but does not show."""

import pytest
from letterbox import OWN_USER, Fault
from sqlalchemy import select

from tickets_service.models import ReplyAttempt, ReplyKind, ReplyState
from tickets_service.plenty.errors import Unclear

HTML = "<p>Ihr Paket kommt morgen.</p>"
DOUBTFUL = [ReplyState.UNKNOWN, ReplyState.NEEDS_HUMAN]


@pytest.fixture
async def posted(desk):
    """A reply whose POST had no answer and left nothing in Plenty."""
    reply_id = await desk.queued()
    desk.plenty.faults.append(Fault(Unclear("Nichts gehört.")))
    await desk.path.send(reply_id)
    return reply_id


@pytest.mark.parametrize("state", DOUBTFUL)
async def test_a_sync_that_meets_a_doubtful_reply_settles_it(desk, posted, state):
    await desk.put(posted, state=state)
    record = desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.sync()
    await desk.sync()

    reply = await desk.reply(posted)
    assert (reply.state, reply.plenty_message_id, reply.error) == (ReplyState.SENT, record.id, None)
    assert desk.followed == [(posted, record.id)]


@pytest.mark.parametrize("state", [*DOUBTFUL, ReplyState.ABANDONED])
async def test_a_sync_that_meets_nothing_changes_nothing(desk, posted, state):
    await desk.put(posted, state=state)

    await desk.sync()

    reply = await desk.reply(posted)
    assert (reply.state, reply.is_duplicate_suspected) == (state, False)


@pytest.mark.parametrize("state", DOUBTFUL)
async def test_a_reply_that_is_there_twice_raises_an_alarm_once(desk, posted, state):
    await desk.put(posted, state=state)
    for _ in range(2):
        desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.sync()
    await desk.sync()

    reply = await desk.reply(posted)
    assert (reply.state, reply.is_duplicate_suspected) == (state, True)
    assert (await desk.phases(posted)).count("DUPLICATE_SUSPECTED") == 1


async def test_a_late_find_of_an_abandoned_reply_is_an_alarm_and_no_sending(desk, posted):
    await desk.put(posted, state=ReplyState.ABANDONED)
    record = desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.sync()

    reply = await desk.reply(posted)
    assert (reply.state, reply.is_duplicate_suspected, desk.followed) == (ReplyState.ABANDONED, True, [])
    async with desk.sessions() as session:
        details = await session.scalars(select(ReplyAttempt.detail).where(ReplyAttempt.phase == "DUPLICATE_SUSPECTED"))
        assert list(details) == [f"it arrived late as message {record.id}"]


async def test_the_reply_that_took_its_place_is_no_late_find(desk, posted):
    await desk.put(posted, state=ReplyState.ABANDONED)
    second = await desk.queued()
    desk.plenty.before["post"] = desk.sync  # A sync between the POST and its result.

    await desk.path.send(second)
    await desk.sync()

    assert await desk.state(second) is ReplyState.SENT
    assert not (await desk.reply(posted)).is_duplicate_suspected


async def test_of_two_equal_texts_the_undecided_reply_gets_the_message_before_the_abandoned_one(desk, posted):
    await desk.put(posted, state=ReplyState.ABANDONED)
    second = await desk.queued()
    desk.plenty.faults.append(Fault(Unclear("Nichts gehört."), is_stored=True))
    await desk.path.send(second)

    await desk.sync()

    assert await desk.state(second) is ReplyState.SENT
    assert not (await desk.reply(posted)).is_duplicate_suspected


async def test_the_second_of_two_equal_messages_is_the_abandoned_one_arriving_late(desk, posted):
    await desk.put(posted, state=ReplyState.ABANDONED)
    await desk.path.send(await desk.queued())
    await desk.sync()
    assert not (await desk.reply(posted)).is_duplicate_suspected

    desk.plenty.write(1, HTML, user_id=OWN_USER)
    await desk.sync()

    assert (await desk.reply(posted)).is_duplicate_suspected


@pytest.mark.parametrize("kind", list(ReplyKind))
async def test_a_sent_reply_that_plenty_does_not_show_is_reported_after_a_quarter_of_an_hour(desk, kind):
    reply_id = await desk.queued(kind=kind)
    desk.plenty.faults.append(Fault(is_stored=False))
    await desk.path.send(reply_id)

    desk.clock.move(minutes=14)
    await desk.sync()
    assert (await desk.reply(reply_id)).error is None
    desk.clock.move(minutes=2)
    await desk.sync()
    await desk.sync()

    reply = await desk.reply(reply_id)
    assert (reply.state, len(desk.plenty.posts)) == (ReplyState.SENT, 1)
    assert "does not show it" in reply.error
    assert (await desk.phases(reply_id)).count("MISSING") == 1


async def test_a_note_that_plenty_shows_as_a_public_message_is_reported(desk):
    reply_id = await desk.queued(kind=ReplyKind.COMMENT)
    record = desk.plenty.write(1, HTML, user_id=OWN_USER)
    await desk.put(reply_id, state=ReplyState.SENT, plenty_message_id=record.id, sent_at=desk.clock.time)

    desk.clock.move(minutes=16)
    await desk.sync()

    assert (await desk.reply(reply_id)).error is not None


async def test_a_sent_reply_that_is_there_is_nobodys_concern(desk):
    reply_id = await desk.queued()
    await desk.path.send(reply_id)

    desk.clock.move(minutes=16)
    await desk.sync()

    assert (await desk.reply(reply_id)).error is None


async def test_a_message_deleted_in_plenty_days_later_is_no_alarm(desk):
    reply_id = await desk.queued()
    await desk.path.send(reply_id)
    desk.plenty.threads[1].pop()

    desk.clock.move(days=2)
    await desk.sync()

    assert (await desk.reply(reply_id)).error is None
