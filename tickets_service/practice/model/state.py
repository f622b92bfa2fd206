"""What one running practice model holds: its knobs, its planned faults and the calls it has had."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import JsonValue
from starlette.requests import Request

from tickets_service.practice.model.faults import Fault, FaultPlan
from tickets_service.practice.model.knobs import Knobs
from tickets_service.practice.model.tokens import PromptCache

CALLS_REMEMBERED = 1000
CALL = "practice.call"
LOOKS_AGAIN_AFTER = 0.02  # seconds, while a call hangs


@dataclass
class RecordedCall:
    at: str
    method: str
    path: str
    headers: dict[str, str]
    """Without the key: only its last four characters are kept."""
    body: JsonValue
    stream: bool
    seconds: float | None = None
    """From its arrival to the last piece of its answer so far; None before the first."""


@dataclass
class Practice:
    knobs: Knobs = field(default_factory=Knobs)
    faults: FaultPlan = field(default_factory=FaultPlan)
    calls: list[RecordedCall] = field(default_factory=list)
    prompts: PromptCache = field(default_factory=PromptCache)
    stopping: threading.Event = field(default_factory=threading.Event)

    def record(self, request: Request, body: JsonValue) -> None:
        headers = {name: value for name, value in request.headers.items() if name != "authorization"}
        if "authorization" in request.headers:
            headers["authorization"] = f"Bearer …{request.headers['authorization'][-4:]}"
        is_streamed = isinstance(body, dict) and body.get("stream") is True
        at = datetime.now(UTC).isoformat()
        call = RecordedCall(at, request.method, request.url.path, headers, body, is_streamed)
        request.scope[CALL] = call
        self.calls.append(call)
        del self.calls[:-CALLS_REMEMBERED]

    async def hang(self, fault: Fault, request: Request) -> None:
        """Returns when the caller has left, the fault's time is over or the server stops."""
        ends_at = asyncio.get_running_loop().time() + fault.seconds
        while asyncio.get_running_loop().time() < ends_at and not self.stopping.is_set():
            if await request.is_disconnected():
                return
            await asyncio.sleep(LOOKS_AGAIN_AFTER)


def practice_of(request: Request) -> Practice:
    practice = request.app.state.practice
    assert isinstance(practice, Practice)  # noqa: S101 -- the application is only built with one
    return practice
