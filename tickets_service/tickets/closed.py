"""Closed tickets, compared every hour: a customer who answers on one reopens it here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions, among
from tickets_service.errors import Busy
from tickets_service.models import PlentyConnection, RunKind, SyncState, Ticket, TicketStatus
from tickets_service.plenty.schemas import Lane, TicketPage, TicketQuery, TicketRecord
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import mirror, quarantine, runs, statuses
from tickets_service.tickets.walking import pages_of

COMPARED_EVERY = timedelta(hours=1)
FIRST_LOOK_BACK = timedelta(days=7)
"""What was closed longer ago than this before we first looked is history: an import brings it, not this."""


async def compare_closed(sessions: Sessions, source: HelpdeskSource) -> None:
    """Walks the lists of the closed statuses and marks what changed; the next refresh reads those threads."""
    async with sessions() as session:
        if await session.get(PlentyConnection, 1) is None:
            return
        state = (await session.scalars(select(SyncState))).one()
        names = await statuses.meanings(session)
        is_importing = await runs.is_under_way(session, RunKind.FULL)
        now = await session.scalar(select(func.clock_timestamp()))
    assert now is not None  # noqa: S101 - a SELECT of a function has one row
    if state.closed_compared_at is not None and now - state.closed_compared_at < COMPARED_EVERY * 0.9:
        return
    closed = [status_id for status_id, name in names.items() if name.status is TicketStatus.DONE]
    news_after = state.closed_seen_up_to or now - FIRST_LOOK_BACK
    walk = _ClosedWalk(sessions, source, names, news_after=news_after, takes_unknown=not is_importing)
    await walk.through(closed, state.closed_progress)


class _ClosedWalk:
    def __init__(
        self,
        sessions: Sessions,
        source: HelpdeskSource,
        names: mirror.Meanings,
        *,
        news_after: datetime,
        takes_unknown: bool,
    ) -> None:
        """While an import runs it brings the unknown ones: taken here, their threads would wait for the refreshes."""
        self.sessions, self.source, self.names, self.news_after = sessions, source, names, news_after
        self.takes_unknown = takes_unknown
        self.newest = news_after

    async def through(self, status_ids: Sequence[int], progress: dict[str, int]) -> None:
        """Goes on where an earlier walk had to wait for call budget."""
        start = status_ids.index(progress["status_id"]) if progress.get("status_id") in status_ids else 0
        first = progress.get("page", 1) if start or progress else 1
        for status_id in status_ids[start:]:
            await self._list(status_id, first=first)
            first = 1
        async with self.sessions.begin() as session:
            await quarantine.forget_nameless(session)
            await session.execute(
                update(SyncState).values(
                    closed_compared_at=func.clock_timestamp(),
                    closed_seen_up_to=func.greatest(SyncState.closed_seen_up_to, self.newest),
                    closed_progress={},
                )
            )

    async def _list(self, status_id: int, *, first: int) -> None:
        reached = first
        try:
            query = TicketQuery(status_id=status_id)
            async for page in pages_of(self.source, query, lane=Lane.BACKFILL, first=first):
                async with self.sessions.begin() as session:
                    await self._take_changed(session, page)
                reached = page.page + 1
        except Busy:
            async with self.sessions.begin() as session:
                await session.execute(
                    update(SyncState).values(closed_progress={"status_id": status_id, "page": reached})
                )
            raise

    async def _take_changed(self, session: AsyncSession, page: TicketPage) -> None:
        listed = select(Ticket.plenty_ticket_id, Ticket.updated_at).where(
            among(Ticket.plenty_ticket_id, [record.id for record in page.records])
        )
        known = dict((await session.execute(listed)).all())
        changed = [record for record in page.records if self._is_news(record, known)]
        await mirror.take_page(session, changed, self.names, reader=RunKind.REFRESH)
        await quarantine.put_in(session, page.malformed)
        if self.takes_unknown:
            self.newest = max([self.newest, *(record.updated_at for record in page.records if record.updated_at)])

    def _is_news(self, record: TicketRecord, known: dict[int | None, datetime | None]) -> bool:
        if record.id in known:
            return known[record.id] != record.updated_at
        return self.takes_unknown and record.updated_at is not None and record.updated_at > self.news_after
