"""Everything that can happen to the replies of one ticket, in any order. Plenty's own record is the judge."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from hazards import Dead, HandClock, Mortal
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from letterbox import COLLEAGUE, SENDER, START, Fault, Letterbox
from rows import add_message, add_ticket
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import create_async_engine

from tickets_service.db import close_engine, sessions_of, sqlalchemy_url
from tickets_service.errors import TicketsError
from tickets_service.models import Direction, Reply, ReplyAttempt, ReplyKind, ReplyState, Ticket, TicketMessage
from tickets_service.plenty.errors import (
    BudgetSpent,
    CallsRefused,
    Refused,
    TokenRefused,
    TooLate,
    Unclear,
    Unreachable,
)
from tickets_service.replies.adopting import adopt
from tickets_service.replies.approving import Approval, approve, cancel
from tickets_service.replies.reaping import reap
from tickets_service.replies.reconcile import Reconciler
from tickets_service.replies.resolving import Resolver
from tickets_service.replies.sending import SendPath
from tickets_service.replies.transitions import LEGAL

LOST = Unclear("Nichts gehört.")
FATES = {
    "stored": Fault(is_stored=True),
    "stored, answer lost": Fault(LOST, is_stored=True),
    "stored late": Fault(LOST, late=timedelta(minutes=7)),
    "stored very late": Fault(LOST, late=timedelta(minutes=25)),
    "lost": Fault(LOST),
    "broken": Fault(OSError("reset")),
    "cancelled": Fault(asyncio.CancelledError(), is_stored=True),
    "429": Fault(CallsRefused("voll", retry_after=10)),
    "401": Fault(TokenRefused("401")),
    "too late": Fault(TooLate("spät")),
    "unreachable": Fault(Unreachable("weg")),
    "declined": Fault(Refused("422")),
}
TROUBLES = [
    None,
    None,
    None,
    "die in thread",
    "die in reserve_post",
    "die in post",
    "die and be reaped",
    "frozen",
    "busy",
    "unreadable",
]
UNSENT = {ReplyState.QUEUED, ReplyState.CANCELLED, ReplyState.CLAIMED, ReplyState.STALE, ReplyState.REJECTED}
BETWEEN = {ReplyState.QUEUED, ReplyState.CLAIMED, ReplyState.IN_FLIGHT, ReplyState.UNKNOWN}


class SendPathMachine(RuleBasedStateMachine):
    """One ticket. `sessions` and `runner` are the test's; every run begins with an empty database."""

    sessions = None
    runner: asyncio.Runner = None
    replies = Bundle("replies")

    def __init__(self) -> None:
        super().__init__()
        self.clock = HandClock(START)
        self.plenty = Letterbox(clock=self.clock)
        self.approved: dict = {}
        self.rows: list[Reply] = []
        self.ids = (UUID(int=number) for number in itertools.count(1))
        self.run(self.begin())

    def run(self, deed):
        return self.runner.run(deed)

    async def begin(self):
        asked = self.plenty.write(1, "Wo ist mein Paket?", at=START)
        async with self.sessions.begin() as session:
            await session.execute(text("TRUNCATE tickets, procrastinate_jobs, audit_log CASCADE"))
            ticket = await add_ticket(session, 1)
            self.ticket_id = ticket.id
            await add_message(session, ticket, asked.id, created_at=START)

    async def on_sent(self, session, reply, record):
        await self.mirror(session, record)

    async def mirror(self, session, record):
        known = select(TicketMessage.id).where(TicketMessage.plenty_message_id == record.id)
        if await session.scalar(known) is None:
            direction = Direction.INTERNAL if record.kind == "comment" else Direction.AGENT
            ticket = await session.get_one(Ticket, self.ticket_id, populate_existing=True)
            times = {"created_at": record.created_at, "stored_at": self.clock.time}
            await add_message(session, ticket, record.id, direction=direction, **times)

    @rule(target=replies, kind=st.sampled_from(ReplyKind), words=st.sampled_from(["Danke!", "Kommt morgen."]))
    def approve(self, kind, words):
        return self.run(self._approve(kind, words))

    async def _approve(self, kind, words):
        reply_id = next(self.ids)
        try:
            async with self.sessions.begin() as session:
                ticket = await session.get_one(Ticket, self.ticket_id)
                base = ticket.last_public_message_id if kind is ReplyKind.MESSAGE else None
                approval = Approval(reply_id, words, kind, base)
                undo = timedelta(seconds=8 if len(words) > 6 else 0)
                await approve(session, self.ticket_id, approval, author="user:1", undo=undo, clock=self.clock)
        except TicketsError:
            return multiple()
        self.approved[reply_id] = (kind.value, f"<p>{words}</p>")
        return reply_id

    @rule(reply_id=replies, fate=st.sampled_from(sorted(FATES)), trouble=st.sampled_from(TROUBLES))
    def send(self, reply_id, fate, trouble):
        self.run(self._send(reply_id, FATES[fate], trouble))

    async def _send(self, reply_id, fault, trouble):
        process = Mortal(self.sessions)
        self.plenty.before.clear()
        self.plenty.errors.clear()
        self.plenty.faults[:] = [fault]
        if trouble == "busy":
            self.plenty.errors["reserve_post"].append(BudgetSpent("voll", retry_after=5))
        elif trouble == "unreadable":
            self.plenty.errors["thread"].append(LOST)
        elif trouble == "frozen":
            self.plenty.before["reserve_post" if len(self.plenty.posts) % 2 else "post"] = self.freeze
        elif trouble == "die and be reaped":
            self.plenty.before["post"] = process.die
        elif trouble:
            self.plenty.before[trouble.removeprefix("die in ")] = process.die
        await self.attempt(SendPath(process, self.plenty, self.on_sent, clock=self.clock).send(reply_id), reply_id)
        if trouble == "die and be reaped":
            await self.freeze()

    async def freeze(self):
        self.plenty.before.clear()
        self.clock.move(minutes=2)
        self.plenty.now_is(self.clock.time)
        await self._reap()

    async def attempt(self, deed, reply_id):
        SENDER.set(reply_id)
        try:
            await deed
        except (TicketsError, Dead, OSError, asyncio.CancelledError):
            pass
        finally:
            self.plenty.before.clear()

    @rule(reply_id=replies)
    def reconcile(self, reply_id):
        reconciler = Reconciler(self.sessions, self.plenty, self.on_sent, clock=self.clock)
        self.run(self.attempt(reconciler.reconcile(reply_id), reply_id))

    @rule(reply_id=replies)
    def cancel(self, reply_id):
        self.run(self.attempt(self._cancel(reply_id), reply_id))

    async def _cancel(self, reply_id):
        async with self.sessions.begin() as session:
            await cancel(session, reply_id, actor="user:1")

    @rule(reply_id=replies, is_given_up=st.booleans())
    def decide(self, reply_id, is_given_up):
        resolver = Resolver(self.sessions, self.plenty, self.on_sent, self.clock)
        newest = self.plenty.threads[1][-1].id
        deed = resolver.abandon(reply_id, actor="user:1") if is_given_up else None
        deed = deed or resolver.confirm(reply_id, plenty_message_id=newest, actor="user:1")
        self.run(self.attempt(deed, reply_id))

    @rule(seconds=st.sampled_from([1, 8, 20, 70, 400, 1000]))
    def wait(self, seconds):
        self.clock.move(seconds=seconds)
        self.plenty.now_is(self.clock.time)

    @rule()
    def reap(self):
        self.run(self._reap())

    async def _reap(self):
        async with self.sessions.begin() as session:
            await reap(session, clock=self.clock)

    @rule()
    def sync(self):
        self.run(self._sync())

    async def _sync(self):
        async with self.sessions.begin() as session:
            messages = tuple(self.plenty.threads[1])
            for record in messages:
                await self.mirror(session, record)
            await adopt(session, self.ticket_id, messages, on_sent=self.on_sent, clock=self.clock)

    @rule(author=st.sampled_from([None, COLLEAGUE]), kind=st.sampled_from(["message", "comment"]))
    def somebody_writes(self, author, kind):
        self.plenty.write(1, "Danke!" if author else "Und noch etwas.", kind=kind, user_id=author)

    @invariant()
    def nothing_is_doubled_lost_or_leaked(self):
        self.run(self._judge())

    async def _judge(self):
        async with self.sessions() as session:
            rows = list(await session.scalars(select(Reply)))
            attempts = list(await session.scalars(select(ReplyAttempt).order_by(ReplyAttempt.id)))
        on_its_way = [entry[2] for entry in self.plenty.on_its_way]
        stored = Counter([*self.plenty.stored_for.values(), *on_its_way])
        there = {record.id: record for record in self.plenty.threads[1]}
        assert {row.id for row in rows} == set(self.approved)
        assert max(stored.values(), default=0) <= 1
        assert self.plenty.repeated_for == []
        assert all(
            (kind, body) == self.approved[sender]
            for sender, (_, kind, body) in zip(self.plenty.posted_for, self.plenty.posts, strict=True)
        )
        for row in rows:
            self.judge_path([attempt.phase for attempt in attempts if attempt.reply_id == row.id], row.state)
            if row.state in UNSENT:
                assert stored[row.id] == 0
            if row.state is ReplyState.SENT:
                assert there[row.plenty_message_id].kind == row.kind.value

    def judge_path(self, phases, state):
        path = [ReplyState.QUEUED, *(ReplyState(phase) for phase in phases if phase in ReplyState.__members__)]
        assert path[-1] is state
        assert all(after in LEGAL[before] for before, after in itertools.pairwise(path))

    def teardown(self):
        self.run(self.settle())

    async def settle(self):
        """Left alone with a healthy Plenty, every reply comes to an end that says what became of it."""
        for _ in range(40):
            async with self.sessions() as session:
                open_ones = list(await session.scalars(select(Reply.id).where(Reply.state.in_(BETWEEN))))
            if not open_ones:
                break
            self.clock.move(minutes=2)
            self.plenty.now_is(self.clock.time)
            await self._reap()
            for reply_id in open_ones:
                await self._send(reply_id, FATES["stored"], None)
                reconciler = Reconciler(self.sessions, self.plenty, self.on_sent, clock=self.clock)
                await self.attempt(reconciler.reconcile(reply_id), reply_id)
        assert not open_ones
        await self._judge()


def explore(database_url, runs):
    with asyncio.Runner() as runner:
        engine = create_async_engine(sqlalchemy_url(database_url))
        machine = type("Machine", (SendPathMachine,), {"sessions": sessions_of(engine), "runner": runner})
        size = settings(
            max_examples=runs,
            stateful_step_count=50,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        try:
            run_state_machine_as_test(machine, settings=size)
        finally:
            runner.run(close_engine(engine))


def test_no_order_of_events_doubles_loses_or_leaks_a_reply(database_url):
    explore(database_url, 40)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_no_order_of_events_doubles_loses_or_leaks_a_reply_at_full_length(database_url):
    explore(database_url, 2000)
