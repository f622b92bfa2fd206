"""Which Plenty system we serve, as whom, and since when it has been failing."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.addresses import check_plenty_url
from tickets_service.db import Sessions
from tickets_service.errors import Conflict, Invalid, UpstreamFailed
from tickets_service.models import ConnectionState, PlentyConnection, Ticket
from tickets_service.plenty import auth, logins, sealing
from tickets_service.plenty.budget import CallBudget
from tickets_service.plenty.errors import BudgetSpent, Unreachable
from tickets_service.plenty.wire import Wire
from tickets_service.vault import Vault

NONE = "NONE"
FAILURE_NOTED_AT_MOST_EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class ConnectionView:
    """What is shown of the connection; the password never is."""

    base_url: str | None
    username: str | None
    state: str
    checked_at: datetime | None
    failing_since: datetime | None = None
    last_error: str | None = None


async def show(session: AsyncSession) -> ConnectionView:
    row = await session.get(PlentyConnection, 1, populate_existing=True)
    if row is None:
        return ConnectionView(None, None, NONE, None)
    return ConnectionView(row.base_url, row.username, row.state, row.checked_at, row.failing_since, row.last_error)


@dataclass(frozen=True)
class Offered:
    """A connection a person wants to store."""

    base_url: str
    username: str
    password: str = field(repr=False)


async def connect(sessions: Sessions, vault: Vault, wire: Wire, offered: Offered, *, actor: str) -> ConnectionView:
    """Tests the login, then stores it. Raises Invalid, LoginRefused, Conflict, Busy, Unreachable, Unclear.

    A person need not wait the minute that lies between two logins of the service itself, but may try only a few times
    in one (TooManyAttempts).
    """
    url, username = check_plenty_url(offered.base_url), offered.username
    if not username or not offered.password:
        missing = "username" if not username else "password"
        raise Invalid("A connection needs a user name and a password.", **{missing: "must not be empty"})
    async with sessions.begin() as session:
        await _refuse_another_system(session, url)
        await logins.count_try(session)
    try:
        login = await auth.log_in(wire, CallBudget(sessions), url, username, offered.password)
    except (BudgetSpent, Unreachable):
        async with sessions.begin() as session:
            await logins.give_back(session)
        raise
    async with sessions.begin() as session:
        await _refuse_another_system(session, url)
        values = {
            "base_url": url,
            "username": username,
            "encrypted_password": vault.seal(offered.password, sealing.PASSWORD),
            "state": ConnectionState.OK,
            "checked_at": func.clock_timestamp(),
            "failing_since": None,
            "last_error": None,
        }
        await session.execute(
            insert(PlentyConnection).values(id=1, **values).on_conflict_do_update(index_elements=["id"], set_=values)
        )
        await auth.store(session, vault, login)
        await audit.record(session, actor, "plenty_connected", "plenty:connection", base_url=url, username=username)
        return await show(session)


async def _refuse_another_system(session: AsyncSession, url: str) -> None:
    """Two Plenty systems number their tickets alike, so one cannot follow the other in the same tables."""
    row = await session.get(PlentyConnection, 1)
    if row is not None and row.base_url != url and await session.scalar(select(Ticket.id).limit(1)) is not None:
        raise Conflict(
            "Tickets of another Plenty system are stored here, and its ids would collide: "
            "use a database of its own for each system."
        )


class Health:
    """Notes when Plenty began to fail and when it works again; a process writes only what changed."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._is_failing: bool | None = None
        self._noted_at = 0.0

    async def failed(self, error: UpstreamFailed) -> None:
        if self._is_failing and time.monotonic() - self._noted_at < FAILURE_NOTED_AT_MOST_EVERY_SECONDS:
            return
        async with self._sessions.begin() as session:
            await session.execute(
                update(PlentyConnection).values(
                    state=ConnectionState.UNREACHABLE,
                    checked_at=func.clock_timestamp(),
                    failing_since=func.coalesce(PlentyConnection.failing_since, func.clock_timestamp()),
                    last_error=error.message,
                )
            )
        self._is_failing, self._noted_at = True, time.monotonic()

    async def worked(self) -> None:
        """Another process may have noted the failure, so the row is looked at now and then."""
        if self._is_failing is False and time.monotonic() - self._noted_at < FAILURE_NOTED_AT_MOST_EVERY_SECONDS:
            return
        async with self._sessions.begin() as session:
            await session.execute(
                update(PlentyConnection)
                .where(PlentyConnection.failing_since.is_not(None))
                .values(
                    state=ConnectionState.OK,
                    checked_at=func.clock_timestamp(),
                    failing_since=None,
                    last_error=None,
                )
            )
        self._is_failing, self._noted_at = False, time.monotonic()
