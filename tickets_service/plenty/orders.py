"""Plenty's orders, as far as a reply needs them: what, when, how much, where to, the parcel, and what came back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from tickets_service.plenty.addresses import addressed
from tickets_service.plenty.decoding import (
    Unreadable,
    decimal,
    dicts,
    entries,
    identifier,
    moment,
    reference,
    words,
)
from tickets_service.plenty.schemas import Document, OrderItem, OrderRecord, Package, ReturnRecord

# Type ids as the published specification lists them (order properties, dates, items).
PAYMENT_STATUS, EXTERNAL_ORDER_ID = 4, 7
PAID, COMPLETED, ESTIMATED_DELIVERY = 3, 5, 11
VARIATION, BUNDLE, UNASSIGNED = 1, 2, 9
SHOWN_ITEMS = (VARIATION, BUNDLE, UNASSIGNED)
UNFINISHED_DOCUMENTS = ("pending", "faulty", "deleted")
STATUS_NUMBER = re.compile(r"^\[\d+(?:\.\d+)?\]\s*")


def order(raw: Mapping[str, Any], *, status_names: Mapping[Decimal, str]) -> OrderRecord:
    """Raises Unreadable only when there is no id: a fact that cannot be read is left out."""
    amounts = next(iter(dicts(raw.get("amounts"))), {})
    properties = {str(entry.get("typeId")): words(entry.get("value")) for entry in dicts(raw.get("properties"))}
    dates = {str(entry.get("typeId")): _moment(entry.get("date")) for entry in dicts(raw.get("dates"))}
    shipping = raw.get("shippingInformation")
    shipping = shipping if isinstance(shipping, Mapping) else {}
    status_id = decimal(raw.get("statusId"))
    order_id, people = identifier(raw.get("id")), addressed(raw)
    return OrderRecord(
        id=order_id,
        external_id=properties.get(str(EXTERNAL_ORDER_ID)),
        status_id=status_id,
        status_name=_status_name(raw, status_id, status_names),
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
        delivery_address=people.delivery,
        type_id=_reference(raw.get("typeId")) or 1,
        invoice_address=people.invoice,
        shipping_costs=decimal(amounts.get("shippingCostsGross")),
        paid=decimal(amounts.get("paidAmount")),
        names=people.names,
        emails=people.emails,
        origin_ids=_origins(order_id, dicts(raw.get("orderReferences"))),
        documents=documents(raw["documents"]) if isinstance(raw.get("documents"), list) else None,
    )


def packages(raw: Any) -> tuple[Package, ...]:
    return tuple(
        Package(number, words(entry.get("returnPackageNumber")))
        for entry in dicts(raw)
        if (number := words(entry.get("packageNumber")))
    )


def documents(raw: Any) -> tuple[Document, ...]:
    """Those that are done. Their types come in snake case in answers and in camel case in paths."""
    return tuple(
        Document(
            _camel(kind), words(entry.get("numberWithPrefix")) or words(entry.get("number")),
            _moment(entry.get("displayDate")),
        )
        for entry in dicts(entries(raw))
        if (kind := words(entry.get("type"))) and entry.get("status") not in UNFINISHED_DOCUMENTS
    )  # fmt: skip


def with_returns(sale: OrderRecord, others: Sequence[OrderRecord]) -> OrderRecord:
    """*others* of type 3 that belong to it. One that names no order belongs to it by what is in it."""
    theirs = [other for other in others if other.is_return and _comes_from(other, sale)]
    return replace(
        sale, returns=tuple(ReturnRecord(one.id, one.status_name, one.created_at, one.items) for one in theirs)
    )


def _comes_from(returned: OrderRecord, sale: OrderRecord) -> bool:
    if returned.origin_ids:
        return sale.id in returned.origin_ids
    if returned.contact_id is None or returned.contact_id != sale.contact_id or returned.id < sale.id:
        return False
    return bool(returned.items) and {item.name for item in returned.items} <= {item.name for item in sale.items}


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


def _status_name(raw: Mapping[str, Any], status_id: Decimal | None, names: Mapping[Decimal, str]) -> str | None:
    """Without the number that Plenty puts in front."""
    own = words(raw.get("statusName"))
    if own:
        return STATUS_NUMBER.sub("", own) or own
    return names.get(status_id) if status_id is not None else None


def _shown(items: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [item for item in items if str(item.get("typeId", VARIATION)) in map(str, SHOWN_ITEMS)]


def _item(raw: Mapping[str, Any]) -> OrderItem:
    amounts = next(iter(dicts(raw.get("amounts"))), {})
    variation = raw.get("variation")
    return OrderItem(
        name=words(raw.get("orderItemName")) or "item",
        quantity=decimal(raw.get("quantity")) or Decimal(1),
        price=decimal(amounts.get("priceGross")),
        currency=words(amounts.get("currency")),
        id=_reference(raw.get("id")),
        variation_id=_reference(raw.get("itemVariationId")),
        number=words(variation.get("number")) if isinstance(variation, Mapping) else None,
    )


def _receiver(relations: Sequence[Mapping[str, Any]]) -> int | None:
    for relation in relations:
        if (relation.get("referenceType"), relation.get("relation")) == ("contact", "receiver"):
            return _reference(relation.get("referenceId"))
    return None


def _origins(order_id: int, references: Sequence[Mapping[str, Any]]) -> tuple[int, ...]:
    """Which field names the origin is not documented: whatever is not the order itself."""
    named = [_reference(one.get(name)) for one in references for name in ("originOrderId", "referenceOrderId")]
    return tuple(dict.fromkeys(number for number in named if number is not None and number != order_id))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _moment(value: Any) -> datetime | None:
    try:
        return moment(value)
    except Unreadable:
        return None


def _reference(value: Any) -> int | None:
    try:
        return reference(value, "id")
    except Unreadable:
        return None
