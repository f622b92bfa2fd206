"""Order numbers that customers name: in subjects and in running text, German and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from tickets_service.finding import marketplaces
from tickets_service.finding.marketplaces import canonical, hyphened


class Form(StrEnum):
    PLENTY = "plenty"
    AMAZON = "amazon"
    EBAY = "ebay"
    KAUFLAND = "kaufland"
    OTTO = "otto"


class Certainty(IntEnum):
    """How sure it is that an order is meant."""

    BARE = 0
    """Digits that could be one: worth comparing, not worth asking for."""
    SHAPED = 1
    """Nothing else looks like this, or it is what the customer calls their parcel."""
    CALLED = 2
    """The text calls it an order."""


@dataclass(frozen=True, slots=True)
class OrderNumber:
    number: str
    form: Form
    certainty: Certainty
    at: int
    """Where it stands in the text."""

    @property
    def plenty_id(self) -> int | None:
        """None for a marketplace's number, and for one with letters at its end."""
        return int(self.number) if self.form is Form.PLENTY and self.number.isdigit() else None


SHAPES: tuple[tuple[Form, re.Pattern[str], Certainty], ...] = (
    (Form.AMAZON, marketplaces.AMAZON, Certainty.SHAPED),
    (Form.EBAY, marketplaces.EBAY, Certainty.SHAPED),
    (Form.KAUFLAND, marketplaces.KAUFLAND, Certainty.SHAPED),
    (Form.OTTO, marketplaces.OTTO, Certainty.CALLED),
    # Typed otherwise than the marketplace writes it: phones, words and voucher codes look alike.
    (Form.AMAZON, marketplaces.AMAZON_TYPED, Certainty.BARE),
    (Form.EBAY, marketplaces.EBAY_TYPED, Certainty.BARE),
    (Form.KAUFLAND, marketplaces.KAUFLAND_TYPED, Certainty.BARE),
    (Form.OTTO, marketplaces.OTTO_TYPED, Certainty.BARE),
    (Form.PLENTY, re.compile(r"(?<![\w,/+-])(?<!\d\.)[1-9]\d{2,8}(?![\w/-]|[.,:]\d)"), Certainty.BARE),
)
PARTED = re.compile(
    r"(?<![\w,/+-])(?<!\d[. ])(?:[1-9]\d{0,2}(?:[ .\u00a0\u202f]\d{3}){1,2}|[1-9]\d{1,3}(?: \d{2,4}){1,3})"
    r"(?![\w/-]|[.,:]\d| \d)"
)
"""`30 001`: an order's number for sure only behind a word that says number."""
THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
NOUN_AFTER = re.compile(r" [A-ZÄÖÜ]")
ENDING = re.compile(r"(?<![\w,/+-])(?<!\d\.)[1-9]\d{3,8}[a-z]{1,2}(?![\w/-])", re.IGNORECASE)
"""`30001a`: likewise."""
DIGITS_OF_PARTED = range(4, 10)
LONG_ENOUGH_ALONE = 4
DASH = re.compile(r"(?<=\d)\s?[\u2010-\u2015\u2212]\s?(?=\d)")

NUMBER_WORD = r"(?:nummern?|nr|no|number|numbers|num|id|ids|code|ref|referenz|reference|kennung)"
ORDER_WORD = (
    r"(?:bestell(?:ung(?:en)?|ungs)?|auftr(?:ag|äge|aege)(?:s)?|order|orders|kauf|einkauf|purchase|"
    r"(?:amazon|ebay|kaufland|otto)[ -]?(?:bestellung|order|auftrag))"
)
CALLED = re.compile(
    rf"(?<![^\W\d_]){ORDER_WORD}(?:\s?[-\u2011]?\s?{NUMBER_WORD})?\b[.:#\s\"'„“”»«(\[*\u2013-]{{0,6}}"
    r"(?:(?:mit|with|unter|under|der|die|the|ist|is|war|was|lautet|vom|meine|my|hat|has|von|bei|at|amazon|ebay|kaufland|"
    rf"otto|{NUMBER_WORD})\b[.:#\s\"'„“”»«(\[*\u2013-]{{0,6}}){{0,4}}$",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    rf"(?:{NUMBER_WORD}|#)[.:#\s\"'„“”»«(\[*\u2013-]{{0,6}}(?:(?:lautet|ist|is|war|was)\s{{1,2}})?$", re.IGNORECASE
)
MARKETPLACE_BEFORE = re.compile(
    rf"(?<![^\W\d_])(?:amazon|ebay|kaufland|otto)(?:[ -]?{NUMBER_WORD}\b)?[.:#\s\"'„“(-]{{0,6}}$", re.IGNORECASE
)
PARCEL_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:pakets?|päckchen|parcel|package|packet|sendung|lieferung|shipment|delivery)"
    rf"(?:[ -]{{1,2}}{NUMBER_WORD}\b)?[.:#\s\"'„“(-]{{0,6}}$",
    re.IGNORECASE,
)
"""`Mein Paket 30003`: often the order's number; a parcel's own is longer."""
DIGITS_OF_A_PARCELS_ORDER = range(4, 9)
NUMBER_BEFORE = re.compile(r"(?<!\w)(?:#|nr\.?|no\.?|nummer|number)\s{0,2}:?\s{0,2}$", re.IGNORECASE)
FOLLOWS_ORDER = re.compile(
    rf"^[\"'“”»«)\]*]{{0,3}}\s{{0,2}}(?:ist|is|war|was)\s(?:meine|my|die|the)\s{ORDER_WORD}", re.IGNORECASE
)
OTHER_THINGS = re.compile(
    r"(?:tel(?:efon)?(?:nummer)?|phone|mobile?|mobil(?:nummer)?|handy(?:nummer)?|fax|ean|gtin|isbn|sku|asin|plz|"
    r"postleitzahl|zip|postcode|artikel(?:nummern?|nr)?|art|item|article|model|modell|kunden(?:nummer|nr)?|customer|"
    r"lieferschein(?:nummer|nr)?|rechnung(?:s(?:nummer|nr))?|invoice|re|sendung(?:s(?:nummer|nr|verfolgung))?|paket(?:nummer|nr)?|tracking|parcel|"
    r"shipment|ticket|vorgang|fall|case|iban|bic|konto(?:nummer)?|account|blz|ust|hrb|hra|steuer(?:nummer)?|vat|"
    r"serien(?:nummer|nr)?|serial|retoure|retouren(?:nummer|nr)?|return|gutschein(?:code|nummer)?|voucher|pin|charge|"
    rf"packstation|postfach|postnummer|zimmer|haus)\b(?:[ -]?{NUMBER_WORD}\b)?[.:#\s\"'„“(-]{{0,6}}"
    r"(?:(?:ist|is|lautet|war|was)\s)?$",
    re.IGNORECASE,
)
JOINT = re.compile(
    rf"\s*(?:,|;|/|&|\+|und|and|sowie|oder|or)\s*(?:(?:und|and)\s+)?(?:{NUMBER_WORD}\b[.:]?\s*)?", re.IGNORECASE
)
UNIT_AFTER = re.compile(
    r"^\s?(?:€|eur\b|euro\b|\$|£|chf\b|%|x\b|\u00d7|cm\b|mm\b|m\b|kg\b|g\b|ml\b|l\b|w\b|watt\b|v\b|volt\b|lumen\b|lm\b|kelvin\b|"
    r"k\b|uhr\b|st(?:ü|ue)ck\b|stk\b|pcs\b|pieces\b|tage?n?\b|days?\b|stunden\b|hours?\b|minuten\b|minutes\b|wochen\b|"
    r"weeks?\b|jahre?n?\b|years?\b|mal\b|times\b|teil(?:en?|ig)\b|-?teilig)",
    re.IGNORECASE,
)
UNIT_BEFORE = re.compile(r"(?:€|eur|euro|\$|£|chf)\s?$", re.IGNORECASE)
PHONE_BEFORE = re.compile(r"(?:\+|\b0)\d[\d /()-]{1,14}$")
PHONE_AFTER = re.compile(r"^[ /-]\d{2,}")
GROUP_BEFORE = re.compile(r"(?<![\w-])\d{2,}[ /]$")
TOWN_AFTER = re.compile(r"^ {1,2}[A-ZÄÖÜ][a-zäöüß]+")
SENTENCE_AFTER = re.compile(
    r" {1,2}(?:Wann|Wo|Was|Wie|Warum|Wer|Bitte|Ist|Ich|Wir|Hallo|Danke|Es|Das|Der|Die|Where|When|Why)\b"
)
"""Begun without a full stop before it."""
POSTCODE_DIGITS = (4, 5)
YEARS = range(1900, 2100)
LOOKED_BACK = 80  # characters
LONGEST_TEXT = 50_000


def order_numbers(text: str) -> tuple[OrderNumber, ...]:
    """The surest first, then as they stand in the text; each number once."""
    text = DASH.sub("-", text[:LONGEST_TEXT])
    found: dict[str, OrderNumber] = {}
    for candidate in (*_spelt(text), *_candidates(text)):
        known = found.get(candidate.number)
        if known is None or candidate.certainty > known.certainty:
            found[candidate.number] = candidate
    return tuple(sorted(found.values(), key=lambda one: (-one.certainty, one.at)))


def _candidates(text: str) -> Iterator[OrderNumber]:
    listed_until = -1
    for start, end, form, shape in _shaped(text):
        before, after = text[max(0, start - LOOKED_BACK) : start], text[end : end + LOOKED_BACK]
        is_listed = 0 <= listed_until <= start and _is_joint(text[listed_until:start])
        is_called = is_listed or _is_called(before, after)
        if is_called:
            listed_until = end
        if form is not Form.PLENTY:
            certainty = _certainty(form, shape, before, is_called=is_called)
            if certainty is not None:
                yield OrderNumber(canonical(text[start:end]), form, certainty, start)
        elif not is_called and _is_a_parcels(text[start:end], before, after):
            yield OrderNumber(text[start:end], form, Certainty.SHAPED, start)
        elif _may_be_an_id(text[start:end], before, after, is_called=is_called):
            yield OrderNumber(text[start:end], form, Certainty.CALLED if is_called else shape, start)


def _certainty(form: Form, shape: Certainty, before: str, *, is_called: bool) -> Certainty | None:
    """Of a marketplace's number; None for what the text calls something else."""
    if is_called:
        return Certainty.CALLED
    if shape is Certainty.CALLED:
        return None
    if (shape is Certainty.BARE or form is Form.KAUFLAND) and OTHER_THINGS.search(before):
        return None
    # Articles at eBay have as many digits as orders.
    if form is not Form.EBAY and MARKETPLACE_BEFORE.search(before):
        return Certainty.SHAPED
    return shape


def _spelt(text: str) -> Iterator[OrderNumber]:
    """Numbers that are not digits alone, where the text says that a number of an order follows."""
    for hit in (*PARTED.finditer(text), *ENDING.finditer(text)):
        before, after = text[max(0, hit.start() - LOOKED_BACK) : hit.start()], text[hit.end() : hit.end() + LOOKED_BACK]
        number = re.sub(r"[ .\u00a0\u202f]", "", hit[0])
        if not CALLED.search(before) or UNIT_AFTER.match(after) or UNIT_AFTER.match(number.lstrip("0123456789")):
            continue
        if number.isdigit() and len(number) not in DIGITS_OF_PARTED:
            continue
        if NUMBERED.search(before):
            yield OrderNumber(number, Form.PLENTY, Certainty.CALLED, hit.start())
        elif number.isdigit() and THOUSANDS.fullmatch(hit[0]) and not NOUN_AFTER.match(after):
            yield OrderNumber(number, Form.PLENTY, Certainty.BARE, hit.start())


def _shaped(text: str) -> list[tuple[int, int, Form, Certainty]]:
    """From left to right; a piece of a longer one is none."""
    whole = hyphened(text)
    found = [
        (hit.start(), hit.end(), form, shape)
        for form, pattern, shape in SHAPES
        for hit in pattern.finditer(whole if shape is Certainty.BARE else text)
    ]
    return sorted(found)


def _is_called(before: str, after: str) -> bool:
    return CALLED.search(before) is not None or FOLLOWS_ORDER.match(after) is not None


def _is_joint(between: str) -> bool:
    """`Bestellungen 30001, 30002 und Nr. 30003`."""
    return JOINT.fullmatch(between) is not None


def _is_a_parcels(digits: str, before: str, after: str) -> bool:
    if len(digits) not in DIGITS_OF_A_PARCELS_ORDER or int(digits) in YEARS or not PARCEL_BEFORE.search(before):
        return False
    if TOWN_AFTER.match(after) and not SENTENCE_AFTER.match(after):
        return False
    return not (UNIT_AFTER.match(after) or PHONE_AFTER.match(after))


def _may_be_an_id(digits: str, before: str, after: str, *, is_called: bool) -> bool:
    """Digits alone are many things before they are an order."""
    if UNIT_AFTER.match(after) or UNIT_BEFORE.search(before) or PHONE_BEFORE.search(before):
        return False
    if is_called:
        return not (int(digits) in YEARS and re.search(r"\b(?:vom|of|from|on|am|im|in)\s[^\d]{0,12}$", before))
    if OTHER_THINGS.search(before) or GROUP_BEFORE.search(before) or PHONE_AFTER.match(after):
        return False
    if len(digits) in POSTCODE_DIGITS and TOWN_AFTER.match(after) and not NUMBER_BEFORE.search(before):
        return False
    return int(digits) not in YEARS and len(digits) >= LONG_ENOUGH_ALONE
