"""Lists: `{"items", "next_cursor"}`. A cursor is a place in the order, not a number of rows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from tickets_service.errors import Invalid

LARGEST_PAGE = 200
USUAL_PAGE = 50
LONGEST_CURSOR_CHARACTERS = 1000

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    items: list[T]
    next_cursor: str | None


def encode_cursor(*key: object) -> str:
    """*key* is where the page ended: whatever the list is ordered by."""
    return base64.urlsafe_b64encode(to_json(key)).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: Any) -> tuple[Any, ...]:
    """*kinds* are the types of the key's parts, e.g. `datetime | None, int`."""
    try:
        written = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key: tuple[Any, ...] = TypeAdapter(tuple[kinds]).validate_json(written)  # type: ignore[valid-type]
    except (binascii.Error, ValidationError, ValueError):
        complaint = "This cursor was not made here: take next_cursor from the page before."
        raise Invalid(complaint, cursor=complaint) from None
    else:
        return key


@dataclass(frozen=True)
class Paging:
    limit: int
    cursor: str | None

    def after(self, *kinds: Any) -> tuple[Any, ...] | None:
        """Where the page before ended; None on the first page."""
        return None if self.cursor is None else decode_cursor(self.cursor, *kinds)


def paging(
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = USUAL_PAGE,
    cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR_CHARACTERS)] = None,
) -> Paging:
    return Paging(limit, cursor or None)


def paging_of_a_whole(
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = LARGEST_PAGE,
    cursor: Annotated[str | None, Query(max_length=LONGEST_CURSOR_CHARACTERS)] = None,
) -> Paging:
    return Paging(limit, cursor or None)


PageParams = Annotated[Paging, Depends(paging)]
WholePageParams = Annotated[Paging, Depends(paging_of_a_whole)]
"""For what is looked at, or edited and put back, as a whole: as much as one page may hold, unless less is asked for."""


def part_of(lines: Sequence[T], wanted: Paging, *kinds: Any, key: Callable[[T], tuple[Any, ...]]) -> Page[T]:
    """A page of a list that is short enough to be read whole. It is ordered by *key*, whose parts are of *kinds*."""
    after = wanted.after(*kinds)
    rest = [line for line in sorted(lines, key=key) if after is None or key(line) > after]
    shown = rest[: wanted.limit]
    return Page(items=shown, next_cursor=encode_cursor(*key(shown[-1])) if len(rest) > wanted.limit else None)
