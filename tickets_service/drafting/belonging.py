"""Whether an order is this customer's: somebody else's is shown to nobody."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tickets_service.plenty.schemas import OrderRecord

SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "ł": "l"})
FEWEST_NAMES = 2
"""A first name alone is anybody's."""


@dataclass(frozen=True, slots=True)
class Customer:
    name: str | None
    email: str | None
    language: str | None
    contact_id: int | None = None


def is_by_contact(order: OrderRecord, customer: Customer) -> bool:
    return customer.contact_id is not None and order.contact_id == customer.contact_id


def belongs(order: OrderRecord, customer: Customer, *, emails: tuple[str, ...]) -> bool:
    """*emails* are those of the order. Where both sides have one it decides; a name alone only where none can."""
    if is_by_contact(order, customer):
        return True
    if customer.email and emails:
        return customer.email.lower() in {email.lower() for email in emails}
    wanted = _names_in(customer.name or "")
    return len(wanted) >= FEWEST_NAMES and any(_names_in(name) == wanted for name in order.names)


def _names_in(name: str) -> frozenset[str]:
    """`Weiß, Jürgen` and `juergen weiss` are the same."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(SPELLINGS).replace("\u0131", "i"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(re.findall(r"[^\W\d_]{2,}", letters)) - {"herr", "frau", "mr", "mrs", "ms", "dr", "prof"}
