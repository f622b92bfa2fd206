"""Codes of ISO 639-1 and the languages they name."""

from __future__ import annotations

import re
from typing import Annotated

from babel import Locale
from pydantic import AfterValidator


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
