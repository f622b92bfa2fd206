"""The facts a reply may name: only what stands in the prompt."""

from __future__ import annotations

import re

from tickets_service.practice.model.answering.dates import first_date
from tickets_service.practice.model.answering.labels import Label, labels_in, value_of
from tickets_service.practice.model.answering.people import name_in, shop_in, signature_of
from tickets_service.practice.model.answering.purchases import carrier_in, item_in, order_in, status_in, tracking_in
from tickets_service.practice.model.answering.words import any_of, is_exactly

Facts = dict[str, str]

MONEY = re.compile(r"(?:EUR|€|CHF|£|\$)\s?\d[\d.,]*\d|\d[\d.,]*\s?(?:€|EUR|CHF|£|\$)")
TOTAL = is_exactly("total_label")
DATED = {name: any_of(name) for name in ("shipped", "delivered", "expected", "ordered")}
DATE_FOLLOWS_WITHIN = 30  # characters


def facts_in(prompt: str, message: str) -> Facts:
    """*message* is the customer's and may be wrong, so the rest of the prompt is believed first."""
    rest = prompt.replace(message, "\n") if message else prompt
    labels = labels_in(rest)
    tracking = tracking_in(rest, labels)
    order = order_in(rest, labels)
    facts = {
        "name": name_in(rest) or signature_of(message),
        "order": order or order_in(message, []),
        "status": status_in(rest, labels, order),
        "tracking": tracking,
        "carrier": carrier_in(rest, tracking),
        "item": item_in(rest, labels, message),
        "total": value_of(labels, TOTAL, _money),
        "shop": shop_in(rest, labels),
        **{name: _date(rest, labels, pattern) for name, pattern in DATED.items()},
    }
    return {name: value for name, value in facts.items() if value}


def _money(value: str) -> str | None:
    found = MONEY.search(value)
    return found[0] if found else None


def _date(rest: str, labels: list[Label], wanted: re.Pattern[str]) -> str | None:
    labelled = value_of(labels, wanted, first_date)
    if labelled is not None:
        return labelled
    after = (rest[hit.end() : hit.end() + DATE_FOLLOWS_WITHIN].partition("\n")[0] for hit in wanted.finditer(rest))
    return next((moment for moment in map(first_date, after) if moment), None)
