"""The database's clock, which all processes share."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, literal


def at(now: datetime | None) -> ColumnElement[datetime]:
    """*now* is for tests; None is the database's own moment."""
    return func.clock_timestamp() if now is None else literal(now)
