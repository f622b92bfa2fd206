"""What a text claims: one place in it, what kind of fact it is, and what it is said of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tickets_service.facts.sheet import Event, FactKind, Role


class Modality(StrEnum):
    HAPPENED = "happened"
    NOT_HAPPENED = "not_happened"
    ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True)
class Claim:
    """*events* and *roles* are what the value is said of: several where the words leave it open, none where they do not say."""

    start: int
    end: int
    kind: FactKind
    value: str | date | Decimal
    has_year: bool = True
    has_month: bool = True
    is_relative: bool = False
    weekday: int | None = None
    slack: int = 0
    otherwise: date | None = None
    unit: str = ""
    is_by_customer: bool = False
    modality: Modality | None = None
    events: tuple[Event, ...] = ()
    roles: tuple[Role, ...] = ()
    subjects: tuple[str, ...] = field(default=())
    """Ids of the items or orders it is said of, where the text names some that the sheet has."""
