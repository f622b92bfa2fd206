"""What the agent asked for beside the message, and how it becomes a sentence of the reply."""

from __future__ import annotations

import re

from tickets_service.practice.model.answering import words
from tickets_service.practice.model.answering.language import language_of
from tickets_service.practice.model.answering.sections import Section

LONGEST_HINT = 400  # characters
TELL = re.compile(
    r"^(?:bitte\s+)?(?:please\s+)?"
    r"(?:sag(?:e|en sie)?|schreib(?:e|en sie)?|teile?n? sie|teile|erklär(?:e|en sie)?|tell|say|"
    r"explain to|inform|let|dis|informe)\s+"
    r"(?:(?:ihr|ihm|ihnen|der kundin|dem kunden|the customer|the client|her|him|them|au client)\b\s*)?"
    r"(?:mit\b|know\b)?\s*,?\s*(?P<that>that|dass|que|qu')?\s*",
    re.IGNORECASE,
)
TO_YOU = {
    "de": ((r"\b(?:dem Kunden|der Kundin|ihm|ihr)\b", "Ihnen"), (r"\b(?:der Kunde|die Kundin)\b", "Sie")),
    "en": ((r"\b(?:the customer|the client|her|him|them)\b", "you"), (r"\b(?:she|he|they)\b", "you")),
    "fr": ((r"\b(?:au client|à la cliente)\b", "vous"), (r"\b(?:le client|la cliente)\b", "vous")),
}
SAID = {
    "de": {"that": "Gern teilen wir Ihnen mit, dass {gist}.", "": "Dazu noch ein Hinweis: {gist}."},
    "en": {"that": "We are glad to tell you that {gist}.", "": "One more thing on this: {gist}."},
    "fr": {"that": "Nous vous informons que {gist}.", "": "Une précision à ce sujet : {gist}."},
}
BRIEF = re.compile(r"\b(?:brief|short|shorter|kurz|kürzer|knapp|bref|court)\b", re.IGNORECASE)
SORRY = re.compile(r"\b(?:apologi[sz]e|sorry|entschuldig\w*|excuse\w*)\b", re.IGNORECASE)
ONLY_MANNER = 6  # words; a hint this short that speaks of the manner has no gist of its own


def hint_in(sections: list[Section]) -> str:
    """The last one that says something; empty without one."""
    for section in reversed(sections):
        if section.role == "assistant" or not words.HINT.search(section.heading):
            continue
        text = re.split(r"\n\s*\n", section.text.strip())[0].strip()
        if text and not words.NOTHING.match(text) and not words.CUSTOMER.match(section.heading):
            return text[:LONGEST_HINT]
    return ""


def wants_brief(hint: str) -> bool:
    return BRIEF.search(hint) is not None


def wants_apology(hint: str) -> bool:
    return SORRY.search(hint) is not None


def sentence_from(hint: str, language: str) -> str:
    """Empty when the hint only says how to write."""
    if not hint or ((wants_brief(hint) or wants_apology(hint)) and len(hint.split()) <= ONLY_MANNER):
        return ""
    plain = " ".join(hint.split()).strip(" \"'„“»«")
    told = TELL.match(plain)
    written_in = language_of(plain, prompt=plain)
    that = bool(told and told["that"]) and written_in == language
    gist = plain[told.end() :] if told else plain
    for wanted, address in TO_YOU[written_in]:
        gist = re.sub(wanted, address, gist)
    gist = gist.rstrip(" .!\"'“«")
    return SAID[language]["that" if that else ""].format(gist=gist) if gist else ""
