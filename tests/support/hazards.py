"""Time that is moved by hand, and processes that die at a chosen moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import literal

from tickets_service.db import Sessions


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, time: datetime | None = None) -> None:
        self.time = time or datetime.now(UTC).replace(microsecond=0)
        self.seconds = 0.0

    def now(self):
        return literal(self.time)

    def monotonic(self):
        return self.seconds

    def move(self, **span):
        self.time += timedelta(**span)
        self.seconds += timedelta(**span).total_seconds()


class Dead(Exception):
    """The process is gone: nothing it still tries has any effect."""


class Mortal:
    """A process's way to the database. After `die` there is none, not even for cleaning up."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        self.is_dead = False

    async def die(self):
        self.is_dead = True
        raise Dead

    def begin(self):
        if self.is_dead:
            raise Dead
        return self.sessions.begin()

    def __call__(self):
        if self.is_dead:
            raise Dead
        return self.sessions()
