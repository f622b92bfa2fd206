"""Friendlier or more formal, by a few rules for salutations and words; they stand in tones.toml."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

from tickets_service.practice.model.answering.shortening import Letter, letter_of

TONES: dict[str, dict[str, dict[str, Any]]] = tomllib.loads(
    files(__package__).joinpath("tones.toml").read_text(encoding="utf-8")
)


def in_tone(text: str, tone: str, language: str) -> str:
    """Where no rule finds anything a sentence of that tone is added, above the closing."""
    rules = TONES[tone].get(language)
    if rules is None:
        return text
    changed = text
    for wanted, instead in rules["instead"]:
        changed = re.sub(wanted, instead, changed, flags=re.MULTILINE)
    if changed != text:
        return changed
    letter = letter_of(text)
    return Letter(letter.greeting, f"{letter.body} {rules['otherwise']}".strip(), letter.closing).text
