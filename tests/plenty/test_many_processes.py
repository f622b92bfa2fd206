"""Six processes share one budget and one token, whatever happens to them, to Plenty and to its limits."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tickets_service.plenty import connection
from tickets_service.plenty.connection import Offered
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.wire import Wire
from tickets_service.practice.plenty import Knobs, run_practice_plenty
from tickets_service.vault import Vault, new_key

ROOT = Path(__file__).parents[2]
PROCESSES = 6
LIMIT, WINDOW_SECONDS = 40, 1.5
KEY = new_key()


class Caller:
    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "support" / "caller.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True,
        )  # fmt: skip

    def obey(self, order: dict) -> Counter:
        """What came of it; nothing if the process was killed meanwhile."""
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return Counter(json.loads(self.process.stdout.readline() or "{}"))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def started():
    callers = [Caller() for _ in range(PROCESSES)]
    for caller in callers:
        assert caller.process.stdout.readline() == "ready\n"
    yield callers
    for caller in callers:
        caller.end()


@pytest.fixture
def callers(started):
    """A process that an earlier test killed is replaced."""
    for number, caller in enumerate(started):
        if caller.process.poll() is not None:
            caller.end()
            started[number] = Caller()
            assert started[number].process.stdout.readline() == "ready\n"
    return started


@pytest.fixture
def running():
    knobs = Knobs(short_read_limit=LIMIT, short_window_seconds=WINDOW_SECONDS)
    with run_practice_plenty(knobs=knobs) as running:
        yield running


@pytest.fixture
def plenty(running):
    return running.plenty


@pytest.fixture
async def orders(running, database_url, sessions):
    """Makes the order for every process: a connection is stored, one ticket is there to be read."""
    ticket = running.plenty.customer_opens("Wo bleibt mein Paket?")
    wire = Wire()
    offered = Offered(running.url, "practice", "practice")
    await connection.connect(sessions, Vault.from_texts([KEY]), wire, offered, actor="user:1")
    await wire.aclose()

    def order(lane=Lane.BACKFILL, *, seconds=4 * WINDOW_SECONDS, at_once=2):
        return {
            "database_url": database_url, "key": KEY, "ticket_id": ticket.id,
            "lane": lane, "seconds": seconds, "at_once": at_once,
        }  # fmt: skip

    return order


def together(callers, order, meanwhile=lambda: None) -> Counter:
    """All processes at it, *meanwhile* something happens. What came of it in all."""
    with ThreadPoolExecutor(len(callers)) as threads:
        working = [threads.submit(caller.obey, order) for caller in callers]
        meanwhile()
        return sum((work.result() for work in working), Counter())


async def test_they_use_each_window_and_break_none(callers, orders, plenty):
    came = together(callers, orders())

    windows = 4 * WINDOW_SECONDS / WINDOW_SECONDS
    assert plenty.counter.refusals == 0
    assert came["read"] >= 0.8 * windows * LIMIT
    assert plenty.sessions.logins == 1


async def test_one_killed_and_one_frozen_and_woken_break_nothing(callers, orders, plenty):
    def trouble():
        time.sleep(1)
        callers[0].process.kill()
        callers[1].process.send_signal(signal.SIGSTOP)
        time.sleep(2)
        callers[1].process.send_signal(signal.SIGCONT)

    came = together(callers, orders(seconds=8 * WINDOW_SECONDS), trouble)

    assert plenty.counter.refusals <= 1, "a call that was frozen on its way out"
    assert came["read"] >= 4 * LIMIT, came


async def test_somebody_else_spends_half_of_the_quota(callers, orders, plenty):
    windows = 4

    def spend():
        for _ in range(windows):
            plenty.counter.spend("practice", "read", LIMIT // 2)
            time.sleep(WINDOW_SECONDS)

    came = together(callers, orders(seconds=windows * WINDOW_SECONDS), spend)

    assert plenty.counter.refusals <= windows, "at most one refused call in a window, then silence to its end"
    assert came["read"] >= windows * LIMIT / 4


async def test_without_headers_they_keep_to_the_smallest_contract_together(callers, orders, plenty):
    plenty.knobs.limit_headers = "absent"
    plenty.knobs.short_read_limit = 1000

    came = together(callers, orders(seconds=4))

    assert came["read"] == 80 - 8


async def test_when_all_seats_are_taken_one_of_them_asks_once_a_minute(callers, orders, plenty, sessions):
    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM plenty_tokens"))
    plenty.knobs.seats_taken_by_others = plenty.knobs.seat_limit
    plenty.sessions.expire_all()
    logins = plenty.sessions.logins

    came = together(callers, orders(seconds=2))

    assert plenty.sessions.logins == logins + 1
    assert came["TooManySessions"] >= 1
    assert came["read"] == 0
    async with sessions() as session:
        said = await session.scalar(text("SELECT last_error FROM plenty_connection"))
    assert "user seats" in said


async def test_a_smaller_limit_is_kept_to_at_once(callers, orders, plenty):
    def lower():
        time.sleep(1.5 * WINDOW_SECONDS)
        plenty.knobs.short_read_limit = LIMIT // 2
        plenty.counter.refusals = 0

    together(callers, orders(seconds=4 * WINDOW_SECONDS), lower)

    assert plenty.counter.refusals <= 2 * PROCESSES, "only those that were on their way"


async def test_at_the_end_of_the_day_only_people_go_on(callers, orders, plenty):
    plenty.knobs.long_read_limit = 2400
    plenty.counter.spend("practice", "read", 2285)
    await asyncio.sleep(WINDOW_SECONDS)

    came = together(callers, orders(Lane.BACKFILL, seconds=1.5))
    assert came["read"] <= 1, "the call whose answer told of the day's limit"
    assert together(callers, orders(Lane.SYNC, seconds=1.5))["read"] == 0
    assert together(callers[:1], orders(Lane.AGENT, seconds=1.5, at_once=1))["read"] >= 6
    assert plenty.counter.refusals == 0
