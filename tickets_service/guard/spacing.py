"""IBANs whose letters and digits stand apart, so that no machine should find them."""

import re
from collections.abc import Iterator

from tickets_service.finding import Span
from tickets_service.finding.ibans import LENGTHS, is_valid

_GAP = r"[\W_]{0,3}"
_START = re.compile(rf"(?<![^\W_])[A-Za-z]{_GAP}[A-Za-z](?:{_GAP}\d){{2}}")
_CHARACTER = re.compile(rf"{_GAP}([A-Za-z\d])")


def spaced_ibans(text: str) -> Iterator[Span]:
    """`D E 8 9 3 7 …`, with any signs between. *text* is folded."""
    for start in _START.finditer(text):
        found = _iban_from(text, start.start())
        if found is not None:
            yield found


def _iban_from(text: str, start: int) -> Span | None:
    value, end = "", start
    length = 2
    while len(value) < length:
        character = _CHARACTER.match(text, end)
        if character is None:
            return None
        value, end = value + character[1].upper(), character.end()
        if len(value) == 2:  # noqa: PLR2004 - the letters of the country
            length = LENGTHS.get(value, 0)
    is_mostly_digits = 2 * sum(map(str.isdigit, value)) >= len(value)
    return Span(start, end, value) if is_mostly_digits and is_valid(value) else None
