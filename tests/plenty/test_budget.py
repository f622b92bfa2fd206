"""One budget for all processes, kept in Plenty's own windows."""

from __future__ import annotations

import asyncio
import time

import pytest
from sqlalchemy import text

from tickets_service.plenty import budget
from tickets_service.plenty.budget import CallBudget
from tickets_service.plenty.errors import BudgetSpent
from tickets_service.plenty.schemas import Lane
from tickets_service.practice.plenty import Knobs
from tickets_service.practice.plenty.windows import CallCounter


class Upstream:
    """Plenty's counter alone, scaled down; `refused` counts what it would have answered with 429."""

    def __init__(self, limit=20, seconds=3.0):
        self.knobs = Knobs(short_read_limit=limit, short_window_seconds=seconds)
        self.counter = CallCounter(self.knobs)
        self.calls = 0

    def call(self, kind="read"):
        windows, exhausted = self.counter.count("api", kind)
        self.calls += exhausted is None
        said = {name.lower(): value for name, value in self.counter.headers(windows, exhausted).items()}
        return said, exhausted is not None


@pytest.fixture
def upstream():
    return Upstream()


@pytest.fixture
def calls(sessions):
    return CallBudget(sessions)


async def one_call(calls, upstream, lane=Lane.SYNC):
    reserved = await calls.reserve("read", lane)
    while reserved.is_old():
        reserved = await calls.reserve("read", lane)
    headers, was_refused = upstream.call()
    await calls.learn(reserved, headers, was_refused=was_refused)


async def calls_left(sessions) -> int:
    async with sessions() as session:
        return await session.scalar(text("SELECT calls_left FROM call_budget WHERE scope = 'read/short'"))


async def until_spent(calls, upstream, lane=Lane.SYNC):
    """How many calls were made, and how long the budget says to wait."""
    made = 0
    while True:
        try:
            await one_call(calls, upstream, lane)
        except BudgetSpent as spent:
            return made, spent.retry_after
        made += 1


async def test_the_last_tenth_belongs_to_people(calls, upstream):
    made, wait = await until_spent(calls, upstream)
    assert made == 18
    assert 0 < wait <= 3

    made, _ = await until_spent(calls, upstream, Lane.SEND)
    assert made == 2
    assert upstream.counter.refusals == 0


async def test_a_new_window_is_opened_by_its_first_answer(calls, upstream):
    await until_spent(calls, upstream)
    await asyncio.sleep(3.05)
    made, _ = await until_spent(calls, upstream)

    assert made == 18
    assert upstream.counter.refusals == 0


async def test_many_workers_use_the_window_and_break_nothing(sessions):
    upstream = Upstream(limit=40, seconds=1.0)
    budgets = [CallBudget(sessions) for _ in range(3)]
    stop = time.monotonic() + 3.0

    async def worker(calls):
        while time.monotonic() < stop:
            try:
                await one_call(calls, upstream)
            except BudgetSpent as spent:
                await asyncio.sleep(spent.retry_after)

    await asyncio.gather(*(worker(calls) for calls in budgets for _ in range(2)))
    assert upstream.counter.refusals == 0
    assert upstream.calls >= 3 * 36 * 0.8


async def test_somebody_elses_calls_are_noticed(calls, upstream):
    await one_call(calls, upstream)
    upstream.counter.spend("api", "read", 15)
    await one_call(calls, upstream)
    made, _ = await until_spent(calls, upstream)

    assert made <= 2
    assert upstream.counter.refusals == 0


async def test_a_smaller_limit_counts_at_once_and_a_larger_one_after_a_full_window(calls, upstream):
    await one_call(calls, upstream)
    upstream.knobs.short_read_limit = 10
    await one_call(calls, upstream)
    made, _ = await until_spent(calls, upstream)
    assert made <= 8
    upstream.knobs.short_read_limit = 30
    await asyncio.sleep(3.05)
    second, _ = await until_spent(calls, upstream)
    await asyncio.sleep(3.05)
    third, _ = await until_spent(calls, upstream)

    assert second <= 10
    assert third >= 20
    assert upstream.counter.refusals == 0


async def test_without_headers_the_smallest_contract_is_assumed(calls):
    for _ in range(72):
        await calls.learn(await calls.reserve("read", Lane.SYNC), {})
    with pytest.raises(BudgetSpent):
        await calls.reserve("read", Lane.SYNC)


async def test_a_refusal_blocks_for_everybody(calls, sessions):
    reserved = await calls.reserve("write", Lane.SEND)
    await calls.learn(reserved, {"retry-after": "7"}, was_refused=True)
    with pytest.raises(BudgetSpent) as spent:
        await CallBudget(sessions).reserve("write", Lane.SEND)

    assert 5 < spent.value.retry_after <= 7
    assert await calls.reserve("read", Lane.SEND)
    async with sessions() as session:
        shown = {window.scope: window for window in await budget.overview(session)}
    assert shown["write/short"].blocked_until is not None
    assert shown["read/short"].blocked_until is None


async def test_the_end_of_the_day_is_kept_for_people(calls):
    headers = {
        f"x-plenty-global-{period}-period-{name}": value
        for period, values in {"short": ("100", "90", "60"), "long": ("1000", "49", "9000")}.items()
        for name, value in zip(("limit", "calls-left", "decay"), values, strict=True)
    }
    await calls.learn(await calls.reserve("read", Lane.SYNC), headers)
    with pytest.raises(BudgetSpent):
        await calls.reserve("read", Lane.SYNC)

    assert await calls.reserve("read", Lane.AGENT)


async def test_a_probe_that_never_comes_back_does_not_block_for_ever(sessions):
    calls = CallBudget(sessions)
    await calls.reserve("read", Lane.SYNC)
    started = time.monotonic()
    with pytest.raises(BudgetSpent):
        await calls.reserve("read", Lane.SYNC)

    assert time.monotonic() - started < 5
    assert await calls.reserve("read", Lane.SEND), "people need not wait for it"


async def test_a_backfill_waits_while_a_refresh_is_at_work(calls, upstream):
    await one_call(calls, upstream, Lane.BACKFILL)
    await one_call(calls, upstream, Lane.SYNC)
    with pytest.raises(BudgetSpent) as spent:
        await calls.reserve("read", Lane.BACKFILL)
    assert 0 < spent.value.retry_after <= 1
    assert await calls.reserve("read", Lane.AGENT)

    await asyncio.sleep(spent.value.retry_after)
    await one_call(calls, upstream, Lane.BACKFILL)


async def test_a_backfill_reserves_several_calls_where_the_window_is_wide(calls, sessions):
    upstream = Upstream(limit=1000)
    await one_call(calls, upstream, Lane.BACKFILL)
    await one_call(calls, upstream, Lane.BACKFILL)
    reserved = upstream.knobs.short_read_limit - await calls_left(sessions)
    together = (999 - 100) // 20
    for _ in range(together - 1):
        await one_call(calls, upstream, Lane.BACKFILL)

    assert reserved == upstream.calls == 1 + together
    assert upstream.knobs.short_read_limit - await calls_left(sessions) == reserved, "the others went without asking"


async def test_what_was_reserved_together_is_not_used_after_a_refusal(calls):
    upstream = Upstream(limit=1000)
    await one_call(calls, upstream, Lane.BACKFILL)
    reserved = await calls.reserve("read", Lane.BACKFILL)
    await calls.learn(reserved, {"retry-after": "5"}, was_refused=True)

    with pytest.raises(BudgetSpent):
        await calls.reserve("read", Lane.BACKFILL)


async def test_a_refresh_that_had_to_wait_is_first_in_the_next_window(calls, upstream):
    await until_spent(calls, upstream, Lane.BACKFILL)
    with pytest.raises(BudgetSpent) as spent:
        await calls.reserve("read", Lane.SYNC)
    await asyncio.sleep(3.05)

    with pytest.raises(BudgetSpent):
        await calls.reserve("read", Lane.BACKFILL)
    await one_call(calls, upstream, Lane.SYNC)
    assert spent.value.retry_after <= 3


async def test_in_its_last_moment_a_window_is_everybodys(calls, upstream):
    _, wait = await until_spent(calls, upstream)
    assert 2 < wait < 2.9, "until the last twentieth, when nobody has to wait long any more"
    await asyncio.sleep(wait)
    made, _ = await until_spent(calls, upstream)

    assert upstream.calls >= 19
    assert made >= 1
    assert upstream.counter.refusals == 0
