"""Records that could not be read: kept with the reason, counted once, forgotten when they read well again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import among
from tickets_service.models import Quarantined
from tickets_service.plenty.schemas import Malformed

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
    of_a_kind = [(Quarantined.kind == kind) & among(Quarantined.plenty_record_id, ids) for kind, ids in good.items()]
    await session.execute(delete(Quarantined).where(or_(*of_a_kind)))
