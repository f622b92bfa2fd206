"""Edits the text it is given: shorter, friendlier, more formal, translated, or as it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tickets_service.practice.model.answering import hints
from tickets_service.practice.model.answering.fences import passages
from tickets_service.practice.model.answering.language import language_of
from tickets_service.practice.model.answering.letter import phrases
from tickets_service.practice.model.answering.phrase_book import translated
from tickets_service.practice.model.answering.shortening import Letter, letter_of, shortened, without
from tickets_service.practice.model.answering.tones import in_tone
from tickets_service.practice.model.asking import Said

ORDER = re.compile(
    r"(?:please )?(?:edit|rewrite|revise|rework|change|improve|polish)\b[^:\n]{0,20}?"
    r"\b(?:text|part|passage|reply|draft|answer)\b[^:\n]{0,120}:\s*(?P<task>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""The last thing that is said, below a text that is set apart."""
TRANSLATE = re.compile(r"\btranslate\b.{0,40}?\binto (?:the language )?'?(?P<language>[A-Za-z]+)'?", re.IGNORECASE)
AT_MOST = re.compile(r"\bat most (?P<most>\d{1,6}) characters\b", re.IGNORECASE)
SHORTER = re.compile(r"\b(?:shorte[nr]|short|brief\w*|condense|kürze\w*|kurz)\b", re.IGNORECASE)
TONES = {
    "friendlier": re.compile(r"\b(?:friendl\w+|warmer|kinder|freundlich\w*|herzlich\w*)\b", re.IGNORECASE),
    "more_formal": re.compile(r"\b(?:formal\w*|matter-of-fact|förmlich\w*|formell\w*|sachlich\w*)\b", re.IGNORECASE),
}
SHARE_THAT_IS_SHORT = 2 / 3
CODES = {"german": "de", "english": "en", "french": "fr"}


@dataclass(frozen=True)
class Order:
    """*text* is what is to be edited: the whole, or a part of it."""

    text: str
    task: str
    is_part: bool


def order_in(messages: tuple[Said, ...]) -> Order | None:
    """None where something else than an edit is asked for."""
    lines = messages[-1].text.strip().split("\n")
    found = passages(lines)
    told = ORDER.fullmatch("\n".join(lines[found[-1].after :]).strip()) if found else None
    if told is None:
        return None
    return Order(found[-1].text.strip(), told["task"].strip(), is_part=len(found) > 1)


def edited(order: Order) -> str:
    text, task = order.text, order.task
    language = language_of(text, prompt=text)
    if wanted := TRANSLATE.search(task):
        name = wanted["language"]
        return translated(text, language, CODES.get(name.lower(), name), name=name)
    if most := AT_MOST.search(task):
        return shortened(without(text, task), most=int(most["most"]))
    if SHORTER.search(task):
        return shortened(text, most=int(len(text) * SHARE_THAT_IS_SHORT))
    for tone, names_it in TONES.items():
        if names_it.search(task):
            return in_tone(text, tone, language)
    return _told(order, language)


def _told(order: Order, language: str) -> str:
    """What somebody wants said is said, above the closing."""
    said = hints.sentence_from(order.task, language)
    if hints.wants_apology(order.task) or not said:
        said = f"{phrases(language)['sorry'][0]} {said}".strip()
    if order.is_part:
        return f"{order.text} {said}"
    letter = letter_of(order.text)
    return Letter(letter.greeting, f"{letter.body}\n\n{said}".strip(), letter.closing).text
