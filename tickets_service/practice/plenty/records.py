"""What the practice Plenty holds, and how it spells it in JSON."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tickets_service.practice.plenty.knobs import Knobs

SHOP_ZONE = ZoneInfo("Europe/Berlin")
SOLVED = 100
"""Percent: a status of this progress is a closed one."""


def spelled(moment: datetime | None, style: str) -> Any:
    """A date in one of the forms that were seen."""
    if moment is None:
        return None
    if style == "epoch_int":
        return int(moment.timestamp())
    if style == "epoch_str":
        return str(int(moment.timestamp()))
    local = moment.astimezone(SHOP_ZONE)
    if style == "naive":
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if style == "object":
        return {"date": local.strftime("%Y-%m-%d %H:%M:%S.000000"), "timezone_type": 3, "timezone": "Europe/Berlin"}
    return local.isoformat(timespec="seconds")


@dataclass(slots=True)
class Message:
    id: int
    ticket_id: int
    text: str
    created_at: datetime
    type: str = "message"
    source: str | None = "email"
    user_id: int | None = None
    broken: dict[str, Any] | None = None
    """Fields that are given out wrong."""

    def as_json(self, knobs: Knobs) -> dict[str, Any]:
        plain = {
            "id": self.id,
            "ticketId": self.ticket_id,
            "userId": self.user_id,
            "createdAt": spelled(self.created_at, knobs.ticket_dates),
            "text": self.text,
            "type": self.type,
            "source": self.source,
            "topicId": None,
        }
        return plain | (self.broken or {})


@dataclass(slots=True)
class Ticket:
    id: int
    title: str
    created_at: datetime
    updated_at: datetime
    type_id: int = 1
    status_id: int = 1
    priority_id: int = 0
    plenty_id: int = 65411
    source: str = "email"
    confidential: int = 0
    contact_id: int | None = None
    order_id: int | None = None
    parent_ticket_id: int | None = None
    deadline_at: datetime | None = None
    resubmission_at: datetime | None = None
    documents_count: int = 0
    owners: list[dict[str, int]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    generated: int = 0
    """How many messages are made up whenever they are read, so that a hundred thousand tickets stay small."""
    broken: dict[str, Any] | None = None

    def as_json(self, knobs: Knobs, *, progress: int) -> dict[str, Any]:
        style = knobs.ticket_dates
        plain = {
            "id": self.id,
            "typeId": self.type_id,
            "statusId": self.status_id,
            "priorityId": self.priority_id,
            "parentTicketId": self.parent_ticket_id,
            "confidential": self.confidential,
            "contactId": self.contact_id,
            "orderId": self.order_id,
            "title": self.title,
            "progress": progress,
            "plentyId": self.plenty_id,
            "source": self.source,
            "documentsCount": self.documents_count,
            "hasDocuments": int(self.documents_count > 0),
            "childrenCount": 0,
            "createdAt": spelled(self.created_at, style),
            "updatedAt": spelled(self.updated_at, style),
            "contactLastUpdateAt": None,
            "finishedAt": spelled(self.updated_at, style) if progress == SOLVED else None,
            "parseData": None,
            "deadlineAt": spelled(self.deadline_at, style),
            "resubmissionAt": spelled(self.resubmission_at, style),
            "owners": self.owners,
        }
        return plain | (self.broken or {})


OPENINGS = (
    "Guten Tag, mein Paket zur Bestellung ist noch nicht angekommen.",
    "Hallo, der Artikel kam leider beschädigt bei mir an.",
    "Hi, I would like to return my order, how does this work?",
    "Guten Tag, ich brauche bitte noch eine Rechnung mit Firmenanschrift.",
)
ANSWERS = ("Vielen Dank für Ihre Nachricht, wir kümmern uns darum.", "Wir haben das für Sie geprüft und melden uns.")
GENERATED_MESSAGE_IDS = 10_000_000
"""Generated messages get their ids from here on: ticket id times a thousand, so that none has to be remembered."""


def made_up_messages(ticket: Ticket) -> list[Message]:
    """The same every time: customer and staff in turn, the customer last."""
    seed = hashlib.sha256(str(ticket.id).encode()).digest()
    made = []
    for number in range(ticket.generated):
        is_customer = (ticket.generated - number) % 2 == 1
        choice = OPENINGS if is_customer else ANSWERS
        made.append(
            Message(
                id=GENERATED_MESSAGE_IDS + ticket.id * 1000 + number,
                ticket_id=ticket.id,
                text=f"<p>{choice[seed[number % 32] % len(choice)]}</p><p>Vorgang {ticket.id}/{number}</p>",
                created_at=ticket.created_at + timedelta(minutes=number),
                source="email" if is_customer else "backend",
                user_id=None if is_customer else 3,
            )
        )
    return made


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
