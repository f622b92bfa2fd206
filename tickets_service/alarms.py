"""Alarms: raised by whatever stopped to be safe, ended by a person or by the next run that finds all well."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.errors import NotFound
from tickets_service.models import Alarm, AlarmKind

log = structlog.get_logger()


async def sound(session: AsyncSession, kind: AlarmKind, sentence: str) -> None:
    """The same alarm again keeps its beginning, and what a person said of the earlier one no longer counts."""
    log.error("alarm", kind=kind.value, sentence=sentence)
    values = {"sentence": sentence, "accepted_at": None}
    await session.execute(
        insert(Alarm).values(kind=kind, **values).on_conflict_do_update(index_elements=["kind"], set_=values)
    )


async def end(session: AsyncSession, kind: AlarmKind) -> None:
    await session.execute(delete(Alarm).where(Alarm.kind == kind))


async def is_accepted(session: AsyncSession, kind: AlarmKind) -> bool:
    """Whether a person has looked and said to go on."""
    found = await session.scalar(select(Alarm.kind).where(Alarm.kind == kind, Alarm.accepted_at.is_not(None)))
    return found is not None


async def accept(session: AsyncSession, kind: AlarmKind, *, actor: str) -> None:
    """Raises NotFound when there is no such alarm."""
    accepted = await session.scalar(
        update(Alarm).where(Alarm.kind == kind).values(accepted_at=func.clock_timestamp()).returning(Alarm.kind)
    )
    if accepted is None:
        raise NotFound(f"There is no alarm {kind.value}.")
    await audit.record(session, actor, "alarm_accepted", f"alarm:{kind.value}")


async def waiting(session: AsyncSession) -> Sequence[Alarm]:
    """Oldest first."""
    return (await session.scalars(select(Alarm).order_by(Alarm.since))).all()
