"""The whole send path in virtual time, with everything going wrong that can. Plenty's own record is the judge."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from hazards import HandClock
from letterbox import START
from lives import Life, born, nothing
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import create_async_engine

from tickets_service.db import Sessions, close_engine, sessions_of, sqlalchemy_url
from tickets_service.models import LIVE_REPLIES, Reply, ReplyAttempt, ReplyState
from tickets_service.replies.adopting import adopt
from tickets_service.replies.reaping import AT_ONCE, reap
from tickets_service.replies.transitions import LEGAL

TICK = timedelta(seconds=15)
TICKS_BETWEEN_REAPS = 4
ENDS_AFTER = timedelta(minutes=80)
LATEST_COMMIT_IS_THERE_AFTER = timedelta(minutes=110)
AT_THE_SAME_TIME = 10
RUNS, SEEDS_OF_A_RUN = 4, 500
NEVER_WRITTEN = {ReplyState.STALE, ReplyState.REJECTED, ReplyState.NEEDS_HUMAN}

numbers = itertools.count(1)


@pytest.fixture
async def sessions(database_url):
    """Without the question before every transaction whether the connection is still there."""
    engine = create_async_engine(sqlalchemy_url(database_url), pool_size=AT_THE_SAME_TIME + 1)
    yield sessions_of(engine)
    await close_engine(engine)


async def together(deeds: Iterable) -> list:
    free = asyncio.Semaphore(AT_THE_SAME_TIME)

    async def one(deed):
        async with free:
            return await deed

    return await asyncio.gather(*(one(deed) for deed in deeds))


async def live_rows(sessions: Sessions) -> dict:
    async with sessions() as session:
        unsettled = [state for state in LIVE_REPLIES if state is not ReplyState.NEEDS_HUMAN]
        return {row.id: row for row in await session.scalars(select(Reply).where(Reply.state.in_(unsettled)))}


async def simulate(sessions: Sessions, seeds: Sequence[int]) -> list[Life]:
    """Lives side by side under one clock; each draws its own fate, so none depends on its company."""
    lives = await born(sessions, seeds, numbers)
    clock = HandClock(START)
    for tick in itertools.count():
        clock.time = START + tick * TICK
        rows = await live_rows(sessions)
        if not rows or clock.time > START + ENDS_AFTER:
            break
        await together(life.step(rows[life.reply_id], clock.time) for life in lives if life.reply_id in rows)
        if tick % TICKS_BETWEEN_REAPS == 0:
            await reap_all(sessions, clock, len(rows))
    clock.time = START + LATEST_COMMIT_IS_THERE_AFTER
    await together(last_sync(sessions, life, clock) for life in lives)
    return lives


async def reap_all(sessions: Sessions, clock: HandClock, rows: int) -> None:
    for _ in range(rows // AT_ONCE + 1):
        async with sessions.begin() as session:
            await reap(session, clock=clock)


async def last_sync(sessions: Sessions, life: Life, clock: HandClock) -> None:
    life.plenty.now_is(clock.time)
    async with sessions.begin() as session:
        reply = await session.get_one(Reply, life.reply_id)
        await adopt(session, reply.ticket_id, life.plenty.threads[life.number], on_sent=nothing, clock=clock)


async def endings(sessions: Sessions, lives: Sequence[Life]) -> dict:
    """Reply id → its row and all its phases in order."""
    phases = defaultdict(list)
    async with sessions() as session:
        for attempt in await session.scalars(select(ReplyAttempt).order_by(ReplyAttempt.id)):
            phases[attempt.reply_id].append(attempt.phase)
        return {row.id: (row, phases[row.id]) for row in await session.scalars(select(Reply))}


def judge(life: Life, reply: Reply, phases: Sequence[str]) -> None:
    stored = list(life.plenty.stored_for)
    case = (life.seed, reply.state, stored, life.trace, phases)
    assert len(stored) <= 1, case
    assert life.plenty.repeated_for == [], case
    if reply.state is ReplyState.SENT:
        assert stored == [reply.plenty_message_id], case
    else:
        assert reply.state in NEVER_WRITTEN, case
        assert stored == [], case
    states = [ReplyState(phase) for phase in phases if phase in ReplyState.__members__]
    assert all(after in LEGAL[before] for before, after in itertools.pairwise([ReplyState.QUEUED, *states])), case
    if ReplyState.UNKNOWN in states:
        assert ReplyState.IN_FLIGHT not in states[states.index(ReplyState.UNKNOWN) :], case


async def judged(sessions: Sessions, seeds: Sequence[int]) -> tuple[list, Counter]:
    lives = await simulate(sessions, seeds)
    found = await endings(sessions, lives)
    for life in lives:
        judge(life, *found[life.reply_id])
    traces = [(life.trace, *found[life.reply_id][1]) for life in lives]
    async with sessions.begin() as session:
        await session.execute(text("TRUNCATE tickets, procrastinate_jobs, audit_log CASCADE"))
    return traces, Counter(found[life.reply_id][0].state for life in lives)


@pytest.mark.parametrize("run", range(RUNS))
async def test_no_reply_is_doubled_and_none_is_lost(sessions, run):
    _, ends = await judged(sessions, range(run * SEEDS_OF_A_RUN, (run + 1) * SEEDS_OF_A_RUN))

    assert set(ends) == {ReplyState.SENT, ReplyState.STALE, ReplyState.REJECTED, ReplyState.NEEDS_HUMAN}, ends


@pytest.mark.parametrize("seeds", [20, pytest.param(100, marks=pytest.mark.long)])
async def test_a_seed_tells_the_same_story_twice_in_any_company(sessions, seeds):
    first, _ = await judged(sessions, range(seeds))
    others, _ = await judged(sessions, [*range(seeds - 1, -1, -1), *range(5000, 5020)])

    assert first == others[seeds - 1 :: -1]


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("run", range(100))
async def test_no_reply_is_doubled_and_none_is_lost_at_full_length(sessions, run):
    for batch in range(2):
        start = 10_000 + (run * 2 + batch) * SEEDS_OF_A_RUN
        await judged(sessions, range(start, start + SEEDS_OF_A_RUN))
