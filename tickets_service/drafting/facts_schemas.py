"""The facts of a ticket as programs outside see them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from tickets_service.drafting.order_facts import KnownFacts
from tickets_service.facts import Event, FactKind, Role
from tickets_service.models import ChoiceReason


class FactOut(BaseModel):
    id: str
    """Short, and the same as in the prompt of a draft."""
    kind: FactKind
    label: str
    value: str | bool
    of: str | None = None
    """The id of the fact it belongs to."""
    event: Event | None = None
    role: Role | None = None
    currency: str | None = None
    as_of: datetime | None = None
    source: str = ""


class FactsOut(BaseModel):
    today: date
    zone: str
    order_id: int | None
    reason: ChoiceReason | None
    """Why this order; null without one."""
    elsewhere: list[str]
    as_of: datetime | None
    """When the oldest of it was read from Plenty."""
    is_fresh: bool
    """Less than ten minutes old."""
    trouble: str | None
    facts: list[FactOut]

    @classmethod
    def of(cls, known: KnownFacts) -> FactsOut:
        sheet: dict[str, Any] = known.sheet.as_json()
        case = known.case
        return cls(
            **sheet,
            order_id=case.choice.order_id,
            reason=case.choice.reason,
            elsewhere=list(case.choice.elsewhere),
            as_of=case.read_at,
            is_fresh=known.is_fresh,
            trouble=case.trouble,
        )
