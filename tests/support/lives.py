"""One reply with a fate of its own, drawn from a seed: for simulations of the send path in virtual time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hazards import Dead, HandClock, Mortal
from letterbox import SENDER, START, Fault, Letterbox

from tickets_service.db import Sessions
from tickets_service.errors import Busy
from tickets_service.markup import html_from_plain
from tickets_service.models import Direction, Reply, ReplyKind, ReplyState, Ticket, TicketMessage, TicketStatus
from tickets_service.plenty.errors import BudgetSpent, CallsRefused, Refused, TokenRefused, Unclear, Unreachable
from tickets_service.replies.reconcile import Reconciler
from tickets_service.replies.sending import SendPath

TEXT = "Ihr Paket kommt morgen."


async def nothing(session, reply, record):
    """What follows from a sent reply is not part of this."""


class JumpyClock(HandClock):
    """Monotonic time leaps once between two readings when the process was frozen."""

    jumps = 0

    def monotonic(self):
        if self.jumps:
            self.jumps -= 1
            self.seconds += 120
            return self.seconds - 120
        return self.seconds


@dataclass
class Life:
    """One reply on one ticket, with a chance of its own."""

    seed: int
    sessions: Sessions
    plenty: Letterbox
    clock: JumpyClock
    reply_id: UUID
    number: int
    rest_until: datetime = START
    trace: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        writes, at = self.chance.random() < 0.2, timedelta(seconds=self.chance.choice((0, 20, 60, 600, 2400)))
        self.customer_writes_at = START + at if writes else None

    async def step(self, reply: Reply, now: datetime) -> None:
        self.clock.time = now
        self.plenty.now_is(now)
        if self.customer_writes_at is not None and now >= self.customer_writes_at:
            self.customer_writes_at = None
            self.plenty.write(self.number, "Und noch etwas!")
            self.note("customer wrote")
        if now < self.rest_until:
            return
        if reply.state is ReplyState.QUEUED and now >= reply.send_at:
            await self.act("send", SendPath)
        elif reply.state is ReplyState.UNKNOWN and now >= reply.read_after:
            await self.act("reconcile", Reconciler)

    async def act(self, verb, actor) -> None:
        process = Mortal(self.sessions)
        self.plenty.before.clear()
        self.plenty.faults[:] = [self.draw_fault(process)]
        self.draw_trouble_before(process)
        SENDER.set(self.reply_id)
        try:
            await getattr(actor(process, self.plenty, nothing, clock=self.clock), verb)(self.reply_id)
            self.note(verb)
        except Busy as busy:
            self.rest_until = self.clock.time + timedelta(seconds=busy.retry_after)
            self.note(f"{verb} waits {busy.retry_after:.0f}")
        except Dead:
            self.rest_until = self.clock.time + timedelta(minutes=1)
            self.note(f"{verb} died")
        except ConnectionResetError:
            self.note(f"{verb} failed")

    def draw_fault(self, process: Mortal) -> Fault:
        """The POST's fate, drawn before it is known whether there will be one."""
        dice = self.chance.random()
        late = timedelta(seconds=self.chance.uniform(10, 1500))
        lost = Unclear("Nichts gehört.")
        if dice < 0.10:
            self.plenty.before["post"] = process.die
            return Fault(is_stored=dice < 0.05, late=late if dice > 0.08 else None)
        fates = [
            (0.18, Fault(lost, is_stored=True)),
            (0.24, Fault(lost)),
            (0.30, Fault(lost, late=late)),
            (0.33, Fault(CallsRefused("429", retry_after=20))),
            (0.36, Fault(Unreachable("weg"))),
            (0.38, Fault(TokenRefused("401"))),
            (0.42, Fault(Refused("422"))),
            (0.44, Fault(ConnectionResetError(), is_stored=True)),
        ]
        return next((fault for limit, fault in fates if dice < limit), Fault(is_stored=True))

    def draw_trouble_before(self, process: Mortal) -> None:
        dice = self.chance.random()
        self.plenty.errors.clear()
        if dice < 0.03:
            self.plenty.before["thread"] = process.die
        elif dice < 0.05:
            self.plenty.before["reserve_post"] = process.die
        elif dice < 0.08:
            self.plenty.errors["thread"].append(BudgetSpent("voll", retry_after=10))
        elif dice < 0.10:
            self.plenty.errors["reserve_post"].append(BudgetSpent("voll", retry_after=25))
        elif dice < 0.12:
            self.plenty.errors["thread"].append(Unclear("500"))
        elif dice < 0.13:
            self.plenty.before["reserve_post"] = self.freeze

    async def freeze(self) -> None:
        """The process stands still from the next look at the time until long after its permit."""
        self.clock.jumps = 1

    def note(self, event: str) -> None:
        self.trace.append((int((self.clock.time - START).total_seconds()), event))


async def born(sessions: Sessions, seeds: Sequence[int], numbers: Iterator[int]) -> list[Life]:
    """Approved replies, each on a ticket of its own, whose messages have ids that no other life has."""
    lives = [alive(sessions, seed, next(numbers)) for seed in seeds]
    async with sessions.begin() as session:
        tickets = [Ticket(plenty_ticket_id=life.number, title="T", status=TicketStatus.TODO) for life in lives]
        session.add_all(tickets)
        await session.flush()
        bases = [base_of(life, ticket) for life, ticket in zip(lives, tickets, strict=True)]
        session.add_all(bases)
        await session.flush()
        session.add_all(approved(life, base) for life, base in zip(lives, bases, strict=True))
    return lives


def alive(sessions: Sessions, seed: int, number: int) -> Life:
    clock = JumpyClock(START)
    plenty = Letterbox(clock=clock, number=number * 1000)
    plenty.write(number, "Wo ist mein Paket?", at=START - timedelta(hours=1))
    return Life(seed, sessions, plenty, clock, uuid4(), number)


def base_of(life: Life, ticket: Ticket) -> TicketMessage:
    (asked,) = life.plenty.threads[life.number]
    return TicketMessage(
        ticket_id=ticket.id,
        plenty_message_id=asked.id,
        direction=Direction.CUSTOMER,
        text=asked.text,
        body_hash=b"",
        created_at=asked.created_at,
    )


def approved(life: Life, base: TicketMessage) -> Reply:
    body = html_from_plain(TEXT)
    return Reply(
        id=life.reply_id,
        ticket_id=base.ticket_id,
        state=ReplyState.QUEUED,
        kind=ReplyKind.MESSAGE,
        text=TEXT,
        body=body,
        body_sha256=hashlib.sha256(body.encode()).digest(),
        based_on_message_id=base.id,
        author="user:1",
        send_at=START + timedelta(seconds=8),
        created_at=START,
    )
