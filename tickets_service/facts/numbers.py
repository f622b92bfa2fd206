"""Numbers in digits and in words, with German or English separators."""

from __future__ import annotations

import re
from decimal import Decimal

WORDS = """eins|one zwei|two drei|three vier|four fünf|fuenf|five sechs|six sieben|seven acht|eight neun|nine zehn|ten
    elf|eleven zwölf|zwoelf|twelve"""
NUMBER_WORDS = {word: number for number, words in enumerate(WORDS.split(), start=1) for word in words.split("|")}
CENTS = 2
FAR_TOO_LONG = 10
THOUSANDS = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f’]\d{3})+")


def decimal_of(written: str) -> Decimal:
    """1.234,50 and 1,234.50 and 1234.5 are the same; a lone separator before three digits parts thousands."""
    digits = re.sub(r"[\s'’]", "", written).rstrip(".,-–—")
    last = max(digits.rfind(","), digits.rfind("."))
    if last < 0:
        return Decimal(digits)
    whole, fraction = digits[:last], digits[last + 1 :]
    if len(fraction) > CENTS and THOUSANDS.fullmatch(digits):
        whole, fraction = digits, ""
    return Decimal((re.sub(r"[.,]", "", whole) or "0") + ("." + fraction if fraction else ""))


def number_of(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < FAR_TOO_LONG else NUMBER_WORDS.get(word.lower())
