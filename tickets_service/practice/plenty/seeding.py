"""The invented shop: hand-written tickets with their customers, orders and parcels, dated from the server's start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tickets_service.practice.plenty.records import Ticket, now, spelled
from tickets_service.practice.plenty.store import Store

SEEDS = Path(__file__).parent / "seeds"
SHIPPED, PAID = "7", "fullyPaid"
VAT = 1.19
STAFF = 3


def plant(store: Store) -> None:
    start = now()
    shop = tomllib.loads((SEEDS / "shop.toml").read_text())
    for contact in shop["contacts"]:
        store.contacts[contact["id"]] = _contact(contact, start)
    for order in shop["orders"]:
        store.orders[order["id"]] = _order(order, store.contacts.get(order.get("contact", 0)), start)
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


def _order(seed: Mapping[str, Any], contact: Mapping[str, Any] | None, start: datetime) -> dict[str, Any]:
    order_id, ordered = seed["id"], _ago(start, seed["ago"])
    status = str(seed.get("status", SHIPPED))
    items = [_item(order_id, number, *item) for number, item in enumerate(seed["items"], start=1)]
    gross = round(sum(item["quantity"] * float(item["amounts"][0]["priceGross"]) for item in items), 2)
    shipping = float(seed.get("shipping", 4.9))
    shipped = _ago(start, seed["shipped"]) if "shipped" in seed else None
    dates = [{"orderId": order_id, "typeId": 2, "date": spelled(ordered, "iso")}]
    if seed.get("payment", PAID) == PAID:
        dates.append({"orderId": order_id, "typeId": 3, "date": spelled(ordered + timedelta(minutes=3), "iso")})
    if shipped is not None:
        dates.append({"orderId": order_id, "typeId": 5, "date": spelled(shipped, "iso")})
    properties = [{"orderId": order_id, "typeId": 4, "value": seed.get("payment", PAID)}]
    if "external" in seed:
        properties.append({"orderId": order_id, "typeId": 7, "value": seed["external"]})
    packages = [{"id": order_id * 10, "orderId": order_id, "packageNumber": seed["parcel"]}] if "parcel" in seed else []
    return {
        "id": order_id,
        "plentyId": "65411",
        "typeId": seed.get("type", 1),
        "statusId": status,
        "ownerId": "3",
        "locationId": "1",
        "createdAt": spelled(ordered, "iso"),
        "updatedAt": spelled(shipped or ordered, "iso"),
        "amounts": [_amounts(order_id, gross, shipping)],
        "properties": properties,
        "dates": dates,
        "relations": _relations(order_id, seed.get("contact")),
        "addressRelations": [{"orderId": order_id, "typeId": 2, "addressId": order_id}],
        "addresses": [_address(order_id, seed, contact)],
        "orderItems": [*items, _item(order_id, len(items) + 1, "Versandkosten", 1, shipping, type_id=6)],
        "shippingPackages": packages,
        "shippingInformation": {
            "orderId": order_id,
            "shippingServiceProvider": seed.get("carrier", "DHL"),
            "shippingStatus": "registered" if packages else "open",
            "shipmentAt": spelled(shipped, "iso"),
        },
    }


def _amounts(order_id: int, gross: float, shipping: float) -> dict[str, Any]:
    total = gross + shipping
    return {
        "id": order_id,
        "orderId": order_id,
        "isSystemCurrency": True,
        "currency": "EUR",
        "grossTotal": f"{total:.2f}",
        "netTotal": f"{total / VAT:.2f}",
        "invoiceTotal": f"{total:.2f}",
        "shippingCostsGross": f"{shipping:.2f}",
    }


def _item(order_id: int, position: int, name: str, quantity: int, price: float, *, type_id: int = 1) -> dict[str, Any]:
    return {
        "id": order_id * 100 + position,
        "orderId": order_id,
        "typeId": type_id,
        "quantity": quantity,
        "orderItemName": name,
        "attributeValues": "",
        "position": str(position),
        "amounts": [{"currency": "EUR", "priceOriginalGross": price, "priceGross": price}],
    }


def _relations(order_id: int, contact_id: int | None) -> list[dict[str, Any]]:
    if contact_id is None:
        return []
    named = {"referenceType": "contact", "referenceId": contact_id, "relation": "receiver"}
    return [{"orderId": order_id, **named}]


def _address(order_id: int, seed: Mapping[str, Any], contact: Mapping[str, Any] | None) -> dict[str, Any]:
    street, house, code, town = seed.get("to", ("Gartenweg", "4", "34117", "Kassel"))
    return {
        "id": order_id,
        "name1": seed.get("company", ""),
        "name2": contact["firstName"] if contact else "",
        "name3": contact["lastName"] if contact else "",
        "address1": street,
        "address2": house,
        "postalCode": code,
        "town": town,
        "countryId": 1,
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
