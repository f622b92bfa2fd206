"""Everything the practice model can be told to do wrong, and its switches over HTTP."""

from __future__ import annotations

import asyncio
import time

import httpx2
import openai
import pytest

from tickets_service.practice.model import Knobs, run_practice_model


async def keep(chunks, received):
    """Outlives the stream: what came before the break stays in *received*."""
    async for chunk in chunks:
        received.append(chunk.choices[0].delta.content)


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("invalid_api_key", 401, "invalid_api_key"),
        ("model_not_found", 404, "model_not_found"),
        ("rate_limit_exceeded", 429, "rate_limit_exceeded"),
        ("insufficient_quota", 429, "insufficient_quota"),
        ("context_length_exceeded", 400, "context_length_exceeded"),
        ("unsupported_parameter", 400, "unsupported_parameter"),
        ("unsupported_value", 400, "unsupported_value"),
        ("server_error", 500, None),
        ("overloaded", 503, None),
        ("html_page", 502, None),
    ],
)
@pytest.mark.parametrize("stream", [True, False])
async def test_refuses_once_as_planned_and_then_answers(running, ask, kind, status, code, stream):
    running.model.add_fault(kind)
    with pytest.raises(openai.APIStatusError) as refused:
        await ask(stream=stream)

    assert (refused.value.status_code, refused.value.code) == (status, code)
    assert await ask()


async def test_says_when_to_come_back_only_if_told_so(running, ask):
    running.model.add_fault("rate_limit_exceeded", retry_after=7)
    running.model.add_fault("rate_limit_exceeded")
    with pytest.raises(openai.RateLimitError) as told:
        await ask()
    with pytest.raises(openai.RateLimitError) as untold:
        await ask()

    assert told.value.response.headers["Retry-After"] == "7"
    assert "Retry-After" not in untold.value.response.headers


async def test_faults_wait_for_the_endpoint_they_are_planned_on(running, client, ask):
    running.model.add_fault("invalid_api_key", on="models")
    assert await ask()

    with pytest.raises(openai.AuthenticationError):
        await client.models.list()


async def test_fails_as_often_as_planned(running, ask):
    running.model.add_fault("server_error", times=2)
    for _ in range(2):
        with pytest.raises(openai.InternalServerError):
            await ask()

    assert await ask()


async def test_hangs_until_the_caller_gives_up(running, client, ask):
    running.model.add_fault("hang")
    with pytest.raises(openai.APITimeoutError):
        await ask(by=client.with_options(timeout=0.2))


async def test_a_hanging_call_does_not_keep_the_server_up():
    async with httpx2.AsyncClient(headers={"Authorization": "Bearer sk-practice"}, timeout=10) as caller:
        with run_practice_model(knobs=Knobs(latency_seconds=0)) as running:
            running.model.add_fault("hang")
            hanging = asyncio.create_task(caller.post(f"{running.base_url}/chat/completions", json={}))
            while not running.model.calls:  # noqa: ASYNC110 -- the other side is a server, not a task
                await asyncio.sleep(0.01)
            started = time.monotonic()
        stopped_after = time.monotonic() - started
        await asyncio.wait([hanging])

    assert stopped_after < 2
    assert hanging.exception() is not None or hanging.result().status_code == 503


async def test_cuts_a_stream_in_the_middle(running, ask):
    running.model.add_fault("cut_stream", after_chunks=3)
    received = []
    with pytest.raises((httpx2.RemoteProtocolError, openai.APIConnectionError)):
        await keep(await ask(stream=True), received)

    assert len(received) == 4


async def test_ends_a_stream_without_a_reason(running, ask):
    running.model.add_fault("stream_ends_early")
    chunks = [chunk async for chunk in await ask(stream=True)]

    assert all(chunk.choices[0].finish_reason is None for chunk in chunks)


async def test_reports_an_error_inside_of_a_stream(running, ask):
    running.model.add_fault("stream_error")
    with pytest.raises(openai.APIError, match="had an error"):
        [chunk async for chunk in await ask(stream=True)]


async def test_sends_json_that_breaks_off(running, caller):
    running.model.add_fault("truncated_json")
    answer = await caller.post("/chat/completions", json={})

    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Unterminated"):
        answer.json()


@pytest.mark.parametrize(
    ("kind", "content", "refuses", "reason"),
    [
        ("refusal", None, True, "stop"),
        ("content_filter", None, False, "content_filter"),
        ("empty_answer", "", False, "stop"),
    ],
)
async def test_answers_without_saying_anything(running, ask, kind, content, refuses, reason):
    running.model.add_fault(kind, times=2)
    choice = (await ask()).choices[0]
    chunks = [chunk async for chunk in await ask(stream=True)]

    assert (choice.message.content, bool(choice.message.refusal), choice.finish_reason) == (content, refuses, reason)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == ""
    assert any(chunk.choices[0].delta.refusal for chunk in chunks) == refuses
    assert chunks[-1].choices[0].finish_reason == reason
