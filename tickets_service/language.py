"""Languages by their codes, and which one a text is written in, out of those our customers write."""

from __future__ import annotations

import mmap
import re
import tempfile
from array import array
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any

from babel import Locale
from pydantic import AfterValidator

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("de", "en", "fr", "it", "es", "nl", "pl", "cs")
SURE_FROM = 0.6
"""Of a language's share of the likelihood: short and mixed texts stay below."""
MOST_CHARACTERS = 4_000
SAYS_NOTHING = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*|<[^>]{0,200}>")
"""Addresses and numbers look alike in every language."""

_reading = Lock()


def english_name(code: str) -> str | None:
    """None for what is no two-letter code of a language."""
    name = Locale("en").languages.get(code) if re.fullmatch("[a-z]{2}", code) else None
    return str(name) if name else None


def known(code: str) -> str:
    """The code itself. Raises ValueError for what is none."""
    if english_name(code) is None:
        raise ValueError(f"{code[:40]!r} is no two-letter code of a language")
    return code


LanguageCode = Annotated[str, AfterValidator(known)]
"""ISO 639-1, of a language that there is."""


def language_of(text: str) -> str | None:
    """ISO 639-1; None when the text is too short or too mixed to tell."""
    prose = SAYS_NOTHING.sub(" ", text[:MOST_CHARACTERS]).strip()
    if not any(character.isalpha() for character in prose):
        return None
    found, share = _identifier().classify(prose)
    return found if share >= SURE_FROM else None


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
    """Without the other ninety languages' numbers, and with its automaton outside the process's own memory:
    a text touches few of its forty megabytes."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - numpy is wanted only where drafts are written

    every = LanguageIdentifier.from_model_file(MODEL_FILE)
    every.set_languages(LANGUAGES)
    return LanguageIdentifier(
        every.nb_ptc, every.nb_pc, every.nb_classes, _on_disk(every.tk_nextmove), array("i", every.tk_output),
        norm_probs=True, tk_row=every.tk_row,
    )  # fmt: skip
