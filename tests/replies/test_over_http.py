"""The send path against the practice Plenty over real HTTP: whatever becomes of the answer, there is one POST."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
import pytest
from hazards import HandClock
from rows import add_message, add_ticket
from sqlalchemy import select, update

from tickets_service.addresses import plenty_may
from tickets_service.egress import GuardedTransport
from tickets_service.errors import Busy
from tickets_service.models import CallWindow, Direction, Reply, ReplyKind, ReplyState, TicketMessage
from tickets_service.plenty import connection
from tickets_service.plenty.manager import PlentyManager
from tickets_service.plenty.schemas import Lane
from tickets_service.practice.plenty import Knobs, PracticePlenty, run_practice_plenty
from tickets_service.replies.adopting import adopt
from tickets_service.replies.approving import Approval, approve
from tickets_service.replies.reconcile import Reconciler
from tickets_service.replies.sending import SendPath
from tickets_service.tasks import follow_sent

TEXT = "Ihr Paket kommt <morgen> & früh.\n\nViele Grüße"
STORED = ["reset_after", "500_after", "502_after", "504_after", "html_after", "truncated", "empty"]
NOT_STORED = ["reset_before", "500_before", "502_before", "504_before", "html"]
TIMES = 3


class Impatient(httpx2.AsyncBaseTransport):
    """Waits for answers a short while only. One connection pool for all clients, closed by who made it."""

    def __init__(self) -> None:
        self.inner = GuardedTransport(plenty_may, keep_connections=0)

    async def handle_async_request(self, request):
        request.extensions = {**request.extensions, "timeout": {**request.extensions["timeout"], "read": 0.5}}
        return await self.inner.handle_async_request(request)


@dataclass
class Shop:
    sessions: object
    manager: PlentyManager
    practice: PracticePlenty
    clock: HandClock

    async def on_sent(self, session, reply, record):
        pass

    async def approved(self, kind=ReplyKind.MESSAGE):
        ticket = self.practice.customer_opens("Wo ist mein Paket?")
        asked = self.practice.messages(ticket.id)[0]
        async with self.sessions.begin() as session:
            row = await add_ticket(session, ticket.id)
            base = await add_message(session, row, asked.id, created_at=asked.created_at)
            approval = Approval(uuid4(), TEXT, kind, base.id)
            await approve(session, row.id, approval, author="user:1", undo=timedelta(), clock=self.clock)
        return ticket.id, approval.reply_id

    def fault(self, kind, ticket_id, **detail):
        self.practice.add_fault(kind, method="POST", path=f"/rest/tickets/{ticket_id}", **detail)

    async def pause_is_over(self):
        async with self.sessions.begin() as session:
            await session.execute(update(CallWindow).values(blocked_until=None))

    async def send(self, reply_id):
        await SendPath(self.sessions, self.manager, self.on_sent, clock=self.clock).send(reply_id)

    async def settle(self, reply_id):
        """Reads at the times the row names until it is known, or a person is needed."""
        reconciler = Reconciler(self.sessions, self.manager, self.on_sent, clock=self.clock)
        while (reply := await self.reply(reply_id)).state is ReplyState.UNKNOWN:
            self.clock.time = max(self.clock.time, reply.read_after)
            await reconciler.reconcile(reply_id)
        return reply

    async def sync(self, reply_id):
        reply = await self.reply(reply_id)
        ticket_id = next(iter(self.practice.tickets))
        thread = await self.manager.thread(ticket_id, lane=Lane.SYNC)
        async with self.sessions.begin() as session:
            await adopt(session, reply.ticket_id, thread.messages, on_sent=self.on_sent, clock=self.clock)

    async def reply(self, reply_id) -> Reply:
        async with self.sessions() as session:
            return await session.get_one(Reply, reply_id)

    def posts(self, ticket_id):
        return sum((call.method, call.path) == ("POST", f"/rest/tickets/{ticket_id}") for call in self.practice.calls)

    def answers(self, ticket_id):
        return [message.id for message in self.practice.messages(ticket_id)[1:]]


@pytest.fixture
async def patience():
    """None: as long as in production."""
    return


@pytest.fixture
async def shop(engine, sessions, vault, patience):
    with run_practice_plenty(knobs=Knobs(unlimited=True)) as running:
        manager = PlentyManager(engine, sessions, vault, transport=patience)
        user = running.plenty.store.users[0]
        offered = connection.Offered(running.url, user.username, user.password)
        await connection.connect(sessions, vault, manager.wire, offered, actor="user:1")
        clock = HandClock(datetime.now(UTC) + timedelta(seconds=1))
        yield Shop(sessions, manager, running.plenty, clock)
        await manager.aclose()


async def test_a_reply_and_a_note_arrive_as_what_they_are(shop):
    for kind in ReplyKind:
        ticket_id, reply_id = await shop.approved(kind)
        await shop.send(reply_id)

        message = shop.practice.messages(ticket_id)[1]
        assert (message.type, message.text) == (kind.value, (await shop.reply(reply_id)).body)
        assert (await shop.reply(reply_id)).plenty_message_id == message.id


@pytest.mark.parametrize("fault", STORED)
async def test_a_stored_reply_whose_answer_was_lost_is_found_and_not_posted_again(shop, fault):
    for _ in range(TIMES):
        ticket_id, reply_id = await shop.approved()
        shop.fault(fault, ticket_id)
        await shop.send(reply_id)
        await shop.send(reply_id)

        reply = await shop.settle(reply_id)

        assert (reply.state, [reply.plenty_message_id]) == (ReplyState.SENT, shop.answers(ticket_id))
        assert shop.posts(ticket_id) == 1


@pytest.mark.parametrize("fault", NOT_STORED)
async def test_a_reply_that_was_lost_is_left_to_a_person_and_not_posted_again(shop, fault):
    for _ in range(TIMES):
        ticket_id, reply_id = await shop.approved()
        shop.fault(fault, ticket_id)
        await shop.send(reply_id)

        reply = await shop.settle(reply_id)
        await shop.send(reply_id)

        assert (reply.state, shop.answers(ticket_id)) == (ReplyState.NEEDS_HUMAN, [])
        assert shop.posts(ticket_id) == 1


class TestWithAShortPatience:
    @pytest.fixture
    async def patience(self):
        transport = Impatient()
        yield transport
        await transport.inner.aclose()

    @pytest.mark.parametrize(
        ("fault", "state"), [("timeout_after", ReplyState.SENT), ("timeout_before", ReplyState.NEEDS_HUMAN)]
    )
    async def test_a_post_that_was_never_answered_is_only_looked_for(self, shop, fault, state):
        for _ in range(TIMES):
            ticket_id, reply_id = await shop.approved()
            shop.fault(fault, ticket_id, seconds=2)
            await shop.send(reply_id)

            reply = await shop.settle(reply_id)

            assert (reply.state, len(shop.answers(ticket_id))) == (state, state is ReplyState.SENT)
            assert shop.posts(ticket_id) == 1


async def test_a_late_commit_is_found_by_a_later_look(shop):
    for _ in range(TIMES):
        ticket_id, reply_id = await shop.approved()
        shop.fault("late", ticket_id, seconds=0.3)
        await shop.send(reply_id)
        shop.clock.move(seconds=6)
        await Reconciler(shop.sessions, shop.manager, shop.on_sent, clock=shop.clock).reconcile(reply_id)
        assert (await shop.reply(reply_id)).state is ReplyState.UNKNOWN
        await asyncio.sleep(0.4)

        reply = await shop.settle(reply_id)

        assert (reply.state, [reply.plenty_message_id]) == (ReplyState.SENT, shop.answers(ticket_id))
        assert shop.posts(ticket_id) == 1


async def test_a_commit_after_the_last_look_is_met_by_a_sync(shop):
    ticket_id, reply_id = await shop.approved()
    shop.fault("late", ticket_id, seconds=3)
    await shop.send(reply_id)
    assert (await shop.settle(reply_id)).state is ReplyState.NEEDS_HUMAN
    await asyncio.sleep(3.1)

    await shop.sync(reply_id)

    reply = await shop.reply(reply_id)
    assert (reply.state, [reply.plenty_message_id]) == (ReplyState.SENT, shop.answers(ticket_id))
    assert shop.posts(ticket_id) == 1


async def test_an_answer_that_lied_about_storing_is_reported_and_not_posted_again(shop):
    ticket_id, reply_id = await shop.approved()
    shop.fault("ok_not_written", ticket_id)
    await shop.send(reply_id)
    await shop.settle(reply_id)
    shop.clock.move(minutes=16)

    await shop.sync(reply_id)

    assert "look in Plenty" in (await shop.reply(reply_id)).error
    assert (shop.posts(ticket_id), shop.answers(ticket_id)) == (1, [])


async def test_an_answer_without_the_text_is_shown_with_the_one_that_was_sent(shop):
    ticket_id, reply_id = await shop.approved()
    shop.fault("ok_not_written", ticket_id)

    await SendPath(shop.sessions, shop.manager, follow_sent, clock=shop.clock).send(reply_id)

    async with shop.sessions() as session:
        newest = select(TicketMessage).order_by(TicketMessage.plenty_message_id.desc()).limit(1)
        shown = (await session.scalars(newest)).one()
    assert (shown.direction, shown.text) == (Direction.AGENT, TEXT)


@pytest.mark.parametrize("fault", ["429", "401"])
async def test_a_call_that_was_turned_away_is_made_again(shop, fault):
    ticket_id, reply_id = await shop.approved()
    shop.fault(fault, ticket_id)

    with pytest.raises(Busy):
        await shop.send(reply_id)
    assert (await shop.reply(reply_id)).state is ReplyState.QUEUED
    await shop.pause_is_over()
    await shop.send(reply_id)

    reply = await shop.reply(reply_id)
    assert (reply.state, [reply.plenty_message_id]) == (ReplyState.SENT, shop.answers(ticket_id))


async def test_a_call_that_was_declined_is_given_back(shop):
    ticket_id, reply_id = await shop.approved()
    shop.fault("403", ticket_id)

    await shop.send(reply_id)

    assert (await shop.reply(reply_id)).state is ReplyState.REJECTED
    assert (shop.posts(ticket_id), shop.answers(ticket_id)) == (1, [])
