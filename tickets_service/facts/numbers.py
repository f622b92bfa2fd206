"""Numbers in digits and in words, with German or English separators."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from decimal import Decimal

WORDS = """eins|one zwei|two drei|three vier|four fünf|fuenf|five sechs|six sieben|seven acht|eight neun|nine zehn|ten
    elf|eleven zwölf|zwoelf|twelve dreizehn|thirteen vierzehn|fourteen fünfzehn|fifteen sechzehn|sixteen siebzehn|seventeen
    achtzehn|eighteen neunzehn|nineteen"""
TENS = "zwanzig|twenty dreißig|thirty vierzig|forty fünfzig|fifty sechzig|sixty siebzig|seventy achtzig|eighty neunzig|ninety"
ONE_DIGIT = 10


def all_words() -> dict[str, int]:
    """One to ninety-nine in words: "twenty-one", "einundzwanzig"."""
    found = {word: number for number, words in enumerate(WORDS.split(), start=1) for word in words.split("|")}
    for ten, tens in enumerate(TENS.split(), start=2):
        german, english = tens.split("|")
        found |= {german: 10 * ten, english: 10 * ten}
        for one, ones in enumerate(WORDS.split()[: ONE_DIGIT - 1], start=1):
            *fronts, back = ones.replace("eins", "ein").split("|")
            found |= {f"{front}und{german}": 10 * ten + one for front in fronts}
            found[f"{english}-{back}"] = 10 * ten + one
    return found


def pattern_of(words: AbstractSet[str]) -> str:
    """A pattern for any of *words* that reads no letter twice: one to ninety-nine are tried at every word of a text."""
    rests: dict[str, set[str]] = {}
    for word in filter(None, words):
        rests.setdefault(word[0], set()).add(word[1:])
    if not rests:
        return ""
    branches = "|".join(re.escape(letter) + pattern_of(rests[letter]) for letter in sorted(rests))
    return f"(?:{branches}){'?' * ('' in words)}"


NUMBER_WORDS = all_words()
IN_WORDS = pattern_of(NUMBER_WORDS.keys() - {"eins"})
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
    return int(word) if word.isdecimal() and len(word) < FAR_TOO_LONG else NUMBER_WORDS.get(word.lower())
