"""What a draft takes beside the model's own time, in a shop with articles, solved tickets and fresh facts of orders."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import timedelta

import httpx2
import structlog
from pydantic import SecretStr

from bench import history
from bench.drafting import mirror
from bench.figures import Figure, percentile
from bench.practice import Plenty, practice_model, practice_plenty
from bench.retrieving import fill, pages
from bench.surroundings import Processes, new_database, postgres, processes, rows
from tickets_service.bookcase import Bookcase
from tickets_service.drafting import asking, credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.drafting.writing import Writer, warm_up
from tickets_service.knowledge.learning import learn_new
from tickets_service.knowledge.weighing import weigh_all
from tickets_service.models import AIResponseDB, DraftState
from tickets_service.resources import Resources

DRAFTS, FEW_DRAFTS = 240, 12
SOLVED, FEW_SOLVED = 10_000, 200
ANSWERS_AFTER_SECONDS = 0.5
MOST_MILLISECONDS = 150.0
CHAT = "/v1/chat/completions"

COUNTED_ON = """SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"""
CLOSED = "UPDATE tickets SET status = 'DONE'"
OPEN_TO_A_MODEL = "SELECT id FROM tickets WHERE status <> 'DONE' AND NOT confidential ORDER BY id"
WITH_AN_ORDER = """SELECT DISTINCT ticket_id FROM ai_responses
WHERE state = 'READY' AND facts::text LIKE '%%order_number%%' ORDER BY ticket_id"""


@dataclass(frozen=True)
class Written:
    """Milliseconds: of the whole, and of them the model's own."""

    whole: float
    model: float
    passages: int

    @property
    def beside(self) -> float:
        return self.whole - self.model


def measure(*, is_small: bool) -> list[Figure]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with (
        postgres() as server,
        processes(new_database(server, "overhead")) as started,
        practice_plenty(started) as plenty,
        practice_model(started, latency=ANSWERS_AFTER_SECONDS) as model,
    ):
        _fill_history(started.database_url, FEW_SOLVED if is_small else SOLVED)
        written = asyncio.run(_written(started, plenty, model, FEW_DRAFTS if is_small else DRAFTS))
    beside = [each.beside for each in written]
    own, told = [each.model for each in written], sum(each.passages for each in written) / len(written)
    numbers = (
        f"{len(written)} drafts, facts of orders fresh, {told:.1f} passages each: median {percentile(beside, 0.5):.0f} "
        f"ms, slowest {max(beside):.0f} ms; the model's own time: median {percentile(own, 0.5):.0f} ms, "
        f"p95 {percentile(own, 0.95):.0f} ms"
    )
    reached = percentile(beside, 0.95)
    name = "drafting beside the model's own time, p95"
    return [Figure.at_most(name, MOST_MILLISECONDS, reached, numbers, unit=" ms")]


def _fill_history(database: str, solved: int) -> None:
    history.fill(database, solved)
    rows(database, CLOSED)
    _count_on(database, "tickets", "ticket_messages")


def _count_on(database: str, *tables: str) -> None:
    """Rows with ids of their own were put in: the next ones come after them."""
    for table in tables:
        rows(database, COUNTED_ON.format(table=table), table)


async def _written(started: Processes, plenty: Plenty, model: httpx2.Client, wanted: int) -> list[Written]:
    await started.connect(plenty.url)
    async with started.resources() as resources:
        await mirror(resources)
        await fill(resources.sessions, pages())
        _count_on(started.database_url, "knowledge_articles", "knowledge_documents")
        while await learn_new(resources.sessions, settled=timedelta(0)):
            pass
        await weigh_all(resources.sessions)
        rows(started.database_url, "VACUUM ANALYZE")
        offered = CredentialIn(label="bench", token=SecretStr("sk-practice-bench"), base_url=f"{model.base_url}/v1")
        async with resources.sessions.begin() as session:
            await credentials.add(session, resources.vault, offered, actor="bench")
        await warm_up(resources.models)
        for (ticket_id,) in rows(
            started.database_url, "SELECT id FROM tickets WHERE status <> 'DONE' AND NOT confidential ORDER BY id"
        ):
            await _write(resources, model, ticket_id)
        tickets = [ticket_id for (ticket_id,) in rows(started.database_url, WITH_AN_ORDER)]
        calls = plenty.calls()["count"]
        found = [await _write(resources, model, tickets[number % len(tickets)]) for number in range(wanted)]
        assert plenty.calls()["count"] == calls, "facts were read again"
        return found


async def _write(resources: Resources, model: httpx2.Client, ticket_id: int) -> Written:
    """As the worker does, from the moment it takes the job to the end of its last transaction."""
    library = Bookcase(resources.sessions, resources.embedder)
    writer = Writer(resources.sessions, resources.plenty, resources.vault, resources.models, library)
    async with resources.sessions.begin() as session:
        queued = await asking.request_draft(session, ticket_id, hint=None, credential_id=None, actor="bench")
    model.delete("/_practice/calls").raise_for_status()
    began = time.perf_counter()
    await writer.write(queued.id)
    whole = time.perf_counter() - began
    calls = [call for call in model.get("/_practice/calls").json() if call["path"] == CHAT]
    async with resources.sessions() as session:
        row = await session.get_one(AIResponseDB, queued.id)
    assert row.state is DraftState.READY, row.error
    told = str(calls[0]["body"]["messages"])
    passages = told.count("[article:") + told.count("[precedent:")
    return Written(whole * 1_000, sum(call["seconds"] for call in calls) * 1_000, passages)
