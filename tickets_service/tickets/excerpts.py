"""What a row of the list shows of its ticket: how the newest message begins, where a search hit, who is on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.tickets import presence
from tickets_service.tickets.schemas import Hit, Piece, PresenceOut, TicketOut, TicketRow
from tickets_service.tickets.searching import Query, excerpt, marked

SNIPPET_CHARACTERS = 160

NEWEST_MESSAGES = text("""
SELECT wanted.id, newest.direction, left(newest.text, 400)
FROM unnest(CAST(:ids AS bigint[])) AS wanted (id) CROSS JOIN LATERAL (
    SELECT direction, text FROM ticket_messages WHERE ticket_id = wanted.id
    ORDER BY created_at DESC, plenty_message_id DESC LIMIT 1
) AS newest
""")
NEWEST_HITS = text("""
SELECT wanted.id, hit.text
FROM unnest(CAST(:ids AS bigint[])) AS wanted (id) CROSS JOIN LATERAL (
    SELECT left(text, 100000) AS text FROM ticket_messages
    WHERE ticket_id = wanted.id AND search @@ to_tsquery('simple', :words)
    ORDER BY created_at DESC, plenty_message_id DESC LIMIT 1
) AS hit
""")


async def as_rows(session: AsyncSession, tickets: Sequence[TicketOut], typed: str | None) -> list[TicketRow]:
    if not tickets:
        return []
    ids = [ticket.id for ticket in tickets]
    newest = {row[0]: row for row in await session.execute(NEWEST_MESSAGES, {"ids": ids})}
    hits = await _hits(session, tickets, typed) if typed and typed.strip() else {}
    there = await presence.on_tickets(session, ids)
    rows = []
    for ticket in tickets:
        _, direction, beginning = newest.get(ticket.id, (ticket.id, None, ""))
        more = {"snippet": _snippet(beginning), "snippet_direction": direction, "hits": hits.get(ticket.id, [])}
        on_it = there.get(ticket.id) or PresenceOut(ticket_id=ticket.id, people=[], locked_by=None)
        rows.append(TicketRow(**dict(ticket), **more, people=on_it.people, locked_by=on_it.locked_by))
    return rows


def _snippet(beginning: str) -> str:
    flat = " ".join(beginning.split())
    return flat if len(flat) <= SNIPPET_CHARACTERS else flat[: SNIPPET_CHARACTERS - 1].rstrip() + "…"


async def _hits(session: AsyncSession, tickets: Sequence[TicketOut], typed: str) -> dict[int, list[Hit]]:
    query = Query.of(typed)
    pattern = query.pattern
    if pattern is None:
        return {}
    ids = [ticket.id for ticket in tickets]
    found = await session.execute(NEWEST_HITS, {"ids": ids, "words": query.tsquery})
    messages: dict[int, str] = dict(found.all())
    return {ticket.id: _hits_in(ticket, messages.get(ticket.id, ""), pattern) for ticket in tickets}


def _hits_in(ticket: TicketOut, message: str, pattern: re.Pattern[str]) -> list[Hit]:
    found = {
        "title": marked(ticket.title, pattern),
        "customer_name": marked(ticket.customer_name or "", pattern),
        "customer_email": marked(ticket.customer_email or "", pattern),
        "order_id": marked(str(ticket.order_id or ""), pattern),
        "message": excerpt(message, pattern),
    }
    return [
        Hit(field=field, pieces=[Piece(text=text, hit=is_hit) for text, is_hit in pieces])
        for field, pieces in found.items()
        if pieces
    ]
