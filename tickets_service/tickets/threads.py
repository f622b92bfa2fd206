"""A ticket's messages become rows: cleaned, quoted text apart, each with its direction."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.db import Sessions, among
from tickets_service.markup import MessageText, read_message
from tickets_service.models import Contact, Direction, Preferences, Ticket, TicketMessage, TicketStatus
from tickets_service.plenty.schemas import MessageRecord
from tickets_service.tickets.mirror import hash_of
from tickets_service.tickets.senders import sender_in
from tickets_service.tickets.spoken import plain_language

log = structlog.get_logger()

BODY = ("text", "quoted_text", "html", "unseen_characters", "body_hash")
"""What an edited message brings anew."""
READ_AT_ONCE_CHARACTERS = 20_000
"""Some milliseconds of work."""


@dataclass(frozen=True)
class ReadMessage:
    """A message with its body taken apart. *content* is None where the stored body is the same already."""

    record: MessageRecord
    body_hash: bytes
    content: MessageText | None


@dataclass(frozen=True)
class ThreadTaken:
    """What a thread brought; the features that draft and reply hear of it in the same transaction."""

    ticket_id: int
    records: tuple[MessageRecord, ...]
    messages_new: int
    has_new_public: bool
    has_new_customer_message: bool
    is_first_read: bool
    newest_public_message_id: int | None
    has_a_past: bool = True
    """False where it is known that there is no draft and no reply of this ticket."""


async def read_bodies(sessions: Sessions, records: Sequence[MessageRecord]) -> list[ReadMessage]:
    """Cleaning costs CPU, so it happens outside any transaction, and only for bodies not stored yet."""
    async with sessions() as session:
        known = await _known_hashes(session, [record.id for record in records])
    return await read_new_bodies(records, known)


async def read_new_bodies(records: Sequence[MessageRecord], known: Mapping[int, bytes]) -> list[ReadMessage]:
    """*known* are the hashes of bodies that are stored, by Plenty's id of the message."""
    hashes = [hash_of(record.text) for record in records]
    fresh = [record.text for record, body in zip(records, hashes, strict=True) if known.get(record.id) != body]
    contents = iter(await _read_all(fresh))
    return [
        ReadMessage(record, body, None if known.get(record.id) == body else next(contents))
        for record, body in zip(records, hashes, strict=True)
    ]


async def _read_all(bodies: Sequence[str]) -> list[MessageText]:
    """Long ones in a thread, so that nothing else of this process waits; for short ones that would cost more than it
    saves, as two threads hinder each other."""
    if sum(map(len, bodies)) > READ_AT_ONCE_CHARACTERS:
        return await asyncio.to_thread(lambda: [read_message(body) for body in bodies])
    return [read_message(body) for body in bodies]


async def _known_hashes(session: AsyncSession, plenty_message_ids: Sequence[int]) -> Mapping[int, bytes]:
    rows = await session.execute(
        select(TicketMessage.plenty_message_id, TicketMessage.body_hash).where(
            among(TicketMessage.plenty_message_id, plenty_message_ids)
        )
    )
    return dict(rows.all())


async def take_thread(session: AsyncSession, ticket_id: int, messages: Sequence[ReadMessage]) -> ThreadTaken | None:
    """Stores the messages and what the inbox shows of them. None if the ticket was erased meanwhile."""
    ticket = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        return None
    known_public = ticket.last_public_message_id
    is_first_read = ticket.messages_read_at is None
    new_ids = await _store(session, ticket, messages)
    await _summarise(session, ticket)
    new = [message.record for message in messages if message.record.id in new_ids]
    customer_wrote = any(direction_of(record) is Direction.CUSTOMER for record in new)
    if customer_wrote and not is_first_read:
        ticket.snoozed_until = None
        await _reopen(session, ticket)
    ticket.messages_read_at = await session.scalar(select(func.clock_timestamp()))
    ticket.synced_at = ticket.messages_read_at
    await session.flush()
    return ThreadTaken(
        ticket_id=ticket.id,
        records=tuple(message.record for message in messages),
        messages_new=len(new),
        has_new_public=ticket.last_public_message_id != known_public,
        has_new_customer_message=customer_wrote,
        is_first_read=is_first_read,
        newest_public_message_id=ticket.last_public_message_id,
    )


async def file_own_message(
    session: AsyncSession, ticket_id: int, record: MessageRecord, *, body: str, author: str | None
) -> int | None:
    """What we sent is in the conversation at once; the next read of the thread meets it under the same Plenty id.

    *body* is what was sent, and shown where the answer to it came without its text. Returns the newest public message
    of the thread (our id).
    """
    ticket = await session.get(Ticket, ticket_id, with_for_update=True, populate_existing=True)
    if ticket is None:
        return None
    if not record.text.strip():
        record = replace(record, text=body)
    content = read_message(record.text)
    await _store(session, ticket, [ReadMessage(record, hash_of(record.text), content)])
    await session.execute(
        update(TicketMessage)
        .where(TicketMessage.plenty_message_id == record.id)
        .values(author=author, direction=Direction.INTERNAL if record.kind == "comment" else Direction.AGENT)
    )
    await _summarise(session, ticket)
    await session.flush()
    return ticket.last_public_message_id


def direction_of(record: MessageRecord) -> Direction:
    if record.kind == "comment":
        return Direction.INTERNAL
    return Direction.AGENT if record.is_from_staff else Direction.CUSTOMER


async def _store(session: AsyncSession, ticket: Ticket, messages: Sequence[ReadMessage]) -> set[int]:
    """Inserts or rewrites the messages whose body is new here; returns the Plenty ids that were not known at all."""
    rows = []
    written_at = ticket.created_at or datetime.now(UTC)
    for message in messages:
        record = message.record
        written_at = record.created_at or written_at
        if message.content is not None:
            rows.append(
                {
                    "ticket_id": ticket.id,
                    "plenty_message_id": record.id,
                    "direction": direction_of(record),
                    "plenty_user_id": record.user_id,
                    "text": message.content.text,
                    "quoted_text": message.content.quoted_text,
                    "html": message.content.html,
                    "unseen_characters": message.content.unseen_characters,
                    "body_hash": message.body_hash,
                    "created_at": written_at,
                }
            )
    if not rows:
        return set()
    statement = insert(TicketMessage).values(rows)
    body = {column: statement.excluded[column] for column in BODY}
    is_of_this_ticket = TicketMessage.ticket_id == statement.excluded.ticket_id
    stored = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["plenty_message_id"], set_=body, where=is_of_this_ticket
        ).returning(TicketMessage.plenty_message_id, TicketMessage.stored_at == func.now())
    )
    is_new = dict(stored.all())
    if len(is_new) < len(rows):
        log.error("message_of_another_ticket", ticket_id=ticket.id, plenty_message_ids=sorted(_ids(rows) - set(is_new)))
    return {plenty_message_id for plenty_message_id, new in is_new.items() if new}


def _ids(rows: Sequence[Mapping[str, Any]]) -> set[int]:
    return {row["plenty_message_id"] for row in rows}


async def _summarise(session: AsyncSession, ticket: Ticket) -> None:
    """The columns of the ticket that sum up its conversation: newest by (created_at, plenty_message_id)."""
    thread = (
        await session.execute(
            select(TicketMessage.id, TicketMessage.direction, TicketMessage.created_at, TicketMessage.text)
            .where(TicketMessage.ticket_id == ticket.id)
            .order_by(TicketMessage.created_at, TicketMessage.plenty_message_id)
        )
    ).all()
    public = [row for row in thread if row.direction is not Direction.INTERNAL]
    customers = [row for row in public if row.direction is Direction.CUSTOMER]
    ticket.last_message_at = thread[-1].created_at if thread else None
    ticket.last_public_message_id = public[-1].id if public else None
    ticket.last_customer_message_id = customers[-1].id if customers else None
    ticket.last_customer_message_at = customers[-1].created_at if customers else None
    contact = await session.get(Contact, ticket.contact_id) if ticket.contact_id is not None else None
    if contact is not None:
        ticket.customer_name = contact.name or ticket.customer_name
        ticket.customer_email = contact.email or ticket.customer_email
        ticket.language = contact.language
    elif customers and not (ticket.customer_name and ticket.customer_email):
        sender = sender_in(customers[0].text)
        ticket.customer_name = ticket.customer_name or sender.name
        ticket.customer_email = ticket.customer_email or sender.email
    if customers and (told := plain_language(customers[-1].text)):
        ticket.language = told


async def _reopen(session: AsyncSession, ticket: Ticket) -> None:
    """A customer's message makes waiting and closed tickets work to do again, if the shop wants it so."""
    wanted = await session.scalar(select(Preferences.status_after_customer_message))
    if wanted is not None and ticket.status in (TicketStatus.WAITING, TicketStatus.DONE) and ticket.status != wanted:
        ticket.status = wanted
        ticket.pending_status = wanted
        await jobs.push_ticket_later(session, ticket.id)
