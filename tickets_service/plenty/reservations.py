"""Calls that were reserved, and the stock of those that were reserved together and are not made yet."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tickets_service.plenty.limits import Quota

Kind = Literal["read", "write"]


@dataclass(frozen=True, slots=True)
class Window:
    """What a scope looked like after a call was counted."""

    limit: int
    calls_left: int
    is_open: bool
    reserved_at: datetime
    """By the database's clock."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """One call that may be made now. *windows* are those it was counted in, by scope."""

    kind: Kind
    windows: Mapping[str, Window]
    good_until: float = math.inf
    """By the monotonic clock."""

    @property
    def at(self) -> datetime | None:
        return next((row.reserved_at for row in self.windows.values()), None)

    def is_old(self) -> bool:
        """A process that was frozen in between, or whose window has ended, has lost its place."""
        return time.monotonic() > self.good_until


@dataclass
class Stock:
    """Of one kind, in one process."""

    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Who finds the stock empty fills it; the others wait for that instead of reserving as many again."""
    _spare: deque[Reserved] = field(default_factory=deque)
    _newest: Mapping[str, Window] = field(default_factory=dict)

    def put(self, reserved: Reserved, spare: int) -> None:
        self._spare.extend([reserved] * spare)
        self._newest = reserved.windows

    def take(self) -> Reserved | None:
        """The oldest one. Those that were not used in time are lost."""
        while self._spare:
            if not (reserved := self._spare.popleft()).is_old():
                return reserved
        return None

    def give_up(self) -> None:
        self._spare.clear()

    def is_news(self, reserved: Reserved, scope: str, quota: Quota) -> bool:
        """False if the database already knows of no more calls than *quota* says are left."""
        row = reserved.windows.get(scope)
        if row is None or not row.is_open or row.limit != quota.limit:
            return True
        newest = self._newest.get(scope, row)
        known: int = min(row.calls_left, newest.calls_left) if newest.is_open else row.calls_left
        return quota.calls_left < known
