"""The practice model over HTTP, asked by the real OpenAI client."""

from __future__ import annotations

import json
import time

import openai
import pytest

LONG_ENOUGH_TO_BE_REMEMBERED = "Der Kunde wartet auf eine Antwort. " * 300


async def test_lists_the_models_it_offers(client):
    models = [model.id async for model in client.models.list()]

    assert models == [
        "gpt-4o-mini", "gpt-4o", "gpt-4.1-mini", "gpt-4.1", "gpt-5-mini", "text-embedding-3-small",
    ]  # fmt: skip
    assert (await client.models.retrieve("gpt-4.1")).id == "gpt-4.1"


async def test_answers_plainly_with_its_usage(ask):
    answer = await ask()

    assert "4711" in answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.prompt_tokens > 10
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer.usage.prompt_tokens_details.cached_tokens == 0


async def test_streams_the_same_answer_in_pieces_and_ends_with_the_usage(ask):
    plain = await ask()
    chunks = [chunk async for chunk in await ask(stream=True, stream_options={"include_usage": True})]

    pieces = [chunk.choices[0].delta.content or "" for chunk in chunks[:-1]]
    assert "".join(pieces) == plain.choices[0].message.content
    assert len(pieces) > 20
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage == plain.usage


async def test_streams_no_usage_unless_asked(ask):
    chunks = [chunk async for chunk in await ask(stream=True)]

    assert all(chunk.usage is None for chunk in chunks)


async def test_remembers_the_beginning_of_a_prompt_it_has_seen(ask):
    await ask(LONG_ENOUGH_TO_BE_REMEMBERED + "Wo ist mein Paket?")
    again = await ask(LONG_ENOUGH_TO_BE_REMEMBERED + "Danke!")

    cached = again.usage.prompt_tokens_details.cached_tokens
    assert 1024 <= cached < again.usage.prompt_tokens
    assert cached % 128 == 0


async def test_stops_at_the_longest_answer_allowed(ask):
    answer = await ask(max_completion_tokens=7)

    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 7


async def test_takes_its_time_when_told_to(running, ask):
    running.model.knobs.latency_seconds = 0.15
    started = time.monotonic()
    await ask(stream=False)

    assert time.monotonic() - started >= 0.15


async def test_refuses_a_key_that_is_not_for_practice(client):
    with pytest.raises(openai.AuthenticationError) as refused:
        await client.with_options(api_key="sk-real-9999").models.list()

    assert refused.value.code == "invalid_api_key"
    assert "sk-real" not in str(refused.value)


async def test_refuses_a_call_without_a_key(stranger):
    answer = await stranger.get("/v1/models")

    assert answer.status_code == 401
    assert answer.headers["X-Practice"] == "true"


async def test_knows_only_its_own_models(client, ask):
    with pytest.raises(openai.NotFoundError) as refused:
        await ask(model="gpt-99")
    assert refused.value.code == "model_not_found"

    with pytest.raises(openai.NotFoundError):
        await client.models.retrieve("gpt-99")


async def test_refuses_a_prompt_beyond_the_window(running, ask):
    running.model.knobs.context_window = 50
    with pytest.raises(openai.BadRequestError) as refused:
        await ask("Wo ist mein Paket? " * 30)

    assert refused.value.code == "context_length_exceeded"
    assert refused.value.param == "messages"


async def test_counts_the_reserved_answer_into_the_window(running, ask):
    running.model.knobs.context_window = 100
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(max_completion_tokens=95)

    assert refused.value.code == "context_length_exceeded"


async def test_reads_a_prompt_longer_than_the_tokenizer_takes(ask):
    with pytest.raises(openai.BadRequestError) as refused:
        await ask("Wo ist mein Paket? " * 60_000)

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
async def test_refuses_parameters_it_is_told_to_refuse(running, ask, parameter, value, code):
    running.model.knobs.refused_parameters = {parameter}
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(stream=True, **{parameter: value})

    assert (refused.value.param, refused.value.code) == (parameter, code)
    assert await ask()


async def test_the_reasoning_model_takes_no_temperature(ask):
    with pytest.raises(openai.BadRequestError) as refused:
        await ask(model="gpt-5-mini", temperature=0.3)
    assert refused.value.code == "unsupported_value"

    with pytest.raises(openai.BadRequestError) as refused:
        await ask(model="gpt-5-mini", max_tokens=30)
    assert refused.value.param == "max_tokens"


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"model": "gpt-4o"}', b'{"model": "gpt-4o", "messages": []}', b"{}",
                                  b'{"model": "gpt-4o", "messages": [{"role": "pope", "content": "x"}]}',
                                  b'{"model": "gpt-4o", "messages": [{"role": "user"}]}'])  # fmt: skip
async def test_refuses_a_body_it_cannot_read(caller, body):
    answer = await caller.post("/chat/completions", content=body)

    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


async def test_unknown_addresses_and_methods_are_refused_in_the_same_form(caller):
    assert (await caller.get("/nothing")).json()["error"]["message"].startswith("Invalid URL")
    assert (await caller.get("/chat/completions")).status_code == 405


async def test_answers_in_the_json_that_was_asked_for(client, ask):
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
    answer = await ask(response_format={"type": "json_schema", "json_schema": {"name": "draft", "schema": schema}})
    written = json.loads(answer.choices[0].message.content)
    loose = await ask(response_format={"type": "json_object"})

    assert written["reply"].startswith("Guten Tag")
    assert (written["language"], written["order"], written["is_urgent"]) == ("de", "4711", False)
    assert "Guten Tag" in json.loads(loose.choices[0].message.content)["reply"]


WISH = """You answer customers of a shop.

Respond with a single JSON object and nothing else. Its members:
* "category": one of delivery, refund, something-else
* "text": what the customer gets to read
* "sources": array of the references that were used
* "urgent" (boolean)
"""


async def test_a_wish_for_json_in_the_prompt_is_as_good_as_a_parameter(caller):
    facts = "Order number: 4711 [order:4711/number]\n\nCustomer:\nHallo, wo bleibt mein Paket zur Bestellung 4711?"
    said = [{"role": "system", "content": WISH}, {"role": "user", "content": facts}]
    answer = await caller.post("/chat/completions", json={"model": "gpt-4o-mini", "messages": said})
    written = json.loads(answer.json()["choices"][0]["message"]["content"])

    assert list(written) == ["category", "text", "sources", "urgent"]
    assert written["text"].startswith("Guten Tag")
    assert written["sources"] == ["order:4711/number"]
    assert written["urgent"] is False


async def test_a_customer_who_wishes_for_json_gets_a_letter(caller):
    said = [{"role": "system", "content": "You answer customers."}, {"role": "user", "content": WISH}]
    answer = await caller.post("/chat/completions", json={"model": "gpt-4o-mini", "messages": said})

    assert not answer.json()["choices"][0]["message"]["content"].lstrip().startswith("{")


@pytest.mark.parametrize(
    ("manner", "begins"),
    [("good", "{"), ("fenced", "```json\n{"), ("chatty", "Sure"), ("broken", "{"), ("cut", "{"), ("plain", "Guten Tag"),
     ("other_keys", "{")],
)  # fmt: skip
async def test_json_is_written_badly_on_request(running, ask, manner, begins):
    running.model.knobs.json_manner = manner
    running.model.knobs.bad_json_times = 1
    wanted = {
        "type": "json_schema",
        "json_schema": {"name": "a", "schema": {"properties": {"reply": {"type": "string"}}}},
    }
    first, second = [(await ask(response_format=wanted)).choices[0].message.content for _ in range(2)]

    assert first.startswith(begins)
    assert "Guten Tag" in json.loads(second)["reply"]
    if manner in {"broken", "cut"}:
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            json.loads(first)


async def test_response_formats_can_be_unknown_to_an_endpoint(running, ask):
    running.model.knobs.refused_parameters = {"response_format"}
    with pytest.raises(openai.BadRequestError) as refusal:
        await ask(response_format={"type": "json_object"})

    assert refusal.value.param == "response_format"


async def test_the_language_can_be_demanded_last_or_turned(running, ask):
    demanded = await ask("Hallo, wo bleibt mein Paket?\n\nWrite the whole text for the customer in English.")
    running.model.knobs.answer_language = "fr"

    assert "parcel" in demanded.choices[0].message.content
    assert "Bonjour" in (await ask()).choices[0].message.content
