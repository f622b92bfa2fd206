"""Plenty's orders, as far as a reply needs them: what, when, how much, where to, and the parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from tickets_service.plenty.decoding import (
    Unreadable,
    decimal,
    dicts,
    identifier,
    moment,
    reference,
    words,
)
from tickets_service.plenty.schemas import OrderItem, OrderRecord, Package

# Type ids as the published specification lists them (order properties, dates, items, address relations).
PAYMENT_STATUS, EXTERNAL_ORDER_ID = 4, 7
PAID, COMPLETED, ESTIMATED_DELIVERY = 3, 5, 11
VARIATION, BUNDLE, UNASSIGNED = 1, 2, 9
SHOWN_ITEMS = (VARIATION, BUNDLE, UNASSIGNED)
DELIVERY_ADDRESS = 2


def order(raw: Mapping[str, Any], *, status_names: Mapping[Decimal, str]) -> OrderRecord:
    """Raises Unreadable only when there is no id: a fact that cannot be read is left out."""
    amounts = next(iter(dicts(raw.get("amounts"))), {})
    properties = {str(entry.get("typeId")): words(entry.get("value")) for entry in dicts(raw.get("properties"))}
    dates = {str(entry.get("typeId")): _moment(entry.get("date")) for entry in dicts(raw.get("dates"))}
    shipping = raw.get("shippingInformation")
    shipping = shipping if isinstance(shipping, Mapping) else {}
    status_id = decimal(raw.get("statusId"))
    return OrderRecord(
        id=identifier(raw.get("id")),
        external_id=properties.get(str(EXTERNAL_ORDER_ID)),
        status_id=status_id,
        status_name=words(raw.get("statusName")) or (status_names.get(status_id) if status_id is not None else None),
        created_at=_moment(raw.get("createdAt")),
        paid_at=dates.get(str(PAID)),
        completed_at=dates.get(str(COMPLETED)),
        estimated_delivery_at=dates.get(str(ESTIMATED_DELIVERY)),
        payment_status=properties.get(str(PAYMENT_STATUS)) or words(raw.get("paymentStatus")),
        total=decimal(amounts.get("invoiceTotal")) or decimal(amounts.get("grossTotal")),
        currency=words(amounts.get("currency")),
        contact_id=_receiver(dicts(raw.get("relations"))),
        items=tuple(map(_item, _shown(dicts(raw.get("orderItems"))))),
        packages=packages(raw.get("shippingPackages")),
        carrier=words(shipping.get("shippingServiceProvider")),
        shipped_at=_moment(shipping.get("shipmentAt")),
        delivery_address=_delivery_address(raw),
    )


def packages(raw: Any) -> tuple[Package, ...]:
    return tuple(Package(number) for entry in dicts(raw) if (number := words(entry.get("packageNumber"))))


def status_names(raw: Any) -> dict[Decimal, str]:
    """Order status id → its name, German first."""
    names = {}
    for entry in dicts(raw if isinstance(raw, list) else raw.get("entries") if isinstance(raw, Mapping) else None):
        status_id = decimal(entry.get("statusId"))
        by_language = entry.get("names")
        if status_id is not None and isinstance(by_language, Mapping):
            name = words(by_language.get("de")) or words(by_language.get("en"))
            if name:
                names[status_id] = name
    return names


def _shown(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item for item in items if str(item.get("typeId", VARIATION)) in map(str, SHOWN_ITEMS)]


def _item(raw: Mapping[str, Any]) -> OrderItem:
    amounts = next(iter(dicts(raw.get("amounts"))), {})
    return OrderItem(
        name=words(raw.get("orderItemName")) or "item",
        quantity=decimal(raw.get("quantity")) or Decimal(1),
        price=decimal(amounts.get("priceGross")),
        currency=words(amounts.get("currency")),
    )


def _receiver(relations: Sequence[Mapping[str, Any]]) -> int | None:
    for relation in relations:
        if (relation.get("referenceType"), relation.get("relation")) == ("contact", "receiver"):
            try:
                return reference(relation.get("referenceId"), "referenceId")
            except Unreadable:
                return None
    return None


def _delivery_address(raw: Mapping[str, Any]) -> str | None:
    """Of all addresses the one the order is delivered to; the first where nothing says which."""
    relations = dicts(raw.get("addressRelations"))
    wanted = next(
        (str(row.get("addressId")) for row in relations if str(row.get("typeId")) == str(DELIVERY_ADDRESS)), None
    )
    known = dicts(raw.get("addresses"))
    address = raw.get("deliveryAddress")
    if not isinstance(address, Mapping):
        address = next((row for row in known if str(row.get("id")) == wanted), known[0] if known else None)
    if address is None:
        return None
    lines = [
        words(address.get("name1")),
        " ".join(filter(None, (words(address.get("name2")), words(address.get("name3"))))),
        " ".join(filter(None, (words(address.get("address1")), words(address.get("address2"))))),
        " ".join(filter(None, (words(address.get("postalCode")), words(address.get("town"))))),
    ]
    return ", ".join(line for line in lines if line) or None


def _moment(value: Any) -> datetime | None:
    try:
        return moment(value)
    except Unreadable:
        return None
