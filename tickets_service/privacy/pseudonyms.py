"""Stable placeholders over one prompt: the same value is the same placeholder in every text of it."""

import re
from collections import Counter
from collections.abc import Iterator

from tickets_service.finding import Folded, find_cards, find_emails, find_ibans, find_phones, fold
from tickets_service.finding.spans import masked
from tickets_service.privacy.known import Known
from tickets_service.privacy.persons import ACCOUNT, NAME_AFTER_CLOSING, NAME_AFTER_TITLE, NAME_AFTER_WORDS, STREET
from tickets_service.privacy.placeholders import PLACEHOLDER, Kind, normal_form, placeholder
from tickets_service.privacy.streaming import Restorer

NOBODY = Known()
_FINDERS = ((Kind.email, find_emails), (Kind.iban, find_ibans), (Kind.card, find_cards), (Kind.phone, find_phones))
_BY_WORDS = (
    (Kind.account, ACCOUNT),
    (Kind.address, STREET),
    (Kind.name, NAME_AFTER_TITLE),
    (Kind.name, NAME_AFTER_WORDS),
    (Kind.name, NAME_AFTER_CLOSING),
)

Place = tuple[int, int, Kind, str]


class Pseudonyms:
    def __init__(self, known: Known = NOBODY) -> None:
        self._known = list(known.patterns())
        self._facts = list(known.fact_patterns())
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._placeholders: dict[tuple[Kind, str], str] = {}
        self._originals: dict[str, str] = {}
        self._last_number: Counter[Kind] = Counter()
        self._occurrences: Counter[Kind] = Counter()

    def hide(self, text: str) -> str:
        """`restore` gives back exactly this text, whatever stands in it."""
        pieces: list[str] = []
        own: list[tuple[int, int]] = []
        position = length = 0
        for start, end, kind, value in _places(text, self._known, self._facts):
            shown = self._placeholder(kind, value, text[start:end])
            before = text[position:start]
            pieces += [before, shown]
            own.append((length + len(before), length + len(before) + len(shown)))
            length += len(before) + len(shown)
            position = end
        return self._without_lookalikes("".join([*pieces, text[position:]]), set(own))

    def restore(self, text: str, start: int = 0) -> str:
        """What no placeholder was made for stays as it is: see `unknown`."""
        pieces: list[str] = []
        position = start
        for match in PLACEHOLDER.finditer(text, start):
            original = self._originals.get(normal_form(match))
            if original is not None:
                pieces += [text[position : match.start()], original]
                position = match.end()
        return "".join([*pieces, text[position:]])

    def restorer(self) -> Restorer:
        return Restorer(self.restore)

    def unknown(self, text: str) -> list[str]:
        """Placeholders a model made up."""
        found = (normal_form(match) for match in PLACEHOLDER.finditer(text))
        return sorted({shown for shown in found if shown not in self._originals})

    def counts(self) -> dict[str, int]:
        """How many different values of each kind were hidden; no content."""
        return {kind.lower(): number for kind, number in sorted(self._last_number.items())}

    def occurrences(self) -> dict[str, int]:
        """How often values of each kind were hidden; no content."""
        return {kind.lower(): number for kind, number in sorted(self._occurrences.items())}

    def _placeholder(self, kind: Kind, value: str, written: str) -> str:
        self._occurrences[kind] += 1
        if (kind, written) in self._placeholders:
            return self._placeholders[kind, written]
        number = self._numbers.get((kind, value))
        if number is None:
            self._last_number[kind] += 1
            number = self._numbers[kind, value] = self._last_number[kind]
        spelling = 0
        while (shown := placeholder(kind, number, spelling)) in self._originals:
            spelling += 1
        self._placeholders[kind, written] = shown
        self._originals[shown] = written
        return shown

    def _without_lookalikes(self, text: str, own: set[tuple[int, int]]) -> str:
        """A customer may write "[EMAIL_1]"; that is text, and comes back as text."""
        pieces: list[str] = []
        position = 0
        for match in PLACEHOLDER.finditer(text):
            if match.span() not in own:
                pieces += [text[position : match.start()], self._placeholder(Kind.text, match[0], match[0])]
                position = match.end()
        return "".join([*pieces, text[position:]])


def _places(
    text: str, known: list[tuple[Kind, re.Pattern[str], str | None]], facts: list[re.Pattern[str]]
) -> list[Place]:
    """What is to be hidden, in order and without overlaps; what is surer goes first."""
    folded = fold(text)
    taken = bytearray(len(text))
    for pattern in facts:
        for match in pattern.finditer(text):
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    chosen: list[Place] = []
    for place in _candidates(text, folded, known):
        start, end, _, _ = place
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append(place)
    return sorted(chosen)


def _candidates(text: str, folded: Folded, known: list[tuple[Kind, re.Pattern[str], str | None]]) -> Iterator[Place]:
    rest = folded.text
    for kind, find in _FINDERS:
        spans = find(rest)
        rest = masked(rest, spans)
        for span in spans:
            yield (*folded.source_span(span.start, span.end), kind, span.value)
    for kind, pattern, value in known:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind, value or _value(match[0])
    for kind, pattern in _BY_WORDS:
        for match in pattern.finditer(folded.text):
            group = match.lastindex or 0
            start, end = folded.source_span(*match.span(group))
            if kind is Kind.name:
                yield from _words_of(text, start, end)
            else:
                yield start, end, kind, _value(match[group])


def _words_of(text: str, start: int, end: int) -> Iterator[Place]:
    """Each word of a name apart, so that it is the same where it stands alone."""
    for word in re.finditer(r"\S+", text[start:end]):
        yield start + word.start(), start + word.end(), Kind.name, _value(word[0])


def _value(written: str) -> str:
    return re.sub(r"\s+", " ", written).strip().casefold()
