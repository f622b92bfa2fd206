"""Makes a text shorter: the least important sentences go; greeting, closing, numbers, links and placeholders stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from tickets_service.practice.model.answering import words
from tickets_service.practice.model.answering.letter import phrases

CLOSING = re.compile(
    r"^(?:mit (?:freundlich|best|herzlich|lieb)\w+ grü|(?:viele|beste|liebe|herzliche|freundliche|schöne) grü"
    r"|gruß\b|grüße\b"
    r"|(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards\b|yours |sincerely\b|cordialement|bien à vous)",
    re.IGNORECASE,
)
NO_END = re.compile(r"(?:\b(?:z|B|d|h|u|a|Nr|ca|bzw|Str|Dr|Prof|St|inkl|zzgl|Hr|Fr|Mr|Mrs|No|Tel)|(?<!\d)\d{1,2})\.$")
KEPT = re.compile(r"\d|https?://|www\.|@|\[[A-Z]+_|[„“\"]")
SPARE_WORDS = re.compile(
    r"(?<!\w)(?:sehr|gern|gerne|natürlich|selbstverständlich|jederzeit|auch|bereits|gut"
    r"|very|really|quite|gladly|certainly|of course|simply|kindly) (?=\w)",
    re.IGNORECASE,
)
PLEASANT = ("thanks_for_writing", "angry", "sorry", "closing", "fillers")
UNWANTED = {
    "links": re.compile(r"https?://|www\."),
    "e-mail addresses": re.compile(r"\S@\S"),
    "phone numbers": re.compile(r"(?:\+\d|\b0\d{2,4}[ /-])[\d /-]{5,}"),
}


@dataclass(frozen=True)
class Letter:
    greeting: str
    body: str
    closing: str

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in (self.greeting, self.body, self.closing) if part)


@dataclass(frozen=True)
class Sentence:
    paragraph: int
    text: str

    @property
    def may_go(self) -> bool:
        return KEPT.search(self.text) is None

    @property
    def is_pleasant(self) -> bool:
        """Says nothing of its own."""
        return self.text.casefold() in _pleasantries()


def letter_of(text: str) -> Letter:
    lines = text.strip().split("\n")
    begins = 1 if words.GREETING.match(lines[0]) and len(lines) > 1 else 0
    ends = next((place for place in range(begins, len(lines)) if CLOSING.match(lines[place].strip())), len(lines))
    body = "\n".join(lines[begins:ends]).strip()
    return Letter("\n".join(lines[:begins]).strip(), body, "\n".join(lines[ends:]).strip())


def shortened(text: str, *, most: int) -> str:
    """Longer than *most* characters where all that is left must stay."""
    letter = letter_of(text)
    kept = sentences_of(letter.body)
    for dropped in _least_important_first(kept):
        if len(_joined(letter, kept)) <= most or len(kept) == 1:
            break
        kept.remove(dropped)
    shorter = _joined(letter, kept)
    return shorter if len(shorter) <= most else _joined(letter, [_terse(sentence) for sentence in kept])


def without(text: str, task: str) -> str:
    """The text without the sentences that hold what *task* forbids."""
    unwanted = [pattern for name, pattern in UNWANTED.items() if f"no {name}" in task]
    letter = letter_of(text)
    kept = [each for each in sentences_of(letter.body) if not any(bad.search(each.text) for bad in unwanted)]
    return _joined(letter, kept) if unwanted else text


def sentences_of(body: str) -> list[Sentence]:
    found: list[Sentence] = []
    for paragraph, line in enumerate(line for line in body.split("\n") if line.strip()):
        pieces: list[str] = []
        for piece in re.split(r"(?<=[.!?…])\s+", line.strip()):
            if pieces and NO_END.search(pieces[-1]):
                pieces[-1] += f" {piece}"
            else:
                pieces.append(piece)
        found += [Sentence(paragraph, piece) for piece in pieces]
    return found


def _least_important_first(sentences: list[Sentence]) -> list[Sentence]:
    """Pleasantries, then the rest from the end."""
    return sorted((each for each in reversed(sentences) if each.may_go), key=lambda each: not each.is_pleasant)


def _joined(letter: Letter, sentences: list[Sentence]) -> str:
    paragraphs: dict[int, list[str]] = {}
    for sentence in sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(sentence.text)
    return Letter(letter.greeting, "\n\n".join(map(" ".join, paragraphs.values())), letter.closing).text


def _terse(sentence: Sentence) -> Sentence:
    return Sentence(sentence.paragraph, SPARE_WORDS.sub("", sentence.text))


@cache
def _pleasantries() -> frozenset[str]:
    known: list[dict[str, Any]] = [phrases(language) for language in ("de", "en", "fr")]
    return frozenset(said.casefold() for book in known for name in PLEASANT for said in book[name])
