"""Replies whose worker or job died: picked up where they were, never posted a second time."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from tickets_service.models import Reply, ReplyState
from tickets_service.replies.reaping import reap
from tickets_service.replies.timing import TIMING


@pytest.fixture
async def reply_id(desk):
    reply_id = await desk.queued()
    await desk.lose_jobs()
    return reply_id


async def claim(desk, reply_id):
    fields = {"claim_token": uuid4(), "lease_until": desk.clock.time + TIMING.lease}
    await desk.put(reply_id, state=ReplyState.CLAIMED, **fields)


async def fly(desk, reply_id):
    now = desk.clock.time
    fields = {"claim_token": uuid4(), "posted_at": now, "post_deadline": now + TIMING.post_within, "fence_id": 5}
    await desk.put(reply_id, state=ReplyState.IN_FLIGHT, **fields)


async def test_a_claimed_reply_goes_back_when_its_lease_is_over(desk, reply_id):
    await claim(desk, reply_id)

    desk.clock.move(seconds=60)
    await desk.reap()
    assert await desk.state(reply_id) is ReplyState.CLAIMED
    desk.clock.move(seconds=1)
    await desk.reap()

    assert (await desk.state(reply_id), await desk.jobs()) == (ReplyState.QUEUED, [("send_reply", desk.clock.time)])
    await desk.path.send(reply_id)
    assert await desk.state(reply_id) is ReplyState.SENT


async def test_a_reply_in_flight_becomes_doubtful_when_nobody_can_write_its_result_any_more(desk, reply_id):
    await fly(desk, reply_id)

    desk.clock.move(seconds=65)
    await desk.reap()
    assert await desk.state(reply_id) is ReplyState.IN_FLIGHT
    desk.clock.move(seconds=1)
    await desk.reap()
    await desk.reap()

    assert await desk.state(reply_id) is ReplyState.UNKNOWN
    assert await desk.jobs() == [("reconcile_reply", desk.clock.time + timedelta(seconds=5))]
    await desk.path.send(reply_id)
    assert desk.plenty.posts == []


@pytest.mark.parametrize(
    ("state", "due", "job"),
    [(ReplyState.QUEUED, "send_at", "send_reply"), (ReplyState.UNKNOWN, "read_after", "reconcile_reply")],
)
async def test_a_lost_job_is_asked_for_again_once(desk, reply_id, state, due, job):
    await desk.put(reply_id, state=state, **{due: desk.clock.time})

    desk.clock.move(seconds=60)
    await desk.reap()
    assert await desk.jobs() == []
    desk.clock.move(seconds=1)
    for _ in range(3):
        await desk.reap()

    assert await desk.jobs() == [(job, desk.clock.time)]


async def test_a_reply_whose_job_only_waits_needs_no_other(desk):
    await desk.queued()
    desk.clock.move(minutes=30)

    await desk.reap()

    assert len(await desk.jobs()) == 1


@pytest.mark.parametrize(
    "state",
    [
        ReplyState.SENT,
        ReplyState.CANCELLED,
        ReplyState.STALE,
        ReplyState.REJECTED,
        ReplyState.NEEDS_HUMAN,
        ReplyState.ABANDONED,
    ],
)
async def test_what_is_over_or_in_a_persons_hands_is_left_alone(desk, reply_id, state):
    await desk.put(reply_id, state=state, plenty_message_id=5)
    desk.clock.move(days=3)

    await desk.reap()

    assert (await desk.state(reply_id), await desk.jobs()) == (state, [])


async def test_ten_reapers_at_once_ask_for_one_job(desk, reply_id):
    await claim(desk, reply_id)
    desk.clock.move(minutes=2)

    await asyncio.gather(*(desk.reap() for _ in range(10)))

    assert len(await desk.jobs()) == 1


async def test_a_reaper_passes_by_a_reply_somebody_is_writing_to(desk, reply_id):
    await fly(desk, reply_id)
    desk.clock.move(minutes=2)

    async with desk.sessions.begin() as held:
        await held.get_one(Reply, reply_id, with_for_update=True)
        async with desk.sessions.begin() as session:
            await reap(session, clock=desk.clock)

    assert await desk.state(reply_id) is ReplyState.IN_FLIGHT
