"""The practice model over HTTP, asked by the real OpenAI client."""

from __future__ import annotations

import json
import math
import time

import httpx2
import openai
import pytest

from tickets_service.practice.model import Knobs, run_practice_model

LONG_ENOUGH_TO_BE_REMEMBERED = "Der Kunde wartet auf eine Antwort. " * 300


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
async def client(running):
    async with openai.AsyncOpenAI(
        api_key="sk-practice-1234", base_url=running.base_url, max_retries=0, timeout=5
    ) as client:
        yield client


async def ask(client, text="Hallo, wo bleibt mein Paket zur Bestellung 4711?", **more):
    more = {"model": "gpt-4o-mini", **more}
    return await client.chat.completions.create(messages=[{"role": "user", "content": text}], **more)


async def test_lists_the_models_it_offers(client):
    models = [model.id async for model in client.models.list()]

    assert models == [
        "gpt-4o-mini", "gpt-4o", "gpt-4.1-mini", "gpt-4.1", "gpt-5-mini", "text-embedding-3-small",
    ]  # fmt: skip
    assert (await client.models.retrieve("gpt-4.1")).id == "gpt-4.1"


async def test_answers_plainly_with_its_usage(client):
    answer = await ask(client)

    assert "4711" in answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.prompt_tokens > 10
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.usage.prompt_tokens_details.cached_tokens == 0


async def test_streams_the_same_answer_in_pieces_and_ends_with_the_usage(client):
    plain = await ask(client)
    chunks = [chunk async for chunk in await ask(client, stream=True, stream_options={"include_usage": True})]

    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks[:-1]]
    assert "".join(pieces) == plain.choices[0].message.content
    assert len(pieces) > 20
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage == plain.usage


async def test_streams_no_usage_unless_asked(client):
    chunks = [chunk async for chunk in await ask(client, stream=True)]

    assert all(chunk.usage is None for chunk in chunks)


async def test_remembers_the_beginning_of_a_prompt_it_has_seen(client):
    await ask(client, LONG_ENOUGH_TO_BE_REMEMBERED + "Wo ist mein Paket?")
    again = await ask(client, LONG_ENOUGH_TO_BE_REMEMBERED + "Danke!")

    cached = again.usage.prompt_tokens_details.cached_tokens
    assert 1024 <= cached < again.usage.prompt_tokens
    assert cached % 128 == 0


async def test_stops_at_the_longest_answer_allowed(client):
    answer = await ask(client, max_completion_tokens=7)

    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 7


async def test_takes_its_time_when_told_to(running, client):
    running.model.knobs.latency_seconds = 0.15
    started = time.monotonic()
    await ask(client, stream=False)

    assert time.monotonic() - started >= 0.15


async def test_refuses_a_key_that_is_not_for_practice(running):
    async with openai.AsyncOpenAI(api_key="sk-real-9999", base_url=running.base_url, max_retries=0) as stranger:
        with pytest.raises(openai.AuthenticationError) as refused:
            await stranger.models.list()

    assert refused.value.code == "invalid_api_key"
    assert "sk-real" not in str(refused.value)


async def test_refuses_a_call_without_a_key(running):
    async with httpx2.AsyncClient(base_url=running.url) as stranger:
        answer = await stranger.get("/v1/models")

    assert answer.status_code == 401
    assert answer.headers["X-Practice"] == "true"


async def test_knows_only_its_own_models(client):
    with pytest.raises(openai.NotFoundError) as refused:
        await ask(client, model="gpt-99")
    assert refused.value.code == "model_not_found"

    with pytest.raises(openai.NotFoundError):
        await client.models.retrieve("gpt-99")


async def test_refuses_a_prompt_beyond_the_window(running, client):
    running.model.knobs.context_window = 50
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(client, "Wo ist mein Paket? " * 30)

    assert refused.value.code == "context_length_exceeded"
    assert refused.value.param == "messages"


async def test_counts_the_reserved_answer_into_the_window(running, client):
    running.model.knobs.context_window = 100
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(client, max_completion_tokens=95)

    assert refused.value.code == "context_length_exceeded"


async def test_reads_a_prompt_longer_than_the_tokenizer_takes(client):
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(client, "Wo ist mein Paket? " * 60_000)

    assert refused.value.code == "context_length_exceeded"


@pytest.mark.parametrize(
    ("parameter", "value", "code"),
    [
        ("max_completion_tokens", 50, "unsupported_parameter"),
        ("temperature", 0.2, "unsupported_value"),
        ("stream_options", {"include_usage": True}, "unsupported_parameter"),
        ("store", False, "unsupported_parameter"),
    ],
)
async def test_refuses_parameters_it_is_told_to_refuse(running, client, parameter, value, code):
    running.model.knobs.refused_parameters = {parameter}
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(client, stream=True, **{parameter: value})

    assert (refused.value.param, refused.value.code) == (parameter, code)
    assert await ask(client)


async def test_the_reasoning_model_takes_no_temperature(client):
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(client, model="gpt-5-mini", temperature=0.3)
    assert refused.value.code == "unsupported_value"

    with pytest.raises(openai.BadRequestError) as refused:
        await ask(client, model="gpt-5-mini", max_tokens=30)
    assert refused.value.param == "max_tokens"


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"model": "gpt-4o"}', b'{"model": "gpt-4o", "messages": []}', b"{}",
                                  b'{"model": "gpt-4o", "messages": [{"role": "pope", "content": "x"}]}',
                                  b'{"model": "gpt-4o", "messages": [{"role": "user"}]}'])  # fmt: skip
async def test_refuses_a_body_it_cannot_read(running, body):
    async with httpx2.AsyncClient(base_url=running.url, headers={"Authorization": "Bearer sk-practice"}) as caller:
        answer = await caller.post("/v1/chat/completions", content=body)

    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_unknown_addresses_and_methods_are_refused_in_the_same_form(running):
    async with httpx2.AsyncClient(base_url=running.url) as caller:
        assert (await caller.get("/v1/nothing")).json()["error"]["message"].startswith("Invalid URL")
        assert (await caller.get("/v1/chat/completions")).status_code == 405


async def test_answers_in_the_json_that_was_asked_for(client):
    schema = {
        "type": "object",
        "properties": {
            "reply": {"type": "string"},
            "language": {"type": "string", "enum": ["en", "de"]},
            "order": {"type": ["string", "null"]},
            "is_urgent": {"type": "boolean"},
        },
        "required": ["reply", "language", "order", "is_urgent"],
    }
    answer = await ask(
        client, response_format={"type": "json_schema", "json_schema": {"name": "draft", "schema": schema}}
    )
    written = json.loads(answer.choices[0].message.content)
    loose = await ask(client, response_format={"type": "json_object"})

    assert written["reply"].startswith("Guten Tag")
    assert (written["language"], written["order"], written["is_urgent"]) == ("de", "4711", False)
    assert "Guten Tag" in json.loads(loose.choices[0].message.content)["reply"]


async def test_embeddings_of_related_texts_lie_close_together(client):
    texts = ["Die Tasse kam zerbrochen an", "Meine Tasse ist zerbrochen angekommen", "Where is my invoice?"]
    answer = await client.embeddings.create(model="text-embedding-3-small", input=texts)
    cup, same_cup, invoice = (entry.embedding for entry in answer.data)

    assert len(cup) == 1536
    assert math.isclose(sum(value * value for value in cup), 1, rel_tol=1e-5)
    assert closeness(cup, same_cup) > 0.3 > closeness(cup, invoice)
    assert answer.usage.prompt_tokens > 10


async def test_embeddings_are_the_same_every_time_and_in_either_encoding(client):
    packed = await client.embeddings.create(model="text-embedding-3-small", input="Wolldecke", dimensions=256)
    plain = await client.embeddings.create(
        model="text-embedding-3-small", input="Wolldecke", dimensions=256, encoding_format="float"
    )

    assert packed.data[0].embedding == pytest.approx(plain.data[0].embedding, abs=1e-6)


async def test_embeddings_need_a_text_and_an_embedding_model(client):
    with pytest.raises(openai.BadRequestError):
        await client.embeddings.create(model="text-embedding-3-small", input="")
    with pytest.raises(openai.PermissionDeniedError):
        await client.embeddings.create(model="gpt-4o", input="Wolldecke")
    with pytest.raises(openai.NotFoundError):
        await ask(client, model="text-embedding-3-small")


def closeness(one, other):
    return sum(left * right for left, right in zip(one, other, strict=True))
