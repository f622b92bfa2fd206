"""What programs may read of Plenty through us: a closed table. Nothing else is ever asked, whatever the spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tickets_service.errors import Forbidden

ID = r"[1-9][0-9]{0,17}"
PAGING = frozenset({"page", "itemsPerPage"})
PLAIN_PATH = re.compile(r"[A-Za-z0-9_/-]+")
VALUE = re.compile(r"[^\x00-\x1f]{0,200}")


@dataclass(frozen=True)
class Operation:
    """A GET that may be passed on, with the query keys it may carry."""

    path: re.Pattern[str]
    keys: frozenset[str]


def _operation(path: str, *keys: str) -> Operation:
    return Operation(re.compile(path.replace("{id}", ID)), frozenset(keys))


TABLE = (
    _operation("tickets", *PAGING, "id", "typeId", "statusId", "contactId", "ownerId", "plentyId", "source", "title"),
    _operation("tickets/{id}", "with"),
    _operation("tickets/{id}/messages"),
    _operation("tickets/{id}/messages/message"),
    _operation("tickets/{id}/messages/comment"),
    _operation("tickets/messages/{id}"),
    _operation("tickets/types/names"),
    _operation("tickets/status/names"),
    _operation("tickets/status/type/names"),
    _operation("orders/{id}", "with[]", "addOrderItems"),
    _operation("orders/search", *PAGING, "orderId", "statusId", "packageNumber", "with[]", "sortBy", "sortOrder"),
    _operation("orders/contacts/{id}", *PAGING, "with[]"),
    _operation("orders/statuses"),
    _operation("orders/statuses/all"),
    _operation("orders/{id}/status-history"),
    _operation("orders/{id}/shipping/packages", "with"),
    _operation("accounts/contacts/{id}", "with"),
    _operation("accounts/contacts", *PAGING, "contactEmail", "email", "name", "contactId"),
)


def refuse_writing() -> None:
    raise Forbidden("Plenty can only be read through here, and only what the table of reads names.")


def checked(path: str, query: Sequence[tuple[str, str]]) -> tuple[str, Mapping[str, list[str]]]:
    """Plenty's path and parameters. Raises Forbidden for everything that is not in the table, letter by letter."""
    operation = next((entry for entry in TABLE if entry.path.fullmatch(path)), None)
    if operation is None or not PLAIN_PATH.fullmatch(path):
        raise Forbidden("Only some reads of Plenty are passed on, and this is none of them.")
    params: dict[str, list[str]] = {}
    for key, value in query:
        if key not in operation.keys or not VALUE.fullmatch(value):
            raise Forbidden(f"The parameter {key[:40]!r} is not passed on to Plenty.")
        params.setdefault(key, []).append(value)
    return f"/rest/{path}", params
