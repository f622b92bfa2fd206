"""A small helpdesk in memory that speaks the protocol the mirror reads through, and counts the calls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import (
    Capabilities,
    ContactRecord,
    Malformed,
    MessageRecord,
    StatusRecord,
    Thread,
    TicketPage,
    TicketRecord,
)

START = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=2)
"""Two days ago: a comparison of closed tickets looks back a week on the real clock."""
NEW, WORKING, CLOSED = 1, 2, 3


@dataclass
class Helpdesk:
    """`errors` are raised, one per call, before anything else happens."""

    page_size: int = 250
    tickets: dict[int, TicketRecord] = field(default_factory=dict)
    messages: dict[int, list[MessageRecord]] = field(default_factory=dict)
    contacts: dict[int, ContactRecord] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    errors: dict[str, list[Exception]] = field(default_factory=dict)
    malformed: list[Malformed] = field(default_factory=list)
    statuses_written: list[tuple[int, int]] = field(default_factory=list)
    minutes: int = 0
    is_oldest_first: bool = False
    capabilities: Capabilities = field(default_factory=Capabilities)

    def now(self) -> datetime:
        self.minutes += 1
        return START + timedelta(minutes=self.minutes)

    def add_ticket(self, ticket_id, *, status=NEW, contact=None, text="Wo bleibt mein Paket?", order=None):
        at = self.now()
        self.tickets[ticket_id] = TicketRecord(
            id=ticket_id, title=f"Ticket {ticket_id}", type_id=1, status_id=status, priority_id=0, plenty_id=1,
            source="email", confidential=False, contact_id=contact, order_id=order, documents_count=0,
            created_at=at, updated_at=at, deadline_at=None, resubmission_at=None, finished_at=None,
        )  # fmt: skip
        self.messages[ticket_id] = []
        if contact is not None:
            self.contacts[contact] = ContactRecord(contact, f"Kunde {contact}", f"k{contact}@example.org", "de")
        if text is not None:
            self.write(ticket_id, text)

    def write(self, ticket_id, text, *, kind="message", user=None, bump=True):
        number = 1000 + sum(map(len, self.messages.values()))
        at = self.now()
        message = MessageRecord(number, ticket_id, kind, text, "backend" if user else "email", user, at)
        self.messages[ticket_id].append(message)
        if bump:
            self.change(ticket_id, updated_at=at)
        return number

    def change(self, ticket_id, **fields):
        self.tickets[ticket_id] = replace(self.tickets[ticket_id], **fields)

    def _called(self, name):
        self.calls.append(name)
        if self.errors.get(name):
            raise self.errors[name].pop(0)

    async def list_changed(self, query, page, *, lane):
        self._called("list")
        found = [
            record
            for record in sorted(self.tickets.values(), key=lambda record: record.id, reverse=not self.is_oldest_first)
            if query.status_id in (None, record.status_id) and query.contact_id in (None, record.contact_id)
        ]
        start = (page - 1) * self.page_size
        records = tuple(found[start : start + self.page_size])
        malformed, self.malformed = tuple(self.malformed), []
        last = max(1, -(-len(found) // self.page_size))
        return TicketPage(page, page >= last, len(found), records, malformed, last)

    async def ticket(self, ticket_id, *, lane):
        self._called("ticket")
        if ticket_id not in self.tickets:
            raise Unknown("Plenty has no such ticket.")
        return self.tickets[ticket_id]

    async def thread(self, ticket_id, *, lane):
        self._called("thread")
        if ticket_id not in self.tickets:
            raise Unknown("Plenty has no such ticket.")
        return Thread(ticket_id, tuple(self.messages[ticket_id]))

    async def contact(self, contact_id, *, lane):
        self._called("contact")
        return self.contacts[contact_id]

    async def statuses(self, *, lane):
        self._called("statuses")
        return (
            StatusRecord(NEW, 1, {"de": "Neu", "en": "New"}),
            StatusRecord(WORKING, 1, {"de": "In Bearbeitung", "en": "In progress"}),
            StatusRecord(CLOSED, 1, {"de": "Erledigt", "en": "Done"}),
            StatusRecord(4, 1, {"de": "Wartet auf Kunde", "en": "Waiting for customer"}),
        )

    async def set_status(self, ticket_id, status_id):
        self._called("set_status")
        self.statuses_written.append((ticket_id, status_id))
        self.change(ticket_id, status_id=status_id, updated_at=self.now())

    async def set_priority(self, ticket_id, priority_id):
        self._called("set_priority")
        self.change(ticket_id, priority_id=priority_id)

    async def create_ticket(self, new):
        self._called("create_ticket")
        number = max(self.tickets, default=0) + 1
        self.add_ticket(number, status=new.status_id, contact=new.contact_id, text=None)
        self.change(number, title=new.title)
        return self.tickets[number]
