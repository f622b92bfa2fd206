"""Asking Plenty once more for a record that could not be read."""

from __future__ import annotations

from tickets_service.db import Sessions
from tickets_service.errors import Conflict, NotFound, UpstreamFailed
from tickets_service.models import Quarantined
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import mirror, quarantine, statuses
from tickets_service.tickets.runs import Counters
from tickets_service.tickets.walking import DueThread, Mirror, OnThread, read_thread

OF_A_TICKET = ("ticket", "thread")


async def retry(sessions: Sessions, source: HelpdeskSource, on_thread: OnThread, quarantined_id: int) -> str | None:
    """What is still wrong; None if the ticket and its messages read well now. In the lane of a waiting agent."""
    async with sessions() as session:
        row = await session.get(Quarantined, quarantined_id)
        names = await statuses.meanings(session)
    if row is None:
        raise NotFound(f"There is no quarantined record {quarantined_id}.")
    plenty_ticket_id = row.plenty_record_id if row.kind in OF_A_TICKET else row.plenty_ticket_id
    if plenty_ticket_id is None:
        raise Conflict("This record has no id that Plenty could be asked for: it is read again with its list.")
    work = Mirror(sessions, source, on_thread, Counters(0), Lane.AGENT, may_draft=True)
    try:
        record = await source.ticket(plenty_ticket_id, lane=Lane.AGENT)
        async with sessions.begin() as session:
            await quarantine.let_out(session, {"ticket": [record.id]})
            (ticket_id,) = (await mirror.take_page(session, [record], names, reader=None)).ticket_ids or (None,)
        if ticket_id is not None:
            await read_thread(work, DueThread(ticket_id, record.id, record.contact_id))
    except UpstreamFailed as error:
        return error.message
    async with sessions() as session:
        still = await session.get(Quarantined, quarantined_id, populate_existing=True)
    return still.reason if still is not None else None
