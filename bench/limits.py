"""How much of Plenty's call windows an import uses, with one worker process and with six, and whether it breaks one."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from bench.figures import Figure
from bench.practice import Plenty, arrived_at, practice_plenty
from bench.surroundings import Processes, new_database, postgres, processes
from tickets_service.models import RunKind
from tickets_service.tickets import runs

LIMIT = 80
WINDOW_SECONDS = 5.0
WINDOWS = 12
WARM_UP_WINDOWS = 2
PROCESSES = (1, 6)
TICKETS = 10_000
CLOSED, OK = 4, 200
LEAST_SHARE = 0.9


def measure(*, is_small: bool) -> list[Figure]:
    return [figure for workers in PROCESSES for figure in _measured(workers, 2 if is_small else WINDOWS)]


def _measured(workers: int, windows: int) -> list[Figure]:
    knobs = {"short_read_limit": LIMIT, "short_window_seconds": WINDOW_SECONDS}
    with (
        postgres() as server,
        processes(new_database(server, "limits")) as started,
        practice_plenty(started, **knobs) as plenty,
    ):
        plenty.generate(TICKETS, status_id=CLOSED)
        asyncio.run(_ask_for_everything(started, plenty))
        for _ in range(workers):
            started.worker()
        reads = _reads_of(plenty, (windows + WARM_UP_WINDOWS) * WINDOW_SECONDS)
        refused = plenty.calls()["refused"]
    share, numbers = _used(reads)
    who = f"{workers} worker process{'es' if workers > 1 else ''}"
    return [
        Figure.at_least(f"use of the read window, {who}", LEAST_SHARE, share, numbers),
        Figure(f"refused calls, {who}", "0", str(refused), f"of {len(reads)} reads", refused == 0),
    ]


async def _ask_for_everything(started: Processes, plenty: Plenty) -> None:
    await started.connect(plenty.url)
    async with started.resources() as resources, resources.sessions.begin() as session:
        await runs.ask_for_run(session, RunKind.FULL)


def _reads_of(plenty: Plenty, seconds: float) -> list[float]:
    """When each read arrived, from the first thread that was read on, for that long and until the window ends."""
    seen: dict[int, dict[str, Any]] = {}
    began, ends_at = None, float("inf")
    while time.monotonic() < ends_at:
        for call in plenty.calls()["calls"]:
            seen[call["number"]] = call
            if began is None and call["path"].endswith("/messages"):
                began, ends_at = arrived_at(call), time.monotonic() + seconds + WINDOW_SECONDS
        time.sleep(0.5)
    reads = [call for call in seen.values() if call["method"] == "GET"]
    return sorted(arrived_at(call) for call in reads if call["status"] == OK)


def _used(reads: list[float]) -> tuple[float, str]:
    """From the read that opened one window to the one that opened a later one; the first windows warm up."""
    opened = [reads[0]]
    for moment in reads:
        if moment >= opened[-1] + WINDOW_SECONDS:
            opened.append(moment)
    first, last = opened[WARM_UP_WINDOWS], opened[-1]
    made = sum(first <= moment < last for moment in reads)
    windows = (last - first) / WINDOW_SECONDS
    numbers = f"{made} reads in {windows:.2f} windows of {WINDOW_SECONDS:g} s and {LIMIT} reads"
    return made / (windows * LIMIT), numbers
