"""Cursors of the list of tickets. One holds for the order it was made in: in another it would skip tickets."""

from __future__ import annotations

from datetime import datetime

from tickets_service.errors import Invalid
from tickets_service.routers.paging import decode_cursor, encode_cursor
from tickets_service.tickets.listing import InboxKey, Sort


def encode_inbox_cursor(sort: Sort, next_key: InboxKey | None) -> str | None:
    """None if *next_key* is: nothing follows."""
    return encode_cursor(sort, *next_key) if next_key else None


def decode_inbox_cursor(sort: Sort, cursor: str | None) -> InboxKey | None:
    """None without a cursor. Raises `Invalid` for one that was made elsewhere or in another order."""
    if not cursor:
        return None
    made_for, at, ticket_id = decode_cursor(cursor, Sort, datetime | None, int)
    if made_for != sort:
        complaint = "This cursor was made for another order of the list: begin with its first page."
        raise Invalid(complaint, cursor=complaint)
    return at, ticket_id
