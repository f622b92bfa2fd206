"""Threads that are read for the first time, many at once: what an import of everything consists of.

Nothing here has happened to such a ticket yet (no reply, no draft, no earlier message), so a whole batch of them is a
handful of statements. Every other thread goes the way of `walking.read_thread`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import exists, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import among
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import AIResponseDB, Contact, Direction, Reply, RunKind, Ticket, TicketMessage
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Thread
from tickets_service.tickets import quarantine
from tickets_service.tickets.senders import Sender, sender_in
from tickets_service.tickets.spoken import plain_language
from tickets_service.tickets.threads import ReadMessage, ThreadTaken, direction_of, read_new_bodies
from tickets_service.tickets.walking import (
    FAILURES_BEFORE_GIVING_UP,
    THREADS_AT_ONCE,
    DueThread,
    Mirror,
    not_due_any_more,
    read_contact,
    read_threads,
    set_aside,
    threads_due,
)

THREADS_TOGETHER = 300
EARLIEST = datetime.min.replace(tzinfo=UTC)
CHARACTERS_TOGETHER = 5_000_000
"""Of bodies: a page of mails with much markup is stored in parts, so that memory stays flat."""
READ_FOR_SECONDS = 20.0
"""Then what was read is stored, however little: a crash loses no more, and the run is seen to be alive."""


async def read_due_together(work: Mirror, kind: RunKind, storing: Storing) -> None:
    """Every thread whose turn it is with a run of this kind; those read for the first time are stored together.

    The last of them are still being stored when this returns.
    """
    is_more = True
    while is_more:
        batch = await _due(work, kind, storing.ticket_ids)
        read = await _read_firsts(work, [due for due, is_first in batch if is_first])
        await storing.put(read.threads)
        if read.stopped_by is not None:
            raise read.stopped_by
        await read_threads(work, [due for due, is_first in batch if not is_first])
        is_more = len(batch) == THREADS_TOGETHER or read.is_cut_short


class Storing:
    """Stores one batch while the next is read: the one waits for Postgres, the other for Plenty."""

    def __init__(self, work: Mirror) -> None:
        self._work = work
        self._task: asyncio.Task[None] | None = None
        self.ticket_ids: frozenset[int] = frozenset()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self._end()

    async def put(self, threads: Sequence[FirstRead]) -> None:
        """Waits for the batch before. Raises what stopped it."""
        await self._end()
        self.ticket_ids = frozenset(read.due.ticket_id for read in threads)
        self._task = asyncio.create_task(_store(self._work, threads))

    async def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            await task


async def _due(work: Mirror, kind: RunKind, stored_now: Collection[int]) -> list[tuple[DueThread, bool]]:
    """The newest threads that are due, and whether each is read for the first time."""
    past = [exists().where(table.ticket_id == Ticket.id) for table in (TicketMessage, Reply, AIResponseDB)]
    is_first = Ticket.messages_read_at.is_(None) & ~or_(*past)
    async with work.sessions() as session:
        rows = await session.execute(
            threads_due(kind, limit=THREADS_TOGETHER, without=stored_now).add_columns(is_first)
        )
        return [(DueThread(*due), is_one) for *due, is_one in rows]


@dataclass(frozen=True)
class FirstRead:
    due: DueThread
    thread: Thread
    messages: list[ReadMessage]


@dataclass
class _Batch:
    """What was read so far, which contacts nobody needs to read any more, and why the rest was not read."""

    known_contacts: set[int]
    threads: list[FirstRead] = field(default_factory=list)
    failures: int = 0
    stopped_by: BaseException | None = None
    characters: int = 0
    is_cut_short: bool = False
    """Time was up, or it became too much at once; the rest is still due."""


async def _read_firsts(work: Mirror, due: Sequence[DueThread]) -> _Batch:
    """What was read is worth storing even if Plenty or the budget asks to wait in the middle."""
    async with work.sessions() as session:
        wanted = {one.contact_id for one in due if one.contact_id is not None}
        known = await session.scalars(select(Contact.plenty_contact_id).where(among(Contact.plenty_contact_id, wanted)))
        batch = _Batch(set(known))
    waiting, clock = iter(due), asyncio.get_running_loop().time
    ends_at = clock() + READ_FOR_SECONDS

    async def reader() -> None:
        while clock() < ends_at and batch.characters < CHARACTERS_TOGETHER and (one := next(waiting, None)):
            await _read(work, one, batch)

    outcomes = await asyncio.gather(*(reader() for _ in range(min(THREADS_AT_ONCE, len(due)))), return_exceptions=True)
    batch.is_cut_short = next(waiting, None) is not None
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    batch.stopped_by = next(iter(sorted(errors, key=lambda error: isinstance(error, Busy))), None)
    return batch


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
        batch.characters += sum(len(message.text) for message in thread.messages)
        batch.threads.append(FirstRead(due, thread, await read_new_bodies(thread.messages, {})))


async def _store(work: Mirror, threads: Sequence[FirstRead]) -> None:
    if not threads:
        return
    by_ticket = {read.due.ticket_id: read.messages for read in threads}
    async with work.sessions.begin() as session:
        there = select(Ticket.id, Ticket.created_at).where(among(Ticket.id, by_ticket)).order_by(Ticket.id)
        tickets = {row.id: row.created_at for row in await session.execute(there.with_for_update())}
        new = await _insert(session, {key: by_ticket[key] for key in tickets}, tickets)
        newest = await _summarise(session, {key: by_ticket[key] for key in tickets})
        found = 0
        for read in threads:
            found += await quarantine.put_in(session, read.thread.malformed, plenty_ticket_id=read.due.plenty_ticket_id)
        good = {
            "thread": [read.due.plenty_ticket_id for read in threads],
            "message": [message.id for read in threads for message in read.thread.messages],
        }
        await quarantine.let_out(session, good)
        for ticket_id, read in zip(by_ticket, threads, strict=True):
            if ticket_id in tickets:
                taken = _taken(ticket_id, read.thread, new, newest.get(ticket_id))
                await work.on_thread(session, taken, may_draft=False)
        work.counters.messages_new += len(new)
        work.counters.quarantined += found
        await work.counters.tell(session)


def _taken(ticket_id: int, thread: Thread, new: Collection[int], newest: int | None) -> ThreadTaken:
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
WITH stored AS (
    INSERT INTO ticket_messages
        (ticket_id, plenty_message_id, direction, plenty_user_id, text, quoted_text, html, unseen_characters,
         body_hash, created_at)
    SELECT
        ticket_id, plenty_message_id, direction, plenty_user_id, text, quoted_text, html, unseen_characters,
        decode(body_hash, 'hex'), created_at
    FROM json_to_recordset(CAST(:rows AS json)) AS r (
        ticket_id bigint, plenty_message_id bigint, direction text, plenty_user_id bigint,
        text text, quoted_text text, html text, unseen_characters int, body_hash text, created_at timestamptz)
    ON CONFLICT (plenty_message_id) DO NOTHING
    RETURNING plenty_message_id
)
SELECT coalesce(array_agg(plenty_message_id), '{}') FROM stored
""")
"""One row instead of a thousand to take apart."""

SUMMARISE = text("""
UPDATE tickets t SET
    last_message_at = s.last_message_at,
    last_public_message_id = s.public[1],
    last_customer_message_id = s.customers[1],
    last_customer_message_at = s.last_customer_message_at,
    customer_name = coalesce(c.name, t.customer_name, CASE WHEN c IS NULL THEN who.name END),
    customer_email = coalesce(c.email, t.customer_email, CASE WHEN c IS NULL THEN who.email END),
    language = coalesce(who.language, CASE WHEN c IS NULL THEN t.language ELSE c.language END),
    thread_due = NULL, messages_read_at = clock_timestamp(), synced_at = clock_timestamp()
FROM unnest(CAST(:ticket_id AS bigint[]), CAST(:name AS text[]), CAST(:email AS text[]), CAST(:language AS text[]))
    AS who (ticket_id, name, email, language)
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
    session: AsyncSession, messages: dict[int, list[ReadMessage]], began_at: Mapping[int, datetime | None]
) -> set[int]:
    """Plenty's ids of the messages that were not stored yet."""
    rows = []
    now = datetime.now(UTC)
    for ticket_id, thread in messages.items():
        written_at = began_at[ticket_id] or now
        for message in thread:
            written_at = message.record.created_at or written_at
            if message.content is not None:
                body = message.content
                rows.append({
                    "ticket_id": ticket_id, "plenty_message_id": message.record.id,
                    "direction": direction_of(message.record), "plenty_user_id": message.record.user_id,
                    "text": body.text, "quoted_text": body.quoted_text, "html": body.html,
                    "unseen_characters": body.unseen_characters,
                    "body_hash": message.body_hash.hex(), "created_at": written_at.isoformat(),
                })  # fmt: skip
    if not rows:
        return set()
    return set(await session.scalar(INSERT, {"rows": json.dumps(rows)}) or ())


async def _summarise(session: AsyncSession, messages: dict[int, list[ReadMessage]]) -> dict[int, int | None]:
    """Each ticket's newest public message."""
    senders = [_sender(thread) for thread in messages.values()]
    values = {
        "ticket_id": list(messages),
        "name": [sender.name if sender else None for sender in senders],
        "email": [sender.email if sender else None for sender in senders],
        "language": [_language(thread) for thread in messages.values()],
    }
    return dict((await session.execute(SUMMARISE, values)).all())


def _sender(thread: Sequence[ReadMessage]) -> Sender | None:
    for message in thread:
        if message.content is not None and direction_of(message.record) is Direction.CUSTOMER:
            return sender_in(message.content.text)
    return None


def _language(thread: Sequence[ReadMessage]) -> str | None:
    """Of the customer's newest message, as the inbox orders them."""
    newest, newest_at, written_at = None, (EARLIEST, 0), EARLIEST
    for message in thread:
        written_at = message.record.created_at or written_at
        at = (written_at, message.record.id)
        if direction_of(message.record) is Direction.CUSTOMER and at >= newest_at:
            newest, newest_at = message.content, at
    return plain_language(newest.text) if newest is not None else None
