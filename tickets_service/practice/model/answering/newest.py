"""Finds the newest thing the customer wrote."""

from __future__ import annotations

import re

from tickets_service.practice.model.answering import words
from tickets_service.practice.model.answering.dates import first_date
from tickets_service.practice.model.answering.sections import Section, is_speaker

LABELLED_LINE = re.compile(r"^\s*(?:[-*•|]\s*)?[\w ./_-]{2,40}\s*[:=|]\s*\S")
JUST_A_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'\u2019.-]*(?: (?:[A-ZÀ-Þ][\w'\u2019.-]*|von|van|zu|de|der|la|le)){0,4}(?:\s*[<(].*)?"
)


def newest_of_customer(sections: list[Section], customer: str | None) -> str:
    """Empty when the prompt holds nothing a customer can have written."""
    spoken = [section for section in sections if _is_by_customer(section, customer)]
    if spoken:
        return _own_words(max(enumerate(spoken), key=lambda pair: _recency(pair[1], pair[0]))[1])
    guessed = [(place, section) for place, section in enumerate(sections) if _can_be_customer(section)]
    if not guessed:
        return ""
    return _own_words(max(guessed, key=lambda pair: (_liveliness(pair[1]), pair[0]))[1])


def _is_by_customer(section: Section, customer: str | None) -> bool:
    heading = section.heading
    known = customer is not None and customer.casefold() in heading.casefold()
    named = words.CUSTOMER.search(heading)
    staff = words.STAFF.search(heading)
    asked = words.NEWEST.search(heading) and not words.SEVERAL.search(heading)
    if section.role == "assistant" or words.HINT.search(heading) or not (known or named or asked):
        return False
    if staff is not None and (named is None or staff.start() <= named.start()) and not known:
        return False
    if not section.is_set_apart and not (known or asked or is_speaker(heading, customer)):
        return False
    return _is_prose(section.text)


def _recency(section: Section, place: int) -> tuple[bool, str, int]:
    says_newest = bool(words.NEWEST.search(section.heading)) and not words.SEVERAL.search(section.heading)
    return says_newest, first_date(section.heading) or "", place


def _is_prose(text: str) -> bool:
    """Neither a list of facts nor just a name."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or _is_mostly_labelled(lines) or words.TELLS_THE_MODEL.match(text):
        return False
    named = JUST_A_NAME.fullmatch(text.strip())
    return named is None or bool(words.THANKS_ALONE.match(text))


def _is_mostly_labelled(lines: list[str]) -> bool:
    labelled = sum(bool(LABELLED_LINE.match(line)) and not words.GREETING.match(line) for line in lines)
    return labelled * 2 > len(lines)


def _can_be_customer(section: Section) -> bool:
    if section.role not in {"user", "tool", "function"} or words.HINT.search(section.heading):
        return False
    return _is_prose(_own_words(section))


def _liveliness(section: Section) -> int:
    text = section.text
    return (
        2 * any(bool(words.GREETING.match(line)) for line in text.splitlines())
        + 2 * bool(words.FIRST_PERSON.search(text))
        + ("?" in text)
        + 2 * section.is_set_apart
        - 4 * bool(words.STAFF_SPEAKS.search(text))
        - 3 * bool(words.STAFF.search(section.heading))
    )


def _own_words(section: Section) -> str:
    """Without the lines around it that tell the model what to do."""
    if section.is_set_apart:
        return section.text.strip()
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", section.text) if part.strip()]
    while paragraphs and words.TELLS_THE_MODEL.match(paragraphs[0]):
        paragraphs.pop(0)
    while len(paragraphs) > 1 and words.TELLS_THE_MODEL.match(paragraphs[-1]):
        paragraphs.pop()
    return "\n\n".join(paragraphs)
