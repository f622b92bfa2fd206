"""Plenty's records become rows. Replaying the same records changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import (
    Contact,
    ErasedTicket,
    RunKind,
    Ticket,
    TicketStatus,
    TicketStatusName,
)
from tickets_service.plenty.schemas import ContactRecord, TicketRecord

Meanings = Mapping[int, TicketStatusName]


@dataclass(frozen=True)
class PageTaken:
    """What one page of a list brought. *changed* counts new tickets too."""

    seen: int
    changed: int
    ticket_ids: tuple[int, ...]


async def take_page(
    session: AsyncSession, records: Sequence[TicketRecord], names: Meanings, *, reader: RunKind | None
) -> PageTaken:
    """Stores the records of a page and marks the tickets whose thread *reader* must read; None marks none."""
    by_id = {record.id: record for record in records}
    erased = set(
        await session.scalars(select(ErasedTicket.plenty_ticket_id).where(ErasedTicket.plenty_ticket_id.in_(by_id)))
    )
    wanted = {plenty_id: record for plenty_id, record in by_id.items() if plenty_id not in erased}
    known = {
        row.plenty_ticket_id: row
        for row in await session.scalars(select(Ticket).where(Ticket.plenty_ticket_id.in_(wanted)).with_for_update())
    }
    changed = 0
    for plenty_id, record in wanted.items():
        row = known.get(plenty_id)
        if row is None:
            known[plenty_id] = row = await _insert(session, record, names)
            news = True
        else:
            news = is_thread_news(row, record)
            news = apply_record(row, record, names) or news
        changed += news
        if reader is not None and _must_read(row, news=news):
            row.thread_due = min(filter(None, (row.thread_due, reader)), key=_turn)
    await session.flush()
    return PageTaken(len(by_id), changed, tuple(known[plenty_id].id for plenty_id in wanted))


def _must_read(row: Ticket, *, news: bool) -> bool:
    return news or row.messages_read_at is None


def _turn(kind: RunKind) -> int:
    """A refresh reads a thread that the full run would only reach later."""
    return 0 if kind is RunKind.REFRESH else 1


async def _insert(session: AsyncSession, record: TicketRecord, names: Meanings) -> Ticket:
    """Two runs may meet a new ticket at the same moment: the later one continues with the row of the first."""
    statement = (
        insert(Ticket)
        .values(plenty_ticket_id=record.id, title=record.title, status=meaning_of(record.status_id, names))
        .on_conflict_do_update(index_elements=["plenty_ticket_id"], set_={"title": record.title})
        .returning(Ticket)
    )
    row = (await session.scalars(statement)).one()
    apply_record(row, record, names)
    return row


def meaning_of(status_id: int | None, names: Meanings) -> TicketStatus:
    name = names.get(status_id) if status_id is not None else None
    return name.status if name is not None else TicketStatus.TODO


def is_open(status_id: int | None, names: Meanings) -> bool:
    return meaning_of(status_id, names) is not TicketStatus.DONE


def is_thread_news(row: Ticket, record: TicketRecord) -> bool:
    return (row.updated_at, row.documents_count) != (record.updated_at, record.documents_count)


def apply_record(row: Ticket, record: TicketRecord, names: Meanings) -> bool:
    """True if anything of the row changed. A pending status or priority of ours is kept; a gone ticket is back."""
    before, was_gone = _fingerprint(row), row.gone_at is not None
    row.title, row.source, row.gone_at = record.title, record.source, None
    row.type_id, row.plenty_id = record.type_id, record.plenty_id
    row.contact_id, row.order_id = record.contact_id, record.order_id
    row.confidential, row.documents_count = record.confidential, record.documents_count
    row.created_at, row.updated_at = record.created_at, record.updated_at
    row.deadline_at, row.resubmission_at = record.deadline_at, record.resubmission_at
    if row.pending_priority is None:
        row.priority = record.priority_id
    if row.pending_status is None and (was_gone or record.status_id != row.plenty_status_id):
        row.status = meaning_of(record.status_id, names)
    row.plenty_status_id = record.status_id
    name = names.get(record.status_id) if record.status_id is not None else None
    row.plenty_status_name = name.name if name is not None else None
    row.listed_open = is_open(record.status_id, names)
    return _fingerprint(row) != before


def _fingerprint(row: Ticket) -> tuple[object, ...]:
    return (
        row.title, row.source, row.type_id, row.plenty_id, row.contact_id, row.order_id, row.confidential,
        row.documents_count, row.created_at, row.updated_at, row.deadline_at, row.resubmission_at, row.priority,
        row.status, row.plenty_status_id, row.plenty_status_name, row.listed_open, row.gone_at,
    )  # fmt: skip


async def known_contact(session: AsyncSession, contact_id: int) -> Contact | None:
    return await session.get(Contact, contact_id)


async def take_contact(session: AsyncSession, record: ContactRecord) -> None:
    """Keeps the contact and gives its name to every ticket of theirs that shows another."""
    values = {"name": record.name, "email": record.email, "language": record.language, "read_at": datetime.now(UTC)}
    await session.execute(
        insert(Contact)
        .values(plenty_contact_id=record.id, **values)
        .on_conflict_do_update(index_elements=["plenty_contact_id"], set_=values)
    )
    shown = func.coalesce(record.name, Ticket.customer_name), func.coalesce(record.email, Ticket.customer_email)
    await session.execute(
        update(Ticket)
        .where(
            Ticket.contact_id == record.id,
            (Ticket.customer_name.is_distinct_from(shown[0]))
            | (Ticket.customer_email.is_distinct_from(shown[1]))
            | (Ticket.language.is_distinct_from(record.language)),
        )
        .values(customer_name=shown[0], customer_email=shown[1], language=record.language)
        .execution_options(synchronize_session=False)
    )


def hash_of(body: str) -> bytes:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()
