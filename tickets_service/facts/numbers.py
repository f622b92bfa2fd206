"""Numbers in digits and in words, with German or English separators."""

from __future__ import annotations

import re
from decimal import Decimal

WORDS = """eins|one zwei|two drei|three vier|four fünf|fuenf|five sechs|six sieben|seven acht|eight neun|nine zehn|ten
    elf|eleven zwölf|zwoelf|twelve dreizehn|thirteen vierzehn|fourteen fünfzehn|fifteen sechzehn|sixteen siebzehn|seventeen
    achtzehn|eighteen neunzehn|nineteen"""
TENS = "zwanzig|twenty dreißig|thirty vierzig|forty fünfzig|fifty sechzig|sixty siebzig|seventy achtzig|eighty neunzig|ninety"
NUMBER_WORDS = {word: number for number, words in enumerate(WORDS.split(), start=1) for word in words.split("|")}
NUMBER_WORDS |= {word: 10 * number for number, words in enumerate(TENS.split(), start=2) for word in words.split("|")}
COMPOUND = (
    r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:zwanzig|(?:drei|vier|fünf|sech|sieb|acht|neun)(?:zig|ßig))|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-(?:one|two|three|four|five|six|seven|eight|nine)"
)
IN_WORDS = "|".join([COMPOUND, *(word for word in NUMBER_WORDS if word != "eins")])
"""A pattern: one to ninety-nine in words, but for a lone "eins"."""
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
    """None where *word* is no number, or one in words beyond ninety-nine."""
    if word.isdecimal():
        return int(word) if len(word) < FAR_TOO_LONG else None
    low = word.lower()
    if not re.fullmatch(COMPOUND, low):
        return NUMBER_WORDS.get(low)
    return sum(NUMBER_WORDS.get(part, 1) for part in re.split(r"und|-", low))  # the "ein" of einundzwanzig
