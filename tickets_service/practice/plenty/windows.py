"""Call limits: fixed windows per user (minute) and per system (day), reads and writes apart."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from tickets_service.practice.plenty.knobs import Knobs

FRACTIONS_BELOW_SECONDS = 10
"""Real windows decay in whole seconds; windows scaled down for a test need more."""


@dataclass
class Window:
    name: str
    limit: int
    length: float
    opened_at: float
    used: int = 0

    def decay(self, now: float) -> float:
        return max(0.0, self.opened_at + self.length - now)


class CallCounter:
    """`refusals` counts the 429 that were answered."""

    def __init__(self, knobs: Knobs, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.knobs = knobs
        self.monotonic = monotonic
        self.windows: dict[tuple[str, str, str], Window] = {}
        self.refusals = 0

    def count(self, user: str, kind: str) -> tuple[list[Window], Window | None]:
        """The windows of this call and the exhausted one, if there is: then nothing is counted."""
        knobs, now = self.knobs, self.monotonic()
        windows = [
            self._window(user, kind, "short", getattr(knobs, f"short_{kind}_limit"), knobs.short_window_seconds, now),
            self._window("system", kind, "long", getattr(knobs, f"long_{kind}_limit"), knobs.long_window_seconds, now),
        ]
        exhausted = next((window for window in windows if window.used >= window.limit), None)
        if exhausted is None:
            for window in windows:
                window.used += 1
        else:
            self.refusals += 1
        return windows, exhausted

    def spend(self, user: str, kind: str, calls: int) -> None:
        """Somebody else's calls on the same quota."""
        for window in self.count(user, kind)[0]:
            window.used = min(window.limit, window.used + calls - 1)

    def _window(self, who: str, kind: str, name: str, limit: int, length: float, now: float) -> Window:
        key = (who, kind, name)
        window = self.windows.get(key)
        if window is None or now >= window.opened_at + window.length:
            window = self.windows[key] = Window(name, limit, length, now)
        window.limit = limit
        return window

    def headers(self, windows: list[Window], exhausted: Window | None) -> dict[str, str]:
        now, headers = self.monotonic(), {}
        for window in windows:
            prefix = f"X-Plenty-Global-{window.name.capitalize()}-Period"
            headers[f"{prefix}-Limit"] = str(window.limit)
            headers[f"{prefix}-Decay"] = shown_seconds(window.decay(now), window.length)
            headers[f"{prefix}-Calls-Left"] = str(max(0, window.limit - window.used))
            if window is exhausted:
                headers[f"{prefix}-Calls-Reset"] = str(int(time.time() + window.decay(now)))
        if exhausted is not None:
            headers["Retry-After"] = str(math.ceil(exhausted.decay(now)))
        return headers


def shown_seconds(seconds: float, length: float) -> str:
    return f"{seconds:.3f}" if length < FRACTIONS_BELOW_SECONDS else str(math.ceil(seconds))
