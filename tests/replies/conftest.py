"""One open ticket with a customer's question, here and in Plenty, and what can be done to its replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hazards import HandClock
from letterbox import START, Letterbox
from rows import add_message, add_ticket
from sqlalchemy import select, text, update

from tickets_service.db import Sessions
from tickets_service.errors import Busy
from tickets_service.models import Direction, Reply, ReplyAttempt, ReplyKind, Ticket, TicketMessage
from tickets_service.replies.adopting import adopt
from tickets_service.replies.approving import Approval, approve
from tickets_service.replies.reaping import reap
from tickets_service.replies.reconcile import Reconciler
from tickets_service.replies.resolving import Resolver
from tickets_service.replies.sending import SendPath


@dataclass
class Desk:
    """Everything a test does to the replies of one ticket."""

    sessions: Sessions
    plenty: Letterbox
    clock: HandClock
    ticket: Ticket
    question: TicketMessage
    followed: list[tuple[UUID, int]]

    async def on_sent(self, session, reply, record):
        self.followed.append((reply.id, record.id))

    def approval(self, text_="Ihr Paket kommt morgen.", **fields) -> Approval:
        values = {"kind": ReplyKind.MESSAGE, "based_on_message_id": self.question.id, "ai_response_id": None} | fields
        return Approval(reply_id=values.pop("reply_id", None) or uuid4(), text=text_, **values)

    async def approve(self, approval=None, *, ticket_id=None, undo=timedelta(), author="user:1"):
        async with self.sessions.begin() as session:
            return await approve(
                session,
                ticket_id or self.ticket.id,
                approval or self.approval(),
                author=author,
                undo=undo,
                clock=self.clock,
            )

    async def queued(self, text_="Ihr Paket kommt morgen.", **fields) -> UUID:
        reply, _ = await self.approve(self.approval(text_, **fields))
        return reply.id

    @property
    def path(self) -> SendPath:
        return SendPath(self.sessions, self.plenty, self.on_sent, clock=self.clock)

    @property
    def reconciler(self) -> Reconciler:
        return Reconciler(self.sessions, self.plenty, self.on_sent, clock=self.clock)

    @property
    def resolver(self) -> Resolver:
        return Resolver(self.sessions, self.plenty, self.on_sent, self.clock)

    async def gave_up(self, reply_id):
        """Sends, expects to be asked again, and says after how many seconds."""
        with pytest.raises(Busy) as busy:
            await self.path.send(reply_id)
        return busy.value.retry_after

    async def reap(self):
        async with self.sessions.begin() as session:
            await reap(session, clock=self.clock)

    async def sync(self):
        async with self.sessions.begin() as session:
            messages = self.plenty.threads[self.ticket.plenty_ticket_id]
            await adopt(session, self.ticket.id, messages, on_sent=self.on_sent, clock=self.clock)

    async def mirror(self, record):
        """A sync that took *record* in before anything else happens."""
        direction = Direction.INTERNAL if record.kind == "comment" else Direction.AGENT
        async with self.sessions.begin() as session:
            ticket = await session.get_one(Ticket, self.ticket.id)
            await add_message(
                session,
                ticket,
                record.id,
                direction=direction,
                created_at=record.created_at,
                stored_at=self.clock.time - timedelta(seconds=1),
            )

    async def reply(self, reply_id) -> Reply:
        async with self.sessions() as session:
            return await session.get_one(Reply, reply_id)

    async def state(self, reply_id):
        return (await self.reply(reply_id)).state

    async def put(self, reply_id, **fields):
        """Whatever the row went through to be like this."""
        async with self.sessions.begin() as session:
            await session.execute(update(Reply).where(Reply.id == reply_id).values(**fields))

    async def phases(self, reply_id):
        async with self.sessions() as session:
            statement = select(ReplyAttempt.phase).where(ReplyAttempt.reply_id == reply_id).order_by(ReplyAttempt.id)
            return list(await session.scalars(statement))

    async def jobs(self):
        async with self.sessions() as session:
            found = await session.execute(
                text("SELECT task_name, scheduled_at FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
            )
            return [tuple(row) for row in found]

    async def lose_jobs(self):
        async with self.sessions.begin() as session:
            await session.execute(text("DELETE FROM procrastinate_jobs"))

    async def audited(self):
        async with self.sessions() as session:
            return list(await session.scalars(text("SELECT action FROM audit_log ORDER BY id")))

    @property
    def stored(self):
        """What stands in Plenty's thread besides the customer's question."""
        return [record.text for record in self.plenty.threads[self.ticket.plenty_ticket_id][1:]]


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
async def desk(sessions, clock):
    plenty = Letterbox()
    asked = plenty.write(1, "Wo ist mein Paket?")
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        question = await add_message(
            session, ticket, asked.id, direction=Direction.CUSTOMER, created_at=asked.created_at
        )
    assert asked.created_at > START
    return Desk(sessions, plenty, clock, ticket, question, [])
