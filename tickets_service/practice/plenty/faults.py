"""Faults on purpose, each for a method and a path, a number of times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

KINDS = frozenset(
    [
        "timeout_before",
        "timeout_after",
        "reset_before",
        "reset_after",
        "500_before",
        "500_after",
        "502_before",
        "502_after",
        "504_before",
        "504_after",
        "html",
        "html_after",
        "truncated",
        "empty",
        "ok_not_written",
        "late",
        "malformed",
        "429",
        "401",
        "403",
    ]
)
"""`…_before`: nothing is done. `…_after`: it is done, and the answer is lost. `late`: done seconds after the loss."""


@dataclass
class Fault:
    kind: str
    method: str = "*"
    path: str = ".*"
    times: int = 1
    seconds: float = 60.0
    """How long a time-out hangs, or after how long a late one is done."""
    record: dict[str, Any] | None = None
    """For `malformed`: fields that replace those of the first record."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"There is no fault {self.kind!r}; known are {', '.join(sorted(KINDS))}.")

    def fits(self, method: str, path: str) -> bool:
        return self.times > 0 and self.method in ("*", method) and re.fullmatch(self.path, path) is not None
