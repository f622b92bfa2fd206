"""What became of something done to the list, told above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.tickets.schemas import BulkResult


@dataclass(frozen=True)
class Outcome:
    """*complaint* is why nothing was done at all."""

    changed: int = 0
    failed: Sequence[BulkResult] = ()
    complaint: str | None = None

    @classmethod
    def of(cls, results: Sequence[BulkResult]) -> Outcome:
        return cls(sum(result.ok for result in results), [result for result in results if not result.ok])
