"""Names that were found by the words around them, found again where no such words stand."""

import re
from collections.abc import Iterable, Iterator

from tickets_service.privacy.known import COMMON_WORDS
from tickets_service.privacy.naming import Span, is_name_word

_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f]*+(?:['’](?=[^\W\d_])[^\W\d_]{2,40})?")  # noqa: RUF001
_JOINED = re.compile(rf"{_WORD.pattern}(?:-{_WORD.pattern}){{0,5}}")
_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SURE_FROM = 3
_APART = re.compile(r"[ ,-]{0,3}")
_MEANT_AS_NAME = re.compile(r"(?:Herrn?|Frau|Familie|Dr\.|Mrs?\.?|Ms\.?|Hallo|Liebe[r]?|Dear|Hello|Hi|Moin)[ ]\Z")
_FARTHEST_APART = 3
_CONTEXT = 10


class Heard:
    """*Schulze-Wernigerode* is also *Schulze*; *Müller* is also *Mueller*. A word counts beside a name."""

    def __init__(self) -> None:
        self._sure: dict[str, str] = {}
        self._careful: dict[str, str] = {}

    def note(self, words: Iterable[str]) -> None:
        for word in words:
            for part in dict.fromkeys([word, *_WORD.findall(word)]):
                is_sure = len(part) >= _SURE_FROM and part.casefold() not in COMMON_WORDS and is_name_word(part)
                (self._sure if is_sure else self._careful).setdefault(_plain(part), part.casefold())

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and value of each. An ending stays: Müllers is Müller and an s."""
        if not self._sure and not self._careful:
            return
        doubtful: list[tuple[Span, str]] = []
        starts: set[int] = set()
        ends: set[int] = set()
        for match in self._words(text):
            if not match[0][0].isupper():
                continue
            length, value = _among(self._sure, match[0])
            if value:
                starts.add(match.start())
                ends.add(match.start() + length)
                yield match.start(), match.start() + length, value
            elif careful := self._careful.get(_plain(match[0])):
                doubtful.append((match.span(), careful))
        for (start, end), value in doubtful:
            if _is_beside(text, start, end, starts, ends):
                yield start, end, value

    def _words(self, text: str) -> Iterator[re.Match[str]]:
        """A word of several parts whole where it is known whole, or else part by part."""
        for match in _JOINED.finditer(text):
            if _among(self._sure, match[0])[1]:
                yield match
            else:
                yield from _WORD.finditer(text, match.start(), match.end())


def _plain(word: str) -> str:
    return word.casefold().translate(_SPELLINGS)


def _among(names: dict[str, str], word: str) -> tuple[int, str | None]:
    for ending in ("", "'s", "’s", "s", "sche", "schen"):  # noqa: RUF001
        stem = word.removesuffix(ending)
        if (not ending or stem != word) and (value := names.get(_plain(stem))):
            return len(stem), value
    return len(word), None


def _is_beside(text: str, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    before = max(0, start - _FARTHEST_APART)
    is_after = any(place in ends and _APART.fullmatch(text, place, start) for place in range(before, start))
    after = _APART.match(text, end)
    is_before = after is not None and after.end() > end and after.end() in starts
    return is_after or is_before or _MEANT_AS_NAME.search(text, max(0, start - _CONTEXT), start) is not None
