"""Placeholders in a text that arrives piece by piece: none is ever shown half."""

from collections.abc import Callable

from tickets_service.privacy.placeholders import BEGUN, LONGEST, PLACEHOLDER


class Restorer:
    """Chunks in, text out; all of it together is what the whole text restored would be."""

    def __init__(self, restore: Callable[[str, int], str]) -> None:
        self._restore = restore
        self._before = ""
        self._held = ""

    def feed(self, chunk: str) -> str:
        self._held += chunk
        return self._give(self._safe_length())

    def finish(self) -> str:
        return self._give(len(self._held))

    def _safe_length(self) -> int:
        """Up to where nothing that comes can change what is read."""
        text, offset = self._before + self._held, len(self._before)
        for position in range(max(offset, len(text) - LONGEST), len(text)):
            if BEGUN.match(text, position):
                return self._before_a_match(text, offset, position) - offset
        return len(self._held)

    @staticmethod
    def _before_a_match(text: str, offset: int, position: int) -> int:
        for match in PLACEHOLDER.finditer(text, offset):
            if match.start() < position < match.end():
                return match.start()
        return position

    def _give(self, length: int) -> str:
        given, self._held = self._held[:length], self._held[length:]
        if not given:
            return ""
        text = self._restore(self._before + given, len(self._before))
        self._before = given[-1]
        return text
