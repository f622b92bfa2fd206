"""A text cut into paragraphs, sentences and clauses: what stands together is said together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tickets_service.facts.tokens import Token, tokens_of
from tickets_service.facts.words import words_of

ABBREVIATIONS = words_of(
    """
    nr ca bzw inkl exkl zzgl ggf evtl usw etc st str tel abs art no mr mrs ms dr vgl max min mind approx
    incl excl z.b d.h u.a i.d e.g i.e jan feb mär apr jun jul aug sep sept okt oct nov dez dec stk vs
    bestell-nr auftrags-nr sendungs-nr kunden-nr artikel-nr rechnungs-nr zt mio
    """
)
SENTENCE_END = re.compile(r"[.!?…]+[\"”“»)*_]*(?=\s)|\n\s*(?=\n)|\n(?=[ \t]*(?:[-*•–·]|\d{1,2}[.)])[ \t])|\n")
CLAUSE_END = re.compile(
    r"[,;:](?=\s)|\s[–—-]\s|[()]|\s(?=(?:und|oder|sowie|aber(?! (?:noch )?nicht)|jedoch(?! (?:noch )?nicht)|and|but|or|while|während|because|weil|dass|that|so|although|though|obwohl|obgleich|whereas)\s)"
)
AFTER_ORDINAL = re.compile(
    r"\s?(?:[A-ZÄÖÜ]?[a-zäöüß]{0,9}(?:uar|ärz|pril|ai|ni|li|ust|ember|ober|cember|arch|ay|ne|ly)\b|[a-z\d])"
)
BULLET = re.compile(r"[ \t]*(?:[-*•–·]|\d{1,2}[.)])[ \t]")
A_WRAPPED_LINE = 60
DAY_AND_MONTH = re.compile(r"\d\.? (?:jan|feb|mär|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dez|dec)$", re.IGNORECASE)
"""A day's month in short may end a sentence: "was delivered on 6 Nov. The filters …"."""
MONTH = re.compile(
    r"\d\.? (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|october|december)$",
    re.IGNORECASE,
)
LONGEST_SENTENCE = 800


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end


class Passage:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.token_starts = [token.start for token in self.tokens]

    @cached_property
    def sentences(self) -> list[Span]:
        return cut(self.text, Span(0, len(self.text)), self.sentence_ends())

    @cached_property
    def clauses(self) -> list[Span]:
        return [
            clause
            for sentence in self.sentences
            for clause in cut(self.text, sentence, [at.start() for at in self.clause_ends(sentence)])
        ]

    @cached_property
    def sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def clause_starts(self) -> list[int]:
        return [span.start for span in self.clauses]

    def sentence_ends(self) -> Iterable[int]:
        for end in SENTENCE_END.finditer(self.text):
            if end.group().startswith("\n"):
                if self.is_a_line_end(end.start()) or BULLET.match(self.text, end.end()):
                    yield end.end()
            elif not self.is_abbreviated(end.start(), end.end()):
                yield end.end()

    def is_a_line_end(self, place: int) -> bool:
        """False for a line that was only wrapped: it is long and goes on in small letters."""
        line = self.text[max(0, place - 2 * A_WRAPPED_LINE) : place].rpartition("\n")[2]
        return len(line) < A_WRAPPED_LINE or line.rstrip().endswith((".", "!", "?", ":", ","))

    def is_abbreviated(self, start: int, end: int) -> bool:
        if self.text[start:end] not in (".", ".)"):
            return False
        before = self.text[max(0, start - 12) : start]
        word = re.split(r"[\s(]", before)[-1].lower()
        after = self.text[end : end + 3].lstrip()
        starts_line = not before.removesuffix(word).rpartition("\n")[2].strip(" *-")
        is_number = word.isdigit() and len(word) <= 2 and not self.is_a_new_line(end)  # noqa: PLR2004 - a day or a list number
        is_ordinal = is_number and (starts_line or AFTER_ORDINAL.match(self.text, end) is not None)
        if DAY_AND_MONTH.search(before) and after[:1].isupper():
            return False
        if MONTH.search(before) and after[:1].isdigit():
            return False
        goes_on = bool(after) and (after[0].islower() or after[0].isdigit())
        return word in ABBREVIATIONS or is_ordinal or (goes_on and not self.is_a_new_line(end))

    def is_a_new_line(self, place: int) -> bool:
        return "\n" in self.text[place : place + 2]

    def clause_ends(self, sentence: Span) -> Iterable[re.Match[str]]:
        return CLAUSE_END.finditer(self.text, sentence.start, sentence.end)

    def sentence_at(self, place: int) -> Span:
        return self.sentences[index_at(self.sentence_starts, place)]

    def clause_at(self, place: int) -> Span:
        return self.clauses[index_at(self.clause_starts, place)]

    def tokens_in(self, span: Span) -> list[Token]:
        first = bisect_right(self.token_starts, span.start - 1)
        last = bisect_right(self.token_starts, span.end - 1)
        return self.tokens[first:last]


def cut(text: str, span: Span, ends: Iterable[int]) -> list[Span]:
    pieces: list[Span] = []
    start = span.start
    for end in [*ends, span.end]:
        if end > start and (text[start:end].strip() or end == span.end):
            pieces += short_enough(text, start, end)
            start = end
    return pieces or [span]


def short_enough(text: str, start: int, end: int) -> list[Span]:
    """Nobody writes a sentence of a page: what has no end is cut between two words."""
    pieces: list[Span] = []
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        middle = space if space > start else start + LONGEST_SENTENCE
        pieces.append(Span(start, middle))
        start = middle
    return [*pieces, Span(start, end)]


def index_at(starts: list[int], place: int) -> int:
    return max(0, bisect_right(starts, place) - 1)
