"""The invented shop: hand-written tickets with their customers, orders and parcels, dated from the server's start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tickets_service.practice.plenty.ordering import order_of
from tickets_service.practice.plenty.records import Ticket, now, spelled
from tickets_service.practice.plenty.store import Store

SEEDS = Path(__file__).parent / "seeds"
STAFF = 3


def plant(store: Store) -> None:
    start = now()
    shop = tomllib.loads((SEEDS / "shop.toml").read_text())
    for contact in shop["contacts"]:
        store.contacts[contact["id"]] = _contact(contact, start)
    for order in shop["orders"]:
        store.orders[order["id"]] = order_of(order, store.contacts.get(order.get("contact", 0)), start)
    tickets = [
        ticket for path in sorted(SEEDS.glob("tickets-*.toml")) for ticket in tomllib.loads(path.read_text())["tickets"]
    ]
    for ticket in sorted(tickets, key=lambda one: -one["messages"][0]["ago"]):
        _ticket(store, ticket, start)


def _ago(start: datetime, minutes: float) -> datetime:
    return start - timedelta(minutes=minutes)


def _contact(seed: Mapping[str, Any], start: datetime) -> dict[str, Any]:
    """Empty strings where the real system has them instead of null."""
    return {
        "id": seed["id"],
        "number": f"K{seed['id']}",
        "typeId": "1",
        "firstName": seed["first"],
        "lastName": seed["last"],
        "fullName": f"{seed['first']} {seed['last']}",
        "email": seed["email"],
        "secondaryEmail": "",
        "gender": "",
        "title": "",
        "lang": seed.get("lang", "de"),
        "plentyId": "65411",
        "blocked": 0,
        "privatePhone": "",
        "createdAt": spelled(_ago(start, 400_000), "naive"),
        "updatedAt": spelled(_ago(start, 10_000), "naive"),
        "options": [
            {"id": seed["id"] * 10, "contactId": seed["id"], "typeId": 2, "subTypeId": 4, "value": seed["email"]}
        ],
    }


def _ticket(store: Store, seed: Mapping[str, Any], start: datetime) -> None:
    opened = _ago(start, seed["messages"][0]["ago"])
    ticket = store.put(
        Ticket(
            id=store.next_ticket_id(),
            title=seed["title"],
            created_at=opened,
            updated_at=opened,
            type_id=2 if seed.get("status", 1) >= 5 else 1,  # noqa: PLR2004 - statuses from 5 on are complaints
            status_id=seed.get("status", 1),
            source=seed.get("source", "email"),
            confidential=int(seed.get("confidential", False)),
            contact_id=seed.get("contact"),
            order_id=seed.get("order"),
            priority_id=seed.get("priority", 0),
        )
    )
    for line in seed["messages"]:
        who = line.get("from", "customer")
        message = store.write(
            ticket,
            line["text"].strip(),
            kind="comment" if who == "note" else "message",
            user_id=None if who == "customer" else STAFF,
        )
        message.created_at = ticket.updated_at = _ago(start, line["ago"])
