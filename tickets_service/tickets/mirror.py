"""Plenty's records become rows. Replaying the same records changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import TextClause, case, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import among
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
        await session.scalars(select(ErasedTicket.plenty_ticket_id).where(among(ErasedTicket.plenty_ticket_id, by_id)))
    )
    wanted = {plenty_id: record for plenty_id, record in by_id.items() if plenty_id not in erased}
    new = await _insert(session, [wanted[i] for i in await _unknown(session, wanted)], names, reader)
    changed = len(new)
    listed = new | {}
    for row in await _locked(session, wanted.keys() - new.keys()):
        assert row.plenty_ticket_id is not None  # noqa: S101 - it was found by it
        record = wanted[row.plenty_ticket_id]
        news = is_thread_news(row, record)
        news = apply_record(row, record, names) or news
        changed += news
        if reader is not None and _must_read(row, news=news):
            row.thread_due = min(filter(None, (row.thread_due, reader)), key=_turn)
        listed[row.plenty_ticket_id] = row.id
    await session.flush()
    return PageTaken(len(by_id), changed, tuple(listed[plenty_id] for plenty_id in wanted if plenty_id in listed))


async def _locked(session: AsyncSession, plenty_ids: Collection[int]) -> Iterable[Ticket]:
    """In the order of their ids, as everybody locks tickets who locks several."""
    if not plenty_ids:
        return ()
    statement = select(Ticket).where(among(Ticket.plenty_ticket_id, plenty_ids)).order_by(Ticket.id)
    return await session.scalars(statement.with_for_update())


def _must_read(row: Ticket, *, news: bool) -> bool:
    return news or row.messages_read_at is None


def _turn(kind: RunKind) -> int:
    """A refresh reads a thread that the full run would only reach later."""
    return 0 if kind is RunKind.REFRESH else 1


async def _unknown(session: AsyncSession, wanted: Mapping[int, TicketRecord]) -> list[int]:
    known = set(await session.scalars(select(Ticket.plenty_ticket_id).where(among(Ticket.plenty_ticket_id, wanted))))
    return sorted(wanted.keys() - known)


async def _insert(
    session: AsyncSession, records: Sequence[TicketRecord], names: Meanings, reader: RunKind | None
) -> dict[int, int]:
    """Plenty's id → ours. One that another run stored at the same moment is left out: it is known now.

    Two runs that meet the same tickets store them in the same order, so that neither waits for the other for ever.
    """
    if not records:
        return {}
    rows = [
        fields_of(record, names)
        | {
            "plenty_ticket_id": record.id,
            "priority": record.priority_id,
            "status": meaning_of(record.status_id, names),
            "thread_due": reader,
        }
        for record in records
    ]
    stored = await session.execute(_insert_of(tuple(rows[0])), {"rows": json.dumps(rows, default=datetime.isoformat)})
    return dict(stored.all())


@cache
def _insert_of(names: tuple[str, ...]) -> TextClause:
    """All rows are one parameter: a thousand placeholders cost more than the statement."""
    columns = ", ".join(names)
    return text(
        f"INSERT INTO tickets ({columns}) SELECT {columns} "  # noqa: S608 - names of our own columns
        "FROM json_populate_recordset(CAST(NULL AS tickets), CAST(:rows AS json)) "
        "ON CONFLICT (plenty_ticket_id) DO NOTHING RETURNING plenty_ticket_id, id"
    )


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
    if row.pending_priority is None:
        row.priority = record.priority_id
    if row.pending_status is None and (was_gone or record.status_id != row.plenty_status_id):
        row.status = meaning_of(record.status_id, names)
    row.gone_at = None
    for name, value in fields_of(record, names).items():
        setattr(row, name, value)
    return _fingerprint(row) != before


def fields_of(record: TicketRecord, names: Meanings) -> dict[str, Any]:
    """The columns that are Plenty's alone."""
    name = names.get(record.status_id) if record.status_id is not None else None
    return {
        "title": record.title,
        "source": record.source,
        "type_id": record.type_id,
        "plenty_id": record.plenty_id,
        "plenty_status_id": record.status_id,
        "plenty_status_name": name.name if name is not None else None,
        "listed_open": is_open(record.status_id, names),
        "contact_id": record.contact_id,
        "order_id": record.order_id,
        "confidential": record.confidential,
        "documents_count": record.documents_count,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "deadline_at": record.deadline_at,
        "resubmission_at": record.resubmission_at,
    }


def _fingerprint(row: Ticket) -> tuple[object, ...]:
    return (
        row.title, row.source, row.type_id, row.plenty_id, row.contact_id, row.order_id, row.confidential,
        row.documents_count, row.created_at, row.updated_at, row.deadline_at, row.resubmission_at, row.priority,
        row.status, row.plenty_status_id, row.plenty_status_name, row.listed_open, row.gone_at,
    )  # fmt: skip


async def take_contact(session: AsyncSession, record: ContactRecord) -> None:
    """Keeps the contact and gives its name to every ticket of theirs that shows another, in the order of their ids.

    The language of a ticket whose customer wrote in another one stays.
    """
    known = await session.scalar(select(Contact.language).where(Contact.plenty_contact_id == record.id))
    values = {"name": record.name, "email": record.email, "language": record.language, "read_at": datetime.now(UTC)}
    await session.execute(
        insert(Contact)
        .values(plenty_contact_id=record.id, **values)
        .on_conflict_do_update(index_elements=["plenty_contact_id"], set_=values)
    )
    shown = func.coalesce(record.name, Ticket.customer_name), func.coalesce(record.email, Ticket.customer_email)
    is_the_contacts = Ticket.language.is_(None) | Ticket.language.is_not_distinct_from(known)
    language = case((is_the_contacts, record.language), else_=Ticket.language)
    others = (
        select(Ticket.id)
        .where(
            Ticket.contact_id == record.id,
            (Ticket.customer_name.is_distinct_from(shown[0]))
            | (Ticket.customer_email.is_distinct_from(shown[1]))
            | (Ticket.language.is_distinct_from(language)),
        )
        .order_by(Ticket.id)
        .with_for_update()
    )
    await session.execute(
        update(Ticket)
        .where(Ticket.id.in_(others))
        .values(customer_name=shown[0], customer_email=shown[1], language=language)
        .execution_options(synchronize_session=False)
    )


def hash_of(body: str) -> bytes:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).digest()
