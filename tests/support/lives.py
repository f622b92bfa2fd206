"""One reply with a fate of its own, drawn from a seed: for simulations of the send path in virtual time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from hazards import Dead, HandClock, Mortal
from letterbox import SENDER, START, Fault, Letterbox
from rows import add_message, add_ticket

from tickets_service.db import Sessions
from tickets_service.errors import Busy
from tickets_service.models import Reply, ReplyKind, ReplyState
from tickets_service.plenty.errors import BudgetSpent, CallsRefused, Refused, TokenRefused, Unclear, Unreachable
from tickets_service.replies.approving import Approval, approve
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


async def born(sessions: Sessions, seed: int, number: int) -> Life:
    """An approved reply on ticket *number*, whose messages have ids that no other life has."""
    clock = JumpyClock(START)
    plenty = Letterbox(clock=clock, number=number * 1000)
    asked = plenty.write(number, "Wo ist mein Paket?", at=START - timedelta(hours=1))
    life = Life(seed, sessions, plenty, clock, uuid4(), number)
    async with sessions.begin() as session:
        ticket = await add_ticket(session, number)
        base = await add_message(session, ticket, asked.id, created_at=asked.created_at)
        approval = Approval(life.reply_id, TEXT, ReplyKind.MESSAGE, base.id)
        await approve(session, ticket.id, approval, author="user:1", undo=timedelta(seconds=8), clock=clock)
    return life
