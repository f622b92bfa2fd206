"""Order numbers, tracking numbers, other codes and links, told from phones, postcodes and measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tickets_service.facts.sheet import FactKind
from tickets_service.facts.telling_codes import (
    LEAST_AFTER_WORD,
    LOOK_BACK,
    TRACKING_WORDS,
    is_built_like,
    kind_of_code,
    plain_code,
    shape_of,
)
from tickets_service.finding.marketplaces import AMAZON, EBAY

LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'„“”»«]+|"
    r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:de|com|net|org|at|ch|eu|shop|co\.uk|io)(?:/[^\s<>\"'„“”»«]*)?(?![\w@-]|\.\w)|"
    r"(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,12}/[^\s<>\"'„“”»«]+",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\w-])(?:\+\d{1,3}|\(0\d{1,5}\)|0\d{1,5}(?=[\s/-]))(?:[\s/().-]{0,3}\d{1,8}){1,7}|"
    r"\b(?:Tel(?:efon(?:nummer|isch)?)?\b\.?|Fon\b|Hotline|phone|call(?: us)?(?: (?:on|at)\b)?(?=[\s:(]{1,3}[+\d(])|Rufnummer|Mobil|mobile|WhatsApp)[^\d\n]{0,25}(?<![a-z])(?<![a-z]-)[\d][\d\s/().-]{5,18}",
    re.IGNORECASE,
)
SURELY_PHONE = re.compile(r"\+\d|0(?:800|180|700|1[5-7]\d)[\s/-]")
CALLED = re.compile(
    r"\b(?:unter|call(?:\sus)?(?:\son)?|telefon\w*|tel\.?|hotline|phone|rufen\s\w+)\s(?:der\s)?$", re.IGNORECASE
)
NUMBERED = re.compile(
    r"(?:rechnung|beleg|invoice|order|bestell|auftrag|document)\S*\s?(?:nr|nummer|no|number)\b[.:\s]{0,3}$|"
    r"\b(?:bestellung|auftrag|order|vorgang|rechnung|invoice|retoure|return|rma)\s#?$",
    re.IGNORECASE,
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
CALLED_IBAN = re.compile(r"\bIBAN\W{1,3}$", re.IGNORECASE)
CODE = re.compile(r"(?<![\w.,/-])#?[A-Za-zÄÖÜ0-9]+(?:[-/_.][A-Za-zÄÖÜ0-9]+)*(?![\w])")
SPACED_DIGITS = re.compile(r"(?<![\w-])(?:[A-Z]{2})?\d{2,8}(?:[ \u00a0]\d{2,8}){2,7}(?:[A-Z]{2})?(?![\w-])")
GROUPS = re.compile(r"(?<![\w-])[A-Z0-9]{1,12}(?:[ \u00a0][A-Z0-9]{1,12}){1,9}(?![\w-])")
GROUP = re.compile(r"[A-Z0-9]+")
LETTERS_IN_FRONT = re.compile(r"(?<![\w-])[A-Z]{1,4}[ \u00a0]$")
MEASURE = re.compile(
    r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,6})?(?:\s?[x×*]\s?\d{1,6}(?:[.,]\d{1,6})?){0,3}\s?(?:cm|mm|m|km|kg|g|l|ml|cl|Litern?|litres?|liters?|Metern?|metres?|meters?|Zentimetern?|Millimetern?|Gramm|grams?|Kilo(?:gramm)?|kilos?|W|Watt|V|Volt|Ah|mAh|Zoll|inch(?:es)?|ft|°C?|°|K|lm|Lumen|%|Prozent|percent|per cent|GB|Hz|dB|Jahren?|years?|months?|Monaten?|Tagen?|days?|Werktagen?|Arbeitstagen?|Stunden?|hours?|Sekunden?|seconds?|secs?|Minuten?|minutes?|mins?|Wochen?|weeks?|Grad|tlg|teilig|qm|m²)\b|"
    r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,6})?\s?(?:[x×]\s?\d{1,6}(?:[.,]\d{1,6})?)(?:\s?[x×]\s?\d{1,6}(?:[.,]\d{1,6})?)?|(?<![\d.,])\d{1,6}(?:[.,]\d{1,6})?\s?%|"
    r"(?<![\w.,-])\d{1,3}(?:[.,]\d{1,3})?\s?in\b(?!\s(?:the|your|our|a|an|one|two|total|all|Ihr\w*|d(?:er|em|en|ie|as|ein\w*)|ein\w*)\b)"
)
PARAGRAPH = re.compile(
    r"(?:§§?|Art(?:ikel)?\.|Abs(?:atz)?\.?|section|article|Kapitel|Seite|page|Schritt|step)\s?\d{1,4}[a-z]?\b",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:\s?(?:Uhr|h|am|pm))?\b|\b\d{1,2}\s?(?:Uhr|am|pm|a\.m\.|p\.m\.)", re.IGNORECASE
)
STREET = re.compile(
    r"(?<![\w.,])\d{1,4}[a-z]?\s(?:[A-Z][\w'’.-]+\s){1,3}"
    r"(?:Street|St\b|Road|Rd\b|Lane|Avenue|Ave\b|Square|Close|Drive|Way|Court|Terrace|Gardens|Place|Row|Crescent|Hill)"
)
LEAST_GROUPED = 8


@dataclass(frozen=True, slots=True)
class Code:
    start: int
    end: int
    value: str
    kind: FactKind


def plain_link(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip(), flags=re.IGNORECASE).rstrip("/.,;:!?)]*_")


def find_links(text: str) -> list[Code]:
    mails = [(at.start(), at.end()) for at in EMAIL.finditer(text)]
    found = []
    for at in LINK.finditer(text):
        link = at.group().rstrip(".,;:!?)]*_")
        if not any(start < at.end() and at.start() < end for start, end in mails):
            found.append(Code(at.start(), at.start() + len(link), link, FactKind.LINK))
    return found


def ordinary_spans(text: str) -> Iterable[tuple[int, int]]:
    """What has digits and is none of our business: mails, bank accounts, phones, clock times, paragraphs, measures."""
    for pattern in (EMAIL, PARAGRAPH, CLOCK, MEASURE, STREET):
        for at in pattern.finditer(text):
            yield at.start(), at.end()
    yield from (
        (at.start(), at.end())
        for at in IBAN.finditer(text)
        if is_an_iban(at.group()) or CALLED_IBAN.search(text, max(0, at.start() - 8), at.start())
    )


def is_an_iban(written: str) -> bool:
    """By its check digits: a tracking number may be built alike."""
    plain = re.sub(r"\s", "", written)
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def phone_spans(text: str) -> Iterable[tuple[int, int]]:
    for at in PHONE.finditer(text):
        before = text[max(0, at.start() - LOOK_BACK) : at.start()]
        digits = re.search(r"\d", at.group())
        if digits and NUMBERED.search(at.group()[: digits.start()]):
            continue  # "on the phone: order 4400921"
        if NUMBERED.search(before) and not CALLED.search(before):
            continue
        if SURELY_PHONE.match(at.group()) or CALLED.search(before) or not TRACKING_WORDS.search(before):
            yield at.start(), at.end()


def find_codes(text: str, is_free: FreePlaces, known: frozenset[str]) -> list[Code]:
    """*known* are plain codes of the sheet: they are codes whatever they look like."""
    found = [*marketplace_orders(text), *spaced_codes(text, is_free, known)]
    taken = {place for code in found for place in range(code.start, code.end)}
    last_kind, last_end = None, -1
    for at in CODE.finditer(text):
        start, end = at.start(), at.end()
        if start in taken or not is_free(start, end):
            continue
        front = LETTERS_IN_FRONT.search(text, max(0, start - 6), start)
        if front is not None and is_built_like(text[front.start() : end], known):
            start = front.start()
        kind = kind_of_code(text, start, text[start:end], known)
        if kind is None and last_kind and goes_on(text, last_end, start, at.group()):
            kind = last_kind
        if kind is not None:
            found.append(Code(start, end, text[start:end].lstrip("#"), kind))
            last_kind, last_end = kind, end
    return sorted(found, key=lambda code: code.start)


def marketplace_orders(text: str) -> list[Code]:
    return [
        Code(at.start(), at.end(), at.group(), FactKind.EXTERNAL_ORDER_NUMBER)
        for pattern in (AMAZON, EBAY)
        for at in pattern.finditer(text)
    ]


def spaced_codes(text: str, is_free: FreePlaces, known: frozenset[str]) -> list[Code]:
    found = grouped_codes(text, known)
    taken = {place for code in found for place in range(code.start, code.end)}
    for at in SPACED_DIGITS.finditer(text):
        if not taken.isdisjoint(range(at.start(), at.end())):
            continue
        plain = plain_code(at.group())
        is_tracking = plain in known or TRACKING_WORDS.search(text, max(0, at.start() - LOOK_BACK), at.start())
        if is_tracking and is_free(at.start(), at.end()):
            found.append(Code(at.start(), at.end(), at.group(), FactKind.TRACKING_NUMBER))
    return found


def grouped_codes(text: str, known: frozenset[str]) -> list[Code]:
    """ "JD00 0222 9911 8477 33": built like a number of the sheet, however it is parted by spaces."""
    shapes = {shape_of(code) for code in known if len(code) >= LEAST_GROUPED}
    found = []
    for run in GROUPS.finditer(text) if shapes else ():
        groups = [(at.start(), at.end()) for at in GROUP.finditer(text, run.start(), run.end())]
        place = 0
        while place < len(groups):
            ends = (end for _, end in reversed(groups[place + 1 :]))
            start = groups[place][0]
            end = next((end for end in ends if shape_of(plain_code(text[start:end])) in shapes), None)
            if end is None:
                place += 1
                continue
            found.append(Code(start, end, text[start:end], FactKind.TRACKING_NUMBER))
            place = next((index for index, group in enumerate(groups) if group[0] >= end), len(groups))
    return found


def goes_on(text: str, last_end: int, start: int, code: str) -> bool:
    """The second of "orders 4711 and 4712"."""
    between = text[last_end:start] if 0 <= last_end <= start <= last_end + 12 else "no"
    joins = re.fullmatch(r"\s?(?:,|/|&|\+|und|and|sowie|or|oder|bzw\.)?\s(?:und|and)?\s?#?(?:Nr\.\s)?|/", between)
    return joins is not None and code.lstrip("#").isdecimal() and len(code) >= LEAST_AFTER_WORD


class FreePlaces:
    """Which places of a text nothing has claimed yet."""

    def __init__(self, length: int) -> None:
        self.taken = bytearray(length + 1)

    def __call__(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)
