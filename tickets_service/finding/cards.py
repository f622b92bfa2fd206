"""Numbers of payment cards: by their first digits, their grouping and the check digit."""

import re

from tickets_service.finding.labels import is_named_card, is_named_fact
from tickets_service.finding.spans import Span

_RUN = re.compile(
    r"(?<![\w])(?<!\d[.,/-])(?:\d{13,19}|\d{4}([ .-]{1,2})\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ .-])\d{6}\2\d{4,5}"
    r"|\d(?:[ -]{0,2}\d){12,18}+(?![ .-]{0,2}\d))(?![\w])"
)
_ISSUER = re.compile(r"3[47]\d{13}|3[068]\d{12}|4\d{15}(?:\d{3})?|5[0-8]\d{14}|2[2-7]\d{14}|6\d{15}(?:\d{2,3})?")
_GROUPED = re.compile(r"\d{4}([ -]{1,2})\d{4}\1\d{4}\1\d{4}|\d{4}([ -])\d{6}\2\d{4,5}")
_SHORTEST_WITHOUT_NAME = 15


def find_cards(text: str) -> list[Span]:
    """*text* is folded. A wrong check digit is a slip if the text says that this is a card."""
    return [
        Span(run.start(), run.end(), digits)
        for run in _RUN.finditer(text)
        if _is_card(text, run, digits := "".join(filter(str.isdigit, run[0])))
    ]


def _is_card(text: str, run: re.Match[str], digits: str) -> bool:
    if not _ISSUER.fullmatch(digits):
        return False
    if is_named_card(text, run.start()):
        return True
    if is_named_fact(text, run.start()):
        return False
    is_card_shaped = len(digits) >= _SHORTEST_WITHOUT_NAME or _GROUPED.fullmatch(run[0]) is not None
    return is_card_shaped and has_check_digit(digits)


def has_check_digit(digits: str) -> bool:
    """The Luhn sum."""
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)) % 10 == 0  # noqa: PLR2004
