"""One practice model per file, set back before every test, and clients that ask it."""

from __future__ import annotations

import re

import httpx2
import openai
import pytest

from tickets_service.practice.model import Knobs, run_practice_model

NUMBERS = re.compile(r"\d{3,}")
SYSTEM = (
    "You write e-mail replies for the support of Nordlicht Wohnen. Use only facts that are given. Never invent any."
)


@pytest.fixture(scope="module")
def server():
    with run_practice_model(knobs=Knobs(latency_seconds=0)) as running:
        yield running


@pytest.fixture
def running(server):
    server.model.clear_faults()
    server.model.calls.clear()
    for name, value in Knobs(latency_seconds=0):
        setattr(server.model.knobs, name, value)
    return server


@pytest.fixture
async def caller(running):
    headers = {"Authorization": "Bearer sk-practice-1234"}
    async with httpx2.AsyncClient(base_url=running.base_url, headers=headers, verify=False) as caller:
        yield caller


@pytest.fixture
async def stranger(running):
    """Comes without a key."""
    async with httpx2.AsyncClient(base_url=running.url, verify=False) as stranger:
        yield stranger


@pytest.fixture
async def client(running):
    async with openai.AsyncOpenAI(
        api_key="sk-practice-1234",
        base_url=running.base_url,
        max_retries=0,
        timeout=5,
        http_client=httpx2.AsyncClient(verify=False),
    ) as client:
        yield client


@pytest.fixture
def ask(client):
    async def ask(text="Hallo, wo bleibt mein Paket zur Bestellung 4711?", *, by=client, **more):
        more = {"model": "gpt-4o-mini", **more}
        return await by.chat.completions.create(messages=[{"role": "user", "content": text}], **more)

    return ask


@pytest.fixture
def reply_to(caller):
    """Turns of user and assistant go in; what comes back names no number that was not given."""

    async def reply_to(*said: str, system: str = SYSTEM) -> str:
        messages = [{"role": "system", "content": system}]
        messages += [{"role": ("user", "assistant")[place % 2], "content": text} for place, text in enumerate(said)]
        answer = await caller.post("/chat/completions", json={"model": "gpt-4o-mini", "messages": messages})
        text = answer.json()["choices"][0]["message"]["content"]
        assert set(NUMBERS.findall(text)) <= set(NUMBERS.findall(" ".join([system, *said])))
        return text

    return reply_to
