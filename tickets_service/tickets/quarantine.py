"""Records that could not be read: kept with the reason, counted once, forgotten when they read well again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import among
from tickets_service.models import Quarantined
from tickets_service.plenty.schemas import Malformed

NAMELESS_ARE_KEPT_FOR = timedelta(hours=2)
PAYLOAD_KEPT = 20_000
"""Characters: enough to see what is wrong."""


async def put_in(session: AsyncSession, found: Sequence[Malformed], *, plenty_ticket_id: int | None = None) -> int:
    """Returns how many were not known yet. The same broken record seen again changes nothing."""
    added = 0
    for record in found:
        payload = record.payload[:PAYLOAD_KEPT].replace("\x00", "�").encode("utf-8", "replace").decode()
        statement = (
            insert(Quarantined)
            .values(
                kind=record.kind,
                plenty_record_id=record.record_id,
                plenty_ticket_id=plenty_ticket_id,
                payload=payload,
                payload_hash=hashlib.sha256(payload.encode()).digest(),
                reason=record.reason,
            )
            .on_conflict_do_update(
                index_elements=["kind", "plenty_record_id", "payload_hash"], set_={"last_seen_at": func.now()}
            )
            .returning(Quarantined.first_seen_at == Quarantined.last_seen_at)
        )
        added += bool((await session.execute(statement)).scalar())
    return added


async def let_out(session: AsyncSession, good: Mapping[str, Sequence[int]]) -> None:
    """These records, by kind, were read well: whatever was wrong with them is over."""
    if not await session.scalar(select(exists(Quarantined.id))):
        return
    of_a_kind = [(Quarantined.kind == kind) & among(Quarantined.plenty_record_id, ids) for kind, ids in good.items()]
    await session.execute(delete(Quarantined).where(or_(*of_a_kind)))


async def holds(session: AsyncSession, kind: str, record_id: int) -> bool:
    statement = select(Quarantined.id).where(Quarantined.kind == kind, Quarantined.plenty_record_id == record_id)
    return await session.scalar(statement.limit(1)) is not None


async def forget_nameless(session: AsyncSession) -> None:
    """A ticket's record without an id cannot be met again by name: two hours after it was last listed it is over.

    Every list is walked within an hour.
    """
    await session.execute(
        delete(Quarantined).where(
            Quarantined.kind == "ticket",
            Quarantined.plenty_record_id.is_(None),
            Quarantined.last_seen_at < func.now() - NAMELESS_ARE_KEPT_FOR,
        )
    )
