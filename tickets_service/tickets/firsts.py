"""Threads that are read for the first time, many at once: what an import of everything consists of.

Nothing here has happened to such a ticket yet (no reply, no draft, no earlier message), so a whole batch of them is a
handful of statements. Every other thread goes the way of `walking.read_thread`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import exists, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import AIResponseDB, Contact, Direction, Reply, RunKind, Ticket, TicketMessage
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Thread
from tickets_service.tickets import quarantine
from tickets_service.tickets.senders import Sender, sender_in
from tickets_service.tickets.threads import ReadMessage, ThreadTaken, direction_of, read_bodies
from tickets_service.tickets.walking import (
    FAILURES_BEFORE_GIVING_UP,
    THREADS_AT_ONCE,
    DueThread,
    Mirror,
    due_threads,
    not_due_any_more,
    read_contact,
    read_threads,
    set_aside,
)

THREADS_TOGETHER = 100


async def read_due_together(work: Mirror, kind: RunKind) -> None:
    """Every thread whose turn it is with a run of this kind, those read for the first time together."""
    while batch := await due_threads(work.sessions, kind, limit=THREADS_TOGETHER):
        firsts = await _firsts_among(work, batch)
        await _read_firsts(work, [due for due in batch if due.ticket_id in firsts])
        await read_threads(work, [due for due in batch if due.ticket_id not in firsts])
        async with work.sessions.begin() as session:
            await work.counters.tell(session)


async def _firsts_among(work: Mirror, batch: Sequence[DueThread]) -> set[int]:
    past = [exists().where(table.ticket_id == Ticket.id) for table in (TicketMessage, Reply, AIResponseDB)]
    async with work.sessions() as session:
        return set(
            await session.scalars(
                select(Ticket.id).where(
                    Ticket.id.in_([due.ticket_id for due in batch]), Ticket.messages_read_at.is_(None), ~or_(*past)
                )
            )
        )


@dataclass
class _Batch:
    """What was read so far, and which contacts nobody needs to read any more."""

    known_contacts: set[int]
    threads: list[tuple[DueThread, Thread]] = field(default_factory=list)
    failures: int = 0


async def _read_firsts(work: Mirror, due: Sequence[DueThread]) -> None:
    """What was read is stored even if Plenty or the budget asks to wait in the middle."""
    async with work.sessions() as session:
        wanted = {one.contact_id for one in due if one.contact_id is not None}
        known = await session.scalars(select(Contact.plenty_contact_id).where(Contact.plenty_contact_id.in_(wanted)))
        batch = _Batch(set(known))
    waiting = iter(due)

    async def reader() -> None:
        for one in waiting:
            await _read(work, one, batch)

    outcomes = await asyncio.gather(*(reader() for _ in range(min(THREADS_AT_ONCE, len(due)))), return_exceptions=True)
    await _store(work, batch.threads)
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    for error in sorted(errors, key=lambda error: isinstance(error, Busy)):
        raise error


async def _read(work: Mirror, due: DueThread, batch: _Batch) -> None:
    try:
        work.counters.calls += 1
        thread = await work.source.thread(due.plenty_ticket_id, lane=work.lane)
        if due.contact_id is not None and due.contact_id not in batch.known_contacts:
            batch.known_contacts.add(due.contact_id)
            await read_contact(work, due.contact_id)
    except Unknown:
        await not_due_any_more(work.sessions, due.ticket_id)
    except UpstreamFailed as error:
        batch.failures += 1
        if batch.failures >= FAILURES_BEFORE_GIVING_UP:
            raise
        await set_aside(work, due, error)
    else:
        batch.failures = 0
        batch.threads.append((due, thread))


async def _store(work: Mirror, threads: Sequence[tuple[DueThread, Thread]]) -> None:
    if not threads:
        return
    read = await read_bodies(work.sessions, [message for _, thread in threads for message in thread.messages])
    bodies = iter(read)
    by_ticket = {due.ticket_id: [next(bodies) for _ in thread.messages] for due, thread in threads}
    async with work.sessions.begin() as session:
        tickets = {
            ticket.id: ticket
            for ticket in await session.scalars(
                select(Ticket).where(Ticket.id.in_(by_ticket)).order_by(Ticket.id).with_for_update()
            )
        }
        new = await _insert(session, {key: by_ticket[key] for key in tickets}, tickets)
        newest = await _summarise(session, {key: by_ticket[key] for key in tickets})
        found = 0
        for due, thread in threads:
            found += await quarantine.put_in(session, thread.malformed, plenty_ticket_id=due.plenty_ticket_id)
        await quarantine.let_out(session, "thread", [due.plenty_ticket_id for due, _ in threads])
        await quarantine.let_out(session, "message", [message.record.id for message in read])
        for due, thread in threads:
            if due.ticket_id in tickets:
                taken = _taken(due.ticket_id, thread, new, newest.get(due.ticket_id))
                await work.on_thread(session, taken, may_draft=False)
    work.counters.messages_new += len(new)
    work.counters.quarantined += found


def _taken(ticket_id: int, thread: Thread, new: dict[int, int], newest: int | None) -> ThreadTaken:
    public = [message for message in thread.messages if message.id in new and message.kind == "message"]
    customers = [message for message in public if direction_of(message) is Direction.CUSTOMER]
    return ThreadTaken(
        ticket_id=ticket_id,
        records=thread.messages,
        messages_new=sum(message.id in new for message in thread.messages),
        has_new_public=bool(public),
        has_new_customer_message=bool(customers),
        is_first_read=True,
        newest_public_message_id=newest,
        has_a_past=False,
    )


INSERT = text("""
INSERT INTO ticket_messages
    (ticket_id, plenty_message_id, direction, plenty_user_id, text, quoted_text, html, body_hash, created_at)
SELECT * FROM unnest(
    CAST(:ticket_id AS bigint[]), CAST(:plenty_message_id AS bigint[]), CAST(:direction AS text[]),
    CAST(:plenty_user_id AS bigint[]), CAST(:text AS text[]), CAST(:quoted_text AS text[]), CAST(:html AS text[]),
    CAST(:body_hash AS bytea[]), CAST(:created_at AS timestamptz[]))
ON CONFLICT (plenty_message_id) DO NOTHING
RETURNING plenty_message_id, id
""")

SUMMARISE = text("""
UPDATE tickets t SET
    last_message_at = s.last_message_at,
    last_public_message_id = s.public[1],
    last_customer_message_id = s.customers[1],
    last_customer_message_at = s.last_customer_message_at,
    customer_name = coalesce(c.name, t.customer_name, CASE WHEN c IS NULL THEN who.name END),
    customer_email = coalesce(c.email, t.customer_email, CASE WHEN c IS NULL THEN who.email END),
    language = CASE WHEN c IS NULL THEN t.language ELSE c.language END,
    thread_due = NULL, messages_read_at = clock_timestamp(), synced_at = clock_timestamp()
FROM unnest(CAST(:ticket_id AS bigint[]), CAST(:name AS text[]), CAST(:email AS text[])) AS who (ticket_id, name, email)
JOIN tickets own ON own.id = who.ticket_id
LEFT JOIN contacts c ON c.plenty_contact_id = own.contact_id
LEFT JOIN (
    SELECT ticket_id, max(created_at) AS last_message_at,
        array_agg(id ORDER BY created_at DESC, plenty_message_id DESC) FILTER (WHERE direction <> 'internal') AS public,
        array_agg(id ORDER BY created_at DESC, plenty_message_id DESC) FILTER (WHERE direction = 'customer')
            AS customers,
        max(created_at) FILTER (WHERE direction = 'customer') AS last_customer_message_at
    FROM ticket_messages WHERE ticket_id = ANY(CAST(:ticket_id AS bigint[])) GROUP BY ticket_id
) AS s ON s.ticket_id = own.id
WHERE t.id = who.ticket_id
RETURNING t.id, t.last_public_message_id
""")


async def _insert(
    session: AsyncSession, messages: dict[int, list[ReadMessage]], tickets: dict[int, Ticket]
) -> dict[int, int]:
    """Plenty's id → ours, of the messages that were not stored yet."""
    rows = []
    now = await session.scalar(select(func.now()))
    for ticket_id, thread in messages.items():
        written_at = tickets[ticket_id].created_at or now
        for message in thread:
            written_at = message.record.created_at or written_at
            if message.content is not None:
                body = message.content
                rows.append((
                    ticket_id, message.record.id, direction_of(message.record).value, message.record.user_id,
                    body.text, body.quoted_text, body.html, message.body_hash, written_at,
                ))  # fmt: skip
    if not rows:
        return {}
    names = (
        "ticket_id", "plenty_message_id", "direction", "plenty_user_id", "text", "quoted_text", "html", "body_hash",
        "created_at",
    )  # fmt: skip
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return dict((await session.execute(INSERT, columns)).all())


async def _summarise(session: AsyncSession, messages: dict[int, list[ReadMessage]]) -> dict[int, int | None]:
    """Each ticket's newest public message."""
    senders = [_sender(thread) for thread in messages.values()]
    values = {
        "ticket_id": list(messages),
        "name": [sender.name if sender else None for sender in senders],
        "email": [sender.email if sender else None for sender in senders],
    }
    return dict((await session.execute(SUMMARISE, values)).all())


def _sender(thread: Sequence[ReadMessage]) -> Sender | None:
    for message in thread:
        if message.content is not None and direction_of(message.record) is Direction.CUSTOMER:
            return sender_in(message.content.text)
    return None
