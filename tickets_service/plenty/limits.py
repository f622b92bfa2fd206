"""What Plenty's limit headers say. Pure: reading them and waiting by them are different things.

Three families (Global-Long-Period, Global-Short-Period, Route), each with Limit, Decay (seconds until the fixed window
ends) and Calls-Left on every answer; Retry-After only on a refusal (plentymarkets developer guide, "Getting started").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tickets_service.retry_after import LONGEST_WAIT_SECONDS, number_in, seconds_in

Period = Literal["short", "long", "route"]
PREFIXES: Sequence[tuple[Period, str]] = (
    ("short", "x-plenty-global-short-period"),
    ("long", "x-plenty-global-long-period"),
    ("route", "x-plenty-route"),
)
HEADERS = {period: (f"{prefix}-limit", f"{prefix}-calls-left", f"{prefix}-decay") for period, prefix in PREFIXES}
WAIT_WHEN_NOTHING_IS_SAID = 10


@dataclass(frozen=True, slots=True)
class Quota:
    period: Period
    limit: int
    calls_left: int
    resets_in: float
    """Seconds."""


def quotas(headers: Mapping[str, str]) -> tuple[Quota, ...]:
    """The families that are there whole and make sense; a family with nonsense in it says nothing."""
    found = []
    for period, names in HEADERS.items():
        limit, left, decay = (number_in(headers.get(name)) for name in names)
        if limit is not None and left is not None and decay is not None and limit >= 1:
            found.append(
                Quota(period, int(limit), max(0, min(int(left), int(limit))), min(decay, LONGEST_WAIT_SECONDS))
            )
    return tuple(found)


def pause_after_refusal(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds to wait after a 429: what Retry-After asks, or until the exhausted windows end, whichever is longer."""
    asked = seconds_in(headers.get("retry-after"), now)
    ends = [quota.resets_in for quota in quotas(headers) if quota.calls_left == 0]
    known = [wait for wait in (asked, *ends) if wait is not None]
    return max(known) if known else WAIT_WHEN_NOTHING_IS_SAID
