"""A helpdesk in memory that takes replies, goes wrong as told, and remembers every POST that reached it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hazards import HandClock

from tickets_service.plenty.errors import CallsRefused, TokenRefused, TooLate, Unknown, Unreachable
from tickets_service.plenty.schemas import Malformed, MessageKind, MessageRecord, PostPermit, Thread

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OWN_USER = 7
COLLEAGUE = 9
WROTE_NOTHING = (TooLate, Unreachable, TokenRefused, CallsRefused)


SENDER: ContextVar[object] = ContextVar("sender", default=None)
"""On whose behalf the calls of this moment are made; only the fake looks at it, for its record."""


@dataclass(frozen=True)
class Fault:
    """What one POST comes to: whether the message is stored, and what the caller gets to know."""

    error: BaseException | None = None
    is_stored: bool = False
    late: timedelta | None = None
    """It is stored after that time, though the caller has long been told that nobody knows."""


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
    clock: HandClock | None = None
    stored_for: dict[int, object] = field(default_factory=dict)
    """Message id → sender, for every message that came by a POST."""
    posted_for: list[object] = field(default_factory=list)
    settled_for: set[object] = field(default_factory=set)
    """Senders with a POST that wrote something or may have: another one for them is a fault, whatever comes of it."""
    repeated_for: list[object] = field(default_factory=list)
    on_its_way: list[tuple[datetime, tuple[int, MessageKind, str], object]] = field(default_factory=list)

    def write(self, ticket_id: int, text: str, *, kind: MessageKind = "message", user_id=None, at=None):
        self.number += 1
        moment = at or START + timedelta(seconds=self.number)
        source = "email" if user_id is None else "backend"
        record = MessageRecord(self.number, ticket_id, kind, text, source, user_id, moment)
        self.threads.setdefault(ticket_id, []).append(record)
        return record

    def now_is(self, now: datetime) -> None:
        """Late messages whose time has come appear."""
        for entry in [entry for entry in self.on_its_way if entry[0] <= now]:
            self.on_its_way.remove(entry)
            self._store(*entry[1], entry[2])

    def _store(self, ticket_id, kind, body, sender):
        record = self.write(ticket_id, body, kind=kind, user_id=self.user_id)
        self.stored_for[record.id] = sender
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
        self._count(SENDER.get(), fault)
        record = self._store(ticket_id, kind, body, SENDER.get()) if fault.is_stored else None
        if fault.late is not None:
            self.on_its_way.append((self.clock.time + fault.late, (ticket_id, kind, body), SENDER.get()))
        await self._called("post")
        if fault.error is not None:
            raise fault.error
        if record is None:  # An answer that says it was stored, though it was not (R35).
            self.number += 1
            return MessageRecord(self.number, ticket_id, kind, body, "backend", self.user_id, START)
        return record

    def _count(self, sender, fault):
        self.posted_for.append(sender)
        if sender in self.settled_for:
            self.repeated_for.append(sender)
        if not isinstance(fault.error, WROTE_NOTHING) or "post" in self.before:
            self.settled_for.add(sender)

    async def _called(self, name):
        self.calls.append(name)
        if name in self.before:
            await self.before[name]()
        if self.errors[name]:
            raise self.errors[name].pop(0)
