"""A streamed answer: events of one line of JSON each, with the ways a stream can fail."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from pydantic import JsonValue
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from tickets_service.practice.model import errors
from tickets_service.practice.model.faults import Fault, FaultKind
from tickets_service.practice.model.state import Practice

if TYPE_CHECKING:
    from tickets_service.practice.model.chat import Completion

MOST_CHUNKS = 200
FAILS_MIDWAY = {FaultKind.cut_stream, FaultKind.stream_ends_early, FaultKind.stream_error}


class StreamCutError(Exception):
    """The connection shall break here."""


class CuttableStream(StreamingResponse):
    """Leaves the response unfinished when its events break off, so that the server drops the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except StreamCutError:
            return


def stream(completion: Completion, *, practice: Practice, fault: Fault | None, include_usage: bool) -> Response:
    events = _events(completion, practice, fault, include_usage=include_usage)
    return CuttableStream(events, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})


async def _events(
    completion: Completion, practice: Practice, fault: Fault | None, *, include_usage: bool
) -> AsyncIterator[str]:
    pieces = _pieces(completion.content or completion.refusal or "")
    pause = practice.knobs.chunk_delay
    if pause is None:
        pause = practice.knobs.latency_seconds / (len(pieces) + 1)
    name = "refusal" if completion.refusal else "content"
    yield _event(_chunk(completion, {"role": "assistant", "content": "", "refusal": None}, include_usage=include_usage))
    for place, piece in enumerate(pieces):
        if fault is not None and fault.kind in FAILS_MIDWAY and place >= fault.after_chunks:
            break
        await asyncio.sleep(pause)
        yield _event(_chunk(completion, {name: piece}, include_usage=include_usage))
    if fault is not None and fault.kind in FAILS_MIDWAY:
        if fault.kind == FaultKind.stream_error:
            yield _event(errors.server_error().body)
        if fault.kind == FaultKind.cut_stream:
            raise StreamCutError
        return
    yield _event(_chunk(completion, {}, finish_reason=completion.finish_reason, include_usage=include_usage))
    if include_usage:
        yield _event(_chunk(completion, None, include_usage=True))
    yield "data: [DONE]\n\n"


def _pieces(text: str) -> list[str]:
    """The words with the space before them; a very long text in as many larger pieces."""
    words = re.findall(r"\s*\S+\s*$|\s*\S+", text)
    size = max(1, -(-len(words) // MOST_CHUNKS))
    return ["".join(words[start : start + size]) for start in range(0, len(words), size)]


def _chunk(
    completion: Completion,
    delta: dict[str, JsonValue] | None,
    *,
    finish_reason: str | None = None,
    include_usage: bool,
) -> dict[str, JsonValue]:
    """Without a *delta* it is the last chunk, which has no choices and tells the usage."""
    choices: list[JsonValue] = []
    if delta is not None:
        choices = [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}]
    chunk: dict[str, JsonValue] = {
        "id": completion.id,
        "object": "chat.completion.chunk",
        "created": completion.created,
        "model": completion.model,
        "service_tier": "default",
        "system_fingerprint": "fp_practice",
        "choices": choices,
    }
    if include_usage:
        chunk["usage"] = completion.usage if delta is None else None
    return chunk


def _event(body: object) -> str:
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
