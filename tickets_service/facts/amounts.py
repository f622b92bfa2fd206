"""Amounts of money: 1.234,50 €, EUR 12, 12,- Euro, €12.50."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tickets_service.facts.numbers import decimal_of

NUMBER = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
MONEY = r"€|\bEUR\b|\bEuros?\b|£|\bGBP\b|\bCHF\b|\$|\bUSD\b|\bpounds?\b|\bFranken\b"
TAIL = r"(?:,-{1,2}|\.-{1,2}|,[–—])?"
BEHIND = re.compile(rf"(?<![\d.,])({NUMBER}){TAIL}[ \u00a0\u202f]{{0,2}}-?({MONEY})", re.IGNORECASE)
BEFORE = re.compile(rf"({MONEY})[ \u00a0\u202f]{{0,2}}({NUMBER}){TAIL}(?![\d])", re.IGNORECASE)
AND_CENTS = re.compile(
    r"(?<![\d.,])(\d{1,4}) (?:Euros?|EUR) (?:(\d{2})(?![\d.,]|[ \u00a0](?:€|EUR|Euro|%|Prozent|Cent|Tag|Stück))"
    r"|(?:und|and) (\d{1,2}) Cents?\b)",
    re.IGNORECASE,
)
"""12 Euro 50, 12 Euro und 50 Cent."""
CENT = re.compile(r"(?<![\d.,])(\d{1,3})[ \u00a0](?:Cents?|ct)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    start: int
    end: int
    value: Decimal
    currency: str = ""
    """As ISO 4217 has it, "$" for one of the dollars; "" for cents and what more than one country calls so."""


DOLLARS = frozenset(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"])
CURRENCIES = {
    "$": "$",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "chf": "CHF",
    "franken": "CHF",
    "usd": "USD",
}


def currency_of(written: str) -> str:
    plain = written.lower()
    return "EUR" if plain.startswith("euro") else CURRENCIES.get(plain, "")


def find_money(text: str) -> list[Money]:
    found = [
        Money(at.start(), at.end(), Decimal(f"{at.group(1)}.{(at.group(2) or at.group(3)).zfill(2)}"))
        for at in AND_CENTS.finditer(text)
    ]
    spoken = {place for money in found for place in range(money.start, money.end)}
    found += [
        Money(at.start(), at.end(), decimal_of(at.group(1)), currency_of(at.group(2)))
        for at in BEHIND.finditer(text)
        if at.start() not in spoken
    ]
    taken = {place for money in found for place in range(money.start, money.end)}
    found += [
        Money(at.start(), at.end(), decimal_of(at.group(2)), currency_of(at.group(1)))
        for at in BEFORE.finditer(text)
        if taken.isdisjoint(range(at.start(2), at.end(2))) and at.start(1) not in taken
    ]
    found += [
        Money(at.start(), at.end(), Decimal(at.group(1)) / 100)
        for at in CENT.finditer(text)
        if at.start() not in spoken
    ]
    return sorted(found, key=lambda money: money.start)
