"""Numbers that belong to an order, not to a person: they are told by their form."""

import re

from tickets_service.finding.spans import Span

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d{2}|\d{2})"
_AMOUNT = r"\d{1,3}(?:[.' ]\d{3}){0,3}(?:[.,](?:\d{2}|-{1,2}))?|\d{1,9}(?:[.,](?:\d{2}|-{1,2}))?"
_CURRENCY = r"(?:€|EUR|Euro|CHF|USD|US\$|\$|£|GBP|PLN)"
_FORMS = re.compile(
    rf"(?<![\d.])(?:{_DAY}\.[ ]?{_MONTH}\.(?:[ ]?{_YEAR})?(?![.\d]|[ ]?/)|{_DAY}/{_MONTH}/{_YEAR}(?![/\d])"
    rf"|{_DAY}-{_MONTH}-(?:19|20)\d{{2}}(?![-\d]))"
    rf"|(?<![\d-])(?:19|20)\d{{2}}-{_MONTH}-{_DAY}(?![-\d])"
    r"|(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![:\d])"
    rf"|(?<![\d.,])(?:{_AMOUNT})[ ]?{_CURRENCY}(?![A-Za-z])|{_CURRENCY}[ ]?(?:{_AMOUNT})(?![\d])"
    r"|(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])"  # Amazon
    rf"|(?<![\d/]){_MONTH}/(?:20)?[2-4]\d(?![\d/]|[ ]?[-/])"
    r"|(?<![\w+-])\d{2}-\d{5}-\d{5}(?![\w-])"  # eBay
    r"|(?<!\w)1Z[ ]?[0-9A-Z]{3}[ ]?[0-9A-Z]{3}[ ]?\d{2}[ ]?\d{4}[ ]?\d{4}(?!\w)"  # UPS
    r"|(?<!\w)00(?:[ ]?\d){18}(?![\w])(?![ ]?\d)"  # DHL, a number of shipping units
    r"|(?<!\w)JJ?D[0-9A-Z]{0,4}(?:[ ]?\d){10,26}+(?!\w)"
    r"|(?<!\w)[A-Z]{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?[A-Z]{2}(?!\w)"  # post offices, as S10 has it
    r"|(?<!\w)[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?!\w)"
)


def find_facts(text: str) -> list[Span]:
    """Dates, times, amounts, orders of marketplaces, parcels. *text* is folded."""
    return [Span(match.start(), match.end(), match[0]) for match in _FORMS.finditer(text)]
