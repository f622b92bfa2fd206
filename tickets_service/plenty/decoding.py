"""Plenty's JSON becomes our records. Tolerant of every spelling seen, and strict about what cannot be understood.

The spellings are those of plentymarkets' published specification and of captured answers: dates as ISO, epoch or
object; ids and decimals as strings; empty strings for null; lists with or without an envelope.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from tickets_service.plenty.schemas import (
    ContactRecord,
    Malformed,
    MessageRecord,
    StatusRecord,
    TicketPage,
    TicketRecord,
)

SHOP_ZONE = ZoneInfo("Europe/Berlin")
"""Times without a zone are the shop's."""
BIGGEST_ID = 2**63 - 1
Record = TypeVar("Record")
RecordKind = Literal["ticket", "message", "contact", "order"]


class Unreadable(ValueError):
    """Why this record cannot be used, as a short phrase."""


def integer(value: Any, what: str) -> int | None:
    """None for null and empty strings; raises Unreadable for anything that is no whole number."""
    if type(value) is int and abs(value) <= BIGGEST_ID:
        return value  # what nearly all are, without the way round
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return int(value)
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise Unreadable(f"{what} is no number") from None
    if not number.is_finite() or number != number.to_integral_value() or abs(number) > BIGGEST_ID:
        raise Unreadable(f"{what} is no whole number")
    return int(number)


def identifier(value: Any, what: str = "id") -> int:
    number = integer(value, what)
    if number is None or number < 1:
        raise Unreadable(f"it has no {what}")
    return number


def reference(value: Any, what: str) -> int | None:
    """An id of something else; 0 means none, as for null."""
    return integer(value, what) or None


def decimal(value: Any) -> Decimal | None:
    """None for null, empty strings and what is no number: amounts and status ids are shown, not relied on."""
    try:
        number = Decimal(str(value).strip()) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def words(value: Any) -> str | None:
    """Text without the characters Postgres cannot store; None for null and empty."""
    if value is None or isinstance(value, dict | list):
        return None
    return storable(str(value)).strip() or None


def storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def flag(value: Any) -> bool:
    return str(value).strip().lower() in ("1", "true")


def moment(value: Any, what: str = "date") -> datetime | None:
    """None for null, empty and zero dates; raises Unreadable for nonsense."""
    if isinstance(value, Mapping):
        return _moment_of_object(value, what)
    text = "" if value is None else str(value).strip()
    if not text or text.startswith("0000-00-00") or text == "0":
        return None
    try:
        return _epoch(float(text)) if _is_number(text) else _iso(text, SHOP_ZONE)
    except (ValueError, OverflowError, OSError):
        raise Unreadable(f"{what} is no date") from None


def _moment_of_object(value: Mapping[str, Any], what: str) -> datetime | None:
    """PHP's DateTime: `{"date": …, "timezone_type": 3, "timezone": "Europe/Berlin"}`."""
    try:
        zone = ZoneInfo(str(value.get("timezone") or SHOP_ZONE.key))
    except (KeyError, ValueError, OSError):
        zone = SHOP_ZONE
    text = str(value.get("date") or "").strip()
    if not text or text.startswith("0000-00-00"):
        return None
    try:
        return _iso(text, zone)
    except ValueError:
        raise Unreadable(f"{what} is no date") from None


def _iso(text: str, zone: ZoneInfo) -> datetime:
    found = datetime.fromisoformat(text)
    return (found.replace(tzinfo=zone) if found.tzinfo is None else found).astimezone(UTC)


def _epoch(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).lstrip("-").isdigit()


def ticket(raw: Mapping[str, Any]) -> TicketRecord:
    return TicketRecord(
        id=identifier(raw.get("id")),
        title=words(raw.get("title")) or "(no title)",
        type_id=reference(raw.get("typeId"), "typeId"),
        status_id=reference(raw.get("statusId"), "statusId"),
        priority_id=integer(raw.get("priorityId"), "priorityId"),
        plenty_id=integer(raw.get("plentyId"), "plentyId"),
        source=words(raw.get("source")),
        confidential=flag(raw.get("confidential")),
        contact_id=reference(raw.get("contactId"), "contactId"),
        order_id=reference(raw.get("orderId"), "orderId"),
        documents_count=integer(raw.get("documentsCount"), "documentsCount") or 0,
        created_at=moment(raw.get("createdAt"), "createdAt"),
        updated_at=moment(raw.get("updatedAt"), "updatedAt"),
        deadline_at=moment(raw.get("deadlineAt"), "deadlineAt"),
        resubmission_at=moment(raw.get("resubmissionAt"), "resubmissionAt"),
        finished_at=moment(raw.get("finishedAt"), "finishedAt"),
    )


def message(raw: Mapping[str, Any]) -> MessageRecord:
    kind = words(raw.get("type"))
    if kind not in ("message", "comment"):
        raise Unreadable("its type is neither message nor comment")
    text = raw.get("text")
    if not isinstance(text, str):
        raise Unreadable("it has no text")
    return MessageRecord(
        id=identifier(raw.get("id")),
        ticket_id=reference(raw.get("ticketId"), "ticketId"),
        kind="message" if kind == "message" else "comment",
        text=storable(text),
        source=words(raw.get("source")),
        user_id=reference(raw.get("userId"), "userId"),
        created_at=moment(raw.get("createdAt"), "createdAt"),
    )


def contact(raw: Mapping[str, Any]) -> ContactRecord:
    parts = [words(raw.get("firstName")), words(raw.get("lastName"))]
    email = words(raw.get("email")) or next(
        (words(option.get("value")) for option in dicts(raw.get("options")) if str(option.get("typeId")) == "2"), None
    )
    return ContactRecord(
        id=identifier(raw.get("id")),
        name=words(raw.get("fullName")) or " ".join(part for part in parts if part) or None,
        email=email,
        language=words(raw.get("lang")),
    )


def statuses(raw: Any) -> tuple[StatusRecord, ...]:
    """One record per status id, its names by language. Entries that make no sense are left out."""
    names: dict[int, dict[str, str]] = {}
    types: dict[int, int] = {}
    for entry in dicts(entries(raw)):
        try:
            status_id = identifier(entry.get("statusId") or entry.get("id"), "statusId")
            type_id = reference(entry.get("typeId"), "typeId")
        except Unreadable:
            continue
        names.setdefault(status_id, {})[words(entry.get("lang")) or "de"] = words(entry.get("name")) or ""
        if type_id is not None:
            types[status_id] = type_id
    return tuple(StatusRecord(status_id, types.get(status_id), found) for status_id, found in names.items())


def entries(raw: Any) -> Sequence[Any]:
    """The list inside an answer: a bare array, or the `entries` of an envelope. Raises Unreadable otherwise."""
    found = raw.get("entries", raw.get("data")) if isinstance(raw, Mapping) else raw
    if not isinstance(found, list):
        raise Unreadable("the answer holds no list")
    return found


def total(raw: Any) -> int | None:
    """How many records the whole list has; None where the answer does not say."""
    return integer(raw.get("totalsCount"), "totalsCount") if isinstance(raw, Mapping) else None


def dicts(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def each(
    raw: Sequence[Any], read: Callable[[Mapping[str, Any]], Record], kind: RecordKind
) -> tuple[tuple[Record, ...], tuple[Malformed, ...]]:
    """Reads what can be read; the rest comes back with the reason."""
    good: list[Record] = []
    bad: list[Malformed] = []
    for entry in raw:
        try:
            good.append(read(require_object(entry)))
        except Unreadable as reason:
            bad.append(Malformed(kind, _id_if_any(entry), json.dumps(entry, ensure_ascii=False), str(reason)))
    return tuple(good), tuple(bad)


def require_object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Unreadable("it is no object")
    return value


def _id_if_any(entry: Any) -> int | None:
    try:
        return identifier(entry.get("id")) if isinstance(entry, Mapping) else None
    except Unreadable:
        return None


def page(raw: Any, asked: int) -> TicketPage:
    """A page other than the one asked for is past the end (some routes answer with the last page again)."""
    listed = entries(raw)
    if not isinstance(raw, Mapping):
        records, bad = each(listed, ticket, "ticket")
        return TicketPage(asked, is_last=True, total=len(listed), records=records, malformed=bad)
    if "isLastPage" not in raw and "lastPageNumber" not in raw:
        raise Unreadable("the answer is no page of a list")
    number = integer(raw.get("page"), "page") or asked
    total = integer(raw.get("totalsCount"), "totalsCount")
    if number != asked:
        return TicketPage(asked, is_last=True, total=total, records=())
    last = integer(raw.get("lastPageNumber"), "lastPageNumber")
    is_last = flag(raw["isLastPage"]) if "isLastPage" in raw else last is None or number >= last
    records, bad = each(listed, ticket, "ticket")
    return TicketPage(
        number, is_last=is_last or not listed, total=total, records=records, malformed=bad, last_page=last
    )


def complaint(raw: Any) -> str:
    """The sentence in an error body of any shape; "" when there is none. Never upstream's HTML."""
    if isinstance(raw, list):
        return complaint(raw[0]) if raw else ""
    if isinstance(raw, str):
        return "" if "<" in raw else storable(raw).strip()[:300]
    if not isinstance(raw, Mapping):
        return ""
    fields = raw.get("validation_errors")
    named = ", ".join(str(name) for name in fields) if isinstance(fields, Mapping) else ""
    found = complaint(raw.get("error")) or complaint(raw.get("message"))
    return f"{found} ({named})" if found and named else found or named
