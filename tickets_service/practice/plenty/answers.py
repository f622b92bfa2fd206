"""A request after the door, an answer before the wire, and the shapes answers share."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickets_service.practice.plenty.knobs import Knobs


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, str]
    body: Mapping[str, Any]
    knobs: Knobs
    user_id: int


@dataclass
class Answer:
    """*raw* goes out instead of the body when it is given."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    media_type: str = "application/json"


def not_found() -> Answer:
    return Answer(404, {"error": {"message": "Resource not found."}})


def refused_fields(names: Sequence[str]) -> Answer:
    errors = {name: [f"The {name} field is required."] for name in names}
    return Answer(422, {"error": {"message": "The given data was invalid."}, "validation_errors": errors})


def envelope(
    found: Sequence[Any], page: int, size: int, knobs: Knobs, shown: Callable[[Any], dict[str, Any]]
) -> Answer:
    """A page of a list. Past the end it is empty, or the last page again: see the knob."""
    last = max(1, math.ceil(len(found) / size))
    if page > last and knobs.past_end_page == "last_page":
        page = last
    start = (page - 1) * size
    entries = [shown(one) for one in found[start : start + size]]
    body = {
        "page": str(page) if knobs.page_as_string else page,
        "totalsCount": len(found),
        "isLastPage": page >= last,
        "lastPageNumber": last,
        "firstOnPage": start + 1 if entries else 0,
        "lastOnPage": start + len(entries),
        "itemsPerPage": size,
        "entries": entries,
    }
    return Answer(200, body)
