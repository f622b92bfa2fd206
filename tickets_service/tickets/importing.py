"""Importing the whole history: page by page, the newest first, going on where an earlier worker stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

from tickets_service.models import RunKind
from tickets_service.plenty.schemas import TicketPage, TicketQuery
from tickets_service.tickets import mirror
from tickets_service.tickets.firsts import Storing, read_due_together
from tickets_service.tickets.plausibility import require_plausible_total
from tickets_service.tickets.walking import Mirror, list_page, pages, progress_of, take

EVERY_TICKET = TicketQuery()


@dataclass
class Place:
    """Where in the list a run is; kept in its row."""

    next_page: int = 1
    is_backwards: bool = False
    """Plenty lists the oldest first, so the list is walked from its end."""

    def passed(self, page: TicketPage) -> bool:
        """Notes that *page* is stored. False if it had been passed before."""
        is_news = page.page == self.next_page
        if is_news:
            self.next_page += -1 if self.is_backwards else 1
        return is_news


async def import_everything(work: Mirror, names: mirror.Meanings) -> None:
    """Every ticket once.

    A page and the mark that it was listed are one transaction, and so are a thread and the end of its being due:
    a continued run first reads the threads still due, then the next page.
    """
    place = Place(**await progress_of(work))
    async with Storing(work) as storing:
        await read_due_together(work, RunKind.FULL, storing)
        async for page in _newest_first(work, place):
            async with work.sessions.begin() as session:
                taken = await take(work, session, page, names)
                if place.passed(page):
                    work.counters.tickets_seen += taken.seen
                await work.counters.tell(session, tickets_total=page.total, progress=asdict(place))
            await read_due_together(work, RunKind.FULL, storing)


async def _newest_first(work: Mirror, place: Place) -> AsyncIterator[TicketPage]:
    """Walking forwards, a deletion shifts records to pages already passed, so `pages` looks again; backwards it only
    makes some come twice."""
    opened = None
    if place == Place():
        opened = await list_page(work, EVERY_TICKET, 1)
        await require_plausible_total(work.sessions, opened.total)
        if opened.is_oldest_first and opened.last_page is not None and opened.last_page > 1:
            place.is_backwards, place.next_page = True, opened.last_page
    if place.is_backwards:
        for number in range(place.next_page, 0, -1):
            yield await list_page(work, EVERY_TICKET, number)
    else:
        async for page in pages(work, EVERY_TICKET, first=place.next_page, opened=opened):
            yield page
