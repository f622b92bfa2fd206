"""Stable placeholders over one prompt: the same value is the same placeholder in every text of it."""

from collections import Counter

from tickets_service.privacy.known import Known
from tickets_service.privacy.placeholders import PLACEHOLDER, Kind, normal_form, placeholder
from tickets_service.privacy.places import Places
from tickets_service.privacy.streaming import Restorer

NOBODY = Known()


class Pseudonyms:
    def __init__(self, known: Known = NOBODY) -> None:
        self._places = Places(known)
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._placeholders: dict[tuple[Kind, str], str] = {}
        self._originals: dict[str, str] = {}
        self._last_number: Counter[Kind] = Counter()
        self._occurrences: Counter[Kind] = Counter()

    def listen(self, *texts: str) -> None:
        """Names found in any of these are names in all that is hidden from now on: call it before the first `hide`."""
        for text in texts:
            self._places.look_at(text)

    def hide(self, text: str) -> str:
        """`restore` gives back exactly this text, whatever stands in it."""
        pieces: list[str] = []
        own: list[tuple[int, int]] = []
        position = length = 0
        for start, end, kind, value in self._places.of(text):
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
