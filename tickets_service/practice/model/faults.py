"""What may go wrong on request: a queue of planned faults, each for the next calls of one endpoint."""

from __future__ import annotations

import threading
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from tickets_service.practice.model import errors


class Endpoint(StrEnum):
    chat = "chat"
    models = "models"
    embeddings = "embeddings"


class FaultKind(StrEnum):
    invalid_api_key = "invalid_api_key"
    model_not_found = "model_not_found"
    rate_limit_exceeded = "rate_limit_exceeded"
    insufficient_quota = "insufficient_quota"
    context_length_exceeded = "context_length_exceeded"
    unsupported_parameter = "unsupported_parameter"
    unsupported_value = "unsupported_value"
    server_error = "server_error"
    overloaded = "overloaded"
    html_page = "html_page"
    hang = "hang"
    truncated_json = "truncated_json"
    cut_stream = "cut_stream"
    stream_ends_early = "stream_ends_early"
    stream_error = "stream_error"
    refusal = "refusal"
    content_filter = "content_filter"
    empty_answer = "empty_answer"


class Fault(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: FaultKind
    times: int | None = Field(default=1, gt=0)
    """None means until cleared."""
    on: Endpoint = Endpoint.chat
    retry_after: float | None = None
    param: str = "temperature"
    after_chunks: int = Field(default=5, ge=0)
    """How much of a stream goes out before it fails."""
    seconds: float = 600.0
    """How long a hanging call hangs at most."""


class FaultPlan:
    """Filled by one thread, emptied by another."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

    def take(self, endpoint: Endpoint) -> Fault | None:
        """The first fault planned for *endpoint*, used once; None when nothing shall go wrong."""
        with self._lock:
            fault = next((fault for fault in self._faults if fault.on == endpoint), None)
            if fault is not None and fault.times is not None:
                fault.times -= 1
                if fault.times == 0:
                    self._faults.remove(fault)
            return fault

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def planned(self) -> list[Fault]:
        with self._lock:
            return [fault.model_copy() for fault in self._faults]


def refuse(fault: Fault, *, model: str, window: int = 128_000) -> None:
    """Raises what a refused call answers; returns when the fault is of another sort."""
    refusals = {
        FaultKind.invalid_api_key: errors.wrong_key(),
        FaultKind.model_not_found: errors.unknown_model(model),
        FaultKind.rate_limit_exceeded: errors.rate_limited(model, fault.retry_after),
        FaultKind.insufficient_quota: errors.out_of_quota(),
        FaultKind.context_length_exceeded: errors.context_too_long(window, window + 1),
        FaultKind.unsupported_parameter: errors.unsupported_parameter(fault.param),
        FaultKind.unsupported_value: errors.unsupported_value(fault.param, "this value"),
        FaultKind.server_error: errors.server_error(),
        FaultKind.overloaded: errors.overloaded(),
    }
    if fault.kind in refusals:
        raise refusals[fault.kind]
