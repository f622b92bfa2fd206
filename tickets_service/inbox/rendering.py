"""Templates: everything is escaped, a missing name is an error, texts come from the catalogue of a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tickets_service.inbox import keyboard, people, statics
from tickets_service.inbox.languages import Sentence, translated, translations
from tickets_service.inbox.wording import Wording
from tickets_service.language import LANGUAGES, USUAL

TEMPLATES = Path(__file__).parent / "templates"
WORDING = (
    "full",
    "clock",
    "moment",
    "within",
    "short_moment",
    "day",
    "span",
    "ago",
    "money",
    "number",
    "value",
    "share",
    "dollars",
    "language_name",
)


def render(name: str, /, *, language: str, **context: Any) -> str:
    """`base.html` wants *csp_nonce* and, for the navigation, *actor* (None shows none); keys want *keyboard*."""
    return _environment(language).get_template(name).render(language=language, **context)


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}
    wording = Wording(language)
    environment.filters |= {name: getattr(wording, name) for name in WORDING}
    environment.filters |= {"initials": people.initials, "tint": people.tint}
    environment.filters["said"] = lambda sentence: _said(language, sentence)
    environment.filters["key"] = lambda key: keyboard.written(key, language)
    environment.globals |= {
        "customers_languages": [*USUAL, *sorted({*LANGUAGES} - {*USUAL}, key=wording.language_name)],
        "static": statics.address,
        "styles": statics.style_addresses(),
        "modules": statics.module_addresses(),
    }
    return environment


def _said(language: str, sentence: Sentence | str) -> str:
    return sentence.said(language) if isinstance(sentence, Sentence) else translated(language, sentence)
