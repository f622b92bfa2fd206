"""POST /v1/chat/completions: what was asked, and the one choice that is answered."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass

from pydantic import JsonValue
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tickets_service.practice.model.answering.composing import compose
from tickets_service.practice.model.asking import Asked, what_is_asked
from tickets_service.practice.model.faults import Endpoint, Fault, FaultKind
from tickets_service.practice.model.gate import admit, spoiled
from tickets_service.practice.model.state import Practice
from tickets_service.practice.model.streaming import stream
from tickets_service.practice.model.tokens import first_tokens, tokens_of

REFUSAL = "I'm sorry, but I can't help with that."


@dataclass(frozen=True)
class Completion:
    id: str
    created: int
    model: str
    content: str | None
    refusal: str | None
    finish_reason: str
    usage: dict[str, JsonValue]

    def as_json(self) -> dict[str, JsonValue]:
        message: dict[str, JsonValue] = {
            "role": "assistant",
            "content": self.content,
            "refusal": self.refusal,
            "annotations": [],
        }
        choice: dict[str, JsonValue] = {
            "index": 0,
            "message": message,
            "logprobs": None,
            "finish_reason": self.finish_reason,
        }
        return {
            "id": self.id,
            "object": "chat.completion",
            "created": self.created,
            "model": self.model,
            "choices": [choice],
            "usage": self.usage,
            "service_tier": "default",
            "system_fingerprint": "fp_practice",
        }


async def create_completion(request: Request) -> Response:
    practice, body, fault = await admit(request, Endpoint.chat)
    answer = await spoiled(practice, fault, request)
    if answer is not None:
        return answer
    asked = what_is_asked(body, practice.knobs)
    completion = think(asked, practice, fault)
    if asked.is_streamed:
        return stream(completion, practice=practice, fault=fault, include_usage=asked.include_usage)
    await asyncio.sleep(practice.knobs.latency_seconds)
    return JSONResponse(completion.as_json())


def think(asked: Asked, practice: Practice, fault: Fault | None) -> Completion:
    tokens = asked.prompt_tokens
    content, refusal, finish_reason = _what_is_said(asked, practice, fault)
    written = tokens_of(content or refusal or "")
    if content and asked.longest_answer is not None and len(written) > asked.longest_answer:
        content, finish_reason = first_tokens(content, asked.longest_answer), "length"
        written = written[: asked.longest_answer]
    return Completion(
        id=f"chatcmpl-practice{secrets.token_hex(8)}",
        created=int(time.time()),
        model=asked.model.name,
        content=content,
        refusal=refusal,
        finish_reason=finish_reason,
        usage=_usage(len(tokens), practice.prompts.recognise(asked.model.name, tokens), len(written)),
    )


def _what_is_said(asked: Asked, practice: Practice, fault: Fault | None) -> tuple[str | None, str | None, str]:
    kind = fault.kind if fault else None
    if kind == FaultKind.refusal:
        return None, REFUSAL, "stop"
    if kind == FaultKind.content_filter:
        return None, None, "content_filter"
    if kind == FaultKind.empty_answer:
        return "", None, "stop"
    return compose(asked.messages, asked.answer_format, practice.knobs), None, "stop"


def _usage(prompt: int, cached: int, completion: int) -> dict[str, JsonValue]:
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": 0,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }
