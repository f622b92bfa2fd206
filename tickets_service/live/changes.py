"""What changed since a moment. A cursor is a snapshot, so that nothing is missed that committed late."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import Invalid
from tickets_service.models import LiveChange, LiveKind

CURSOR_HOLDS = timedelta(minutes=10)
KEPT_FOR = timedelta(minutes=15)
MOST_CHANGES = 1000
MOST_IDS = 50
CURSOR = re.compile(r"(\d{1,15})~((\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?))", re.ASCII)

HERE = text("SELECT pg_current_snapshot()::text, floor(extract(epoch FROM clock_timestamp()))::bigint")
SINCE = text("""
SELECT pg_current_snapshot()::text, floor(extract(epoch FROM clock_timestamp()))::bigint, (
    SELECT coalesce(json_agg(json_build_array(kind, ticket_ids)), '[]') FROM (
        SELECT kind, ticket_ids FROM live_changes
        WHERE xid >= pg_snapshot_xmin(CAST(:snapshot AS pg_snapshot))::text::bigint
          AND NOT pg_visible_in_snapshot(xid::text::xid8, CAST(:snapshot AS pg_snapshot))
        ORDER BY id LIMIT :most
    ) AS fresh
)
""")


@dataclass(frozen=True)
class Change:
    """Ids only. *many* says that there were too many to name, so everything of this kind is to be read again."""

    kind: LiveKind
    ticket_ids: tuple[int, ...] = ()
    many: bool = False


@dataclass(frozen=True)
class News:
    """*resync* says that nobody knows any more what changed: read everything again."""

    cursor: str
    changes: tuple[Change, ...] = ()
    resync: bool = False


@dataclass(frozen=True)
class _Moment:
    at: int
    snapshot: str

    @property
    def highest(self) -> int:
        return int(self.snapshot.split(":")[1])

    @property
    def cursor(self) -> str:
        return f"{self.at}~{self.snapshot}"

    @classmethod
    def read(cls, cursor: str) -> _Moment:
        match = CURSOR.fullmatch(cursor)
        if match is None:
            raise _foreign()
        at, snapshot, lowest, highest, running = match.groups()
        ids = [int(lowest), *(int(xid) for xid in running.split(",") if xid), int(highest)]
        if ids != sorted(ids) or not ids[0]:
            raise _foreign()
        return cls(int(at), snapshot)


def _foreign() -> Invalid:
    return Invalid("This cursor was not made here: take the one of the answer before.", since="was not made here")


async def news_since(session: AsyncSession, cursor: str | None) -> News:
    """Without a cursor only the moment itself, to begin with."""
    if cursor is None:
        return News((await _here(session)).cursor)
    before = _Moment.read(cursor)
    snapshot, at, fresh = (await session.execute(SINCE, {"snapshot": before.snapshot, "most": MOST_CHANGES + 1})).one()
    here = _Moment(at, snapshot)
    is_known = 0 <= here.at - before.at <= CURSOR_HOLDS.total_seconds() and before.highest <= here.highest
    if not is_known or len(fresh) > MOST_CHANGES:
        return News(here.cursor, resync=True)
    return News(here.cursor, tuple(_merged(fresh)))


async def _here(session: AsyncSession) -> _Moment:
    snapshot, at = (await session.execute(HERE)).one()
    return _Moment(at, snapshot)


def _merged(fresh: Sequence[Any]) -> Iterable[Change]:
    """One change per kind, in the order they first came."""
    ids: dict[LiveKind, dict[int, None]] = {}
    for kind, ticket_ids in fresh:
        ids.setdefault(LiveKind(kind), {}).update(dict.fromkeys(ticket_ids))
    for kind, ticket_ids in ids.items():
        many = len(ticket_ids) > MOST_IDS
        yield Change(kind, () if many else tuple(ticket_ids), many)


async def forget_old(session: AsyncSession) -> None:
    await session.execute(delete(LiveChange).where(LiveChange.at < func.clock_timestamp() - KEPT_FOR))
