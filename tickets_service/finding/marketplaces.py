"""How marketplaces write the numbers of their orders, and how people type them."""

from __future__ import annotations

import re

AMAZON = re.compile(r"(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])")
EBAY = re.compile(r"(?<![\w-])\d{2}-\d{5}-\d{5}(?![\w-])")
KAUFLAND = re.compile(r"(?<![\w-])M(?=[A-Z]{0,5}\d)[A-Z0-9]{6}(?![\w-])")
"""Seen in samples of Kaufland's API; whether other letters than M begin one is not documented."""
OTTO = re.compile(r"(?<![\w-])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{10}(?![\w-])")
"""OTTO documents no form; ten small letters and digits have been seen. It must be called an order."""
KAUFLAND_SMALL = re.compile(r"(?<![\w-])m(?=[a-z]{0,5}\d)[a-z0-9]{6}(?![\w-])")
OTTO_CAPITAL = re.compile(r"(?<![\w-])(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{10}(?![\w-])")
SPACED = (
    re.compile(r"(?<![\w+-])(\d{3})[ \u00a0](\d{7})[ \u00a0](\d{7})(?![\w-]|[ \u00a0]\d)"),
    re.compile(r"(?<![\w+-])(\d{2})[ \u00a0](\d{5})[ \u00a0](\d{5})(?![\w-]|[ \u00a0]\d)"),
)
"""`302 4455667 1122334`: Amazon's, and eBay's, without the hyphens."""


def canonical(number: str) -> str:
    """As its marketplace writes it: with hyphens, Kaufland's in capitals, OTTO's in small letters."""
    number = hyphened(number.strip())
    if KAUFLAND_SMALL.fullmatch(number):
        return number.upper()
    return number.lower() if OTTO_CAPITAL.fullmatch(number) else number


def hyphened(text: str) -> str:
    """The text, as long as before, with the hyphens of Amazon's and eBay's numbers."""
    for pattern in SPACED:
        text = pattern.sub(r"\1-\2-\3", text)
    return text
