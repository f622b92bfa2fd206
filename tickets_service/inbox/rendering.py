"""Templates: everything is escaped, a missing name is an error, texts are marked for translation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOM = Path(__file__).parent
STATIC = ROOM / "static"


def render(name: str, /, **context: Any) -> str:
    """`base.html` wants *csp_nonce* and, for the navigation, *actor* (None shows none)."""
    return _environment().get_template(name).render(context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment
