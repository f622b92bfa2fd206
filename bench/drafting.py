"""Two hundred queued drafts against the same calls made by the bare client, twenty at a time."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx2
import openai
from pydantic import SecretStr
from sqlalchemy import update

from bench.figures import Figure
from bench.practice import Plenty, practice_model, practice_plenty
from bench.surroundings import Processes, new_database, postgres, processes, rows, until
from tickets_service import tasks
from tickets_service.drafting import automatic, credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.models import Preferences, RunKind
from tickets_service.resources import Resources
from tickets_service.tickets import runs

DRAFTS = 200
AT_ONCE = 20
ANSWERS_AFTER_SECONDS = 1.0
MOST_TIMES = 1.2
KEY = "sk-practice-bench"
HAPPENS_WITHIN_SECONDS = 300
WORKER_IS_WARM_AFTER_SECONDS = 5
"""Both sides have imported their client before the clock starts."""


def measure(*, is_small: bool) -> list[Figure]:
    drafts = 40 if is_small else DRAFTS
    with (
        postgres() as server,
        processes(new_database(server, "drafting")) as started,
        practice_plenty(started) as plenty,
        practice_model(started, latency=ANSWERS_AFTER_SECONDS) as model,
    ):
        plenty.generate(drafts, each=3)
        seconds = asyncio.run(_drafted(started, plenty, model, drafts))
        asked = [call["body"] for call in model.get("/_practice/calls").json() if "chat" in call["path"]][-drafts:]
        bare = asyncio.run(_bare(f"{model.base_url}/v1", asked))
    numbers = f"{len(asked)} drafts, {AT_ONCE} at a time: service {seconds:.1f} s, bare client {bare:.1f} s"
    return [Figure.at_most("drafts, wall time against the bare client", MOST_TIMES, seconds / bare, numbers, unit=" x")]


async def _drafted(started: Processes, plenty: Plenty, model: httpx2.Client, drafts: int) -> float:
    """Seconds from the commit that queues all of them, while a worker waits for work, to the end of the last one."""
    await started.connect(plenty.url)
    async with started.resources() as resources:
        await mirror(resources)
        started.worker()
        await asyncio.to_thread(until, lambda: _runs_done(started) > 1, seconds=HAPPENS_WITHIN_SECONDS)
        await asyncio.sleep(WORKER_IS_WARM_AFTER_SECONDS)
        offered = CredentialIn(label="bench", token=SecretStr(KEY), base_url=f"{model.base_url}/v1")
        async with resources.sessions() as session:
            await session.execute(update(Preferences).values(automatic_drafts_per_day=drafts))
            await credentials.add(session, resources.vault, offered, actor="bench")
            queued = await automatic.draft_waiting(session)
            began = time.perf_counter()
            await session.commit()
        assert queued == drafts, f"{queued} drafts were queued"
        await asyncio.to_thread(until, lambda: _drafts(started, "READY") == drafts, seconds=HAPPENS_WITHIN_SECONDS)
        return time.perf_counter() - began


async def mirror(resources: Resources) -> None:
    """Without a model nothing is drafted yet."""
    async with resources.sessions.begin() as session:
        run = await runs.ask_for_run(session, RunKind.REFRESH)
    await tasks.run_sync(resources, run.id)


def _runs_done(started: Processes) -> int:
    return int(rows(started.database_url, "SELECT count(*) FROM sync_runs WHERE state = 'DONE'")[0][0])


def _drafts(started: Processes, state: str) -> int:
    return int(rows(started.database_url, "SELECT count(*) FROM ai_responses WHERE state = %s", state)[0][0])


async def _bare(base_url: str, asked: list[dict[str, Any]]) -> float:
    """The very calls the service made, streamed like them."""
    turn = asyncio.Semaphore(AT_ONCE)
    async with openai.AsyncOpenAI(api_key=KEY, base_url=base_url, max_retries=0) as client:

        async def ask(body: dict[str, Any]) -> str:
            async with turn:
                chunks = await client.chat.completions.create(**body)
                return "".join([chunk.choices[0].delta.content or "" async for chunk in chunks if chunk.choices])

        began = time.perf_counter()
        answers = await asyncio.gather(*(ask(body) for body in asked))
        assert all(answers)
        return time.perf_counter() - began
