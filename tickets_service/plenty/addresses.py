"""Whose an order is and where it goes, from the addresses Plenty gives with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tickets_service.plenty.decoding import dicts, words

INVOICE_ADDRESS, DELIVERY_ADDRESS = 1, 2
EMAIL_OPTION = "5"
"""The published specification names the option `email` but not its type id; the value must look like one as well."""


@dataclass(frozen=True, slots=True)
class Addressed:
    delivery: str | None
    """One line, as it would stand on a label."""
    invoice: str | None
    names: tuple[str, ...]
    emails: tuple[str, ...]


def addressed(order: Mapping[str, Any]) -> Addressed:
    """Where nothing says which address is which, the first is the delivery's."""
    known = dicts(order.get("addresses"))
    delivery = _address(order, "deliveryAddress", DELIVERY_ADDRESS) or (known[0] if known else None)
    invoice = _address(order, "billingAddress", INVOICE_ADDRESS)
    every = [address for address in (delivery, invoice) if address is not None]
    return Addressed(
        _line(delivery) if delivery is not None else None,
        _line(invoice) if invoice is not None else None,
        tuple(dict.fromkeys(name for address in every if (name := _person(address)))),
        tuple(dict.fromkeys(email for address in every for email in _emails(address))),
    )


def _address(order: Mapping[str, Any], field: str, type_id: int) -> Mapping[str, Any] | None:
    address = order.get(field)
    if isinstance(address, Mapping):
        return address
    relations = dicts(order.get("addressRelations"))
    wanted = next((str(row.get("addressId")) for row in relations if str(row.get("typeId")) == str(type_id)), None)
    return next((row for row in dicts(order.get("addresses")) if str(row.get("id")) == wanted), None)


def _line(address: Mapping[str, Any]) -> str | None:
    lines = [
        words(address.get("name1")),
        _person(address),
        " ".join(filter(None, (words(address.get("address1")), words(address.get("address2"))))),
        " ".join(filter(None, (words(address.get("postalCode")), words(address.get("town"))))),
    ]
    return ", ".join(line for line in lines if line) or None


def _person(address: Mapping[str, Any]) -> str:
    first = words(address.get("name2")) or words(address.get("firstName"))
    last = words(address.get("name3")) or words(address.get("lastName"))
    return " ".join(filter(None, (first, last)))


def _emails(address: Mapping[str, Any]) -> list[str]:
    options = [row.get("value") for row in dicts(address.get("options")) if str(row.get("typeId")) == EMAIL_OPTION]
    found = [words(value) for value in (address.get("email"), *options)]
    return [email.lower() for email in found if email and "@" in email]
