"""How many calls a refresh makes, against what the lists and the changes need at least."""

from __future__ import annotations

import asyncio
import math
import re
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import update

from bench.figures import Figure
from bench.surroundings import WITHOUT_LIMITS, Processes, new_database, postgres, processes
from tickets_service import tasks
from tickets_service.models import RunKind, SyncState
from tickets_service.practice.plenty import Knobs, PracticePlenty, run_practice_plenty
from tickets_service.practice.plenty.records import SOLVED
from tickets_service.practice.plenty.store import PROGRESS
from tickets_service.resources import Resources
from tickets_service.tickets import runs, sync

SPREAD = {1: 700, 2: 310, 3: 260, 5: 120, 6: 40, 7: 15}
HEAPED = {1: 1000}
CHANGED, NEW, LEFT = 12, 8, 5
PAGE = 250
BESIDE = 3
FIRST_ID = 100_000
CLOSED = 4


@dataclass(frozen=True)
class Met:
    """What happened in Plenty before the refresh: ids of tickets."""

    changed: frozenset[int]
    new: frozenset[int]
    left: frozenset[int]


def measure(*, is_small: bool) -> list[Figure]:
    shrink = 10 if is_small else 1
    return [
        _measured(name, {status: max(30, number // shrink) for status, number in lists.items()})
        for name, lists in (("six open statuses", SPREAD), ("one of six open statuses in use", HEAPED))
    ]


def _measured(name: str, lists: dict[int, int]) -> Figure:
    knobs = Knobs(**WITHOUT_LIMITS)
    with (
        postgres() as server,
        processes(new_database(server, "refreshing")) as started,
        run_practice_plenty(knobs=knobs) as running,
    ):
        for status, number in (lists | {CLOSED: 500}).items():
            running.plenty.store.generate(number, 2, status_id=status, first_id=FIRST_ID * status)
        met = asyncio.run(_refreshed(started, running.url, running.plenty))
    calls = Counter(_purpose(call.path, met) for call in running.plenty.calls)
    open_lists = Counter(t.status_id for t in running.plenty.tickets.values() if PROGRESS[t.status_id] < SOLVED)
    pages = sum(math.ceil(number / PAGE) for number in open_lists.values())
    bound = pages + len(met.changed) + 2 * len(met.new) + len(met.left) + BESIDE
    rotation = _rotation(sum(open_lists.values()))
    numbers = f"{sum(open_lists.values())} open tickets on {pages} pages, {CHANGED} changed, {NEW} new, {LEFT} left; "
    numbers += f"{calls.total()} calls: " + ", ".join(f"{number} {purpose}" for purpose, number in calls.most_common())
    must, made = f"<= {bound} + {rotation} of rotation", calls.total()
    return Figure(f"calls of a refresh, {name}", must, str(made), numbers, made <= bound + rotation)


def _rotation(open_tickets: int) -> int:
    """The share of the open threads that every refresh reads again, though nothing told of a change."""
    return min(sync.ROTATION_MOST, max(sync.ROTATION_LEAST, math.ceil(open_tickets / sync.ROTATION_SHARE)))


async def _refreshed(started: Processes, url: str, plenty: PracticePlenty) -> Met:
    """Everything is stored first; then tickets change, and one refresh is recorded whose status names are old."""
    await started.connect(url)
    async with started.resources() as resources:
        await _refresh(resources)
        met = _time_passes(plenty)
        async with resources.sessions.begin() as session:
            await session.execute(update(SyncState).values(statuses_read_at=None))
        plenty.calls.clear()
        await _refresh(resources)
    return met


async def _refresh(resources: Resources) -> None:
    async with resources.sessions.begin() as session:
        run = await runs.ask_for_run(session, RunKind.REFRESH)
    await tasks.run_sync(resources, run.id)


def _time_passes(plenty: PracticePlenty) -> Met:
    """Of every list some tickets change and some are closed; new ones come from customers nobody has met."""
    ids = [ticket.id for ticket in plenty.tickets.values() if PROGRESS[ticket.status_id] < SOLVED]
    touched = ids[:: len(ids) // (CHANGED + LEFT)][: CHANGED + LEFT]
    changed, left = touched[:CHANGED], touched[CHANGED:]
    for ticket_id in changed:
        plenty.customer_writes(ticket_id, "Gibt es schon etwas Neues zu meiner Bestellung?")
    for ticket_id in left:
        plenty.store.change(plenty.tickets[ticket_id], status_id=CLOSED)
    new = []
    for number in range(NEW):
        contact = {"id": 1000 + number, "fullName": f"Erika Muster {number}", "email": f"e{number}@example.org"}
        plenty.store.contacts[1000 + number] = contact
        new.append(plenty.customer_opens("Wo bleibt mein Paket?", contact_id=1000 + number).id)
    return Met(frozenset(changed), frozenset(new), frozenset(left))


def _purpose(path: str, met: Met) -> str:
    if path == "/rest/tickets":
        return "pages"
    thread = re.fullmatch(r"/rest/tickets/(\d+)/messages", path)
    if thread is None:
        return {"accounts": "contacts", "login": "login"}.get(path.split("/")[2], _purpose_beside(path))
    if int(thread[1]) in met.changed | met.new:
        return "threads"
    return "threads that left" if int(thread[1]) in met.left else "rotation"


def _purpose_beside(path: str) -> str:
    return "status names" if "/status/" in path else "tickets that left"
