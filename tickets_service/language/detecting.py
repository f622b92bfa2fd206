"""Which language a text is written in, out of those our customers write."""

from __future__ import annotations

import mmap
import tempfile
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from tickets_service.language.little_words import LITTLE_WORDS, OTHER, USUAL, WORD
from tickets_service.language.scripts import (
    BY_SCRIPT,
    IN_CYRILLIC,
    SAYS_NOTHING,
    by_cyrillic_letters,
    language_by_script,
)

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = (*USUAL, *OTHER, *BY_SCRIPT)
SAME_LANGUAGE = {"nn": "no"}
"""As a model knows them: two ways to write one."""
SURE_FROM = 0.6
"""Of a language's share of the likelihood: short and mixed texts stay below."""
FEW_WORDS = 5
FEWEST_SMALL_WORDS = 3
MOST_CHARACTERS = 4_000


@dataclass(frozen=True)
class Margin:
    """How plainly a text must be in another language than the usual ones."""

    times: float
    """As likely as the likeliest of the usual."""
    least: float
    """Of all the likelihood."""

    def is_met(self, other: str, shares: dict[str, float]) -> bool:
        return shares[other] >= max(self.least, self.times * max(shares[language] for language in USUAL))


PLAIN = Margin(times=2, least=0.3)
PLAIN_OF_FEW = Margin(times=6, least=0.4)
PLAIN_WITHOUT_LITTLE_WORDS = Margin(times=30, least=0.8)

_reading = Lock()


def language_of(text: str) -> str | None:
    """ISO 639-1; None when the text is too short or too mixed to tell."""
    prose = SAYS_NOTHING.sub(" ", text[:MOST_CHARACTERS]).strip()
    if not any(character.isalpha() for character in prose):
        return None
    told = language_by_script(prose)
    if told is not None and told not in IN_CYRILLIC:
        return told
    shares = _shares(prose)
    if told is not None:
        return by_cyrillic_letters(prose.lower()) or _likeliest(shares, IN_CYRILLIC)
    usual, other = _likeliest(shares, USUAL), _likeliest(shares, OTHER)
    if _is_plainly(other, prose, shares):
        return other
    among_usual = sum(shares[language] for language in USUAL)
    return usual if among_usual and shares[usual] >= SURE_FROM * among_usual else None


def _shares(prose: str) -> dict[str, float]:
    """Each language's of the likelihood."""
    shares = dict.fromkeys([*USUAL, *OTHER, *IN_CYRILLIC], 0.0)
    for found, share in _identifier().rank(prose):
        shares[SAME_LANGUAGE.get(found, found)] += share
    return shares


def _likeliest(shares: dict[str, float], languages: Iterable[str]) -> str:
    return max(languages, key=lambda language: shares[language])


def _is_plainly(other: str, prose: str, shares: dict[str, float]) -> bool:
    """Rather than one of the usual: far likelier, and by a little word of its own or without names and places, too."""
    words = WORD.findall(prose)
    are_few = len(words) <= FEW_WORDS
    if not (PLAIN_OF_FEW if are_few else PLAIN).is_met(other, shares):
        return False
    if any(word in OTHER[other] and word not in LITTLE_WORDS for word in map(str.lower, words)):
        return True
    small = [word for word in words if word.islower()]
    if len(small) < FEWEST_SMALL_WORDS:
        return False
    return (PLAIN_WITHOUT_LITTLE_WORDS if are_few else PLAIN).is_met(other, _shares(" ".join(small)))


def _identifier() -> LanguageIdentifier:
    """Read at the first use, which takes a second: call it from a thread."""
    with _reading:
        return _read()


def _on_disk(table: array[int]) -> Any:
    """Of a file without a name, which goes with the process."""
    with tempfile.TemporaryFile() as file:
        file.write(table)
        file.flush()
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")


@cache
def _read() -> LanguageIdentifier:
    """Without the other hundred languages' numbers, and with its automaton outside the process's own memory:
    a text touches few of its forty megabytes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - numpy is wanted only where drafts are written

    every = LanguageIdentifier.from_model_file(MODEL_FILE)
    every.set_languages([*USUAL, *OTHER, *IN_CYRILLIC, *SAME_LANGUAGE])
    return LanguageIdentifier(
        every.nb_ptc, every.nb_pc, every.nb_classes, _on_disk(every.tk_nextmove), array("i", every.tk_output),
        norm_probs=True, tk_row=every.tk_row,
    )  # fmt: skip
