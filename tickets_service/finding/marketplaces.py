"""How marketplaces write the numbers of their orders, and how people type them."""

from __future__ import annotations

import re

AMAZON = re.compile(r"(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])")
EBAY = re.compile(r"(?<![\w-])\d{2}-\d{5}-\d{5}(?![\w-])")
KAUFLAND = re.compile(r"(?<![\w-])M(?=[A-Z]{0,5}\d)[A-Z0-9]{6}(?![\w-])")
"""Seen in samples of Kaufland's API; whether other letters than M begin one is not documented."""
OTTO = re.compile(r"(?<![\w-])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{10}(?![\w-])")
"""OTTO documents no form; ten small letters and digits have been seen. It must be called an order."""

JOINT = r"[ \u00a0-]?"
AMAZON_TYPED = re.compile(rf"(?<![\w+-])(\d{{3}}){JOINT}(\d{{7}}){JOINT}(\d{{7}})(?![\w-]|[ \u00a0]\d)")
EBAY_TYPED = re.compile(rf"(?<![\w+-])(\d{{2}}){JOINT}(\d{{5}}){JOINT}(\d{{5}})(?![\w-]|[ \u00a0]\d)")
"""`302 4455667 1122334`: without the hyphens, or with some of them."""
KAUFLAND_TYPED = re.compile(r"(?<![\w-])m(?=[a-z]{0,5}\d)[a-z0-9]{6}(?![\w-])", re.IGNORECASE)
OTTO_TYPED = re.compile(
    r"(?<![\w-])(?=[a-z0-9]*[a-z][0-9]+[a-z]|[a-z0-9]*[0-9][a-z]+[0-9])[a-z0-9]{10}(?![\w-])", re.IGNORECASE
)
"""Letters and digits in turn: `SOMMER2026` is a voucher."""
SPACED = re.compile(
    r"(?<![\w+-])(?:(\d{3})[ \u00a0-](\d{7})[ \u00a0-](\d{7})|(\d{2})[ \u00a0-](\d{5})[ \u00a0-](\d{5}))"
    r"(?![\w-]|[ \u00a0]\d)"
)


def canonical(number: str) -> str:
    """As its marketplace writes it: with hyphens, Kaufland's in capitals, OTTO's in small letters."""
    number = number.strip()
    for typed in (AMAZON_TYPED, EBAY_TYPED):
        if hit := typed.fullmatch(number):
            return "-".join(hit.groups())
    if KAUFLAND_TYPED.fullmatch(number):
        return number.upper()
    return number.lower() if OTTO_TYPED.fullmatch(number) else number


def hyphened(text: str) -> str:
    """The text, as long as before, with hyphens for the spaces within Amazon's and eBay's numbers."""
    return SPACED.sub(lambda hit: "-".join(part for part in hit.groups() if part), text)
