"""The nightly sweep: which tickets does Plenty not have any more? No incremental reading notices a deletion.

A ticket is marked as gone when two complete sweeps, at least an hour apart, did not meet it and Plenty answers a direct
question for it with 404.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from tickets_service import alarms
from tickets_service.db import Sessions
from tickets_service.errors import Busy, TicketsError, UpstreamFailed
from tickets_service.models import (
    AlarmKind,
    MissedTicket,
    RunState,
    SeenTicket,
    Sweep,
    Ticket,
    TicketStatus,
)
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.schemas import Lane, TicketPage, TicketQuery
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import runs
from tickets_service.tickets.plausibility import require_plausible_total
from tickets_service.tickets.walking import FAILURES_BEFORE_GIVING_UP, pages_of

log = structlog.get_logger()

SWEEP_LOCK = 0x73776570
MISSES_NEEDED = 2
MISSES_APART = timedelta(hours=1)
MOST_GONE_AT_ONCE = 50
MOST_GONE_PERCENT = 2
FEW = 5
"""So many may always go: two per cent of a small shop are less than one ticket."""


async def sweep(engine: AsyncEngine, sessions: Sessions, source: HelpdeskSource) -> None:
    """One complete look. Busy travels to the queue, which brings the sweep back to where it had to wait."""
    async with runs.only_one(engine, SWEEP_LOCK) as mine:
        if not mine:
            return
        sweep_id = await _open(sessions)
        try:
            await _list_everything(sessions, source, sweep_id)
            await _count_misses(sessions, sweep_id)
            await _mark_gone(sessions, source, sweep_id)
        except Busy:
            raise
        except TicketsError as error:
            log.warning("sweep_failed", sweep_id=sweep_id, reason=error.message)
            await _close(sessions, sweep_id, RunState.FAILED, error.message)
        else:
            await _close(sessions, sweep_id, RunState.DONE, None)


async def _open(sessions: Sessions) -> int:
    """The sweep that was not finished, else a new one."""
    async with sessions.begin() as session:
        unfinished = await session.scalar(select(Sweep.id).where(Sweep.state == RunState.RUNNING))
        if unfinished is not None:
            return unfinished
        await session.execute(delete(SeenTicket))
        return (await session.scalars(insert(Sweep).values(state=RunState.RUNNING).returning(Sweep.id))).one()


async def _close(sessions: Sessions, sweep_id: int, state: RunState, error: str | None) -> None:
    async with sessions.begin() as session:
        await session.execute(
            update(Sweep)
            .where(Sweep.id == sweep_id)
            .values(state=state, error=error, finished_at=func.clock_timestamp())
        )


async def _list_everything(sessions: Sessions, source: HelpdeskSource, sweep_id: int) -> None:
    async with sessions() as session:
        listed = await session.scalar(select(Sweep.pages_listed).where(Sweep.id == sweep_id)) or 0
    met, total = 0, 0
    async for page in pages_of(source, TicketQuery(), lane=Lane.BACKFILL, first=listed + 1):
        await require_plausible_total(sessions, page.total)
        total = page.total or 0
        async with sessions.begin() as session:
            met = await _note_seen(session, sweep_id, page)
    if met < total:
        raise UpstreamFailed(f"Plenty listed {met} of its {total} tickets, so this sweep says nothing of the others.")


async def _note_seen(session: AsyncSession, sweep_id: int, page: TicketPage) -> int:
    """How many were met so far. A record that cannot be read is there all the same, even one without an id."""
    ids = {record.id for record in page.records}
    ids |= {broken.record_id for broken in page.malformed if broken.record_id is not None}
    if ids:
        rows = [{"plenty_ticket_id": plenty_ticket_id} for plenty_ticket_id in ids]
        await session.execute(upsert(SeenTicket).values(rows).on_conflict_do_nothing())
    seen = await session.scalar(select(func.count()).select_from(SeenTicket)) or 0
    nameless = sum(broken.record_id is None for broken in page.malformed)
    met: int | None = await session.scalar(
        update(Sweep)
        .where(Sweep.id == sweep_id)
        .values(
            pages_listed=func.greatest(Sweep.pages_listed, page.page),
            tickets_nameless=Sweep.tickets_nameless + nameless,
            tickets_listed=seen + Sweep.tickets_nameless + nameless,
        )
        .returning(Sweep.tickets_listed)
    )
    return met or 0


async def _count_misses(sessions: Sessions, sweep_id: int) -> None:
    """A second miss counts when it comes an hour after the first."""
    async with sessions.begin() as session:
        seen = exists().where(SeenTicket.plenty_ticket_id == MissedTicket.plenty_ticket_id)
        await session.execute(delete(MissedTicket).where(seen))
        began_at = select(Sweep.started_at).where(Sweep.id == sweep_id).scalar_subquery()
        missing = select(Ticket.plenty_ticket_id, 1, func.clock_timestamp()).where(
            Ticket.plenty_ticket_id.is_not(None),
            Ticket.gone_at.is_(None),
            Ticket.synced_at < began_at,
            ~exists().where(SeenTicket.plenty_ticket_id == Ticket.plenty_ticket_id),
        )
        statement = upsert(MissedTicket).from_select(["plenty_ticket_id", "misses", "missed_at"], missing)
        counted = await session.scalars(
            statement.on_conflict_do_update(
                index_elements=["plenty_ticket_id"],
                set_={"misses": MissedTicket.misses + 1, "missed_at": statement.excluded.missed_at},
                where=MissedTicket.missed_at <= statement.excluded.missed_at - MISSES_APART,
            ).returning(MissedTicket.plenty_ticket_id)
        )
        log.info("sweep_counted", sweep_id=sweep_id, missed=len(counted.all()))
        total = await session.scalar(select(func.count()).select_from(MissedTicket))
        await session.execute(update(Sweep).where(Sweep.id == sweep_id).values(tickets_missing=total))


async def _mark_gone(sessions: Sessions, source: HelpdeskSource, sweep_id: int) -> None:
    """One ticket that cannot be asked for stays in doubt and holds up no other."""
    async with sessions() as session:
        doubtful = await session.scalars(
            select(MissedTicket.plenty_ticket_id)
            .where(MissedTicket.misses >= MISSES_NEEDED)
            .order_by(MissedTicket.plenty_ticket_id)
        )
        plenty_ticket_ids = list(doubtful)
    await _require_few(sessions, plenty_ticket_ids)
    failures = 0
    for plenty_ticket_id in plenty_ticket_ids:
        try:
            is_gone = await _is_gone(source, plenty_ticket_id)
        except AccessDenied as error:
            log.warning("ticket_unreadable", plenty_ticket_id=plenty_ticket_id, reason=error.message)
            continue
        except UpstreamFailed as error:
            failures += 1
            if failures >= FAILURES_BEFORE_GIVING_UP:
                raise
            log.warning("ticket_unreadable", plenty_ticket_id=plenty_ticket_id, reason=error.message)
            continue
        failures = 0
        async with sessions.begin() as session:
            await session.execute(delete(MissedTicket).where(MissedTicket.plenty_ticket_id == plenty_ticket_id))
            if is_gone:
                await _mark(session, plenty_ticket_id)
                await session.execute(
                    update(Sweep).where(Sweep.id == sweep_id).values(tickets_gone=Sweep.tickets_gone + 1)
                )
    async with sessions.begin() as session:  # an acceptance holds until all of it is done
        await alarms.end(session, AlarmKind.MANY_TICKETS_GONE)


async def _require_few(sessions: Sessions, doubtful: Sequence[int]) -> None:
    """The fuse. Raises UpstreamFailed, with an alarm, unless a person has accepted it."""
    async with sessions.begin() as session:
        known = await session.scalar(select(func.count()).select_from(Ticket).where(Ticket.gone_at.is_(None))) or 0
        most = min(MOST_GONE_AT_ONCE, max(FEW, known * MOST_GONE_PERCENT // 100))
        if len(doubtful) <= most or await alarms.is_accepted(session, AlarmKind.MANY_TICKETS_GONE):
            return
        sentence = (
            f"{len(doubtful)} of {known} tickets seem to be gone from Plenty, more than is likely at once ({most}), so "
            "none was marked. Look whether the API user sees them; if they were really deleted, accept this alarm."
        )
        await alarms.sound(session, AlarmKind.MANY_TICKETS_GONE, sentence)
    raise UpstreamFailed(sentence)


async def _is_gone(source: HelpdeskSource, plenty_ticket_id: int) -> bool:
    try:
        await source.ticket(plenty_ticket_id, lane=Lane.BACKFILL)
    except Unknown:
        return True
    return False


async def _mark(session: AsyncSession, plenty_ticket_id: int) -> None:
    """It can be read here, and there is nothing left to do about it: a status of ours is not written to Plenty."""
    await session.execute(
        update(Ticket)
        .where(Ticket.plenty_ticket_id == plenty_ticket_id)
        .values(
            gone_at=func.clock_timestamp(),
            status=TicketStatus.DONE,
            listed_open=False,
            thread_due=None,
            pending_status=None,
            pending_priority=None,
        )
    )
