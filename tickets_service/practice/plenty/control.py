"""Turning the knobs from outside, playing customer, and looking behind the counter. Loopback only, no password."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tickets_service.practice.plenty import pages
from tickets_service.practice.plenty.answers import Answer, not_found
from tickets_service.practice.plenty.faults import Fault
from tickets_service.practice.plenty.records import Ticket

if TYPE_CHECKING:
    from tickets_service.practice.plenty.server import PracticePlenty

CHANGEABLE = ("status_id", "title", "confidential", "contact_id", "order_id", "priority_id", "source", "broken")


def answer(plenty: PracticePlenty, method: str, path: str, body: bytes) -> Answer:
    if method == "GET" and (path == "/" or path.startswith(pages.OF_A_TICKET)):
        return pages.answer(plenty, path)
    try:
        fields = json.loads(body or b"{}")
        return _control(plenty, method, path.removeprefix("/_practice"), fields)
    except (ValueError, TypeError, KeyError) as error:
        return Answer(422, {"error": {"message": f"{type(error).__name__}: {error}"}})


def _control(plenty: PracticePlenty, method: str, path: str, fields: dict[str, Any]) -> Answer:
    if path == "/knobs":
        if method == "PUT":
            plenty.knobs.turn(fields)
        return Answer(200, asdict(plenty.knobs))
    if path == "/faults":
        return _faults(plenty, method, fields)
    if path == "/calls":
        return _calls(plenty, method)
    if path == "/outbox":
        return Answer(200, plenty.store.outbox)
    if (method, path) in (("POST", "/generate"), ("DELETE", "/sessions"), ("POST", "/tickets")):
        return _whole_shop(plenty, path, fields)
    return _one_ticket(plenty, method, path, fields)


def _whole_shop(plenty: PracticePlenty, path: str, fields: dict[str, Any]) -> Answer:
    if path == "/generate":
        more = {name: int(fields[name]) for name in ("status_id", "first_id") if name in fields}
        plenty.store.generate(int(fields["tickets"]), int(fields.get("messages_each", 4)), **more)
        return Answer(200, {"tickets": len(plenty.tickets)})
    if path == "/sessions":
        plenty.sessions.expire_all()
        return Answer(200, {})
    ticket = plenty.customer_opens(str(fields.pop("text")), **fields)
    return Answer(201, _whole(plenty, ticket))


def _one_ticket(plenty: PracticePlenty, method: str, path: str, fields: dict[str, Any]) -> Answer:
    match = re.fullmatch(r"/tickets/(\d+)(/messages)?", path)
    ticket = plenty.tickets.get(int(match[1])) if match else None
    if match is None or ticket is None:
        return not_found()
    if match[2] and method == "POST":
        if fields.get("from", "customer") == "staff":
            plenty.staff_writes(ticket.id, str(fields["text"]), kind=fields.get("type", "message"))
        else:
            plenty.customer_writes(ticket.id, str(fields["text"]), bump=bool(fields.get("bump", True)))
    elif method == "PATCH":
        plenty.store.change(ticket, **{name: fields[name] for name in fields if name in CHANGEABLE})
    elif method == "DELETE":
        plenty.store.remove(ticket.id)
        return Answer(200, {})
    return Answer(200, _whole(plenty, ticket))


def _faults(plenty: PracticePlenty, method: str, fields: dict[str, Any]) -> Answer:
    if method == "POST":
        plenty.faults.append(Fault(**fields))
    elif method == "DELETE":
        plenty.faults.clear()
    return Answer(200, [asdict(fault) for fault in plenty.faults])


def _calls(plenty: PracticePlenty, method: str) -> Answer:
    if method == "DELETE":
        plenty.calls.clear()
    calls = [asdict(call) for call in plenty.calls[-1000:]]
    return Answer(200, {"count": len(plenty.calls), "refused": plenty.counter.refusals, "calls": calls})


def _whole(plenty: PracticePlenty, ticket: Ticket) -> dict[str, Any]:
    """The ticket with everything in it: the judge of what arrived."""
    messages = [message.as_json(plenty.knobs) for message in plenty.store.messages(ticket)]
    return {**ticket.as_json(plenty.knobs, progress=0), "messages": messages}
