"""What comes in: bodies are small, arrive in time, and hold only texts that can be stored."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tickets_service.errors import TooLarge
from tickets_service.routers.problems import Problem, answer, problem_for
from tickets_service.routers.texts import unstorable_fields

LARGEST_BODY_BYTES = 1024 * 1024
BODY_ARRIVES_WITHIN_SECONDS = 30.0


class Intake:
    """Reads the whole body first, so that nothing waits for a slow sender with a transaction open."""

    def __init__(
        self, app: ASGIApp, largest: int = LARGEST_BODY_BYTES, arrives_within: float = BODY_ARRIVES_WITHIN_SECONDS
    ) -> None:
        self.app = app
        self.largest = largest
        self.arrives_within = arrives_within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            self._refuse_announced(scope)
            async with asyncio.timeout(self.arrives_within):
                messages = await self._collect(receive) if _has_body(scope) else []
        except TooLarge as error:
            await answer(scope, problem_for(error))(scope, receive, send)
        except TimeoutError:
            problem = Problem(408, "The body did not arrive in time.", headers={"Connection": "close"})
            await answer(scope, problem)(scope, receive, send)
        else:
            unusable = unstorable_fields(scope, b"".join(message.get("body", b"") for message in messages))
            if unusable:
                problem = Problem(422, "Some fields cannot be used as they are.", unusable)
                await answer(scope, problem)(scope, receive, send)
            else:
                await self.app(scope, _replaying(messages, receive), send)

    def _refuse_announced(self, scope: Scope) -> None:
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > self.largest:
            raise self._too_large()

    async def _collect(self, receive: Receive) -> list[Message]:
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self.largest:
                raise self._too_large()
            if message["type"] != "http.request" or not message.get("more_body", False):
                return messages

    def _too_large(self) -> TooLarge:
        return TooLarge(f"A body may hold at most {self.largest} bytes.")


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _replaying(messages: list[Message], receive: Receive) -> Receive:
    """First what was collected, then the connection itself, so that a disconnect is still noticed."""
    waiting = iter(messages)

    async def receive_again() -> Message:
        message = next(waiting, None)
        return await receive() if message is None else message

    return receive_again
