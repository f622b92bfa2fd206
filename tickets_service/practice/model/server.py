"""The practice model as an application, and how to run it beside a test or a demo."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import JsonValue
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tickets_service.practice.model import chat, control, embeddings, errors, models, page
from tickets_service.practice.model.faults import Fault, FaultKind
from tickets_service.practice.model.knobs import Knobs
from tickets_service.practice.model.state import CALL, Practice, RecordedCall
from tickets_service.practice.serving import run_in_thread

ROUTES = [
    Route("/", page.show_page),
    Route("/v1/models", models.list_models),
    Route("/v1/models/{name:path}", models.show_model),
    Route("/v1/chat/completions", chat.create_completion, methods=["POST"]),
    Route("/v1/embeddings", embeddings.create_embeddings, methods=["POST"]),
    Route("/_practice/knobs", control.show_knobs, methods=["GET"]),
    Route("/_practice/knobs", control.turn_knobs, methods=["PATCH"]),
    Route("/_practice/knobs", control.reset_knobs, methods=["DELETE"]),
    Route("/_practice/faults", control.list_faults, methods=["GET"]),
    Route("/_practice/faults", control.plan_fault, methods=["POST"]),
    Route("/_practice/faults", control.clear_faults, methods=["DELETE"]),
    Route("/_practice/calls", control.list_calls, methods=["GET"]),
    Route("/_practice/calls", control.forget_calls, methods=["DELETE"]),
]


class SaysPractice:
    """Marks every answer, so that nobody takes it for the real thing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-Practice"] = "true"
            await send(message)

        await self.app(scope, receive, send_marked)


class TimesCalls:
    """Notes with each call how long it was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()

        async def send_timed(message: Message) -> None:
            if (call := scope.get(CALL)) is not None:
                call.seconds = time.perf_counter() - began
            await send(message)

        await self.app(scope, receive, send_timed)


class PracticeModel:
    def __init__(self, knobs: Knobs | None = None) -> None:
        self.practice = Practice(knobs=knobs or Knobs())
        self.app = Starlette(
            routes=ROUTES,
            middleware=[Middleware(TimesCalls), Middleware(SaysPractice)],
            exception_handlers={
                errors.ApiError: errors.answer_with_error,
                404: errors.answer_unknown_address,
                405: errors.answer_wrong_method,
            },
        )
        self.app.state.practice = self.practice

    @property
    def knobs(self) -> Knobs:
        return self.practice.knobs

    @property
    def calls(self) -> list[RecordedCall]:
        return self.practice.calls

    def add_fault(self, kind: FaultKind | str, times: int | None = 1, **detail: JsonValue) -> None:
        """The next *times* calls fail; None means every call until `clear_faults`. For *detail* see `Fault`."""
        self.practice.faults.add(Fault.model_validate({"kind": kind, "times": times, **detail}))

    def clear_faults(self) -> None:
        self.practice.faults.clear()


@dataclass(frozen=True)
class RunningModel:
    url: str
    model: PracticeModel

    @property
    def base_url(self) -> str:
        """What an OpenAI client is given."""
        return f"{self.url}/v1"


@contextmanager
def run_practice_model(*, port: int = 0, knobs: Knobs | None = None) -> Iterator[RunningModel]:
    model = PracticeModel(knobs)
    with run_in_thread(model.app, port=port) as url:
        try:
            yield RunningModel(url.rstrip("/"), model)
        finally:
            model.practice.stopping.set()
