"""Importing the whole history: page by page, the newest first, going on where an earlier worker stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace

from sqlalchemy import and_, exists, select, update

from tickets_service.errors import Busy
from tickets_service.models import Quarantined, RunKind, Ticket
from tickets_service.plenty.schemas import TicketPage, TicketQuery
from tickets_service.tickets import mirror, runs
from tickets_service.tickets.firsts import Storing, read_due_together
from tickets_service.tickets.plausibility import require_plausible_total
from tickets_service.tickets.walking import Mirror, all_or_first_error, list_page, pages, progress_of, read_due, take

EVERY_TICKET = TicketQuery()
REFRESH_LOOKED_AT_SECONDS = 5
NEVER_READ = and_(Ticket.messages_read_at.is_(None), Ticket.plenty_ticket_id.is_not(None))


@dataclass
class Place:
    """Where in the list a run is; kept in its row."""

    next_page: int = 1
    is_backwards: bool = False
    """Plenty lists the oldest first, so the list is walked from its end."""
    is_walked: bool = False
    """Nothing is left to list."""
    has_looked_again: bool = False
    """At the threads that could not be read while Plenty was in trouble."""

    def passed(self, page: TicketPage) -> bool:
        """Notes that *page* is stored. False if it had been passed before."""
        is_news = page.page == self.next_page
        if is_news:
            self.next_page += -1 if self.is_backwards else 1
        return is_news


async def import_everything(work: Mirror, names: mirror.Meanings) -> None:
    """Every ticket once.

    A page and the mark that it was listed are one transaction, and so are a thread and the end of its being due:
    a continued run first reads the threads still due, then the next page. One page is taken while the threads of the
    one before are read.
    """
    place = Place(**await progress_of(work))
    pages_left = _newest_first(work, place)

    async def take_a_page() -> None:
        if (page := await anext(pages_left, None)) is not None:
            await _take(work, place, page, names)
        else:
            place.is_walked = True

    async with Storing(work) as storing:
        await read_due_together(work, RunKind.FULL, storing)
        await take_a_page()
        while not place.is_walked:
            await all_or_first_error([take_a_page, lambda: read_due_together(work, RunKind.FULL, storing)])
        await read_due_together(work, RunKind.FULL, storing)
        await _look_again(work, place)
        await read_due_together(work, RunKind.FULL, storing)
    await _leave_nothing_to_a_refresh(work)


async def _take(work: Mirror, place: Place, page: TicketPage, names: mirror.Meanings) -> None:
    await require_plausible_total(work.sessions, page.total)
    async with work.sessions.begin() as session:
        taken = await take(work, session, page, names)
        if place.passed(page):
            work.counters.tickets_seen += taken.seen
        await work.counters.tell(session, tickets_total=page.total, progress=asdict(place))


async def _look_again(work: Mirror, place: Place) -> None:
    """Some threads were set aside before it was clear that Plenty was down: each is tried once more."""
    async with work.sessions.begin() as session:
        if not place.has_looked_again:
            set_aside = exists().where(
                Quarantined.kind == "thread", Quarantined.plenty_record_id == Ticket.plenty_ticket_id
            )
            await session.execute(
                update(Ticket).where(NEVER_READ, Ticket.thread_due.is_(None), set_aside).values(thread_due=RunKind.FULL)
            )
            place.has_looked_again = True
        await work.counters.tell(session, progress=asdict(place))


async def _leave_nothing_to_a_refresh(work: Mirror) -> None:
    """What a refresh met first is its own to read, for it may draft; this run is done when that is stored too.

    Where no refresh is at work any more, one that broke off is finished here in its place.
    """
    async with work.sessions() as session:
        if not await session.scalar(select(exists().where(Ticket.thread_due == RunKind.REFRESH, NEVER_READ))):
            return
        if await runs.is_alive(session, RunKind.REFRESH):
            raise Busy("A refresh is reading what it met first.", retry_after=REFRESH_LOOKED_AT_SECONDS)
    await read_due(replace(work, may_draft=True), RunKind.REFRESH)


async def _newest_first(work: Mirror, place: Place) -> AsyncIterator[TicketPage]:
    """Walking forwards, a deletion shifts records to pages already passed, so `pages` looks again; backwards it only
    makes some come twice."""
    opened = None
    if place.is_walked:
        return
    if place == Place():
        opened = await list_page(work, EVERY_TICKET, 1)
        if opened.is_oldest_first and opened.last_page is not None and opened.last_page > 1:
            place.is_backwards, place.next_page = True, opened.last_page
    if place.is_backwards:
        for number in range(place.next_page, 0, -1):
            yield await list_page(work, EVERY_TICKET, number)
    else:
        async for page in pages(work, EVERY_TICKET, first=place.next_page, opened=opened):
            yield page
