"""Two plain pages that show what the practice Plenty holds. Everything is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tickets_service.practice.plenty.answers import Answer, not_found

if TYPE_CHECKING:
    from tickets_service.practice.plenty.server import PracticePlenty

BANNER = (
    "<p><strong>PRACTICE.</strong> This is no Plentymarkets: "
    "a practice server with invented customers, for trying out.</p>"
)
NEWEST = 100
OF_A_TICKET = ("/_practice/view/", "/plenty/terra/ticket/")
"""The second is where the real system's back end shows a ticket."""


def answer(plenty: PracticePlenty, path: str) -> Answer:
    number = path.rpartition("/")[2]
    if path == "/":
        return _page("Practice Plenty", _list(plenty))
    if not number.isdigit() or int(number) not in plenty.tickets:
        return not_found()
    return _page(f"Practice ticket {number}", _ticket(plenty, int(number)))


def _list(plenty: PracticePlenty) -> str:
    newest = sorted(plenty.tickets.values(), key=lambda ticket: ticket.updated_at, reverse=True)[:NEWEST]
    rows = "".join(
        f'<li><a href="/_practice/view/{ticket.id}">{ticket.id}: {escape(ticket.title)}</a></li>' for ticket in newest
    )
    return f"<p>{len(plenty.tickets)} tickets, {len(plenty.calls)} calls so far.</p><ul>{rows}</ul>"


def _ticket(plenty: PracticePlenty, number: int) -> str:
    messages = "".join(
        f"<hr><p>{message.id} · {escape(message.type)} · {'staff' if message.user_id else 'customer'} · "
        f"{message.created_at:%Y-%m-%d %H:%M:%S}</p><pre>{escape(message.text)}</pre>"
        for message in plenty.messages(number)
    )
    return f'<p><a href="/">All tickets</a></p><h2>{escape(plenty.tickets[number].title)}</h2>{messages}'


def _page(title: str, content: str) -> Answer:
    page = (
        f'<!doctype html><meta charset="utf-8"><title>{escape(title)}</title><h1>{escape(title)}</h1>{BANNER}{content}'
    )
    return Answer(200, raw=page.encode(), media_type="text/html; charset=utf-8")
