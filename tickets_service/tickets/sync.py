"""The mirror: what a refresh reads, what an import of everything reads, and one ticket on demand."""

from __future__ import annotations

import math
from datetime import timedelta

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from tickets_service.db import Sessions
from tickets_service.errors import Busy, NotFound, TicketsError, UpstreamFailed
from tickets_service.models import Contact, RunKind, SyncRun, SyncState, Ticket, TicketStatusName
from tickets_service.plenty.errors import Unclear, Unknown, Unreachable
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import mirror, quarantine, runs, statuses
from tickets_service.tickets.importing import import_everything
from tickets_service.tickets.open_lists import walk_open_lists
from tickets_service.tickets.runs import Counters
from tickets_service.tickets.walking import (
    FAILURES_BEFORE_GIVING_UP,
    DueThread,
    Mirror,
    OnThread,
    progress_of,
    read_contact,
    read_due,
    read_thread,
)

log = structlog.get_logger()

STATUS_NAMES_HOLD = timedelta(hours=1)
ROTATION_SHARE, ROTATION_LEAST, ROTATION_MOST = 20, 5, 40
CONTACT_HOLDS = timedelta(days=1)
COMES_BACK_AFTER_SECONDS = 10
TRIES_AGAIN_AFTER_SECONDS = 30
"""An import goes on where it was when Plenty is back, however long that takes."""


async def run(
    engine: AsyncEngine, sessions: Sessions, source: HelpdeskSource, on_thread: OnThread, run_id: int
) -> None:
    """Works on one run until it is done, failed, or told to wait.

    Busy travels to the queue, and so does trouble with the database: it brings the run back, to go on where it was.
    """
    row = await runs.open_run(sessions, run_id)
    if row is None:
        return
    async with runs.only_one(engine, runs.LOCKS[row.kind]) as mine:
        if not mine:
            _leave_or_come_back(row.kind)
            return
        work = _mirror_for(sessions, source, on_thread, row)
        try:
            names = await status_names(work)
            await (_refresh if row.kind is RunKind.REFRESH else import_everything)(work, names)
        except Busy as busy:
            await runs.wait(sessions, work.counters, busy.retry_after)
            raise
        except (Unreachable, Unclear) as error:
            if row.kind is RunKind.REFRESH:  # the next one is a minute away
                log.warning("sync_run_failed", run_id=run_id, kind=row.kind, reason=error.message)
                await runs.fail(sessions, work.counters, error.message)
                return
            log.warning("import_waits", run_id=run_id, reason=error.message)
            await runs.wait(sessions, work.counters, TRIES_AGAIN_AFTER_SECONDS, trouble=error.message)
            raise Busy(error.message, retry_after=TRIES_AGAIN_AFTER_SECONDS) from error
        except TicketsError as error:
            log.warning("sync_run_failed", run_id=run_id, kind=row.kind, reason=error.message)
            await runs.fail(sessions, work.counters, error.message)
        except DBAPIError as error:
            log.warning("sync_run_interrupted", run_id=run_id, kind=row.kind, reason=str(error.orig).partition("\n")[0])
            raise
        except Exception:
            log.exception("sync_run_broke", run_id=run_id, kind=row.kind)
            await runs.fail(sessions, work.counters, "An unexpected error stopped this run; the log has the details.")
            raise
        else:
            await runs.finish(sessions, work.counters)


def _leave_or_come_back(kind: RunKind) -> None:
    """The next refresh is a minute away. An import has this job alone, and its holder may be frozen."""
    if kind is RunKind.FULL:
        raise Busy("Another worker has this import.", retry_after=COMES_BACK_AFTER_SECONDS)


def _mirror_for(sessions: Sessions, source: HelpdeskSource, on_thread: OnThread, row: SyncRun) -> Mirror:
    is_refresh = row.kind is RunKind.REFRESH
    return Mirror(
        sessions=sessions,
        source=source,
        on_thread=on_thread,
        counters=Counters(row.id),
        lane=Lane.SYNC if is_refresh else Lane.BACKFILL,
        may_draft=is_refresh,
    )


async def _refresh(work: Mirror, names: mirror.Meanings) -> None:
    """The lists of the open statuses, then the threads that changed and those read longest ago, newest change first."""
    if not await progress_of(work):
        seen = await walk_open_lists(work, names, has_read_names=work.counters.calls > 0)
        moved = await _read_what_left(work, names, seen)
        await _mark_longest_unread(work, walked=len(seen), already=moved)
    await read_due(work, RunKind.REFRESH)


async def status_names(work: Mirror) -> dict[int, TicketStatusName]:
    async with work.sessions() as session:
        read_at = await session.scalar(select(SyncState.statuses_read_at))
        names = await statuses.meanings(session)
        now = await session.scalar(select(func.clock_timestamp()))
    if names and read_at is not None and now is not None and now - read_at < STATUS_NAMES_HOLD:
        return names
    work.counters.calls += 2
    records = await work.source.statuses(lane=work.lane)
    async with work.sessions.begin() as session:
        await statuses.learn(session, records)
        await session.execute(update(SyncState).values(statuses_read_at=func.clock_timestamp()))
        return await statuses.meanings(session)


async def _read_what_left(work: Mirror, names: mirror.Meanings, seen: set[int]) -> int:
    """A ticket that was in the open lists and is not any more is read once: closed, or hidden from us.

    One that cannot be read, as a record that is garbled in its list too, stays as it was and stops nobody else.
    Returns how many of them changed, so that their threads are read too.
    """
    moved = failures = 0
    for ticket_id, plenty_id in await _missed(work, seen):
        work.counters.calls += 1
        try:
            record = await work.source.ticket(plenty_id, lane=work.lane)
        except Unknown:
            async with work.sessions.begin() as session:
                await session.execute(update(Ticket).where(Ticket.id == ticket_id).values(listed_open=False))
            continue
        except UpstreamFailed as error:
            failures += 1
            if failures >= FAILURES_BEFORE_GIVING_UP and not await _is_quarantined(work, plenty_id):
                raise
            log.warning("ticket_unreadable", plenty_ticket_id=plenty_id, reason=error.message)
            continue
        failures = 0
        async with work.sessions.begin() as session:
            taken = await mirror.take_page(session, [record], names, reader=RunKind.REFRESH)
            work.counters.tickets_changed += taken.changed
            moved += taken.changed
    return moved


async def _is_quarantined(work: Mirror, plenty_ticket_id: int) -> bool:
    """Its record was garbled in the list too: that is the ticket's own trouble, not Plenty's."""
    async with work.sessions() as session:
        return await quarantine.holds(session, "ticket", plenty_ticket_id)


async def _missed(work: Mirror, seen: set[int]) -> list[tuple[int, int]]:
    """Ours and Plenty's id of every ticket that should have been met."""
    statement = select(Ticket.id, Ticket.plenty_ticket_id).where(
        Ticket.listed_open, Ticket.plenty_ticket_id.is_not(None)
    )
    async with work.sessions() as session:
        rows = await session.execute(statement)
        return [(ticket_id, plenty_id) for ticket_id, plenty_id in rows if plenty_id and ticket_id not in seen]


async def _mark_longest_unread(work: Mirror, *, walked: int, already: int) -> None:
    """A new message may leave `updatedAt` as it was, so a share of the open threads is read again, stalest first.

    The threads of tickets that left come out of that share: a colleague's closing words matter, and so does the quota.
    """
    work.counters.tickets_seen += walked
    async with work.sessions.begin() as session:
        count = await session.scalar(select(func.count()).select_from(Ticket).where(Ticket.listed_open)) or 0
        share = min(ROTATION_MOST, max(ROTATION_LEAST, math.ceil(count / ROTATION_SHARE)))
        longest_unread = (
            select(Ticket.id)
            .where(Ticket.listed_open, Ticket.thread_due.is_(None), Ticket.plenty_ticket_id.is_not(None))
            .order_by(Ticket.messages_read_at.nulls_first())
            .limit(max(0, share - already))
        )
        await session.execute(update(Ticket).where(Ticket.id.in_(longest_unread)).values(thread_due=RunKind.REFRESH))
        await work.counters.tell(session, progress={"walked": walked})


async def refresh_ticket(sessions: Sessions, source: HelpdeskSource, on_thread: OnThread, ticket_id: int) -> None:
    """Re-reads one ticket now, in the lane of a waiting agent."""
    async with sessions() as session:
        ticket = await session.get(Ticket, ticket_id)
        names = await statuses.meanings(session)
        contact_is_old = await _contact_is_old(session, ticket.contact_id if ticket else None)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    if ticket.plenty_ticket_id is None:
        return
    work = Mirror(sessions, source, on_thread, Counters(0), Lane.AGENT, may_draft=True)
    record = await source.ticket(ticket.plenty_ticket_id, lane=Lane.AGENT)
    async with sessions.begin() as session:
        await mirror.take_page(session, [record], names, reader=None)
    if record.contact_id is not None and contact_is_old:
        await read_contact(work, record.contact_id)
    await read_thread(work, DueThread(ticket_id, ticket.plenty_ticket_id, record.contact_id))


async def _contact_is_old(session: AsyncSession, contact_id: int | None) -> bool:
    contact = await session.get(Contact, contact_id) if contact_id is not None else None
    now = await session.scalar(select(func.clock_timestamp()))
    return contact is not None and now is not None and now - contact.read_at > CONTACT_HOLDS
