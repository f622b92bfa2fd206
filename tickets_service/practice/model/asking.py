"""Reads the body of a chat call and refuses what the model it names would refuse."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from tickets_service.practice.model import errors
from tickets_service.practice.model.catalogue import OfferedModel, chat_model
from tickets_service.practice.model.knobs import Knobs
from tickets_service.practice.model.tokens import tokens_of

ROLES = ("system", "developer", "user", "assistant", "tool", "function")
FRAME_OF_A_MESSAGE = 4  # tokens around each message, as OpenAI counts them


@dataclass(frozen=True)
class Said:
    role: str
    text: str


@dataclass(frozen=True)
class Asked:
    model: OfferedModel
    messages: tuple[Said, ...]
    is_streamed: bool
    include_usage: bool
    longest_answer: int | None
    answer_format: dict[str, JsonValue]
    """Empty for plain text."""
    prompt_tokens: list[int]


def what_is_asked(body: dict[str, JsonValue], knobs: Knobs) -> Asked:
    model = chat_model(_required_text(body, "model"))
    messages = _messages(body.get("messages"))
    _refuse_parameters(body, model, knobs)
    longest_answer = _positive(body, "max_completion_tokens") or _positive(body, "max_tokens")
    prompt_tokens = _prompt_tokens(messages)
    _refuse_too_much(model, len(prompt_tokens), longest_answer, knobs)
    is_streamed = body.get("stream") is True
    options = body.get("stream_options")
    if options is not None and not is_streamed:
        raise errors.ApiError(
            400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", param="stream_options"
        )
    wanted = body.get("response_format")
    return Asked(
        model=model,
        messages=messages,
        is_streamed=is_streamed,
        include_usage=isinstance(options, dict) and options.get("include_usage") is True,
        longest_answer=longest_answer,
        answer_format=wanted if isinstance(wanted, dict) and wanted.get("type") != "text" else {},
        prompt_tokens=prompt_tokens,
    )


def _required_text(body: dict[str, JsonValue], name: str) -> str:
    value = body.get(name)
    if isinstance(value, str) and value:
        return value
    raise errors.ApiError(400, f"Missing required parameter: '{name}'.", param=name, code="missing_required_parameter")


def _messages(value: JsonValue) -> tuple[Said, ...]:
    if value is None:
        raise errors.ApiError(
            400, "Missing required parameter: 'messages'.", param="messages", code="missing_required_parameter"
        )
    if not isinstance(value, list) or not value:
        raise errors.ApiError(
            400, "Invalid 'messages': an array with at least one message is needed.", param="messages"
        )
    return tuple(_message(entry, f"messages[{place}]") for place, entry in enumerate(value))


def _message(entry: JsonValue, where: str) -> Said:
    if not isinstance(entry, dict) or entry.get("role") not in ROLES:
        raise errors.ApiError(
            400, f"Invalid value for '{where}.role'. Supported values are: {', '.join(ROLES)}.",
            param=f"{where}.role", code="invalid_value",
        )  # fmt: skip
    content = entry.get("content")
    if isinstance(content, str):
        text = content
    elif isinstance(content, list):
        texts = [part.get("text") for part in content if isinstance(part, dict)]
        text = "\n".join(part for part in texts if isinstance(part, str))
    elif content is None and entry.get("role") == "assistant":
        text = ""
    else:
        raise errors.ApiError(
            400, f"Invalid type for '{where}.content': expected a string or an array.",
            param=f"{where}.content", code="invalid_type",
        )  # fmt: skip
    return Said(str(entry["role"]), text)


def _refuse_parameters(body: dict[str, JsonValue], model: OfferedModel, knobs: Knobs) -> None:
    for name in sorted(knobs.refused_parameters & body.keys()):
        if body[name] is not None:
            raise (
                errors.unsupported_value(name, body[name])
                if name == "temperature"
                else errors.unsupported_parameter(name)
            )
    if model.is_reasoning:
        if body.get("max_tokens") is not None:
            raise errors.unsupported_parameter("max_tokens")
        if body.get("temperature") not in {None, 1}:
            raise errors.unsupported_value("temperature", body["temperature"])


def _positive(body: dict[str, JsonValue], name: str) -> int | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise errors.ApiError(400, f"Invalid '{name}': expected a positive integer.", param=name, code="invalid_value")
    return value


def _prompt_tokens(messages: tuple[Said, ...]) -> list[int]:
    tokens: list[int] = []
    for message in messages:
        tokens.extend((-1,) * FRAME_OF_A_MESSAGE)
        tokens.extend(tokens_of(message.text))
    return tokens


def _refuse_too_much(model: OfferedModel, prompt: int, longest_answer: int | None, knobs: Knobs) -> None:
    window = knobs.context_window or model.context_window
    if longest_answer is not None and longest_answer > model.longest_answer:
        raise errors.ApiError(
            400, f"max_tokens is too large: {longest_answer}. This model supports at most {model.longest_answer} "
            "completion tokens.", param="max_tokens", code="invalid_value",
        )  # fmt: skip
    if prompt + (longest_answer or 0) > window:
        raise errors.context_too_long(window, prompt, longest_answer or 0)
