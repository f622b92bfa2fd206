"""Plenty's status ids are the merchant's own. What each means here is guessed once from its name, then edited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.errors import Invalid
from tickets_service.models import Ticket, TicketStatus, TicketStatusName
from tickets_service.plenty.schemas import StatusRecord

# The first pattern that matches decides, so the narrow meanings stand before the wide ones.
MEANINGS: tuple[tuple[TicketStatus, re.Pattern[str]], ...] = (
    (
        TicketStatus.TODO,
        re.compile(r"(?i)nicht (erledigt|gelöst|abgeschlossen)|un(gelöst|resolved|solved)|not (done|solved)"),
    ),
    (
        TicketStatus.WAITING,
        re.compile(
            r"(?i)wart|wiedervorlage|rückfrage|pausiert|zurückgestellt|wait|pending|on hold|snooze|resubmission"
        ),
    ),
    (
        TicketStatus.DONE,
        re.compile(
            r"(?i)erledigt|geschlossen|gelöst|abgeschlossen|fertig|beendet|archiv|spam|storniert"
            r"|done|closed|solved|resolved|completed?|finished"
        ),
    ),
    (
        TicketStatus.IN_PROGRESS,
        re.compile(r"(?i)bearbeit|in arbeit|prüfung|weitergeleitet|eskal|progress|working|processing|review|escalat"),
    ),
)


@dataclass(frozen=True)
class StatusMeaning:
    """One line of the mapping, as an admin edits it."""

    plenty_status_id: int
    status: TicketStatus
    is_target: bool


def guess_meaning(names: Iterable[str]) -> TicketStatus:
    """Unknown names mean work to do: a ticket shown once too often is better than one never shown."""
    for name in names:
        for status, pattern in MEANINGS:
            if pattern.search(name):
                return status
    return TicketStatus.TODO


def display_name(record: StatusRecord) -> str:
    for language in ("de", "en"):
        if record.names.get(language):
            return record.names[language]
    return next((name for name in record.names.values() if name), f"Status {record.id}")


async def meanings(session: AsyncSession) -> dict[int, TicketStatusName]:
    rows = await session.scalars(select(TicketStatusName).order_by(TicketStatusName.plenty_status_id))
    return {row.plenty_status_id: row for row in rows}


async def learn(session: AsyncSession, records: Sequence[StatusRecord]) -> None:
    """Takes in what Plenty calls its statuses. What is already mapped keeps its meaning; names follow Plenty."""
    known = await meanings(session)
    for record in records:
        names = [record.names[code] for code in ("de", "en") if record.names.get(code)] or list(record.names.values())
        row = known.get(record.id)
        if row is None:
            row = TicketStatusName(
                plenty_status_id=record.id,
                type_id=record.type_id,
                name=display_name(record),
                status=guess_meaning(names),
                is_target=False,
            )
            session.add(row)
            known[record.id] = row
        elif (row.name, row.type_id) != (display_name(record), record.type_id):
            row.name = display_name(record)
            if not row.is_target:
                row.type_id = record.type_id
    await session.flush()
    _choose_missing_targets(known.values())


def _choose_missing_targets(rows: Iterable[TicketStatusName]) -> None:
    """Per type and meaning the lowest status id is written, until an admin says otherwise."""
    ordered = sorted(rows, key=lambda row: row.plenty_status_id)
    if any(row.is_edited for row in ordered):
        return
    taken = {(row.type_id, row.status) for row in ordered if row.is_target}
    for row in ordered:
        if (row.type_id, row.status) not in taken:
            row.is_target = True
            taken.add((row.type_id, row.status))


async def edit(session: AsyncSession, lines: Sequence[StatusMeaning], *, actor: str) -> None:
    """Replaces the mapping of the named statuses. Tickets in them follow at once, save those with a pending change."""
    known = await meanings(session)
    _refuse_nonsense(known, lines)
    await session.execute(
        update(TicketStatusName)
        .where(TicketStatusName.plenty_status_id.in_([line.plenty_status_id for line in lines]))
        .values(is_target=False)
    )
    for line in lines:
        row = known[line.plenty_status_id]
        moved = row.status != line.status
        await session.execute(
            update(TicketStatusName)
            .where(TicketStatusName.plenty_status_id == line.plenty_status_id)
            .values(status=line.status, is_target=line.is_target, is_edited=True)
        )
        if moved:
            await session.execute(
                update(TicketStatusName)
                .where(TicketStatusName.plenty_status_id == line.plenty_status_id)
                .values(listed_at=None)
            )
            await session.execute(
                update(Ticket)
                .where(Ticket.plenty_status_id == line.plenty_status_id, Ticket.pending_status.is_(None))
                .values(status=line.status)
            )
    await audit.record(session, actor, "statuses_edited", "plenty:statuses", count=len(lines))


def _refuse_nonsense(known: dict[int, TicketStatusName], lines: Sequence[StatusMeaning]) -> None:
    unknown = [line.plenty_status_id for line in lines if line.plenty_status_id not in known]
    if unknown:
        raise Invalid(f"Plenty has no status {unknown[0]}.", items=f"unknown plenty_status_id {unknown[0]}")
    edited = {line.plenty_status_id: line for line in lines}
    if len(edited) != len(lines):
        raise Invalid("A status appears twice.", items="each plenty_status_id may appear once")
    targets: set[tuple[int | None, TicketStatus]] = set()
    for status_id, row in known.items():
        line = edited.get(status_id)
        is_target, status = (line.is_target, line.status) if line else (row.is_target, row.status)
        if is_target and (row.type_id, status) in targets:
            raise Invalid(
                f"Two statuses of type {row.type_id} are marked to be written for {status}.",
                items=f"only one is_target for type {row.type_id} and {status}",
            )
        if is_target:
            targets.add((row.type_id, status))


async def target_of(session: AsyncSession, type_id: int | None, status: TicketStatus) -> int | None:
    """The Plenty status to write for *status*; None if the merchant has none for this type."""
    rows = await session.scalars(
        select(TicketStatusName).where(TicketStatusName.status == status, TicketStatusName.is_target)
    )
    by_type = {row.type_id: row.plenty_status_id for row in rows}
    return by_type.get(type_id, by_type.get(None))
