"""The state of the practice Plenty: tickets, contacts, orders, users and what was called."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tickets_service.practice.plenty.records import Message, Ticket, made_up_messages, now

STATUSES = (
    # id, type, German, English, progress
    (1, 1, "Neu", "New", 0),
    (2, 1, "In Bearbeitung", "In progress", 30),
    (3, 1, "Wartet auf Kunde", "Waiting for customer", 60),
    (4, 1, "Erledigt", "Done", 100),
    (5, 2, "Reklamation offen", "Complaint open", 10),
    (6, 2, "In Prüfung", "Under review", 40),
    (7, 2, "Wartet auf Rücksendung", "Waiting for return", 60),
    (8, 2, "Geschlossen", "Closed", 100),
)
TYPES = ((1, "Kundenanfrage", "Customer enquiry"), (2, "Reklamation", "Complaint"))
PROGRESS = {status_id: progress for status_id, _, _, _, progress in STATUSES}
MESSAGE_IDS_START = 5001
TICKET_IDS_START = 4711


@dataclass
class User:
    id: int
    username: str
    password: str
    rights: frozenset[str] = frozenset({"tickets", "orders", "contacts"})
    is_locked: bool = False


@dataclass
class Call:
    number: int
    at: str
    method: str
    path: str
    query: str
    status: int = 0


@dataclass
class Store:
    """Locked as a whole: tests and the server touch it from different threads."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    tickets: dict[int, Ticket] = field(default_factory=dict)
    contacts: dict[int, dict[str, Any]] = field(default_factory=dict)
    orders: dict[int, dict[str, Any]] = field(default_factory=dict)
    users: list[User] = field(
        default_factory=lambda: [
            User(3, "practice", "practice"),
            User(4, "limited", "limited", rights=frozenset({"tickets"})),
        ]
    )
    calls: list[Call] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    changes: int = 0
    """Grows with everything that can change a list."""

    def __post_init__(self) -> None:
        known = [message.id for ticket in self.tickets.values() for message in ticket.messages]
        self._message_ids = itertools.count(max([MESSAGE_IDS_START - 1, *known]) + 1)
        self._ticket_ids = itertools.count(TICKET_IDS_START)
        self._lists: dict[Any, tuple[int, list[int]]] = {}

    def next_ticket_id(self) -> int:
        return next(number for number in self._ticket_ids if number not in self.tickets)

    def put(self, ticket: Ticket) -> Ticket:
        with self.lock:
            self.tickets[ticket.id] = ticket
            self.changes += 1
            return ticket

    def remove(self, ticket_id: int) -> bool:
        with self.lock:
            self.changes += 1
            return self.tickets.pop(ticket_id, None) is not None

    def change(self, ticket: Ticket, **fields: Any) -> None:
        with self.lock:
            for name, value in fields.items():
                setattr(ticket, name, value)
            ticket.updated_at = max(now(), ticket.updated_at + timedelta(seconds=1))
            self.changes += 1

    def messages(self, ticket: Ticket) -> list[Message]:
        return made_up_messages(ticket) + ticket.messages if ticket.generated else ticket.messages

    def write(
        self,
        ticket: Ticket,
        text: str,
        *,
        kind: str = "message",
        source: str | None = None,
        user_id: int | None = None,
        bump: bool = True,
    ) -> Message:
        """A new message at this moment; later ones are never older than earlier ones."""
        with self.lock:
            message = Message(
                id=next(self._message_ids),
                ticket_id=ticket.id,
                text=text,
                created_at=max([now(), *(message.created_at for message in ticket.messages)]),
                type=kind,
                source=source or ("backend" if user_id else ticket.source),
                user_id=user_id,
            )
            ticket.messages.append(message)
            if bump:
                self.change(ticket)
            return message

    def message(self, message_id: int) -> Message | None:
        with self.lock:
            every = (message for ticket in self.tickets.values() for message in self.messages(ticket))
            return next((message for message in every if message.id == message_id), None)

    def listed(self, key: Any, fits: Callable[[Ticket], bool] | None, *, descending: bool) -> list[int]:
        """Ids in order. A list is kept until something changes, so that walking its pages is cheap."""
        with self.lock:
            known = self._lists.get((key, descending))
            if known is not None and known[0] == self.changes:
                return known[1]
            found = [ticket.id for ticket in self.tickets.values() if fits is None or fits(ticket)]
            found.sort(reverse=descending)
            self._lists[key, descending] = (self.changes, found)
            return found

    def generate(self, count: int, messages_each: int, *, status_id: int = 1, first_id: int = 100_000) -> None:
        """Many small tickets, the newest with the highest id; some with a contact."""
        with self.lock:
            start = now() - timedelta(minutes=count)
            contacts = sorted(self.contacts) or [None]  # type: ignore[list-item]
            for number in range(count):
                at = start + timedelta(minutes=number)
                self.tickets[first_id + number] = Ticket(
                    id=first_id + number,
                    title=f"Anfrage {first_id + number}",
                    created_at=at,
                    updated_at=at + timedelta(minutes=messages_each),
                    status_id=status_id,
                    type_id=1 if status_id in (1, 2, 3, 4) else 2,
                    contact_id=contacts[number % len(contacts)] if number % 3 else None,
                    generated=messages_each,
                )
            self.changes += 1
