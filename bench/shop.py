"""The invented shop as a running service: its tickets mirrored, their drafts ready, two people to sign in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import SecretStr

from bench.practice import practice_model, practice_plenty
from bench.surroundings import Processes, new_database, postgres, processes, rows, until
from tickets_service.accounts import users
from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.models import Role

EMAIL, COLLEAGUE = "sofia@example.com", "anna@example.com"
PASSWORD = "nine blue herons wade"
DRAFTS = 20
READY_WITHIN_SECONDS = 120


@contextmanager
def open_shop() -> Iterator[Processes]:
    with (
        postgres() as server,
        processes(new_database(server, "shop")) as started,
        practice_plenty(started) as plenty,
        practice_model(started, latency=0.05) as model,
    ):
        asyncio.run(_furnish(started, plenty.url, f"{model.base_url}/v1"))
        started.serve()
        until(lambda: _drafts(started) >= DRAFTS, seconds=READY_WITHIN_SECONDS)
        yield started


async def _furnish(started: Processes, plenty_url: str, model_url: str) -> None:
    await started.connect(plenty_url)
    async with started.resources() as resources, resources.sessions.begin() as session:
        for email, name, role in ((EMAIL, "Sofia Brandt", Role.ADMIN), (COLLEAGUE, "Anna Weber", Role.AGENT)):
            await users.add_user(session, email=email, name=name, role=role, password=PASSWORD)
        offered = CredentialIn(label="practice", token=SecretStr("sk-practice-1"), base_url=model_url)
        await credentials.add(session, resources.vault, offered, actor="bench")


def _drafts(started: Processes) -> int:
    return int(rows(started.database_url, "SELECT count(*) FROM ai_responses WHERE state = 'READY'")[0][0])
