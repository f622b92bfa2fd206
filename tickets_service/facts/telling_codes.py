"""What kind of number a code is, told by the words in front of it and by how the numbers of the sheet are built."""

from __future__ import annotations

import re
from functools import lru_cache

from tickets_service.facts.sheet import FactKind

POSTCODE = re.compile(r"(?<![\w#-])(?:[A-Z]{1,2}-)?\d{4,5}(?=\s[A-ZÄÖÜ][a-zäöüß]{2,})")
YEAR = re.compile(r"(?:19|20)\d{2}")
ORDER_WORDS = re.compile(
    r"\b(?:(?:\w*bestell|best\.|auftrags?|order|vorgangs?|kauf)\w*(?:[-\s]?(?:nr|nummer|number|no|id|ref|reference))?|#)[^\n\d.;!?]{0,28}$|#$|\b(?:auftrag|bestellung|order)\s\d{1,2}:\s$",
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
OF_A_CARRIER = re.compile(
    r"\b(?:(?:dhl|dpd|gls|ups|hermes)[- ]?(?:auftrags?|vorgangs?|fall|case)\w*|(?:vorgangs?|auftrags?|fall)\w*(?:nummer|nr\.?)? (?:bei|von|der) (?:dhl|dpd|gls|ups|hermes|post)\b|"
    r"case (?:number|no\.?|id) (?:at|with|from) \w+)[^\n\d.;!?]{0,20}$",
    re.IGNORECASE,
)
WORD_IN_CODE = re.compile(r"-[A-ZÄÖÜ]?[a-zäöüß]{3,}$|[A-ZÄÖÜ][a-zäöüß]{3}")
OTHER_NUMBER = re.compile(
    r"\b([^\W\d][\w-]*?)(?:nummern?|[- ]?(?:id)?nr|[ ]?numbers?|[ ]no)\b[.:\s]{1,3}(?:(?:ist|lautet|is)[:\s]{1,2})?$|\bHR[AB]\b[\s:]{0,2}$|\b(?:batch|charge|unit|chassis|serial|version|error|fehler|code|endung|ending in|endet (?:auf|mit)|ends? (?:in|with))\s\W?$",
    re.IGNORECASE,
)
OUR_NUMBERS = re.compile(
    r"bestell|auftrag|order|vorgang|kauf|retour|rück|return|rma|rechnung|beleg|gutschrift|schein|invoice|credit|receipt|"
    r"sendung|paket|track|parcel|consignment|shipment|fracht|verfolg|artikel|item|amazon|ebay|otto|shop|^$|^(?:die|der|ihre|unsere[rn]?|our|the|your|its|with|unter|under|by|file|dhl|dpd|gls|ups|gel|hermes|reference|ref|repair\w*)$",
    re.IGNORECASE,
)
RIGHT_BEHIND = re.compile(
    r"\b(?:bestellung|auftrag|order)\s(?:(?:nr|no)\.?\s)?#?$|\bbest(?:ell)?\.?-nr\.?:?\s$", re.IGNORECASE
)
IN_AN_ADDRESS = re.compile(r"(?:\d[a-z]?,|\b(?:filiale|postfiliale|in|nach|aus)|\n)\s?$", re.IGNORECASE)
OF_A_BRANCH = re.compile(
    r"\b(?:packstation|postfiliale|filiale|paketshop|locker)\s(?:nr\.?\s|no\.?\s)?$", re.IGNORECASE
)
A_VOUCHER = re.compile(r"[A-ZÄÖÜ]{4,}\d{1,3}")
VOUCHER_WORDS = re.compile(r"gutschein|rabatt|aktion|voucher|discount|coupon|promo|\bcode\b|%", re.IGNORECASE)
A_LABEL = re.compile(r"(?:^|\n)[ \t]*(?:[-*•–·][ \t]*)?$")
LABELS = re.compile(r"[ \t]?[:–][ \t]|[ \t]-[ \t]")
LOOK_BACK = 60
VOUCHER_LOOK = 120
LEAST_DIGITS = 5
LEAST_AFTER_WORD = 3
LEAST_MIXED = 6
A_TRACKING_NUMBER = 10
LEAST_LABEL = 4
MOST_DIFFERENT = 3


def plain_code(code: str) -> str:
    return re.sub(r"[^0-9a-z]", "", code.lower())


def kind_of_code(text: str, start: int, code: str, known: frozenset[str]) -> FactKind | None:
    """None for what is no number of an order, a return, a parcel, a document or an article."""
    if is_built_like(code, known) and RIGHT_BEHIND.search(text, max(0, start - LOOK_BACK), start):
        return FactKind.ORDER_NUMBER
    if plain_code(code) not in known and is_a_place(text, start):
        return None
    if is_miswritten(code, known):
        return FactKind.TRACKING_NUMBER if len(plain_code(code)) >= A_TRACKING_NUMBER else FactKind.ORDER_NUMBER
    return kind_told(text, start, code, known)


def kind_told(text: str, start: int, code: str, known: frozenset[str]) -> FactKind | None:
    plain = plain_code(code)
    if (code.isalpha() and not code.isupper()) or (plain not in known and WORD_IN_CODE.search(code)):
        return None
    digits = sum(letter.isdigit() for letter in plain)
    if digits < LEAST_AFTER_WORD and len(plain) < LEAST_MIXED:
        return None
    before = text[max(0, start - LOOK_BACK) : start]
    around = text[max(0, start - VOUCHER_LOOK) : start + VOUCHER_LOOK]
    if plain not in known and (is_none_of_an_order(before) or is_a_voucher(code, around)):
        return None
    if not digits and not is_a_capital_code(code, before):
        return None
    is_code = plain in known and digits >= LEAST_AFTER_WORD
    is_code |= plain.isdecimal() and digits >= LEAST_DIGITS and not POSTCODE.match(text, start)
    is_code |= not plain.isdecimal() and len(plain) >= LEAST_MIXED and digits >= 2  # noqa: PLR2004 - R2D2, not A4
    kind = kind_by_words(before)
    if kind is not None and (digits >= LEAST_AFTER_WORD or len(plain) >= LEAST_MIXED) and not is_a_year(code, before):
        return kind
    if code.startswith("#") and digits >= LEAST_AFTER_WORD:
        return FactKind.ORDER_NUMBER
    is_label = A_LABEL.search(before) is not None and LABELS.match(text, start + len(code)) is not None
    if digits >= LEAST_LABEL and (is_label or not plain.isdecimal()):
        is_code |= is_built_like(code, known)
    if not is_code:
        return None
    if len(plain) >= A_TRACKING_NUMBER:
        return FactKind.TRACKING_NUMBER
    return FactKind.ORDER_NUMBER if is_built_like(code, known) else None


def is_a_voucher(code: str, around: str) -> bool:
    """TEATIME15, where a voucher is spoken of."""
    return A_VOUCHER.fullmatch(code) is not None and VOUCHER_WORDS.search(around) is not None


def is_none_of_an_order(before: str) -> bool:
    if OF_A_CARRIER.search(before):
        return True
    of_customer = CUSTOMER_WORDS.search(before) is not None and not TRACKING_WORDS.search(before)
    return of_customer or is_another_number(before)


def shape_of(plain: str) -> str:
    """Without a word that names it, a short code is taken for a number of the order where it is built like one."""
    return re.sub(r"[a-z]", "a", re.sub(r"\d", "9", plain))


@lru_cache(maxsize=64)
def shapes_of(known: frozenset[str]) -> frozenset[str]:
    return frozenset(map(shape_of, known))


def is_built_like(code: str, known: frozenset[str]) -> bool:
    return shape_of(plain_code(code)) in shapes_of(known)


def is_a_place(text: str, start: int) -> bool:
    """A postcode in front of its town, the number of a parcel locker."""
    before = text[max(0, start - LOOK_BACK) : start]
    is_postcode = POSTCODE.match(text, start) is not None and IN_AN_ADDRESS.search(before) is not None
    return is_postcode or OF_A_BRANCH.search(before) is not None


def is_miswritten(code: str, known: frozenset[str]) -> bool:
    """A number of the sheet but for a few digits."""
    plain = plain_code(code)
    is_long = len(plain) >= LEAST_DIGITS or (len(plain) == LEAST_DIGITS - 1 and plain[:2].isalpha())  # NV-80
    return is_long and any(differs_little(plain, other) for other in known if other != plain)


def differs_little(plain: str, other: str) -> bool:
    if len(plain) != len(other):
        return False
    pairs = [(mine, theirs) for mine, theirs in zip(plain, other, strict=True) if mine != theirs]
    are_digits = all(mine.isdecimal() and theirs.isdecimal() for mine, theirs in pairs)
    digits = sum(map(str.isdecimal, plain))
    is_near = 2 * len(pairs) < digits + 2 or len(plain) - digits > 1
    return are_digits and len(pairs) <= MOST_DIFFERENT and is_near


def is_another_number(before: str) -> bool:
    """A chassis, tax or batch number says by its name that it is none of an order."""
    other = OTHER_NUMBER.search(before)
    return other is not None and not OUR_NUMBERS.search(other.group(1).rstrip("-") if other.group(1) else "other")


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
