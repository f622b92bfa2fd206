"""Finds where a mail client announces a quote: a sentence, a separator, or a block of header lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.markup.attributions import (
    LONGEST_ATTRIBUTION,
    begins_with_date,
    has_address,
    is_attribution,
    is_rule,
    is_separator,
    label_of,
    may_end_attribution,
)
from tickets_service.markup.lines import Line

MOST_LINES_OF_SENTENCE = 4
MOST_LINES_OF_HEADER = 12


@dataclass(frozen=True, slots=True)
class Header:
    """The lines from *start* up to but not including *end*."""

    start: int
    end: int
    is_followed_by_quote: bool


def find_headers(lines: Sequence[Line], kinds: Sequence[str]) -> list[Header]:
    """Up to and including the first one after which everything is quoted."""
    found: list[Header] = []
    index = 0
    while index < len(lines):
        header = _header_at(lines, kinds, index) if kinds[index] == "own" else None
        if header is None:
            index += 1
            continue
        found.append(header)
        if not header.is_followed_by_quote:
            break
        index = header.end
    return found


def _header_at(lines: Sequence[Line], kinds: Sequence[str], index: int) -> Header | None:
    text = lines[index].text
    if len(text) > LONGEST_ATTRIBUTION:
        return None
    if is_separator(text):
        return _header(kinds, lines, index, index + 1)
    if is_rule(text):
        following = _next_text(kinds, index + 1)
        end = _end_of_block(lines, kinds, following, is_separated=True) if following is not None else None
        return _header(kinds, lines, index, end) if end is not None else None
    end = _end_of_block(lines, kinds, index, is_separated=False)
    if end is None:
        end = _end_of_sentence(lines, kinds, index)
    return _header(kinds, lines, index, end) if end is not None else None


def _header(kinds: Sequence[str], lines: Sequence[Line], start: int, end: int) -> Header:
    while start > 0 and (kinds[start - 1] == "empty" or is_rule(lines[start - 1].text)):
        start -= 1
    return Header(start, end, is_followed_by_quote=_quote_follows(kinds, end))


def _end_of_sentence(lines: Sequence[Line], kinds: Sequence[str], start: int) -> int | None:
    """A client breaks its sentence over a few lines at most. A greeting right above it does not belong to it."""
    if not begins_with_date(lines[start].text):
        return None
    for end in range(start + 1, min(start + MOST_LINES_OF_SENTENCE, len(lines)) + 1):
        if kinds[end - 1] != "own":
            return None
        is_followed = end < len(lines) and _quote_follows(kinds, end)
        if not is_followed and not may_end_attribution(lines[end - 1].text):
            continue
        beginnings = [start, *(index for index in range(start + 1, end) if not lines[index].text[:1].islower())]
        matching = [index for index in beginnings if _is_sentence(lines[index:end], is_followed_by_quote=is_followed)]
        if matching:
            return end if matching == [start] else None
    return None


def _is_sentence(lines: Sequence[Line], *, is_followed_by_quote: bool) -> bool:
    sentence = " ".join(line.text.strip() for line in lines)
    return begins_with_date(lines[0].text) and is_attribution(sentence, is_followed_by_quote=is_followed_by_quote)


def _end_of_block(lines: Sequence[Line], kinds: Sequence[str], start: int, *, is_separated: bool) -> int | None:
    """None unless enough different header lines follow each other to be told from a form the writer filled in."""
    if label_of(lines[start].text) not in ({"from", "date", "to"} if is_separated else {"from", "date"}):
        return None
    labels: set[str] = set()
    end, has_sender = start, False
    for index in range(start, min(start + MOST_LINES_OF_HEADER, len(lines))):
        label = label_of(lines[index].text)
        if label is not None:
            labels.add(label)
            end = index + 1
        elif kinds[index] == "empty" or index > end:
            break
        has_sender = has_sender or has_address(lines[index].text)
    is_header = len(labels & {"from", "date", "to"}) > 1 and ("subject" in labels or has_sender or is_separated)
    return end if is_header else None


def _next_text(kinds: Sequence[str], start: int) -> int | None:
    return next((index for index in range(start, len(kinds)) if kinds[index] != "empty"), None)


def _quote_follows(kinds: Sequence[str], start: int) -> bool:
    following = _next_text(kinds, start)
    return following is not None and kinds[following] == "quote"
