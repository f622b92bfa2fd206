"""Writing to Plenty what was changed here: status, priority, and tickets that begin here."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.models import Ticket, TicketStatus, TicketStatusName
from tickets_service.plenty.errors import AccessDenied, Refused, Unclear, Unknown
from tickets_service.plenty.schemas import Lane, NewTicket, TicketQuery, TicketRecord
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import lifecycle, mirror, statuses

log = structlog.get_logger()

CLOCKS_MAY_DIFFER_BY = timedelta(minutes=10)


async def push_ticket(sessions: Sessions, source: HelpdeskSource, ticket_id: int) -> None:
    """Setting the same status twice does no harm, so this may be repeated. What Plenty refuses stays as it is here."""
    async with sessions() as session:
        ticket = await session.get(Ticket, ticket_id)
        if ticket is None or ticket.plenty_ticket_id is None:
            return
        status, status_id = ticket.pending_status, await lifecycle.status_to_write(session, ticket)
        priority, plenty_ticket_id = ticket.pending_priority, ticket.plenty_ticket_id
    try:
        if status_id is not None:
            await source.set_status(plenty_ticket_id, status_id)
        if priority is not None:
            await source.set_priority(plenty_ticket_id, priority)
    except (Refused, AccessDenied, Unknown) as error:
        log.warning("ticket_change_refused", ticket_id=ticket_id, reason=error.message)
        status_id = None
    async with sessions.begin() as session:
        if status is not None:
            await lifecycle.pushed(session, ticket_id, status=status, status_id=status_id)
        await session.execute(
            update(Ticket)
            .where(Ticket.id == ticket_id, Ticket.pending_priority == priority)
            .values(pending_priority=None)
        )


async def create_ticket(sessions: Sessions, source: HelpdeskSource, ticket_id: int) -> None:
    """Creates the ticket in Plenty. If it is unclear whether an earlier try did, the newest tickets are searched."""
    async with sessions.begin() as session:
        ticket = await session.get(Ticket, ticket_id, with_for_update=True)
        if ticket is None or ticket.plenty_ticket_id is not None:
            return
        tried_at = ticket.creation_tried_at
        new = await _new_ticket(session, ticket)
        if tried_at is None:
            ticket.creation_tried_at = await session.scalar(select(func.clock_timestamp()))
    if new is None:
        await _say(sessions, ticket_id, "Plenty has no ticket type with an open status to create this ticket with.")
        return
    record = await _found_again(sessions, source, new, since=tried_at) if tried_at is not None else None
    if record is None and tried_at is not None:
        await _say(sessions, ticket_id, "It is unclear whether Plenty created this ticket: look there first.")
        return
    try:
        record = record or await source.create_ticket(new)
    except Refused as error:
        await _say(sessions, ticket_id, error.message)
        return
    except Unclear:
        raise
    except Exception:
        await _nothing_was_tried(sessions, ticket_id)
        raise
    await _created(sessions, ticket_id, record)


async def _new_ticket(session: AsyncSession, ticket: Ticket) -> NewTicket | None:
    """None if the shop's types and statuses leave nothing to choose from."""
    names = await statuses.meanings(session)
    open_names = [name for name in names.values() if name.status is not TicketStatus.DONE]
    if ticket.type_id is not None:
        open_names = [name for name in open_names if name.type_id == ticket.type_id]
    chosen = min(open_names, key=_preference, default=None)
    if chosen is None:
        return None
    usual_store = select(Ticket.plenty_id).where(Ticket.plenty_id.is_not(None)).order_by(Ticket.id.desc()).limit(1)
    return NewTicket(
        title=ticket.title,
        type_id=ticket.type_id or chosen.type_id or 1,
        status_id=chosen.plenty_status_id,
        plenty_id=ticket.plenty_id or await session.scalar(usual_store) or 0,
        contact_id=ticket.contact_id,
        order_id=ticket.order_id,
    )


def _preference(name: TicketStatusName) -> tuple[bool, bool, int]:
    """Work in progress first, then whatever the shop writes for a meaning, then the lowest id."""
    return name.status is not TicketStatus.IN_PROGRESS, not name.is_target, name.plenty_status_id


async def _found_again(
    sessions: Sessions, source: HelpdeskSource, new: NewTicket, *, since: datetime
) -> TicketRecord | None:
    """The ticket an unclear try created, if Plenty lists it among the newest and nobody here knows it yet."""
    page = await source.list_changed(TicketQuery(contact_id=new.contact_id), 1, lane=Lane.AGENT)
    alike = [
        record
        for record in page.records
        if (record.title, record.contact_id, record.order_id) == (new.title, new.contact_id, new.order_id)
        and (record.created_at is None or record.created_at > since - CLOCKS_MAY_DIFFER_BY)
    ]
    async with sessions() as session:
        known = set(
            await session.scalars(
                select(Ticket.plenty_ticket_id).where(Ticket.plenty_ticket_id.in_([record.id for record in alike]))
            )
        )
    return next((record for record in alike if record.id not in known), None)


async def _say(sessions: Sessions, ticket_id: int, sentence: str) -> None:
    log.warning("ticket_not_created", ticket_id=ticket_id, reason=sentence)
    async with sessions.begin() as session:
        await session.execute(update(Ticket).where(Ticket.id == ticket_id).values(creation_error=sentence))


async def _nothing_was_tried(sessions: Sessions, ticket_id: int) -> None:
    async with sessions.begin() as session:
        await session.execute(update(Ticket).where(Ticket.id == ticket_id).values(creation_tried_at=None))


async def _created(sessions: Sessions, ticket_id: int, record: TicketRecord) -> None:
    """A refresh may have met the new ticket before us; its row then gives way to the one the agent works with."""
    async with sessions.begin() as session:
        twin = await session.scalar(
            select(Ticket).where(Ticket.plenty_ticket_id == record.id, Ticket.id != ticket_id).with_for_update()
        )
        if twin is not None:
            await session.delete(twin)
            await session.flush()
        row = await session.get(Ticket, ticket_id, with_for_update=True)
        if row is not None:
            row.plenty_ticket_id, row.creation_error = record.id, None
            mirror.apply_record(row, record, await statuses.meanings(session))
            row.messages_read_at = await session.scalar(select(func.clock_timestamp()))
