"""How long a reply takes from the end of its undo delay to its POST, while an import uses up every window."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx2

from bench.figures import Figure, percentile
from bench.practice import Plenty, arrived_at, practice_plenty
from bench.surroundings import Processes, new_database, postgres, processes, until
from tickets_service import tasks
from tickets_service.accounts import tokens
from tickets_service.models import Role, RunKind
from tickets_service.tickets import runs

LIMITS = {"short_read_limit": 80, "short_write_limit": 40, "short_window_seconds": 5.0}
SEND_EVERY_SECONDS = 1.0
"""Each send reads its thread once and writes twice (the reply, the ticket's new status). Five of them in a window fit
into the eight reads a window keeps for people, and make 10 of 40 writes. In Plenty's real windows of a minute the same
share is one reply every twelve seconds, which is more than an agent writes."""
SENDS = 120
HISTORY = 10_000
OPEN, CLOSED = 1, 4
UNDO_SECONDS = 0.5
MOST_SECONDS = 2.0


def measure(*, is_small: bool) -> list[Figure]:
    sends = 10 if is_small else SENDS
    with (
        postgres() as server,
        processes(new_database(server, "sending"), TICKETS_UNDO_SECONDS=str(UNDO_SECONDS)) as started,
        practice_plenty(started) as plenty,
    ):
        plenty.generate(sends, status_id=OPEN)
        headers = {"Authorization": f"Bearer {asyncio.run(_prepared(started, plenty))}"}
        plenty.generate(HISTORY, status_id=CLOSED, first_id=1_000_000)
        plenty.turn(**LIMITS)
        started.serve("--no-worker")
        started.worker()
        with httpx2.Client(base_url=f"{started.url}/api", headers=headers, timeout=30) as api:
            made = _sent(api, plenty, sends)
        refused = plenty.calls()["refused"]
    seconds = made.seconds
    numbers = f"{sends} replies, one every {SEND_EVERY_SECONDS:g} s: median {percentile(seconds, 0.5):.2f} s, "
    numbers += f"longest {seconds[-1]:.2f} s; beside {len(made.reads)} reads, {refused} calls refused"
    reached = percentile(seconds, 0.95)
    return [Figure.at_most("end of the undo delay to the POST, p95", MOST_SECONDS, reached, numbers, unit=" s")]


async def _prepared(started: Processes, plenty: Plenty) -> str:
    """The open tickets are here already; the import of the history is what comes next. Returns an agent's token."""
    await started.connect(plenty.url)
    async with started.resources() as resources:
        async with resources.sessions.begin() as session:
            run = await runs.ask_for_run(session, RunKind.REFRESH)
        await tasks.run_sync(resources, run.id)
        async with resources.sessions.begin() as session:
            await runs.ask_for_run(session, RunKind.FULL)
            return (await tokens.add(session, name="bench", role=Role.AGENT)).token


@dataclass
class Sends:
    """`due` is when each undo delay ended, by Plenty's ticket id; `posted` when its POST arrived."""

    due: dict[int, float] = field(default_factory=dict)
    posted: dict[int, float] = field(default_factory=dict)
    reads: set[int] = field(default_factory=set)

    def look(self, plenty: Plenty) -> None:
        for call in plenty.calls()["calls"]:
            post = re.fullmatch(r"/rest/tickets/(\d+)", call["path"])
            if call["method"] == "POST" and post:
                self.posted.setdefault(int(post[1]), arrived_at(call))
            elif call["method"] == "GET":
                self.reads.add(call["number"])

    @property
    def seconds(self) -> list[float]:
        return sorted(self.posted[ticket] - self.due[ticket] for ticket in self.due)


def _sent(api: httpx2.Client, plenty: Plenty, sends: int) -> Sends:
    """One reply every second, each on a ticket of its own, from the moment the import has begun to be held up."""
    tickets = [one for page in _pages(api) for one in page][:sends]
    until(lambda: _backfill(api)["tickets_done"] > 0, seconds=60)
    time.sleep(LIMITS["short_window_seconds"])
    made = Sends()
    for ticket in tickets:
        next_at = time.monotonic() + SEND_EVERY_SECONDS
        newest = api.get(f"/tickets/{ticket['id']}").json()["messages"][-1]["id"]
        wanted = {"id": str(uuid4()), "text": "Ihr Paket ist unterwegs.", "kind": "message"}
        reply = api.post(f"/tickets/{ticket['id']}/replies", json=wanted | {"based_on_message_id": newest})
        send_at = datetime.fromisoformat(reply.raise_for_status().json()["send_at"])
        made.due[ticket["plenty_ticket_id"]] = send_at.timestamp()
        made.look(plenty)
        time.sleep(max(0.0, next_at - time.monotonic()))
    meanwhile = _backfill(api)
    assert meanwhile["state"] == "RUNNING", f"the import ended before the sends did: {meanwhile}"
    until(lambda: made.look(plenty) or made.due.keys() <= made.posted.keys(), seconds=120, every=0.5)
    return made


def _pages(api: httpx2.Client) -> Iterator[list[dict[str, Any]]]:
    cursor: str | None = ""
    while cursor is not None:
        page = api.get("/tickets", params={"status": "TODO", "limit": 200, "cursor": cursor}).json()
        yield page["items"]
        cursor = page["next_cursor"]


def _backfill(api: httpx2.Client) -> dict[str, Any]:
    return dict(api.get("/tickets/sync").json()["backfill"])
