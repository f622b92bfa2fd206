"""What is to be hidden in a text: found by its form, because the shop knows it, and by the words around it."""

import re
from collections.abc import Iterable, Iterator

from tickets_service.finding import Folded, Span, find_emails, find_ibans, find_phones, fold
from tickets_service.finding.spans import masked
from tickets_service.privacy.accounts import (
    ACCOUNT,
    HANDLE,
    SECURITY_CODE,
    find_all_cards,
    find_card_details,
    find_spaced,
)
from tickets_service.privacy.addresses import ADDRESSES, TOWN_BEHIND
from tickets_service.privacy.heard import Heard
from tickets_service.privacy.known import Known
from tickets_service.privacy.persons import find_persons
from tickets_service.privacy.placeholders import Kind
from tickets_service.privacy.postal import NO_TOWN, find_postal
from tickets_service.privacy.telephones import find_american, find_glued

_FINDERS = (
    (Kind.email, find_emails),
    (Kind.iban, find_ibans),
    (Kind.card, find_all_cards),
    (Kind.phone, find_glued),
    (Kind.phone, find_phones),
)
_BY_WORDS = (
    (Kind.account, ACCOUNT),
    (Kind.account, HANDLE),
    (Kind.card, SECURITY_CODE),
    *((Kind.address, each) for each in ADDRESSES),
)

Place = tuple[int, int, Kind, str]


class Places:
    """Of one prompt: a name found in one of its texts is one in all that come after."""

    def __init__(self, known: Known) -> None:
        self._known = list(known.patterns())
        self._towns = list(known.town_patterns())
        self._facts = list(known.fact_patterns())
        self._heard = Heard()
        self._looked_at: dict[str, tuple[list[Place], bytearray]] = {}

    def of(self, text: str) -> list[Place]:
        """In order and without overlaps; what is surer goes first."""
        chosen, taken = self.look_at(text)
        names = ((start, end, Kind.name, value) for start, end, value in self._heard.find(text))
        return sorted([*chosen, *_free(names, bytearray(taken))])

    def look_at(self, text: str) -> tuple[list[Place], bytearray]:
        """What the text alone tells, and which of its characters that takes. It is looked for once."""
        if text not in self._looked_at:
            self._looked_at[text] = self._found(text)
        return self._looked_at[text]

    def _found(self, text: str) -> tuple[list[Place], bytearray]:
        folded = fold(text)
        taken = bytearray(len(text))
        for pattern in self._facts:
            for match in pattern.finditer(text):
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
        chosen = _free([*_by_form(folded), *self._of_known(text)], taken)
        chosen += _free(_by_words(masked(folded.text, _folded_spans(folded, taken)), folded), taken)
        chosen += _free(_of_towns_behind(text, chosen), taken)
        chosen += _free(self._of_towns(text), taken)
        blotted = masked(folded.text, _folded_spans(folded, taken, but=_names(chosen)))
        chosen += _free(self._persons(text, blotted, folded), taken)
        return chosen, taken

    def _of_known(self, text: str) -> Iterator[Place]:
        for kind, pattern, value in self._known:
            for match in pattern.finditer(text):
                yield match.start(), match.end(), kind, value or _value(match[0])

    def _of_towns(self, text: str) -> Iterator[Place]:
        for pattern in self._towns:
            for match in pattern.finditer(text):
                yield match.start(), match.end(), Kind.address, _value(match[0])

    def _persons(self, text: str, blotted: str, folded: Folded) -> Iterator[Place]:
        for person in find_persons(blotted):
            spans = [folded.source_span(*span) for span in person.words]
            if person.is_heard:
                self._heard.note(text[start:end] for start, end in spans)
            yield from ((start, end, Kind.name, _value(text[start:end])) for start, end in spans)


def _of_towns_behind(text: str, chosen: list[Place]) -> Iterator[Place]:
    for _, end, kind, _ in chosen:
        town = TOWN_BEHIND.match(text, end) if kind is Kind.address else None
        if town is not None and not NO_TOWN.match(town[1]):
            yield (*town.span(1), Kind.address, _value(town[1]))


def _by_form(folded: Folded) -> Iterator[Place]:
    rest = folded.text
    cards: list[Span] = []
    for start, end, value, is_email in find_spaced(rest):
        yield (*folded.source_span(start, end), Kind.email if is_email else Kind.iban, value)
        rest = masked(rest, [Span(start, end, value)])
    for kind, find in _FINDERS:
        spans = find(rest)
        rest = masked(rest, spans)
        cards += spans if kind is Kind.card else []
        for span in spans:
            yield (*folded.source_span(span.start, span.end), kind, span.value)
    for start, end in find_card_details(folded.text, cards):
        yield (*folded.source_span(start, end), Kind.card, _value(folded.text[start:end]))


def _by_words(text: str, folded: Folded) -> Iterator[Place]:
    for kind, pattern in _BY_WORDS:
        for match in pattern.finditer(text):
            for group in [number for number in range(1, pattern.groups + 1) if match[number]] or [0]:
                yield (*folded.source_span(*match.span(group)), kind, _value(match[group]))
    for start, end in find_american(text):
        yield (*folded.source_span(start, end), Kind.phone, re.sub(r"\D", "", text[start:end]))
    for start, end in find_postal(text):
        yield (*folded.source_span(start, end), Kind.address, _value(text[start:end]))


def _free(places: Iterable[Place], taken: bytearray) -> list[Place]:
    """Those that overlap nothing taken before; they are taken from then on."""
    chosen: list[Place] = []
    for place in places:
        start, end, _, _ = place
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            chosen.append(place)
    return chosen


def _names(places: Iterable[Place]) -> list[tuple[int, int]]:
    return [(start, end) for start, end, kind, _ in places if kind is Kind.name]


def _folded_spans(folded: Folded, taken: bytearray, but: Iterable[tuple[int, int]] = ()) -> list[Span]:
    """The taken stretches as places of the folded text, without those that are names known already."""
    blotted = bytearray(taken)
    for start, end in but:
        blotted[start:end] = bytes(end - start)
    flags = bytes(blotted if folded.origins is None else [blotted[origin] for origin in folded.origins])
    return [Span(run.start(), run.end(), "") for run in re.finditer(rb"\x01+", flags)]


def _value(written: str) -> str:
    return re.sub(r"\s+", " ", written).strip().casefold()
