"""Translates what it can say itself, sentence by sentence; what it does not know is kept and marked as such."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tickets_service.practice.model.answering.dates import first_date, spelled
from tickets_service.practice.model.answering.letter import DATES, phrases
from tickets_service.practice.model.answering.shortening import sentences_of

LANGUAGES = ("de", "en", "fr")
ALSO_KNOWN = (
    {"de": "Sehr geehrte Damen und Herren,", "en": "Dear Sir or Madam,", "fr": "Madame, Monsieur,"},
    {"de": "Hallo {name},", "en": "Hello {name},", "fr": "Bonjour {name},"},
    {"de": "Hallo,", "en": "Hello,", "fr": "Bonjour,"},
    {"de": "Viele Grüße", "en": "Best regards", "fr": "Bien cordialement"},
    {"de": "Herzliche Grüße", "en": "Warm regards", "fr": "Bien cordialement"},
    {"de": "Vielen Dank für Ihre Geduld.", "en": "Thank you for your patience.", "fr": "Merci de votre patience."},
    {"de": "Ihr Paket ist unterwegs.", "en": "Your parcel is on its way.", "fr": "Votre colis est en route."},
)
UNKNOWN = {"de": "[nicht übersetzt] ", "en": "[not translated] ", "fr": "[non traduit] "}


@dataclass(frozen=True)
class Phrase:
    said: re.Pattern[str]
    instead: str


def translated(text: str, language: str, wanted: str, *, name: str) -> str:
    """*name* is how *wanted* was called, for a language there is no book of."""
    if wanted not in LANGUAGES:
        return f"[not translated into {name}] {text}"
    if wanted == language:
        return text
    return "\n".join(_line(line, language, wanted) for line in text.split("\n"))


def _line(line: str, language: str, wanted: str) -> str:
    pieces, rest = [], line.strip()
    while rest:
        known = [(found, phrase) for phrase in _book(language, wanted) if (found := phrase.said.match(rest))]
        if known:
            found, phrase = max(known, key=lambda each: each[0].end())
            pieces.append(_filled(phrase.instead, found.groupdict(), wanted))
            rest = rest[found.end() :].lstrip()
        else:
            sentence = sentences_of(rest)[0].text
            pieces.append(UNKNOWN[wanted] + sentence if re.search(r"[^\W\d_]", sentence) else sentence)
            rest = rest[len(sentence) :].lstrip()
    return " ".join(pieces)


def _filled(phrase: str, values: dict[str, str], language: str) -> str:
    """Days are written as the language does."""
    days = {name: first_date(value) for name, value in values.items() if name in DATES}
    known = values | {name: spelled(day, language) for name, day in days.items() if day}
    return phrase.format_map(defaultdict(str, known))


@cache
def _book(language: str, wanted: str) -> tuple[Phrase, ...]:
    """What both languages have at the same place, where both name the same."""
    theirs, ours = dict(_entries(phrases(language))), dict(_entries(phrases(wanted)))
    pairs = [(said, ours[place]) for place, said in theirs.items() if place in ours]
    pairs += [(entry[language], entry[wanted]) for entry in ALSO_KNOWN]
    return tuple(Phrase(_pattern(said), instead) for said, instead in pairs if _names(said) == _names(instead))


def _entries(book: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(book, str):
        yield place, book
    elif isinstance(book, dict):
        for name, entry in book.items():
            if name != "needs":
                yield from _entries(entry, (*place, name))
    elif isinstance(book, list):
        for number, entry in enumerate(book):
            yield from _entries(entry, (*place, number))


def _names(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def _pattern(phrase: str) -> re.Pattern[str]:
    parts, seen = [], set[str]()
    for literal, name, how, _ in string.Formatter().parse(phrase):
        parts.append(re.escape(literal))
        if name and not how and name not in seen:
            seen.add(name)
            parts.append(rf"(?P<{name}>\S(?:[^\n]{{0,78}}?\S)?)")
    return re.compile(rf"{''.join(parts)}(?=\s|$)", re.IGNORECASE)
