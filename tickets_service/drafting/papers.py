"""Parcels and documents that customers name in place of their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from tickets_service.drafting.order_numbers import NUMBER_WORD, UNIT_AFTER, YEARS
from tickets_service.models import ChoiceReason
from tickets_service.plenty.schemas import OrderRecord

PUNCTUATION = r"[.:#\s\"'„“”»«(\[*\u2013-]{0,6}"
FILLER = (
    rf"{PUNCTUATION}(?:(?:(?:mit|with)(?= (?:der|the|{NUMBER_WORD})\b)|der|die|das|the|ist|is|lautet|war|was|zu|for|"
    rf"meine[rs]?|my|ihre[rs]?|your|{NUMBER_WORD})\b{PUNCTUATION}){{0,4}}$"
)
PARCEL_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:sendung(?:en|s)?(?:verfolgungs?)?|pakete?s?|päckchens?|parcels?|packages?|packets?|shipments?|"
    rf"tracking(?:[ -]?link)?|retouren?(?:label|schein)?|colis|paquete|pacco)(?:[ -]?{NUMBER_WORD})?\b{FILLER}",
    re.IGNORECASE,
)
DOCUMENT_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:(?:storno|korrektur|ab|schluss)?rechnung(?:en|s)?|lieferscheine?s?|gutschrift(?:en|s)?|belege?s?|"
    r"auftragsbestätigung(?:s|en)?|invoices?|delivery notes?|packing slips?|credit notes?|factures?|fattur[ae]|"
    rf"facturas?|factuur|pakbon|faktur[ay]?)(?:[ -]?{NUMBER_WORD})?\b{FILLER}",
    re.IGNORECASE,
)
CARRIERS = re.compile(
    r"(?<![\w-])(?:00 ?(?:\d ?){17}\d|1Z ?(?:[0-9A-Z] ?){15}[0-9A-Z]|[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}|"
    r"JJD\d{12,20})(?![\w-]| \d)"
)
"""Of an SSCC, of UPS, of a postal union, of DHL: nothing else looks like these."""
PARCELS = re.compile(r"(?<![\w,.+-])(?:[A-Z]{1,4} ?)?\d(?: ?\d){9,24}(?![\w-]|[.,]\d)")
DOCUMENTS = re.compile(
    r"(?<![\w,.+-])(?:[A-Za-z]{1,4}[-/]?|[A-Z]{1,4} )?(?P<digits>\d{4,12})(?:[-/]\d{1,8})?(?![\w-]|[.,]\d|/\d)"
)
MONEY = re.compile(r"(?:eur|chf|usd|gbp|pln)\b", re.IGNORECASE)
SEPARATOR = r"[ \u00a0./_-]?"
TELLING, TELLING_DIGITS, SHORTEST = 5, 10, 4
"""Characters of a number with letters, and of digits alone, that need no word before them; and of those that do."""
LOOKED_BACK = 80  # characters
LONGEST_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class Paper:
    number: str
    """Letters and digits alone."""
    order: OrderRecord
    reason: ChoiceReason
    needs_a_word: bool
    """Counts only where the text says what it is."""


def named(orders: Sequence[OrderRecord], texts: Sequence[str]) -> list[tuple[OrderRecord, ChoiceReason]]:
    """Orders whose parcels or documents the texts name: the first text first, whole numbers before parts of them."""
    papers = [paper for order in orders for paper in _papers(order)] + [_of_its_number(order) for order in orders]
    return [(paper.order, paper.reason) for text in texts for paper in _in(text[:LONGEST_TEXT], papers)]


def names_any(text: str) -> bool:
    """Whether something in it has the form of a parcel's or a document's number, whoever's it is."""
    text = text[:LONGEST_TEXT]
    if CARRIERS.search(text):
        return True
    if any(PARCEL_BEFORE.search(_before(text, hit)) for hit in PARCELS.finditer(text)):
        return True
    return any(_is_a_document(text, hit) for hit in DOCUMENTS.finditer(text))


def _is_a_document(text: str, hit: re.Match[str]) -> bool:
    is_year = hit[0].isdigit() and int(hit[0]) in YEARS
    if is_year or MONEY.match(hit[0]) or UNIT_AFTER.match(text[hit.end() : hit.end() + LOOKED_BACK]):
        return False
    return DOCUMENT_BEFORE.search(_before(text, hit)) is not None


def _papers(order: OrderRecord) -> Iterator[Paper]:
    for package in order.packages:
        for number in map(_plain, (package.number, package.return_number)):
            yield Paper(number, order, ChoiceReason.NAMED_BY_PARCEL, _needs_a_word(number, TELLING_DIGITS))
    for number in (_plain(document.number) for document in order.documents or ()):
        yield Paper(number, order, ChoiceReason.NAMED_BY_DOCUMENT, _needs_a_word(number))
        yield Paper(number.lstrip(ascii_lowercase), order, ChoiceReason.NAMED_BY_DOCUMENT, needs_a_word=True)


def _of_its_number(order: OrderRecord) -> Paper:
    """A delivery note may bear the number of its order."""
    return Paper(str(order.id), order, ChoiceReason.NAMED_BY_DOCUMENT, needs_a_word=True)


def _needs_a_word(number: str, digits: int | None = None) -> bool:
    """Digits alone may be anything, unless there are as many as *digits*."""
    if number.isdigit():
        return digits is None or len(number) < digits
    return len(number) < TELLING


def _in(text: str, papers: Sequence[Paper]) -> list[Paper]:
    plain = _plain(text)
    found = [
        (paper.needs_a_word, hit.start(), place, paper)
        for place, paper in enumerate(papers)
        if len(paper.number) >= SHORTEST and paper.number in plain and (hit := _hit(text, paper)) is not None
    ]
    return [paper for *_, paper in sorted(found, key=lambda one: one[:3])]


def _hit(text: str, paper: Paper) -> re.Match[str] | None:
    called = PARCEL_BEFORE if paper.reason is ChoiceReason.NAMED_BY_PARCEL else DOCUMENT_BEFORE
    spelt = re.compile(rf"(?<![^\W_]){SEPARATOR.join(map(re.escape, paper.number))}(?![^\W_])", re.IGNORECASE)
    hits = spelt.finditer(text)
    return next((hit for hit in hits if not paper.needs_a_word or called.search(_before(text, hit))), None)


def _before(text: str, hit: re.Match[str]) -> str:
    return text[max(0, hit.start() - LOOKED_BACK) : hit.start()]


def _plain(number: str | None) -> str:
    return re.sub(r"[^0-9a-z]", "", (number or "").casefold())
