"""One budget of calls for all processes, kept in upstream's own fixed windows.

Each call is reserved before it is made, in one statement and by the database's clock. Where no window is open one call
goes ahead and its answer opens the window; the rest wait for it.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.plenty.errors import BudgetSpent
from tickets_service.plenty.limits import Quota, pause_after_refusal, quotas
from tickets_service.plenty.reservations import Kind, Reserved, Stock, Window
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.windows import BLOCK, COME_BACK, GIVE_BACK, LEARN, OPEN_SCOPE, RESERVE, WAIT

ASSUMED_LIMIT: dict[Kind, int] = {"read": 80, "write": 40}
ASSUMED_WINDOW_SECONDS = 60
"""Where Plenty sends no headers: the smallest published contract."""
SHARE_KEPT_FOR_PEOPLE = 10
"""A tenth of the minute window belongs to sending and to agents who wait."""
SHARE_OF_THE_DAY_KEPT = 20
"""Above 95 % of the day's calls only sending and waiting agents go on."""
CALLS_TOGETHER = 64
"""A backfill reserves so many at once where that is at most a twentieth of what the window still has for it."""
PROBES = 3
"""Calls that may be under way while no window is open; all but one of them are kept for people."""
ANSWER_WITHIN_SECONDS = 35
"""A probe whose answer has not come by then is given up, and another one goes ahead."""

RESERVATION_HOLDS_SECONDS = 2.0
REFRESH_RESTS_SECONDS = 1.0
"""So long after its last call a refresh counts as at work, and a backfill waits for it."""
REFRESH_COMES_BACK_WITHIN_SECONDS = 3.0
PROBE_IS_WAITED_FOR_SECONDS = 2.0
PROBE_LOOK_EVERY_SECONDS = 0.05


@dataclass(frozen=True)
class WindowOverview:
    scope: str
    limit: int
    left: int
    resets_in: float | None
    blocked_until: datetime | None


class CallBudget:
    """Opens its own short transactions: a reservation must count even if the caller's work is rolled back.

    Windows are locked in the order of their names, so that no two processes wait for each other.
    """

    def __init__(
        self,
        sessions: Sessions,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._sessions = sessions
        self._monotonic, self._sleep = monotonic, sleep
        self._known_scopes: set[str] = set()
        self._stock: dict[Kind, Stock] = {"read": Stock(), "write": Stock()}

    async def reserve(self, kind: Kind, lane: Lane) -> Reserved:
        """Raises BudgetSpent with the seconds until it is worth asking again.

        Only for the answer that opens a window is waited here: it is on its way already.
        """
        if lane is not Lane.BACKFILL:
            return await self._reserve(kind, lane)
        stock = self._stock[kind]
        async with stock.one_at_a_time:
            return stock.take() or await self._reserve(kind, lane)

    async def _reserve(self, kind: Kind, lane: Lane) -> Reserved:
        scopes = await self._scopes(kind)
        values = {
            "together": CALLS_TOGETHER if lane is Lane.BACKFILL else 1,
            "scopes": scopes,
            "is_person": lane <= Lane.AGENT,
            "is_sync": lane is Lane.SYNC,
            "is_backfill": lane is Lane.BACKFILL,
            "refresh_rests": REFRESH_RESTS_SECONDS,
            "probes": PROBES,
            "share_of_day": SHARE_OF_THE_DAY_KEPT,
            "share_for_people": SHARE_KEPT_FOR_PEOPLE,
            "answer_within": ANSWER_WITHIN_SECONDS,
        }
        patience = self._monotonic() + PROBE_IS_WAITED_FOR_SECONDS
        while True:
            asked_at = self._monotonic()
            async with self._sessions.begin() as session:
                rows = (await session.execute(RESERVE, values)).all()
                if rows:
                    holds = min(RESERVATION_HOLDS_SECONDS, *(row.holds for row in rows))
                    windows = {
                        row.scope: Window(row.limit, row.calls_left, row.is_open, row.reserved_at) for row in rows
                    }
                    reserved = Reserved(kind, windows, asked_at + holds)
                    self._stock[kind].put(reserved, rows[0].granted - 1)
                    return reserved
                wait = (await session.execute(WAIT, values)).one()
                if lane is Lane.SYNC and not wait.is_probed:
                    comes_back = float(wait.seconds) + REFRESH_COMES_BACK_WITHIN_SECONDS
                    await session.execute(COME_BACK, {"scopes": scopes, "seconds": comes_back})
            if not wait.is_probed or self._monotonic() > patience:
                seconds = max(PROBE_LOOK_EVERY_SECONDS, float(wait.seconds))
                raise BudgetSpent(
                    f"The {kind} calls Plenty allows are used up; more in {math.ceil(seconds)} s.", retry_after=seconds
                )
            await self._sleep(PROBE_LOOK_EVERY_SECONDS)

    async def learn(self, reserved: Reserved, headers: Mapping[str, str], *, was_refused: bool = False) -> None:
        """Takes in what an answer says. One round trip, and none when it says what was known."""
        said = [(f"{reserved.kind}/{quota.period}", quota) for quota in quotas(headers) if quota.period != "route"]
        news = [(scope, quota) for scope, quota in said if self._stock[reserved.kind].is_news(reserved, scope, quota)]
        if not said and not self._is_open(reserved):
            news = [(f"{reserved.kind}/short", _assumed(reserved.kind))]
        if was_refused:
            self._stock[reserved.kind].give_up()
        if not news and not was_refused:
            return
        async with self._sessions.begin() as session:
            for scope, quota in sorted(news, key=lambda one: one[0]):
                values = _values(scope, quota, is_assumed=not said)
                await session.execute(
                    LEARN, values | {"since": reserved.at or await session.scalar(select(func.now()))}
                )
            if was_refused:
                await self._block(session, reserved.kind, headers)

    async def give_back(self, reserved: Reserved) -> None:
        """The call brought no answer. If it was to open a window, another one may try at once."""
        if reserved.windows and not self._is_open(reserved):
            async with self._sessions.begin() as session:
                await session.execute(GIVE_BACK, {"scopes": [f"{reserved.kind}/short"], "probes": PROBES})

    def _is_open(self, reserved: Reserved) -> bool:
        row = reserved.windows.get(f"{reserved.kind}/short")
        return row is None or bool(row.is_open)

    async def _block(self, session: AsyncSession, kind: Kind, headers: Mapping[str, str]) -> None:
        seconds = pause_after_refusal(headers, datetime.now(UTC))
        exhausted = [f"{kind}/{quota.period}" for quota in quotas(headers) if quota.calls_left == 0]
        for scope in sorted(exhausted) or [f"{kind}/short"]:
            await session.execute(BLOCK, {"scope": scope, "seconds": seconds})

    async def _scopes(self, kind: Kind) -> list[str]:
        scopes = [f"{kind}/long", f"{kind}/short"]
        if not self._known_scopes.issuperset(scopes):
            async with self._sessions.begin() as session:
                for scope, calls_left in zip(scopes, (PROBES - 1, PROBES), strict=True):
                    values = {"scope": scope, "limit": ASSUMED_LIMIT[kind], "calls_left": calls_left}
                    await session.execute(OPEN_SCOPE, values)
            self._known_scopes.update(scopes)
        return scopes


def _assumed(kind: Kind) -> Quota:
    limit = ASSUMED_LIMIT[kind]
    return Quota("short", limit, limit - 1, ASSUMED_WINDOW_SECONDS)


def _values(scope: str, quota: Quota, *, is_assumed: bool) -> dict[str, object]:
    return {
        "scope": scope,
        "limit": quota.limit,
        "left": quota.calls_left,
        "resets_in": quota.resets_in,
        "probes": PROBES,
        "is_assumed": is_assumed,
    }


async def overview(session: AsyncSession) -> Sequence[WindowOverview]:
    rows = await session.execute(
        text("""
            SELECT scope, "limit", blocked_until,
                CASE WHEN is_open AND resets_at > clock_timestamp() THEN calls_left ELSE "limit" END AS left,
                CASE WHEN is_open AND resets_at > clock_timestamp()
                     THEN extract(epoch FROM resets_at - clock_timestamp()) END AS resets_in,
                blocked_until > clock_timestamp() AS is_blocked
            FROM call_budget WHERE NOT (is_assumed AND scope LIKE '%/long') ORDER BY scope
        """)
    )
    return [
        WindowOverview(
            scope=row.scope,
            limit=row.limit,
            left=row.left,
            resets_in=None if row.resets_in is None else float(row.resets_in),
            blocked_until=row.blocked_until if row.is_blocked else None,
        )
        for row in rows
    ]
