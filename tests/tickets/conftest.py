"""A mirror of a helpdesk in memory, with a note of every thread it told about."""

from __future__ import annotations

import pytest
from helpdesk import Helpdesk
from sqlalchemy import select, text

from tickets_service.errors import Busy
from tickets_service.models import ConnectionState, PlentyConnection, RunKind, SyncRun, Ticket
from tickets_service.tickets import runs, sync


class MirrorOf:
    """Runs syncs against *desk* and remembers what the features were told."""

    def __init__(self, engine, sessions, desk):
        self.engine, self.sessions, self.desk = engine, sessions, desk
        self.told = []
        self.stop_after = None

    async def on_thread(self, session, taken, *, may_draft):
        if self.stop_after is not None and len(self.told) >= self.stop_after - 1:
            raise Busy("budget", retry_after=1)
        self.told.append((taken, may_draft))

    def desk_id(self, taken) -> int:
        """Plenty's id of the ticket whose thread was taken."""
        return taken.records[0].ticket_id

    async def ask(self, kind=RunKind.REFRESH) -> int:
        async with self.sessions.begin() as session:
            return (await runs.ask_for_run(session, kind)).id

    async def work(self, run_id):
        await sync.run(self.engine, self.sessions, self.desk, self.on_thread, run_id)

    async def run(self, kind=RunKind.REFRESH) -> SyncRun:
        run_id = await self.ask(kind)
        await self.work(run_id)
        return await self.row(SyncRun, run_id)

    async def row(self, table, key):
        async with self.sessions() as session:
            return await session.get(table, key)

    async def ticket(self, plenty_ticket_id) -> Ticket | None:
        async with self.sessions() as session:
            return await session.scalar(select(Ticket).where(Ticket.plenty_ticket_id == plenty_ticket_id))

    async def count(self, table) -> int:
        async with self.sessions() as session:
            return await session.scalar(text(f"SELECT count(*) FROM {table}"))


@pytest.fixture
def desk():
    return Helpdesk()


@pytest.fixture
async def mirror(engine, sessions, desk):
    async with sessions.begin() as session:
        session.add(
            PlentyConnection(
                id=1,
                base_url="https://shop.example",
                username="api",
                encrypted_password=b"x",
                state=ConnectionState.OK,
                checked_at=desk.now(),
            )
        )
    return MirrorOf(engine, sessions, desk)
