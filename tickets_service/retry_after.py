"""Reading `Retry-After` as upstreams send it."""

from __future__ import annotations

import email.utils
import math
from datetime import UTC, datetime

LONGEST_WAIT_SECONDS = 86_400


def number_in(value: str | None) -> float | None:
    """None for nothing, nonsense and what is negative or infinite."""
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def seconds_in(value: str | None, now: datetime) -> float | None:
    """Retry-After as seconds: a number or an HTTP date. None when it is neither."""
    number = number_in(value)
    if number is not None or value is None:
        return None if number is None else min(number, LONGEST_WAIT_SECONDS)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT_SECONDS)
