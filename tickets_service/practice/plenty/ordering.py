"""The orders of the invented shop, spelled as the real system spells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tickets_service.practice.plenty.records import spelled

SHIPPED, PAID = "7", "fullyPaid"
SALE, RETURN = 1, 3
INVOICE_ADDRESS, DELIVERY_ADDRESS = 1, 2
SHIPPING_COSTS = 6
VAT = 1.19


def order_of(seed: Mapping[str, Any], contact: Mapping[str, Any] | None, start: datetime) -> dict[str, Any]:
    order_id, ordered = seed["id"], start - timedelta(minutes=seed["ago"])
    kind = seed.get("type", SALE)
    items = [_item(order_id, number, *item) for number, item in enumerate(seed["items"], start=1)]
    shipping = float(seed.get("shipping", 4.9))
    shipped = start - timedelta(minutes=seed["shipped"]) if "shipped" in seed else None
    packages = _packages(order_id, seed)
    addresses = _addresses(order_id, seed, contact)
    return {
        "id": order_id,
        "plentyId": "65411",
        "typeId": kind,
        "statusId": str(seed.get("status", SHIPPED)),
        "ownerId": "3",
        "locationId": "1",
        "createdAt": spelled(ordered, "iso"),
        "updatedAt": spelled(shipped or ordered, "iso"),
        "amounts": [_amounts(order_id, items, shipping, seed.get("payment", PAID))],
        "properties": _properties(order_id, seed),
        "dates": _dates(order_id, seed, ordered, shipped),
        "relations": _relations(order_id, seed.get("contact")),
        "orderReferences": _references(order_id, seed.get("of")),
        "addressRelations": [
            {"orderId": order_id, "typeId": INVOICE_ADDRESS, "addressId": addresses[-1]["id"]},
            {"orderId": order_id, "typeId": DELIVERY_ADDRESS, "addressId": addresses[0]["id"]},
        ],
        "addresses": addresses,
        "orderItems": [*items, _item(order_id, len(items) + 1, "Versandkosten", 1, shipping, type_id=SHIPPING_COSTS)],
        "shippingPackages": packages,
        "shippingInformation": {
            "orderId": order_id,
            "shippingServiceProvider": seed.get("carrier", "DHL"),
            "shippingStatus": "registered" if packages else "open",
            "shipmentAt": spelled(shipped, "iso"),
        },
        "documents": _documents(order_id, kind, shipped, ordered),
    }


def _packages(order_id: int, seed: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "parcel" not in seed:
        return []
    plain = {"id": order_id * 10, "orderId": order_id, "packageNumber": seed["parcel"]}
    return [plain | {"returnPackageNumber": seed.get("return_parcel", "")}]


def _properties(order_id: int, seed: Mapping[str, Any]) -> list[dict[str, Any]]:
    properties = [{"orderId": order_id, "typeId": 4, "value": seed.get("payment", PAID)}]
    if "external" in seed:
        properties.append({"orderId": order_id, "typeId": 7, "value": seed["external"]})
    return properties


def _dates(order_id: int, seed: Mapping[str, Any], ordered: datetime, shipped: datetime | None) -> list[dict[str, Any]]:
    dates = [{"orderId": order_id, "typeId": 2, "date": spelled(ordered, "iso")}]
    if seed.get("payment", PAID) == PAID:
        dates.append({"orderId": order_id, "typeId": 3, "date": spelled(ordered + timedelta(minutes=3), "iso")})
    if shipped is not None:
        dates.append({"orderId": order_id, "typeId": 5, "date": spelled(shipped, "iso")})
    return dates


def _amounts(order_id: int, items: list[dict[str, Any]], shipping: float, payment: str) -> dict[str, Any]:
    gross = round(sum(item["quantity"] * float(item["amounts"][0]["priceGross"]) for item in items), 2)
    total = gross + shipping
    paid = {"unpaid": 0.0, "partlyPaid": total / 2, "overpaid": total + gross}.get(payment, total)
    return {
        "id": order_id,
        "orderId": order_id,
        "isSystemCurrency": True,
        "currency": "EUR",
        "grossTotal": f"{total:.2f}",
        "netTotal": f"{total / VAT:.2f}",
        "invoiceTotal": f"{total:.2f}",
        "paidAmount": f"{paid:.2f}",
        "shippingCostsGross": f"{shipping:.2f}",
    }


def _item(order_id: int, position: int, name: str, quantity: int, price: float, *, type_id: int = 1) -> dict[str, Any]:
    variation = order_id * 10 + position
    return {
        "id": order_id * 100 + position,
        "orderId": order_id,
        "typeId": type_id,
        "itemVariationId": 0 if type_id == SHIPPING_COSTS else variation,
        "quantity": quantity,
        "orderItemName": name,
        "attributeValues": "",
        "position": str(position),
        "amounts": [{"currency": "EUR", "priceOriginalGross": price, "priceGross": price}],
        "variation": None if type_id == SHIPPING_COSTS else {"id": variation, "number": f"WL-{variation}"},
    }


def _relations(order_id: int, contact_id: int | None) -> list[dict[str, Any]]:
    if contact_id is None:
        return []
    named = {"referenceType": "contact", "referenceId": contact_id, "relation": "receiver"}
    return [{"orderId": order_id, **named}]


def _references(order_id: int, origin: int | None) -> list[dict[str, Any]]:
    if origin is None:
        return []
    named = {"originOrderId": origin, "referenceOrderId": origin, "referenceType": "parent"}
    return [{"id": order_id, "orderId": order_id, **named}]


def _addresses(order_id: int, seed: Mapping[str, Any], contact: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The delivery's first; the invoice's only where it is another."""
    places = [seed.get("to", ("Gartenweg", "4", "34117", "Kassel")), *([seed["bill"]] if "bill" in seed else [])]
    return [
        {
            "id": order_id * 10 + number,
            "name1": seed.get("company", ""),
            "name2": contact["firstName"] if contact else seed.get("first", ""),
            "name3": contact["lastName"] if contact else seed.get("last", ""),
            "address1": street,
            "address2": house,
            "postalCode": code,
            "town": town,
            "countryId": 1,
            "email": contact["email"] if contact else seed.get("email", ""),
        }
        for number, (street, house, code, town) in enumerate(places)
    ]


def _documents(order_id: int, kind: int, shipped: datetime | None, ordered: datetime) -> list[dict[str, Any]]:
    if kind == RETURN:
        wanted = [("return_note", "RS", ordered)]
    elif shipped is not None:
        wanted = [("invoice", "RE", shipped), ("delivery_note", "LS", shipped)]
    else:
        wanted = []
    return [
        {
            "id": order_id * 10 + number,
            "type": name,
            "number": order_id - 20_000,
            "numberWithPrefix": f"{prefix}{order_id - 20_000}",
            "path": f"{name}/{order_id}.pdf",
            "userId": 3,
            "source": "soap",
            "displayDate": spelled(day, "iso"),
            "status": "done",
        }
        for number, (name, prefix, day) in enumerate(wanted, start=1)
    ]
