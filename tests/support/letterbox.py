"""A helpdesk in memory that takes replies, goes wrong as told, and remembers every POST that reached it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Malformed, MessageKind, MessageRecord, PostPermit, Thread

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OWN_USER = 7
COLLEAGUE = 9


@dataclass(frozen=True)
class Fault:
    """What one POST comes to: whether the message is stored, and what the caller gets to know."""

    error: BaseException | None = None
    is_stored: bool = False


@dataclass
class Letterbox:
    """`faults` are used up one per POST, `errors` one per call of that name."""

    threads: dict[int, list[MessageRecord]] = field(default_factory=dict)
    posts: list[tuple[int, MessageKind, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    errors: dict[str, list[BaseException]] = field(default_factory=lambda: defaultdict(list))
    malformed: tuple[Malformed, ...] = ()
    calls: list[str] = field(default_factory=list)
    before: dict[str, Callable] = field(default_factory=dict)
    """Something to be awaited at the beginning of a call of that name."""
    number: int = 1000
    user_id: int | None = OWN_USER

    def write(self, ticket_id: int, text: str, *, kind: MessageKind = "message", user_id=None, at=None):
        self.number += 1
        moment = at or START + timedelta(seconds=self.number)
        source = "email" if user_id is None else "backend"
        record = MessageRecord(self.number, ticket_id, kind, text, source, user_id, moment)
        self.threads.setdefault(ticket_id, []).append(record)
        return record

    async def thread(self, ticket_id, *, lane):
        await self._called("thread")
        if ticket_id not in self.threads:
            raise Unknown("Plenty has no such ticket.")
        return Thread(ticket_id, tuple(self.threads[ticket_id]), self.malformed)

    async def own_user_id(self):
        await self._called("own_user_id")
        return self.user_id

    async def reserve_post(self):
        await self._called("reserve_post")
        return PostPermit(float("inf"), "https://shop.example", "token", 1)

    async def post_message(self, ticket_id, body, permit):
        return await self._post(ticket_id, "message", body)

    async def post_comment(self, ticket_id, body, permit):
        return await self._post(ticket_id, "comment", body)

    async def _post(self, ticket_id, kind, body):
        self.posts.append((ticket_id, kind, body))
        fault = self.faults.pop(0) if self.faults else Fault(is_stored=True)
        record = self.write(ticket_id, body, kind=kind, user_id=self.user_id) if fault.is_stored else None
        await self._called("post")
        if fault.error is not None:
            raise fault.error
        if record is None:  # An answer that says it was stored, though it was not (R35).
            self.number += 1
            return MessageRecord(self.number, ticket_id, kind, body, "backend", self.user_id, START)
        return record

    async def _called(self, name):
        self.calls.append(name)
        if name in self.before:
            await self.before[name]()
        if self.errors[name]:
            raise self.errors[name].pop(0)
