"""Threads read for the first time are stored together: it must make no difference to reading each by itself."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from helpdesk import CLOSED, NEW, WORKING
from sqlalchemy import select, text

from tickets_service.models import RunKind, Ticket, TicketMessage
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Lane
from tickets_service.tickets.runs import Counters
from tickets_service.tickets.walking import DueThread, Mirror, read_threads

OWN = {"id", "ticket_id", "synced_at", "messages_read_at", "stored_at", "thread_due"}
HIDDEN_CONTACT = 3
MESSAGE_IDS = ("last_public_message_id", "last_customer_message_id")
BODIES = (
    "<p>Guten Tag,</p><p>wo ist mein Paket?<br>Erika Muster</p>",
    "Danke!\n\nAm 3. November schrieb Shop:\n> Ihr Paket ist unterwegs.",
    "Name: Jan Novak\nE-Mail: jan@example.org\n\nIch habe eine Frage.",
    "",
    "<div></div>",
    "Where is my order 4711?",
)


@pytest.fixture
def shop(desk):
    """Threads of all kinds: empty ones, notes alone, no times, senders named in the mail, a contact that is hidden."""
    draw = random.Random(7)
    answer = desk.contact

    async def contact_unless_hidden(contact_id, *, lane):
        if contact_id == HIDDEN_CONTACT:
            raise Unknown("Plenty has no such contact.")
        return await answer(contact_id, lane=lane)

    desk.contact = contact_unless_hidden
    for number in range(1, 61):
        contact = draw.choice((None, None, 1, 2, 3, 100 + number))
        desk.add_ticket(number, status=draw.choice((NEW, WORKING, CLOSED)), contact=contact, text=None)
        for _ in range(draw.randrange(5)):
            kind = draw.choice(("message", "message", "message", "comment"))
            desk.write(number, draw.choice(BODIES), kind=kind, user=draw.choice((None, None, 5)))
        thread = desk.messages[number]
        for place, message in enumerate(thread):
            when = draw.choice((message.created_at, message.created_at, None, desk.now() - timedelta(days=2)))
            thread[place] = replace(message, created_at=when)
    return desk


async def stored(sessions) -> tuple[dict, dict]:
    """Tickets by Plenty's number and messages by Plenty's number, without what is our own."""
    async with sessions() as session:
        messages = (await session.execute(text("SELECT * FROM ticket_messages"))).mappings().all()
        plenty_id = {row["id"]: row["plenty_message_id"] for row in messages}
        tickets = (await session.execute(text("SELECT * FROM tickets"))).mappings().all()
    theirs = {
        row["plenty_ticket_id"]: {
            name: plenty_id.get(value) if name in MESSAGE_IDS else value
            for name, value in row.items()
            if name not in OWN
        }
        for row in tickets
    }
    return theirs, {
        row["plenty_message_id"]: {name: value for name, value in row.items() if name not in OWN} for row in messages
    }


async def tellings(mirror, sessions) -> dict:
    """What the features were told of each thread, with Plenty's numbers."""
    async with sessions() as session:
        numbers = dict((await session.execute(select(TicketMessage.id, TicketMessage.plenty_message_id))).all())
        tickets = dict((await session.execute(select(Ticket.id, Ticket.plenty_ticket_id))).all())
    return {
        tickets[taken.ticket_id]: (
            taken.messages_new,
            taken.has_new_public,
            taken.has_new_customer_message,
            taken.is_first_read,
            numbers.get(taken.newest_public_message_id),
        )
        for taken, _ in mirror.told
    }


async def forget_the_threads(sessions) -> list[DueThread]:
    """Leaves the tickets as a page of the list made them."""
    async with sessions.begin() as session:
        await session.execute(
            text("""
                UPDATE tickets SET messages_read_at = NULL, last_message_at = NULL, last_public_message_id = NULL,
                    last_customer_message_id = NULL, last_customer_message_at = NULL, customer_name = NULL,
                    customer_email = NULL, language = NULL, thread_due = 'full'
            """)
        )
        await session.execute(text("DELETE FROM ticket_messages"))
        await session.execute(text("DELETE FROM contacts"))
        rows = await session.execute(text("SELECT id, plenty_ticket_id, contact_id FROM tickets"))
        return [DueThread(*row) for row in rows]


async def test_it_is_the_same_as_reading_each_by_itself(mirror, shop, sessions):
    run = await mirror.run(RunKind.FULL)
    together, told = await stored(sessions), await tellings(mirror, sessions)
    assert shop.calls.count("thread") == 60

    due = await forget_the_threads(sessions)
    mirror.told.clear()
    work = Mirror(sessions, shop, mirror.on_thread, Counters(run.id), Lane.BACKFILL, may_draft=False)
    await read_threads(work, due)

    assert await stored(sessions) == together
    assert len(together[1]) > 60
    assert await tellings(mirror, sessions) == told
