"""Orders as they were last read, kept so that nobody has to ask Plenty twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import OrderCopy
from tickets_service.plenty.schemas import OrderRecord

ORDER = TypeAdapter(OrderRecord)


@dataclass(frozen=True, slots=True)
class KeptOrder:
    order: OrderRecord
    read_at: datetime

    def is_fresh(self, now: datetime, fresh_for: timedelta) -> bool:
        return now - self.read_at < fresh_for


async def keep(session: AsyncSession, orders: Iterable[OrderRecord]) -> None:
    """In the order of their ids, as everybody locks copies who locks several."""
    for order in sorted(orders, key=lambda one: one.id):
        values = {"facts": ORDER.dump_python(order, mode="json"), "read_at": func.clock_timestamp()}
        await session.execute(
            insert(OrderCopy)
            .values(plenty_order_id=order.id, **values)
            .on_conflict_do_update(index_elements=["plenty_order_id"], set_=values)
        )


async def kept(session: AsyncSession, order_id: int | None) -> KeptOrder | None:
    """None also for what an earlier version kept: it is read again."""
    copy = await session.get(OrderCopy, order_id) if order_id is not None else None
    if copy is None:
        return None
    try:
        return KeptOrder(ORDER.validate_python(copy.facts), copy.read_at)
    except ValidationError:
        return None
