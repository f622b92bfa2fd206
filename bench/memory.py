"""What `serve` holds in memory before, after a first and after a second import of a large history."""

from __future__ import annotations

import asyncio
import time

import httpx2
import psutil

from bench.figures import Figure
from bench.practice import practice_plenty
from bench.surroundings import Processes, new_database, postgres, processes
from tickets_service.accounts import tokens
from tickets_service.models import Role

TICKETS = 100_000
MESSAGES_EACH = 4
CLOSED = 4
MOST_MEGABYTES = 300.0
FLAT_WITHIN = 1.05
"""A second import may move a page here and there; what grows with every import would be far more."""
LOOK_EVERY_SECONDS = 1.0


def measure(*, is_small: bool) -> list[Figure]:
    tickets = 2_000 if is_small else TICKETS
    with (
        postgres() as server,
        processes(new_database(server, "memory")) as started,
        practice_plenty(started) as plenty,
    ):
        plenty.generate(tickets, each=MESSAGES_EACH, status_id=CLOSED)
        token = asyncio.run(_token(started, plenty.url))
        serving = psutil.Process(started.serve().pid)
        before = _megabytes(serving)
        with httpx2.Client(base_url=f"{started.url}/api", headers={"Authorization": f"Bearer {token}"}) as api:
            first = _peak_of_import(api, serving)
            after_first = _megabytes(serving)
            second = _peak_of_import(api, serving)
            after_second = _megabytes(serving)
    numbers = f"{tickets:,} tickets: {before:.0f} MB before, {after_first:.0f} MB after the first import (at most "
    numbers += f"{first:.0f}), {after_second:.0f} MB after the second (at most {second:.0f})"
    peak, growth = max(first, second), max(second, after_second) / first
    return [
        Figure.at_most("resident memory of serve, at most", MOST_MEGABYTES, peak, numbers, unit=" MB"),
        Figure.at_most(
            "the same, second import against the first", FLAT_WITHIN, growth, "peak against peak", unit=" x"
        ),
    ]


async def _token(started: Processes, plenty_url: str) -> str:
    await started.connect(plenty_url)
    async with started.resources() as resources, resources.sessions.begin() as session:
        return (await tokens.add(session, name="bench", role=Role.ADMIN)).token


def _peak_of_import(api: httpx2.Client, serving: psutil.Process) -> float:
    run = api.post("/tickets/sync", json={"full": True}).raise_for_status().json()
    peak = 0.0
    while True:
        peak = max(peak, _megabytes(serving))
        backfill = api.get("/tickets/sync").json()["backfill"]
        if backfill["state"] != "RUNNING":
            assert backfill["state"] == "DONE", f"run {run['id']} ended as {backfill['state']}"
            return peak
        time.sleep(LOOK_EVERY_SECONDS)


def _megabytes(process: psutil.Process) -> float:
    """With its children, if it has any; the practice servers and Postgres are not among them."""
    family = [process, *process.children(recursive=True)]
    return sum(one.memory_info().rss for one in family) / 1_000_000
