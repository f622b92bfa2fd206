"""What comes in: few headers, small bodies that arrive in time and hold only texts that can be stored."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tickets_service.routers.problems import Problem, answer
from tickets_service.routers.texts import unstorable_fields

LARGEST_BODY_BYTES = 1024 * 1024
BODY_ARRIVES_WITHIN_SECONDS = 30.0
READ_AND_DROPPED_AT_MOST_BYTES = 32 * LARGEST_BODY_BYTES
"""A sender that is cut off while sending never reads why, so the rest is read too, within reason."""
MOST_HEADERS = 200

CLOSING = {"Connection": "close"}


class _SenderLeft(Exception):
    """In the middle of the body: nobody waits for an answer."""


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
            taken = await self._take_in(scope, receive)
        except _SenderLeft:
            return
        if isinstance(taken, Problem):
            await answer(scope, taken)(scope, receive, send)
        else:
            await self.app(scope, _replaying(taken, receive), send)

    async def _take_in(self, scope: Scope, receive: Receive) -> list[Message] | Problem:
        """The messages the body came in, or what is wrong with the request."""
        if len(scope["headers"]) > MOST_HEADERS:
            return Problem(431, f"A request may carry at most {MOST_HEADERS} headers.", headers=CLOSING)
        try:
            async with asyncio.timeout(self.arrives_within):
                messages = await self._collect(scope, receive) if _has_body(scope) else []
        except TimeoutError:
            return Problem(408, "The body did not arrive in time.", headers=CLOSING)
        if messages is None:
            return Problem(413, f"A body may hold at most {self.largest} bytes.", headers=CLOSING)
        unusable = unstorable_fields(scope, b"".join(message.get("body", b"") for message in messages))
        return Problem(422, "Some fields cannot be used as they are.", unusable) if unusable else messages

    async def _collect(self, scope: Scope, receive: Receive) -> list[Message] | None:
        """None when it is too large. Who waits for our word before sending is told before sending."""
        messages: list[Message] = []
        size, announced = 0, Headers(scope=scope).get("content-length", "0")
        is_too_large = announced.isdecimal() and int(announced) > self.largest
        if is_too_large and "expect" in Headers(scope=scope):
            return None
        while size <= READ_AND_DROPPED_AT_MOST_BYTES:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _SenderLeft
            size += len(message.get("body", b""))
            is_too_large = is_too_large or size > self.largest
            if is_too_large:
                messages.clear()
            else:
                messages.append(message)
            if not message.get("more_body", False):
                break
        return None if is_too_large else messages


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
