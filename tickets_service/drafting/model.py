"""The language model: the only place that knows the OpenAI client. Chat Completions, streamed, no tools, not stored.

A newer endpoint refuses `temperature` or wants `max_completion_tokens`, an older one knows neither that nor `store`:
a refused parameter is left out once, and the caller remembers it for the credential. One that refuses a JSON schema
finds the same wish in the prompt.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import httpx2
import openai

from tickets_service.addresses import AddressRefused
from tickets_service.drafting.connections import Embedded, Endpoint, ModelConnections, Written
from tickets_service.drafting.errors import CannotDraft, CutOff, EmptyAnswer, EndpointRefused, ModelBusy
from tickets_service.drafting.prompt import Prompt
from tickets_service.retry_after import seconds_in

DROPPABLE = ("response_format", "max_completion_tokens", "temperature", "stream_options", "store")
TEMPERATURE = 0.3
WAIT_WHEN_NOTHING_IS_SAID = 20
ENDS_WITHIN_SECONDS = 0.5
MODELS_SHOWN = 200


@dataclass(frozen=True)
class ReplyModel:
    """Whatever model an endpoint serves."""

    connections: ModelConnections

    def _client(self, endpoint: Endpoint) -> openai.AsyncOpenAI:
        """Retries are the queue's business: the client makes none."""
        return openai.AsyncOpenAI(
            api_key=endpoint.token,
            base_url=endpoint.base_url or "https://api.openai.com/v1",
            max_retries=0,
            timeout=self.connections.answers_within,
            http_client=self.connections.http,
        )

    async def models(self, endpoint: Endpoint) -> list[str]:
        """Raises CannotDraft or ModelBusy with the reason."""
        try:
            page = await self._client(endpoint).models.list()
        except (openai.OpenAIError, httpx2.HTTPError, AddressRefused, ValueError) as error:
            raise translated(error, endpoint) from error
        return sorted(model.id for model in page.data)[:MODELS_SHOWN]

    async def embed(self, endpoint: Endpoint, model: str, texts: Sequence[str]) -> Embedded:
        """One vector for each text. Raises CannotDraft or ModelBusy."""
        try:
            answer = await self._client(endpoint).embeddings.create(model=model, input=list(texts))
            vectors = [entry.embedding for entry in sorted(answer.data, key=lambda entry: entry.index)]
        except (openai.OpenAIError, httpx2.HTTPError, AddressRefused, ValueError, AttributeError, TypeError) as error:
            raise translated(error, replace(endpoint, model=model)) from error
        if len(vectors) != len(texts) or not all(vectors):
            raise ModelBusy("The model's answer cannot be read.", retry_after=WAIT_WHEN_NOTHING_IS_SAID)
        return Embedded(vectors, getattr(answer.usage, "prompt_tokens", None))

    async def write(
        self, endpoint: Endpoint, prompt: Prompt, *, answer_tokens: int, schema: dict[str, Any] | None = None
    ) -> AsyncIterator[Written]:
        """Yields the same growing answer after each piece. Raises CannotDraft or ModelBusy."""
        written = Written(refused_parameters=endpoint.refused_parameters)
        try:
            wanted = _parameters(endpoint.model, prompt, answer_tokens, schema)
            async with AsyncExitStack() as stack:
                stream = await self._begin(stack, endpoint, wanted, written)
                async for chunk in _chunks(stream):
                    _take(chunk, written)
                    yield written
        except (openai.OpenAIError, httpx2.HTTPError, AddressRefused, ValueError, AttributeError, TypeError) as error:
            raise translated(error, endpoint) from error
        _require_whole(written)

    async def _begin(
        self, stack: AsyncExitStack, endpoint: Endpoint, wanted: dict[str, Any], written: Written
    ) -> openai.AsyncAPIResponse[Any]:
        """Asks once more for each parameter the endpoint names as refused, without it."""
        client = self._client(endpoint)
        while True:
            try:
                asked = _without(wanted, written.refused_parameters)
                return await stack.enter_async_context(client.chat.completions.with_streaming_response.create(**asked))
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                refused = _refused_parameter(error)
                if refused is None or refused in written.refused_parameters:
                    raise
                written.refused_parameters |= {refused}


async def _chunks(stream: openai.AsyncAPIResponse[Any]) -> AsyncIterator[Mapping[str, Any]]:
    """The events as they come. Made into the client's own classes they take four times as long, and there are many."""
    lines = aiter(stream.iter_lines())
    async for line in lines:
        event = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if event == "[DONE]":
            await _read_out(lines)
            return
        if event:
            chunk = json.loads(event)
            if not isinstance(chunk, dict) or chunk.get("error"):
                raise ValueError("an event is no piece of an answer")
            yield chunk


async def _read_out(lines: AsyncIterator[str]) -> None:
    """A connection whose answer was read to its end serves the next call. An endpoint that never ends it is left."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ENDS_WITHIN_SECONDS):
            async for _ in lines:
                pass


def _require_whole(written: Written) -> None:
    """A stream may end early without an error; half a reply is none."""
    if written.ended == "length":
        raise CutOff("The answer became too long and was cut off: ask for a new draft with a hint to be brief.")
    if written.ended is None:
        raise ModelBusy("The model's answer broke off.", retry_after=WAIT_WHEN_NOTHING_IS_SAID)
    if not written.text.strip():
        raise EmptyAnswer("The model gave an empty answer: ask for a new draft, perhaps with a hint.")


def _parameters(model: str, prompt: Prompt, answer_tokens: int, schema: dict[str, Any] | None) -> dict[str, Any]:
    named = {"name": "draft", "strict": True, "schema": schema}
    return {
        "model": model,
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.request}],
        "stream": True,
        "max_completion_tokens": answer_tokens,
        "temperature": TEMPERATURE,
        "stream_options": {"include_usage": True},
        "store": False,
        **({"response_format": {"type": "json_schema", "json_schema": named}} if schema else {}),
    }


def _without(wanted: dict[str, Any], refused: frozenset[str]) -> dict[str, Any]:
    kept = {name: value for name, value in wanted.items() if name not in refused}
    if "max_completion_tokens" in refused:
        kept["max_tokens"] = wanted["max_completion_tokens"]
    return kept


def _refused_parameter(error: openai.APIStatusError) -> str | None:
    if error.code == "context_length_exceeded":
        return None
    named = str(getattr(error, "param", None) or "")
    said = f"{named} {error.message}"
    if "json_schema" in said:
        return "response_format"
    return next((name for name in DROPPABLE if name in said), None)


def _take(chunk: Mapping[str, Any], written: Written) -> None:
    written.model = chunk.get("model") or written.model
    usage = chunk.get("usage")
    if usage:
        written.prompt_tokens, written.completion_tokens = usage.get("prompt_tokens"), usage.get("completion_tokens")
        written.cached_tokens = (usage.get("prompt_tokens_details") or {}).get("cached_tokens")
    for choice in chunk.get("choices") or []:
        delta = choice.get("delta") or {}
        if delta.get("refusal") or choice.get("finish_reason") == "content_filter":
            raise CannotDraft("The model refused to answer this message: please answer it by hand.")
        written.ended = choice.get("finish_reason") or written.ended
        written.text += delta.get("content") or ""


def translated(error: Exception, endpoint: Endpoint) -> CannotDraft | ModelBusy:
    """The client's exception as a sentence to act on. What upstream wrote is not repeated: it may hold secrets."""
    if isinstance(error, AddressRefused):
        return EndpointRefused(error.message)
    if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException):
        return ModelBusy("The model did not answer in time.", retry_after=WAIT_WHEN_NOTHING_IS_SAID)
    if isinstance(error, openai.APIStatusError):
        return _lasting(error, endpoint) or _passing(error)
    if isinstance(error, openai.APIConnectionError | httpx2.HTTPError):
        return ModelBusy("The model cannot be reached.", retry_after=WAIT_WHEN_NOTHING_IS_SAID)
    return ModelBusy("The model's answer cannot be read.", retry_after=WAIT_WHEN_NOTHING_IS_SAID)


def _lasting(error: openai.APIStatusError, endpoint: Endpoint) -> CannotDraft | None:
    """What asking again would not change; None for what may pass."""
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return EndpointRefused("The model's endpoint does not accept the token: check the OpenAI credential.")
    if isinstance(error, openai.NotFoundError):
        return EndpointRefused(f"The endpoint knows no model {endpoint.model!r}: choose another for the credential.")
    if error.code == "insufficient_quota":
        return EndpointRefused("The account of this token has no quota left: check its plan and billing.")
    if error.code == "context_length_exceeded":
        return CannotDraft(
            "The conversation is longer than the model can read: set the credential's context window to the model's."
        )
    if isinstance(error, openai.RateLimitError | openai.InternalServerError):
        return None
    return CannotDraft(f"The model's endpoint refused the request (status {error.status_code}).")


def _passing(error: openai.APIStatusError) -> ModelBusy:
    wait = seconds_in(error.response.headers.get("retry-after"), datetime.now(UTC))
    said = (
        "The model's endpoint asked us to wait."
        if isinstance(error, openai.RateLimitError)
        else "The model's endpoint has a fault of its own."
    )
    return ModelBusy(said, retry_after=WAIT_WHEN_NOTHING_IS_SAID if wait is None else max(1, wait))
