"""The twelve operations of the ticket system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tickets_service.practice.plenty.answers import Answer, Request, envelope, not_found, refused_fields
from tickets_service.practice.plenty.records import Ticket, now
from tickets_service.practice.plenty.store import PROGRESS, STATUSES, TYPES, Store

FILTERS: dict[str, Callable[[Ticket], Any]] = {
    "id": lambda ticket: ticket.id,
    "typeId": lambda ticket: ticket.type_id,
    "priorityId": lambda ticket: ticket.priority_id,
    "parentTicketId": lambda ticket: ticket.parent_ticket_id,
    "statusId": lambda ticket: ticket.status_id,
    "confidential": lambda ticket: ticket.confidential,
    "contactId": lambda ticket: ticket.contact_id,
    "plentyId": lambda ticket: ticket.plenty_id,
    "progress": lambda ticket: PROGRESS.get(ticket.status_id, 0),
    "source": lambda ticket: ticket.source,
}
TEXT_FILTERS = ("title", "fulltext")
IGNORED = frozenset({"page", "itemsPerPage", "ownerId", "roleId", "statusGroupId", "customerClassId"})
FIELDS = {
    "typeId": "type_id",
    "statusId": "status_id",
    "priorityId": "priority_id",
    "title": "title",
    "plentyId": "plenty_id",
    "confidential": "confidential",
    "contactId": "contact_id",
    "orderId": "order_id",
    "source": "source",
    "owners": "owners",
    "parentTicketId": "parent_ticket_id",
}
REQUIRED = ("typeId", "statusId", "title", "plentyId", "source")
USUAL_PAGE = 50
CLOSE = "<p>Ihr Team vom Praxis-Wohnladen</p>"


class TicketRoutes:
    def __init__(self, store: Store) -> None:
        self.store = store

    def listed(self, request: Request) -> Answer:
        query, knobs = request.query, request.knobs
        unknown = [name for name in query if name not in FILTERS and name not in TEXT_FILTERS and name not in IGNORED]
        if unknown and knobs.unknown_filter == "422":
            return Answer(422, unknown_filter(unknown[0]))
        wanted = {name: value for name, value in query.items() if name in FILTERS or name in TEXT_FILTERS}
        ids = self.store.listed(
            tuple(sorted(wanted.items())),
            (lambda ticket: fits(ticket, wanted)) if wanted else None,
            descending=knobs.ticket_order == "id_desc",
        )
        size = max(1, min(int(query.get("itemsPerPage", USUAL_PAGE)), knobs.ticket_items_per_page_max))
        return envelope(ids, int(query.get("page", 1)), size, knobs, lambda ticket_id: self._json(request, ticket_id))

    def _json(self, request: Request, ticket_id: int) -> dict[str, Any]:
        ticket = self.store.tickets[ticket_id]
        return ticket.as_json(request.knobs, progress=PROGRESS.get(ticket.status_id, 0))

    def one(self, request: Request, ticket_id: int) -> Answer:
        ticket = self.store.tickets.get(ticket_id)
        if ticket is None:
            return not_found()
        answer = self._json(request, ticket_id)
        for name in filter(None, request.query.get("with", "").split(",")):
            if name == "order":
                answer["order"] = self.store.orders.get(ticket.order_id or 0)
            elif name == "contact":
                answer["contact"] = self.store.contacts.get(ticket.contact_id or 0)
            elif request.knobs.unknown_with == "500":
                return Answer(500, {"error": {"code": 500, "message": "Unknown relation."}})
        return Answer(200, answer)

    def create(self, request: Request) -> Answer:
        missing = [name for name in REQUIRED if request.body.get(name) in (None, "")]
        if missing:
            return refused_fields(missing)
        moment = now()
        ticket = Ticket(self.store.next_ticket_id(), "", moment, moment)
        self._fill(ticket, request.body)
        self.store.put(ticket)
        return Answer(200, self._json(request, ticket.id))

    def update(self, request: Request, ticket_id: int) -> Answer:
        ticket = self.store.tickets.get(ticket_id)
        if ticket is None:
            return not_found()
        if request.body.get("statusId") is not None and int(request.body["statusId"]) not in PROGRESS:
            return refused_fields(["statusId"])
        self._fill(ticket, request.body)
        self.store.change(ticket)
        return Answer(200, self._json(request, ticket_id))

    def _fill(self, ticket: Ticket, body: Mapping[str, Any]) -> None:
        for name, attribute in FIELDS.items():
            if name in body:
                setattr(ticket, attribute, body[name])

    def write(self, request: Request, ticket_id: int) -> Answer:
        """`POST /rest/tickets/{id}` creates a message."""
        ticket, body, knobs = self.store.tickets.get(ticket_id), request.body, request.knobs
        if ticket is None:
            return not_found()
        missing = [name for name in ("type", "text") if not body.get(name)]
        if missing or body["type"] not in ("message", "comment"):
            return refused_fields(missing or ["type"])
        if ticket.confidential and body["type"] == "message" and not knobs.confidential_takes_messages:
            return refused_fields(["type"])
        text = str(body["text"]) + (CLOSE if knobs.complimentary_close_appended else "")
        message = self.store.write(
            ticket,
            text,
            kind=str(body["type"]),
            source="backend",
            user_id=int(body.get("userId") or request.user_id),
            bump=knobs.message_bumps_updated_at,
        )
        if knobs.ticket_message_fires_mail and message.type == "message":
            self.store.outbox.append({"ticketId": ticket_id, "messageId": message.id, "text": text})
        return Answer(200, message.as_json(knobs))

    def messages(self, request: Request, ticket_id: int, kind: str | None = None) -> Answer:
        ticket = self.store.tickets.get(ticket_id)
        if ticket is None:
            return not_found()
        found = [message for message in self.store.messages(ticket) if kind in (None, message.type)]
        return Answer(200, [message.as_json(request.knobs) for message in found])

    def message(self, request: Request, message_id: int) -> Answer:
        message = self.store.message(message_id)
        return not_found() if message is None else Answer(200, message.as_json(request.knobs))

    def type_names(self, _: Request) -> Answer:
        return Answer(200, [entry for type_id, german, english in TYPES for entry in _names(type_id, german, english)])

    def status_names(self, request: Request, *, with_type: bool) -> Answer:
        names = []
        for status_id, type_id, german, english, _ in STATUSES:
            for number, (language, name) in enumerate((("de", german), ("en", english))):
                entry = {"id": status_id * 10 + number, "statusId": status_id, "lang": language, "name": name}
                if with_type and request.knobs.status_type_names_field == "typeId":
                    entry["typeId"] = type_id
                names.append(entry)
        return Answer(200, names)


def _names(type_id: int, german: str, english: str) -> list[dict[str, Any]]:
    return [
        {"id": type_id * 10, "typeId": type_id, "lang": "de", "name": german},
        {"id": type_id * 10 + 1, "typeId": type_id, "lang": "en", "name": english},
    ]


def fits(ticket: Ticket, wanted: Mapping[str, str]) -> bool:
    for name, value in wanted.items():
        if name in TEXT_FILTERS:
            if value.lower() not in ticket.title.lower():
                return False
        elif str(FILTERS[name](ticket)) not in value.split(","):
            return False
    return True


def unknown_filter(name: str) -> dict[str, Any]:
    return {
        "error": {"message": "Invalid filter given."},
        "validation_errors": {"invalid filter": [f"The following filter do not exist: {name}"]},
    }
