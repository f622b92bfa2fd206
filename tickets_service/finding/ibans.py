"""IBANs, with and without spaces: those whose checksum holds, and those that would be one but for a slip."""

import re

from tickets_service.finding.spans import Span

LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
    "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip
MOST_SLIPS = 2
"""Characters too few or too many, as when a digit was forgotten."""

_START = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(LENGTHS)})[ .-]?[\dOoIl][ .-]?[\dOoIl](?=[ .,-]{{0,2}}[^\W_])", re.IGNORECASE
)
_GROUP = re.compile(r"[ .,-]{0,2}([A-Za-z\d]{1,40})")
_BANK_CODE = 4


def find_ibans(text: str) -> list[Span]:
    """*text* is folded."""
    found: list[Span] = []
    done = 0
    for start in _START.finditer(text):
        if start.start() < done:
            continue
        span = _iban_at(text, start)
        if span is not None:
            found.append(span)
            done = span.end
    return found


def is_valid(iban: str) -> bool:
    """By its length and the check digits (ISO 7064, modulo 97)."""
    return LENGTHS.get(iban[:2]) == len(iban) and iban.isascii() and iban.isalnum() and has_right_digits(iban)


def has_right_digits(iban: str) -> bool:
    """*iban* is of ASCII letters and digits."""
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1


def _iban_at(text: str, start: re.Match[str]) -> Span | None:
    """The longest run of groups that is valid, or else the one whose length comes nearest to the right one."""
    head = "".join(filter(str.isalnum, start[0])).upper()
    length = LENGTHS[head[:2]]
    nearest: Span | None = None
    value, end = head, start.end()
    for number in range(20):
        group = _GROUP.match(text, end)
        if group is None or not _may_belong(group, is_first=number == 0):
            break
        value, end = value + group[1].upper(), group.end()
        if len(value) > length + MOST_SLIPS:
            break
        if is_valid(value):
            return Span(start.start(), end, value)
        if len(value) >= length - MOST_SLIPS and _nearer(value, nearest, length):
            nearest = Span(start.start(), end, value)
    if nearest is None or sum(map(str.isdigit, nearest.value)) < len(nearest.value) // 2:
        return None
    return nearest


def _may_belong(group: re.Match[str], *, is_first: bool) -> bool:
    """Words around an IBAN are no part of it; the letters of a bank code are, where they come first."""
    letters = sum(map(str.isalpha, group[1]))
    if letters == len(group[1]):
        return is_first and letters == _BANK_CODE
    return True


def _nearer(value: str, other: Span | None, length: int) -> bool:
    return other is None or abs(len(value) - length) < abs(len(other.value) - length)
