"""What a date or an amount is said of, read from the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tickets_service.facts.claims import Modality
from tickets_service.facts.happenings import Cue
from tickets_service.facts.passages import Span
from tickets_service.facts.sheet import Event, Role

ORDER_FROM = re.compile(
    r"\b(?:bestellung|auftrag|kauf|order|purchase)\b(?:(?!effect|wirkung)[^;!?\n]){0,34}?\s\(?(?:vom|von|of|from|dated|placed on|made on|aufgegeben am)\s(?:\w+,?\s)?(?:the\s|den\s|dem\s)?$|"
    r"\b(?:bestellt(?:e|en)?|ordered|bestelldatum|order date|aufgegeben)\b:?\s(?:am\s|on\s)?(?:\w+,?\s)?(?:the\s|den\s|dem\s)?$",
    re.IGNORECASE,
)
INVOICE_FROM = re.compile(
    r"\b(?:rechnung|invoice)\b[^.;!?\n]{0,30}?\s(?:vom|of|from|dated)\s(?:the\s)?$|\b(?:rechnung|invoice)\b[^;!?\n]{0,30}?(?:,\s|\s)datiert (?:vom|auf(?: den)?)\s$",
    re.IGNORECASE,
)
ORDER_BEHIND = re.compile(
    r"\s(?:aufgegeben|getätigt|platziert|erteilt|ausgelöst|abgegeben)e[nrs]?\s(?:\w+\s)?(?:Bestellung|Auftrag|Order)\b",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:^|[\n.;,•*(–-])[ \t]*([A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß /-]{2,30}?):[ \t](?:(?:am|on|den|the)[ \t])?(?:\w+(?:tag|day),?[ \t](?:den[ \t])?)?$"
)
"""The "Versendet am:" in front of a date."""
EXPECTED = re.compile(
    r"\b(?:voraussichtlich\w*|erwarte\w*|liefertermin|zustelltermin|expected|estimated|eta|geplant\w*|scheduled|bis zum|spätestens|by|until|zwischen|between|due|should|sollte\w*|wird|werden|will)\b",
    re.IGNORECASE,
)
ROLES: dict[Role, re.Pattern[str]] = {
    Role.TOTAL: re.compile(r"\b(?:gesamt\w*|rechnungs(?:betrag|summe)|bestellwert|auftragswert|endbetrag|endsumme|insgesamt|(?:rechnung|invoice)(?: \S*\d\S*)? (?:über|over)|total\w*|grand total|in all|altogether|overall)\b", re.IGNORECASE),
    Role.SHIPPING: re.compile(r"\b(?:versand(?:kosten|gebühr\w*|pauschale)|porto|lieferkosten|shipping(?: (?:costs?|fees?|charges?))?|delivery (?:costs?|fees?|charges?)|postage|carriage|fracht\w*)\b|^\s?(?:versand|shipping|delivery)\b(?! (?:am|on))", re.IGNORECASE),
    Role.REFUND: re.compile(r"\b(?:\w*erstatt\w*|gutschrift\w*|gutgeschrieben|zurück\w*|refund\w*|reimburs\w*|credit(?:ed)?|paid back|money back)\b", re.IGNORECASE),
    Role.DISCOUNT: re.compile(r"\b(?:\w*rabatt\w*|\w*nachlass|\w*gutschein\w*|abgezogen|deducted|discount\w*|voucher\w*|skonto|coupon\w*)\b", re.IGNORECASE),
    Role.PRICE: re.compile(r"\b(?:einzelpreis\w*|stückpreis\w*|je(?! (?:Einkauf|Bestellung|Auftrag|Kunde))|jeweils|pro stück|à|each|per piece|unit price|apiece|a piece|kostet\w*|costs)\b", re.IGNORECASE),
    Role.OPEN: re.compile(r"\b(?:offene?\w*|ausstehend\w*|outstanding|restbetrag|balance|unpaid)\b", re.IGNORECASE),
    Role.PAID: re.compile(r"\b(?:zahlung\w*|bezahlt\w*|gezahlt\w*|überwiesen|beglichen|payment\w*|paid)\b", re.IGNORECASE),
}  # fmt: skip
OF_THE_AMOUNT_BEFORE = re.compile(
    r"^\S+(?: (?:€|EUR|Euro))?,? (?:each|apiece|a piece|per piece|je|jeweils|pro Stück|das Stück|in all|in total|altogether|insgesamt|zusammen)\b"
)
"""The "each" of "€50 each comes to €150"."""
WITH_SHIPPING = re.compile(
    r"\b(?:with|incl(?:uding|\.)?|inkl(?:usive|\.)?|mit|ohne|without|excl(?:uding|\.)?)\s(?:the\s|dem\s|der\s)?(?:shipping|postage|delivery|versand\w*|porto)",
    re.IGNORECASE,
)
AND_SHIPPING = re.compile(
    r"\b(?:plus|and|und|zuzüglich)\s(?:the\s)?(?:shipping|postage|delivery|Versand|Porto)\s(?:came|come|comes|makes?|made|amount\w*|total\w*|ergeben|machen|machten)\b",
    re.IGNORECASE,
)
"""What goods and postage "came to" is no price of the postage."""
EXPLAINED = re.compile(
    r"(?:\s(?:zurück|back))?(?:,|\s[–-]|\s\()\s?(?:(?:in|bei|for)\s(?:Ihrem|deinem|your)\s(?:Fall|case),?\s|which\s|that\s|das\s|(?:took|takes)\splace\s|was\s|is\s|"
    r"war(?:\sbei\s(?:Ihnen|dir))?\s|ist\s|also\s|nämlich\s|i\.e\.\s|on\s|am\s|de[rmn]\s|the\s){0,5}(?:\w+(?:tag|day),?\s(?:de[rmn]\s|the\s)?)?|"
    r"\s(?:am|vom|on|of)\s(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?,\s",
    re.IGNORECASE,
)
THE_DAY_OF = re.compile(
    r"(?:\san(?:gegeben)?|\s(?:genannt|vermerkt|stated|given|shown|noted))?,?\s(?:(?:also|nämlich|i\.e\.|that\sis),?\s)?(?:de[mr]|am|the)\s(?:Tag|day|date)\s(?:de[rs]|of)\s(?:(?:the|your|Ihrer|Ihres|deiner)\s)?",
    re.IGNORECASE,
)
LABELLED = re.compile(r"(?:^|[\n.;,•*–] ?)[A-Za-zÄÖÜäöüß-]{3,25}(?: [A-Za-zÄÖÜäöüß-]{3,20})?:[ \t]$")
"""The "Order total:" in front of an amount."""
NOT_OF_THIS_ONE = re.compile(r"\b(?:less|minus|abzüglich|nach abzug|after deduct\w+)\b", re.IGNORECASE)
FAR = 90


def events_of_day(
    text: str, start: int, end: int, clause: Span, cues: Sequence[Cue], days: Sequence[int]
) -> tuple[tuple[Event, ...], tuple[Role, ...], bool]:
    """*days* are the places of all dates: a word that stands behind another date belongs to that one."""
    before = text[max(clause.start, start - FAR) : start]
    if ORDER_FROM.search(before) or ORDER_BEHIND.match(text, end):
        return (Event.ORDERED,), (), True
    if INVOICE_FROM.search(before):
        return (Event.INVOICED,), (), True
    label = LABEL.search(text, max(0, start - FAR), start)
    if label is not None and (labelled := events_between(cues, label.start(1), label.end(1))):
        is_to_come = labelled == (Event.DELIVERED,) or EXPECTED.search(label[1]) is not None
        return labelled, (Role.EXPECTED,) if is_to_come else (), True
    first = bisect_left(cues, clause.start, key=start_of)
    inside = cues[first : bisect_left(cues, clause.end, key=start_of)]
    near = [cue for cue in inside if not is_parted(cue, start, end, days) and not names_the_order(cue)]
    near = near or [cue for cue in cues_around(cues, start) if is_named_beside(text, cue, start, end)]
    verbs = [cue for cue in near if not cue.is_noun] or near
    events = tuple(dict.fromkeys(event for cue in verbs for event in cue.events))
    is_expected = any(cue.modality == Modality.ANNOUNCED for cue in verbs) or EXPECTED.search(
        text, clause.start, clause.end
    )
    return events, (Role.EXPECTED,) if is_expected else (), bool(verbs) and not verbs[0].is_noun


def cues_around(cues: Sequence[Cue], place: int) -> Sequence[Cue]:
    return cues[bisect_left(cues, place - FAR, key=start_of) : bisect_left(cues, place + FAR, key=start_of)]


def is_named_beside(text: str, cue: Cue, start: int, end: int) -> bool:
    """ "The day of your delivery, 30 March", "30 March, the day of delivery"."""
    if not cue.is_noun:
        return False
    if cue.end <= start:
        return EXPLAINED.fullmatch(text, cue.end, start) is not None
    return cue.start >= end and THE_DAY_OF.fullmatch(text, end, cue.start) is not None


def events_between(cues: Sequence[Cue], start: int, end: int) -> tuple[Event, ...]:
    inside = cues[bisect_left(cues, start, key=start_of) : bisect_left(cues, end, key=start_of)]
    return tuple(dict.fromkeys(event for cue in inside for event in cue.events))


def start_of(cue: Cue) -> int:
    return cue.start


def names_the_order(cue: Cue) -> bool:
    """ "Zu Ihrer Bestellung melden wir uns am …" says nothing of the day it was placed."""
    return cue.is_noun and cue.modality is None and cue.events == (Event.ORDERED,)


def is_parted(cue: Cue, start: int, end: int, days: Sequence[int]) -> bool:
    low, high = (end, cue.start) if cue.start >= end else (cue.end, start)
    if high - low > FAR:
        return True
    return any(low <= place < high for place in days[bisect_left(days, low) : bisect_left(days, high)])


def roles_of_money(text: str, start: int, end: int, clause: Span, others: Sequence[int]) -> tuple[Role, ...]:
    """Words before the amount up to the amount in front, and behind it up to the next."""
    index = bisect_left(others, start)
    floor = max(clause.start, start - FAR, others[index - 1] if index else 0)
    ceiling = min(clause.end, end + FAR // 2, others[index + 1] if index + 1 < len(others) else len(text))
    label = LABELLED.search(text, max(0, start - FAR), start)
    before, after = (
        label.group() if label else text[floor:start],
        NOT_OF_THIS_ONE.split(WITH_SHIPPING.sub("", text[end:ceiling]))[0],
    )
    if index and floor == others[index - 1]:
        before = OF_THE_AMOUNT_BEFORE.sub("", before)
    before = AND_SHIPPING.sub("", before)
    return tuple(role for role, pattern in ROLES.items() if pattern.search(before) or pattern.search(after))
