"""Order numbers, tracking numbers, other codes and links, told from phones, postcodes and measures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tickets_service.facts.sheet import FactKind

LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'„“”»«]+|"
    r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:de|com|net|org|at|ch|eu|shop|co\.uk|io)(?:/[^\s<>\"'„“”»«]*)?(?![\w@-])",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\w-])(?:\+\d{1,3}|\(0\d{1,5}\)|0\d{1,5}(?=[\s/-]))(?:[\s/().-]{0,3}\d{1,8}){1,7}|"
    r"\b(?:Tel(?:efon(?:nummer|isch)?)?\b\.?|Fon\b|Hotline|phone|call(?: us)?(?: on| at)?|Rufnummer|Mobil|mobile|WhatsApp)[^\d\n]{0,25}[\d][\d\s/().-]{5,18}",
    re.IGNORECASE,
)
SURELY_PHONE = re.compile(r"\+\d|0(?:800|180|700|1[5-7]\d)[\s/-]")
CALLED = re.compile(
    r"\b(?:unter|call(?:\sus)?(?:\son)?|telefon\w*|tel\.?|hotline|phone|rufen\s\w+)\s(?:der\s)?$", re.IGNORECASE
)
NUMBERED = re.compile(
    r"(?:rechnung|beleg|invoice|order|bestell|auftrag|document)\S*\s?(?:nr|nummer|no|number)\b[.:\s]{0,3}$",
    re.IGNORECASE,
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
POSTCODE = re.compile(r"(?<![\w#-])(?:[A-Z]{1,2}-)?\d{4,5}(?=\s[A-ZÄÖÜ][a-zäöüß]{2,})")
AMAZON = re.compile(r"(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])")
EBAY = re.compile(r"(?<![\w-])\d{2}-\d{5}-\d{5}(?![\w-])")
CODE = re.compile(r"(?<![\w.,/-])#?[A-Za-z0-9]+(?:[-/_.][A-Za-z0-9]+)*(?![\w])")
SPACED_DIGITS = re.compile(r"(?<![\w-])(?:[A-Z]{2})?\d{2,8}(?:[ \u00a0]\d{2,8}){2,7}(?:[A-Z]{2})?(?![\w-])")
MEASURE = re.compile(
    r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,6})?(?:\s?[x×*]\s?\d{1,6}(?:[.,]\d{1,6})?){0,3}\s?(?:cm|mm|m|km|kg|g|l|ml|cl|Litern?|litres?|liters?|Metern?|metres?|meters?|Zentimetern?|Millimetern?|Gramm|grams?|Kilo(?:gramm)?|kilos?|W|Watt|V|Volt|Ah|mAh|Zoll|inch(?:es)?|in|ft|°C?|°|K|lm|Lumen|%|Prozent|percent|per cent|GB|Hz|dB|Jahren?|years?|months?|Monaten?|Tagen?|days?|Werktagen?|Arbeitstagen?|Stunden?|hours?|Sekunden?|seconds?|secs?|Minuten?|minutes?|mins?|Wochen?|weeks?|Grad|tlg|teilig|qm|m²)\b|"
    r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,6})?\s?(?:[x×]\s?\d{1,6}(?:[.,]\d{1,6})?)(?:\s?[x×]\s?\d{1,6}(?:[.,]\d{1,6})?)?|(?<![\d.,])\d{1,6}(?:[.,]\d{1,6})?\s?%"
)
PARAGRAPH = re.compile(
    r"(?:§§?|Art(?:ikel)?\.|Abs(?:atz)?\.?|section|article|Kapitel|Seite|page|Schritt|step)\s?\d+[a-z]?\b",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?:\s?(?:Uhr|h|am|pm))?\b|\b\d{1,2}\s?(?:Uhr|am|pm|a\.m\.|p\.m\.)", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d{2}")
ORDER_WORDS = re.compile(
    r"\b(?:(?:\w*bestell|auftrags?|order|vorgangs?|kauf)\w*(?:[-\s]?(?:nr|nummer|number|no|id|ref|reference))?|#)[^\n\d.;!?]{0,28}$|#$",
    re.IGNORECASE,
)
RETURN_WORDS = re.compile(
    r"\b(?:retoure|rücksende|rücksendung|return|rma|umtausch|gutschrift|credit note)(?:[^\n\d.;!?]|\b(?:nr|no)\.){0,28}$",
    re.IGNORECASE,
)
DOCUMENT_WORDS = re.compile(
    r"\b(?:rechnung|beleg|gutschrift|lieferschein|invoice|credit note|receipt|delivery note)(?:[^\n\d.;!?]|\b(?:nr|no)\.){0,28}$",
    re.IGNORECASE,
)
TRACKING_WORDS = re.compile(
    r"(?:sendung|paket|tracking|track|trace|identcode|parcel|consignment|shipment|frachtbrief|verfolg)[^\n.;!?]{0,45}$",
    re.IGNORECASE,
)
ITEM_WORDS = re.compile(
    r"\b(?:artikel(?:-?\s?(?:nr|nummer|no))?|art|sku|ean|item\s(?:no|number|code)|model|modell|typ|type)\b[^\n\d;!?]{0,10}$",
    re.IGNORECASE,
)
CUSTOMER_WORDS = re.compile(
    r"\b(?:gutschein\w*|rabatt\w*|aktions\w*|voucher|coupon|promo\w*|discount|code|kunden|customer|vertrags|ticket|fall|case)-?\s?(?:nr|nummer|no|number|id)?[^\n\d;!?]{0,10}$",
    re.IGNORECASE,
)
WORD_IN_CODE = re.compile(r"-[A-ZÄÖÜ]?[a-zäöüß]{3,}$|[A-ZÄÖÜ][a-zäöüß]{3}")
OTHER_NUMBER = re.compile(
    r"\b([^\W\d][\w-]*?)(?:nummern?|[- ]?(?:id)?nr|[ ]?numbers?|[ ]no)\b[.:\s]{1,3}$|\b(?:batch|charge|unit|chassis|serial|version|error|fehler|code|endung|ending in)\s\W?$",
    re.IGNORECASE,
)
OUR_NUMBERS = re.compile(
    r"bestell|auftrag|order|vorgang|kauf|retour|rück|return|rma|rechnung|beleg|gutschrift|schein|invoice|credit|receipt|"
    r"sendung|paket|track|parcel|consignment|shipment|fracht|verfolg|artikel|item|amazon|ebay|otto|shop|^$|^(?:die|der|ihre|the|your|its|with|unter|under|by|file|dhl|dpd|gls|ups|gel|hermes|reference|ref|repair\w*)$",
    re.IGNORECASE,
)
LOOK_BACK = 60
LEAST_DIGITS = 5
LEAST_AFTER_WORD = 3
LEAST_MIXED = 6
A_TRACKING_NUMBER = 10


@dataclass(frozen=True, slots=True)
class Code:
    start: int
    end: int
    value: str
    kind: FactKind


def plain_code(code: str) -> str:
    return re.sub(r"[^0-9a-z]", "", code.lower())


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
    for pattern in (EMAIL, PARAGRAPH, CLOCK, MEASURE):
        for at in pattern.finditer(text):
            yield at.start(), at.end()
    yield from ((at.start(), at.end()) for at in IBAN.finditer(text) if is_an_iban(at.group()))


def is_an_iban(written: str) -> bool:
    """By its check digits: a tracking number may be built alike."""
    plain = re.sub(r"\s", "", written)
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def phone_spans(text: str) -> Iterable[tuple[int, int]]:
    for at in PHONE.finditer(text):
        before = text[max(0, at.start() - LOOK_BACK) : at.start()]
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
        kind = kind_of_code(text, start, at.group(), known)
        if kind is None and last_kind and goes_on(text, last_end, start, at.group()):
            kind = last_kind
        if kind is not None:
            found.append(Code(start, end, at.group().lstrip("#"), kind))
            last_kind, last_end = kind, end
    return sorted(found, key=lambda code: code.start)


def marketplace_orders(text: str) -> list[Code]:
    return [
        Code(at.start(), at.end(), at.group(), FactKind.EXTERNAL_ORDER_NUMBER)
        for pattern in (AMAZON, EBAY)
        for at in pattern.finditer(text)
    ]


def spaced_codes(text: str, is_free: FreePlaces, known: frozenset[str]) -> list[Code]:
    found = []
    for at in SPACED_DIGITS.finditer(text):
        plain = plain_code(at.group())
        is_tracking = plain in known or TRACKING_WORDS.search(text, max(0, at.start() - LOOK_BACK), at.start())
        if is_tracking and is_free(at.start(), at.end()):
            found.append(Code(at.start(), at.end(), at.group(), FactKind.TRACKING_NUMBER))
    return found


def goes_on(text: str, last_end: int, start: int, code: str) -> bool:
    """The second of "orders 4711 and 4712"."""
    between = text[last_end:start] if 0 <= last_end <= start <= last_end + 12 else "no"
    joins = re.fullmatch(r"\s?(?:,|/|&|\+|und|and|sowie|or|oder|bzw\.)?\s(?:und|and)?\s?#?(?:Nr\.\s)?|/", between)
    return joins is not None and code.lstrip("#").isdecimal() and len(code) >= LEAST_AFTER_WORD


def kind_of_code(text: str, start: int, code: str, known: frozenset[str]) -> FactKind | None:
    plain = plain_code(code)
    if (code.isalpha() and not code.isupper()) or (plain not in known and WORD_IN_CODE.search(code)):
        return None
    digits = sum(letter.isdigit() for letter in plain)
    if digits < LEAST_AFTER_WORD and len(plain) < LEAST_MIXED:
        return None
    before = text[max(0, start - LOOK_BACK) : start]
    if not digits and not is_a_capital_code(code, before):
        return None
    if CUSTOMER_WORDS.search(before) and plain not in known and not TRACKING_WORDS.search(before):
        return None
    if plain not in known and is_another_number(before):
        return None
    is_code = plain in known and digits >= LEAST_AFTER_WORD
    is_code |= plain.isdecimal() and digits >= LEAST_DIGITS and not POSTCODE.match(text, start)
    is_code |= not plain.isdecimal() and len(plain) >= LEAST_MIXED and digits >= 2  # noqa: PLR2004 - R2D2, not A4
    kind = kind_by_words(before)
    if kind is not None and (digits >= LEAST_AFTER_WORD or len(plain) >= LEAST_MIXED) and not is_a_year(code, before):
        return kind
    if code.startswith("#") and digits >= LEAST_AFTER_WORD:
        return FactKind.ORDER_NUMBER
    if not is_code:
        return None
    if len(plain) >= A_TRACKING_NUMBER:
        return FactKind.TRACKING_NUMBER
    return FactKind.ORDER_NUMBER if shape_of(plain) in {shape_of(other) for other in known} else None


def shape_of(plain: str) -> str:
    """Without a word that names it, a short code is taken for a number of the order where it is built like one."""
    return re.sub(r"[a-z]", "a", re.sub(r"\d", "9", plain))


def is_another_number(before: str) -> bool:
    """A chassis, tax or batch number says by its name that it is none of an order."""
    other = OTHER_NUMBER.search(before)
    return other is not None and not OUR_NUMBERS.search(other.group(1) or "other")


def is_a_capital_code(code: str, before: str) -> bool:
    """A Kaufland number may be seven letters: only right behind "order number"."""
    return (
        code.isupper()
        and len(code) >= LEAST_MIXED
        and re.search(r"(?:nummer|nr|number|no|id)\b[.:\s]{0,3}$", before, re.IGNORECASE) is not None
    )


def is_a_year(code: str, before: str) -> bool:
    return YEAR.fullmatch(code) is not None and not re.search(
        r"(?:nr|nummer|no|number|#)[.:\s]*$", before, re.IGNORECASE
    )


def kind_by_words(before: str) -> FactKind | None:
    """By the word that stands nearest in front."""
    patterns = {
        FactKind.ORDER_NUMBER: ORDER_WORDS,
        FactKind.RETURN: RETURN_WORDS,
        FactKind.DOCUMENT: DOCUMENT_WORDS,
        FactKind.TRACKING_NUMBER: TRACKING_WORDS,
        FactKind.ITEM_NUMBER: ITEM_WORDS,
    }
    hits = {kind: hit.start() for kind, pattern in patterns.items() if (hit := pattern.search(before))}
    return max(hits, key=lambda kind: hits[kind]) if hits else None


class FreePlaces:
    """Which places of a text nothing has claimed yet."""

    def __init__(self, length: int) -> None:
        self.taken = bytearray(length + 1)

    def __call__(self, start: int, end: int) -> bool:
        return not any(self.taken[start:end])

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)
