"""What was bought: order number, status, items, parcel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tickets_service.practice.model.answering.labels import MARK, Label, found_in, labels_in, value_of
from tickets_service.practice.model.answering.words import LISTS, NOTHING, is_exactly

ORDER_LABEL = is_exactly("order_label")
ORDER_IN_PROSE = re.compile(
    r"(?:order|bestell\w{0,12}|auftrag\w{0,12}|commande)(?: ?(?:Nr|No)\.)?"
    r"[^\d\n.?!]{0,25}?#?\s?(\d[\d-]{2,18}\d)(?!\d|[./]\d)",
    re.IGNORECASE,
)
TRACKING_LABEL = is_exactly("tracking_label")
TRACKING_IN_PROSE = re.compile(
    r"(?:tracking|sendungs\w{0,12}|paketnummer|parcel number|package number|suivi)"
    r"[^\n.!?]{0,40}?[:# ]\s?\(?([A-Z0-9]{8,30})\b",
    re.IGNORECASE,
)
TRACKING_VALUE = re.compile(r"\b(?=[A-Z]{0,6}\d)(?:[A-Z0-9]{8,30}|\d{4}(?: \d{4}){2,6}(?: \d{1,4})?)\b")
FEWEST_DIGITS = 6  # of a tracking number
CARRIER_NAMED = re.compile(
    r"(?:carrier|versanddienst\w{0,12}|versandart|shipping|shipped (?:with|via|by)|transporteur)\W{1,4}(.{2,40})",
    re.IGNORECASE,
)
ORDER_STATUS = is_exactly("order_status_label")
BARE_STATUS = is_exactly("bare_status_label")
STATUS_NUMBER = re.compile(r"^\W*\[?\d+(?:\.\d+)?\]?\W+")
LONGEST_STATUS = 60  # characters
NEAR_THE_ORDER = 500  # characters
ITEMS_LABEL = is_exactly("items_label")
ITEM_LINE = re.compile(
    rf"^[^\w\n\[]{{0,8}}{MARK}[^\w\n]{{0,8}}\d{{1,3}}\s?(?:x|\u00d7|Stück|pcs\.?)\s+([^\n;|]{{3,70}})",
    re.IGNORECASE | re.MULTILINE,
)
AFTER_ITEM = re.compile(r"\s*[,(|\u2013]|\s-\s|\s(?:à|zu je|at|for)\s|\s\d+[.,]\d\d")
TELLING_WORD = re.compile(r"[^\W\d_]{4,}")


def order_in(text: str, labels: list[Label]) -> str | None:
    return value_of(labels, ORDER_LABEL, _order_number) or found_in(text, ORDER_IN_PROSE, str)


def tracking_in(text: str, labels: list[Label]) -> str | None:
    return value_of(labels, TRACKING_LABEL, _tracking_number) or found_in(text, TRACKING_IN_PROSE, _tracking_number)


def carrier_in(text: str, tracking: str | None) -> str | None:
    """The one nearest to the tracking number; without a number only one that a line names as such."""
    if tracking is None:
        named = CARRIER_NAMED.search(text)
        near = named[1] if named else ""
    else:
        at = text.find(tracking)
        near = text[max(0, at - 200) : at + 200]
    return next((name for name in LISTS["carriers"] if re.search(rf"\b{name}\b", near)), None)


def status_in(text: str, labels: list[Label], order: str | None) -> str | None:
    """A bare 'status' belongs to the order when the order was named shortly before it."""
    stated = value_of(labels, ORDER_STATUS, _status)
    if stated is not None:
        return stated
    at = text.find(order) if order else -1
    nearby = labels_in(text[at : at + NEAR_THE_ORDER]) if at >= 0 else []
    return value_of([pair for pair in nearby if "ticket" not in pair[0].lower()], BARE_STATUS, _status)


def item_in(text: str, labels: list[Label], message: str) -> str | None:
    """The one the customer speaks of, else the only one."""
    items = list(dict.fromkeys(AFTER_ITEM.split(item.strip(), maxsplit=1)[0].strip() for item in _items(text, labels)))
    said = set(TELLING_WORD.findall(message.casefold()))
    spoken_of = [item for item in items if said & set(TELLING_WORD.findall(item.casefold()))]
    if spoken_of:
        return spoken_of[0]
    return items[0] if len(items) == 1 else None


def _items(text: str, labels: list[Label]) -> Iterator[str]:
    for hit in ITEM_LINE.finditer(text):
        yield hit[1]
    for label, value in labels:
        if ITEMS_LABEL.match(label):
            yield from (re.sub("^\\d+\\s?[x\u00d7]\\s+", "", part.strip()) for part in value.split(","))


def _order_number(value: str) -> str | None:
    found = re.match(r"\W{0,3}(\d[\d-]{1,18}\d)\b(?![./]\d)", value)
    return found[1] if found else None


def _tracking_number(value: str) -> str | None:
    found = TRACKING_VALUE.search(value)
    return found[0] if found and sum(letter.isdigit() for letter in found[0]) >= FEWEST_DIGITS else None


def _status(value: str) -> str | None:
    plain = STATUS_NUMBER.sub("", value).strip(" .\"'„“*|")
    return plain if 1 < len(plain) <= LONGEST_STATUS and not NOTHING.match(plain) else None
