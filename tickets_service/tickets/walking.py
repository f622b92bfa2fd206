"""The two movements every run is made of: walking a list page by page, and reading threads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from sqlalchemy import Select, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions, among
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import Contact, RunKind, SyncRun, Ticket
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Lane, Malformed, TicketPage, TicketQuery
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import mirror, quarantine
from tickets_service.tickets.runs import Counters
from tickets_service.tickets.threads import ThreadTaken, read_bodies, take_thread

log = structlog.get_logger()

THREADS_AT_ONCE = 4
THREADS_PER_BATCH = 100
FAILURES_BEFORE_GIVING_UP = 3
"""Threads in a row that cannot be read: then it is Plenty that is down, not one odd ticket."""


class OnThread(Protocol):
    """Work that follows from a thread (drafts, sent replies), done in the same transaction."""

    def __call__(self, session: AsyncSession, taken: ThreadTaken, *, may_draft: bool) -> Awaitable[None]: ...


@dataclass(frozen=True)
class Mirror:
    """What a run works with."""

    sessions: Sessions
    source: HelpdeskSource
    on_thread: OnThread
    counters: Counters
    lane: Lane
    may_draft: bool


@dataclass(frozen=True)
class DueThread:
    ticket_id: int
    plenty_ticket_id: int
    contact_id: int | None


async def list_page(work: Mirror, query: TicketQuery, number: int) -> TicketPage:
    work.counters.calls += 1
    return await work.source.list_changed(query, number, lane=work.lane)


def pages(
    work: Mirror, query: TicketQuery, *, first: int = 1, opened: TicketPage | None = None
) -> AsyncIterator[TicketPage]:
    """`pages_of`, with every call counted. *opened* is the first page where it was read already."""
    return _pages(lambda number: list_page(work, query, number), first, opened)


def pages_of(source: HelpdeskSource, query: TicketQuery, *, lane: Lane, first: int = 1) -> AsyncIterator[TicketPage]:
    """Every page from *first* on. When the total moves while paging, records have shifted: a page is read again."""
    return _pages(lambda number: source.list_changed(query, number, lane=lane), first, None)


async def _pages(
    read: Callable[[int], Awaitable[TicketPage]], first: int, opened: TicketPage | None
) -> AsyncIterator[TicketPage]:
    number, total = first, None
    while True:
        page, opened = opened or await read(number), None
        yield page
        if total is not None and page.total is not None and page.total != total and number > 1:
            yield await read(number - 1)
        total = page.total if page.total is not None else total
        if page.is_last:
            return
        number += 1


async def take(work: Mirror, session: AsyncSession, page: TicketPage, names: mirror.Meanings) -> mirror.PageTaken:
    reader = RunKind.REFRESH if work.lane is Lane.SYNC else RunKind.FULL
    taken = await mirror.take_page(session, page.records, names, reader=reader)
    work.counters.tickets_changed += taken.changed
    work.counters.quarantined += await quarantine.put_in(session, page.malformed)
    await quarantine.let_out(session, {"ticket": [record.id for record in page.records]})
    return taken


async def read_threads(work: Mirror, due: Sequence[DueThread]) -> None:
    """Reads the threads in the order given, a few at once. Raises Busy as soon as Plenty or the budget asks to wait."""
    waiting = iter(due)
    failures = 0

    async def reader() -> None:
        nonlocal failures
        for thread in waiting:
            try:
                await read_thread(work, thread)
            except UpstreamFailed as error:
                failures += 1
                if failures >= FAILURES_BEFORE_GIVING_UP:
                    raise
                await set_aside(work, thread, error)
            else:
                failures = 0

    await all_or_first_error([reader for _ in range(min(THREADS_AT_ONCE, len(due)))])


async def all_or_first_error(readers: Sequence[Callable[[], Awaitable[None]]]) -> None:
    """Waits for all of them, so that nothing of this run goes on behind its back, then raises what stopped one."""
    outcomes = await asyncio.gather(*(reader() for reader in readers), return_exceptions=True)
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    for error in errors:
        if not isinstance(error, Busy):
            raise error
    if errors:
        raise errors[0]


async def read_thread(work: Mirror, due: DueThread) -> ThreadTaken | None:
    """One thread with its customer's name. None if the ticket is gone, there or here."""
    contact_is_known = await _contact_is_known(work.sessions, due.contact_id)
    try:
        work.counters.calls += 1
        thread = await work.source.thread(due.plenty_ticket_id, lane=work.lane)
    except Unknown:
        await not_due_any_more(work.sessions, due.ticket_id)
        return None
    if due.contact_id is not None and not contact_is_known:
        await read_contact(work, due.contact_id)
    messages = await read_bodies(work.sessions, thread.messages)
    async with work.sessions.begin() as session:
        taken = await take_thread(session, due.ticket_id, messages)
        if taken is None:
            return None
        found = await quarantine.put_in(session, thread.malformed, plenty_ticket_id=due.plenty_ticket_id)
        good = {"thread": [due.plenty_ticket_id], "message": [message.id for message in thread.messages]}
        await quarantine.let_out(session, good)
        await session.execute(update(Ticket).where(Ticket.id == due.ticket_id).values(thread_due=None))
        await work.on_thread(session, taken, may_draft=work.may_draft)
    work.counters.messages_new += taken.messages_new
    work.counters.quarantined += found
    return taken


async def read_contact(work: Mirror, contact_id: int) -> None:
    """A contact that Plenty hides or garbles leaves the ticket with what its messages say."""
    try:
        work.counters.calls += 1
        record = await work.source.contact(contact_id, lane=work.lane)
    except (Unknown, UpstreamFailed) as error:
        log.warning("contact_unreadable", plenty_contact_id=contact_id, reason=error.message)
        return
    async with work.sessions.begin() as session:
        await mirror.take_contact(session, record)


async def _contact_is_known(sessions: Sessions, contact_id: int | None) -> bool:
    if contact_id is None:
        return True
    async with sessions() as session:
        return await session.get(Contact, contact_id) is not None


async def not_due_any_more(sessions: Sessions, ticket_id: int) -> None:
    async with sessions.begin() as session:
        await session.execute(update(Ticket).where(Ticket.id == ticket_id).values(thread_due=None, listed_open=False))


async def set_aside(work: Mirror, due: DueThread, error: UpstreamFailed) -> None:
    """One thread that cannot be read does not hold up the rest; the rotation tries it again first."""
    broken = Malformed(kind="thread", record_id=due.plenty_ticket_id, payload="", reason=error.message)
    async with work.sessions.begin() as session:
        work.counters.quarantined += await quarantine.put_in(session, [broken])
        await session.execute(
            update(Ticket).where(Ticket.id == due.ticket_id).values(thread_due=None, messages_read_at=None)
        )


def threads_due(kind: RunKind, *, limit: int, without: Collection[int] = ()) -> Select[*tuple[Any, ...]]:
    """The fields of DueThread, newest change first. *without* are ids of tickets that are being stored."""
    return (
        select(Ticket.id, Ticket.plenty_ticket_id, Ticket.contact_id)
        .where(Ticket.thread_due == kind, Ticket.plenty_ticket_id.is_not(None), not_(among(Ticket.id, without)))
        .order_by(Ticket.updated_at.desc().nulls_last(), Ticket.id.desc())
        .limit(limit)
    )


async def due_threads(sessions: Sessions, kind: RunKind, *, limit: int) -> list[DueThread]:
    async with sessions() as session:
        return [DueThread(*row) for row in await session.execute(threads_due(kind, limit=limit))]


async def read_due(work: Mirror, kind: RunKind) -> None:
    """Every thread whose turn it is with a run of this kind."""
    while batch := await due_threads(work.sessions, kind, limit=THREADS_PER_BATCH):
        await read_threads(work, batch)
        async with work.sessions.begin() as session:
            await work.counters.tell(session)


async def progress_of(work: Mirror) -> dict[str, Any]:
    """What an earlier try of this run left; empty at its beginning."""
    async with work.sessions() as session:
        return await session.scalar(select(SyncRun.progress).where(SyncRun.id == work.counters.run_id)) or {}
