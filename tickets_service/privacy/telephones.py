"""Phones that look like something else: of North America without their country, and those glued to words."""

import re
from collections.abc import Iterator

from tickets_service.finding import Span, find_phones
from tickets_service.finding.labels import is_carriers, is_named_fact, is_phone_named

_AMERICAN = re.compile(r"(?<![\w.,/+-])[2-9]\d{2}([-.])[2-9]\d{2}\1\d{4}(?![\w-]|[.,/]\d)")
_DIGITS = re.compile(r"(?<!\d)(?<!\d[.,/:-])(?:\+[ ]?)?\d(?:[ \t]?[()/.-]{0,2}[ \t]?\d){6,18}+(?!\d)")
_WORD_BEFORE = re.compile(r"(?:(?<!\w)[^\W\d_]{2,20}|_)\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]{2,40}(?!\w)|_")
_MOBILE = re.compile(r"491[5-7]\d{8,9}")
_LINK = re.compile(r"(?:://|www\.)\S*\Z")
_AS_FAR_BACK = 60


def find_american(text: str) -> Iterator[tuple[int, int]]:
    for found in _AMERICAN.finditer(text):
        if not is_named_fact(text, found.start()) and not is_carriers(text, found.end()):
            yield found.span()


def find_glued(text: str) -> list[Span]:
    """`an:017612345678danke`. Codes of articles and parcels are glued to letters too, but to capitals."""
    return list(_glued(text))


def _glued(text: str) -> Iterator[Span]:
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        before, after = text[max(0, start - _AS_FAR_BACK) : start], text[end : end + _AS_FAR_BACK]
        if not _is_glued(before, after) or _LINK.search(before):
            continue
        for phone in find_phones(f"{before} {run[0]} {after}"):
            place = phone.start - len(before) - 1 + start
            is_told = run[0].startswith("+") or _MOBILE.fullmatch(phone.value) or is_phone_named(text, start)
            if start <= place < end and is_told:
                yield Span(place, place + phone.end - phone.start, phone.value)


def _is_glued(before: str, after: str) -> bool:
    """To a word at one side or both, and to nothing else."""
    touches_before, touches_after = _is_of_word(before[-1:]), _is_of_word(after[:1])
    if touches_before and not _is_word(_WORD_BEFORE.search(before)):
        return False
    if touches_after and not _is_word(_WORD_AFTER.match(after)):
        return False
    return touches_before or touches_after


def _is_of_word(character: str) -> bool:
    return character == "_" or character.isalnum()


def _is_word(found: re.Match[str] | None) -> bool:
    return found is not None and (found[0] == "_" or found[0][1:].islower())
