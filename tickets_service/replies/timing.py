"""How long things may take on the send path, and whose clock counts. Both are handed in: tests need not wait."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, func


@dataclass(frozen=True)
class Timing:
    lease: timedelta = timedelta(seconds=60)
    """How long a worker may prepare a reply before another one takes over."""
    post_within: timedelta = timedelta(seconds=5)
    """A POST that has not begun by then after IN_FLIGHT was committed does not begin any more."""
    in_flight_at_most: timedelta = timedelta(seconds=5 + 30 + 30)
    """Deadline, time-out and slack: after that nobody will write the result any more."""
    reads_after: tuple[timedelta, ...] = (
        timedelta(seconds=5),
        timedelta(seconds=20),
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=15),
    )
    """When the thread is read after a POST with an unclear result, counted from the POST."""
    reads_at_least: int = 3
    overdue: timedelta = timedelta(seconds=60)
    """A reply or a read this late without a job has lost it."""
    missing_after: timedelta = timedelta(minutes=15)
    """A sent message that Plenty still does not show by then was never stored."""
    missing_until: timedelta = timedelta(days=1)

    @property
    def window(self) -> timedelta:
        return self.reads_after[-1]


class Clock(Protocol):
    """`now` goes into statements; `monotonic` measures inside one process."""

    def now(self) -> ColumnElement[datetime]: ...

    def monotonic(self) -> float: ...


class DatabaseClock:
    """The database's clock is the only one all processes share."""

    def now(self) -> ColumnElement[datetime]:
        return func.clock_timestamp()

    def monotonic(self) -> float:
        return time.monotonic()


CLOCK = DatabaseClock()
TIMING = Timing()
