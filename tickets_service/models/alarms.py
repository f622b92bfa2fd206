"""Alarms: what stopped by itself and waits for a person to look."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column


class AlarmKind(StrEnum):
    FEW_TICKETS_LISTED = "few_tickets_listed"
    """Plenty lists less than half of the tickets it listed last time."""
    MANY_TICKETS_GONE = "many_tickets_gone"
    """A sweep would mark more tickets as gone than is likely on one day."""


class Alarm(Row):
    """At most one of a kind. It stays until what it warns of is over, or a person says to go on."""

    __tablename__ = "alarms"
    __table_args__ = (one_of("kind", AlarmKind),)

    kind: Mapped[AlarmKind] = mapped_column(state_column(AlarmKind), primary_key=True)
    sentence: Mapped[str]
    since: Mapped[datetime] = now_column()
    accepted_at: Mapped[datetime | None]
    """A person looked and said to go on: the next run does, once, and takes the alarm away."""
