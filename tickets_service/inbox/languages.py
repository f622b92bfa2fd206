"""In which language somebody reads the pages, and the texts in it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from tickets_service.inbox.sentences import said

LANGUAGES = ("de", "en")
FALLBACK = "en"
"""Also what the texts in the source are written in."""
LOCALES = {"de": "de_DE", "en": "en_GB"}
"""How numbers and dates are written in each language."""
FOLDER = Path(__file__).parent / "locales"


def language_for(preferred: str | None, accept_language: str) -> str:
    """What the person chose, else the first language of the browser that we speak."""
    if preferred in LANGUAGES:
        return preferred
    return next((code for code in _wanted(accept_language) if code in LANGUAGES), FALLBACK)


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: str) -> Translations:
    """Made from the readable catalogue when the first page needs it."""
    compiled = io.BytesIO()
    with catalogue_file(language).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def translated(language: str, sentence: str) -> str:
    """A sentence of ours that was raised rather than written in a template; as it is where nobody translated it."""
    return said(sentence, translations(language).gettext)


def N_(text: str) -> str:  # noqa: N802 - what gettext's tools look for
    """Marks a text for the catalogues that is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A sentence with its values, said in the language of whoever reads it. A value may be a sentence too."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        values = {
            name: value.said(language) if isinstance(value, Sentence) else value for name, value in self.values.items()
        }
        return translated(language, self.text) % values if values else translated(language, self.text)

    def __str__(self) -> str:
        return self.said(FALLBACK)


def _wanted(accept_language: str) -> list[str]:
    weighed = []
    for place, part in enumerate(accept_language.lower().split(",")):
        name, _, options = part.partition(";")
        weighed.append((-_weight(options), place, name.strip().partition("-")[0]))
    return [code for weight, _, code in sorted(weighed) if weight < 0]


def _weight(options: str) -> float:
    name, _, value = options.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
