"""The page of model calls: what each was for, and the same as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from tickets_service.drafting.sent import CallsWanted, ProcessorCallOut
from tickets_service.inbox.languages import N_
from tickets_service.models import Purpose

PURPOSES: dict[str, str] = {
    Purpose.DRAFT: N_("Draft"),
    Purpose.TRANSLATION: N_("Translation"),
    Purpose.REFINEMENT: N_("Refinement"),
    Purpose.REPLAY: N_("Replay"),
    Purpose.EMBEDDING: N_("Search by meaning"),
}
COLUMNS = (
    "id", "at", "purpose", "model", "host", "credential", "ticket_id", "ai_response_id", "texts", "prompt_tokens",
    "completion_tokens", "cost_usd", "hidden",
)  # fmt: skip
YEARS = range(2000, 2101)
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would work it out."""


def wanted_of(purpose: str, day: str) -> CallsWanted:
    """What is no purpose and no day narrows nothing."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        on = None
    is_day = on is not None and on.year in YEARS
    return CallsWanted(purpose if purpose in PURPOSES else None, on if is_day else None)


def csv_head() -> str:
    return _written([COLUMNS])


def csv_lines(calls: Sequence[ProcessorCallOut]) -> str:
    return _written([[_cell(call, name) for name in COLUMNS] for call in calls])


def _cell(call: ProcessorCallOut, name: str) -> str:
    value = getattr(call, name)
    if name == "at":
        return call.at.isoformat()
    if name == "hidden":
        return " ".join(f"{kind}:{count}" for kind, count in sorted(call.hidden.items()))
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
