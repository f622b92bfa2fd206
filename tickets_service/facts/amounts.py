"""Amounts of money: 1.234,50 €, EUR 12, 12,- Euro, €12.50."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tickets_service.facts.numbers import decimal_of

NUMBER = r"\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
MONEY = r"€|\bEUR\b|\bEuros?\b|£|\bGBP\b|\bCHF\b|\$|\bUSD\b|\bpounds?\b|\bFranken\b"
TAIL = r"(?:,-{1,2}|\.-{1,2}|,[–—])?"
BEHIND = re.compile(
    rf"(?<![\d.,])({NUMBER}){TAIL}[ \u00a0\u202f]{{0,2}}-?({MONEY})(?!-(?:St|M|Sch)[a-zäöü])", re.IGNORECASE
)
BEFORE = re.compile(rf"({MONEY})[ \u00a0\u202f]{{0,2}}({NUMBER}){TAIL}(?![\d])", re.IGNORECASE)
AND_CENTS = re.compile(
    r"(?<![\d.,])(\d{1,4}) (?:Euros?|EUR) (?:(\d{2})(?![\d.,]|[ \u00a0](?:€|EUR|Euro|%|Prozent|Cent|Tag|Stück))"
    r"|(?:und|and) (\d{1,2}) Cents?\b)",
    re.IGNORECASE,
)
"""12 Euro 50, 12 Euro und 50 Cent."""
CENT = re.compile(r"(?<![\d.,])(\d{1,3})[ \u00a0](?:Cents?|ct)\b", re.IGNORECASE)


BARE = re.compile(
    r"(?<![\w.,:/@-])\d{1,4}[.,]\d{2}(?![\w%]|[.,:/-]\w|[ \u00a0](?:Uhr|h|am|pm|cm|mm|m|kg|g|l|ml|V|W|A|Zoll|inch|GB|%|€|EUR|Euro)(?!\w))"
)
BEFORE_BARE = re.compile(
    r"\b(?:zu(?: je)?|je|jeweils|à|at|refunded(?: you)?|erstattet|paid|bezahlt|gezahlt|gesamt|total|summe|betrag|sind|there's|zurück|deducted|abgezogen|"
    r"charged|berechnet|your|the)[ :]{1,2}$",
    re.IGNORECASE,
)
BEHIND_BARE = re.compile(
    r"[ ,](?:Porto|Versand|Versandkosten|postage|carriage|shipping|stimmt|was right|is right|is correct|each|apiece|je|pro Stück|zurück|back|in total|insgesamt|"
    r"(?:were|was|wurden?|sind|ist) (?:\w+ )?(?:paid|refunded|bezahlt|erstattet|eingegangen)|(?:are|were) paid)\b",
    re.IGNORECASE,
)
WITH_A_DAY = re.compile(r"\b(?:am|vom|bis|on|seit|since|den|dem|from|until|zum|ab)\s$", re.IGNORECASE)


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
    found += bare(text, taken | spoken)
    return sorted(found, key=lambda money: money.start)


def bare(text: str, taken: set[int]) -> Iterator[Money]:
    """ "2 at 12.70 each", "3,90 Porto": without a currency, where the words beside it say that it is money."""
    for at in BARE.finditer(text):
        before = text[max(0, at.start() - 20) : at.start()]
        if at.start() in taken or WITH_A_DAY.search(before):
            continue
        is_said_behind = BEHIND_BARE.match(text, at.end()) is not None
        is_said_before = BEFORE_BARE.search(before) is not None and not before.rstrip().lower().endswith(
            ("the", "your")
        )
        if is_said_behind or is_said_before:
            yield Money(at.start(), at.end(), decimal_of(at.group()))
