"""Templates: everything is escaped, a missing name is an error, texts are marked for translation."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOM = Path(__file__).parent
STATIC = ROOM / "static"
SHOP_ZONE = ZoneInfo("Europe/Berlin")
"""Plenty is a German system; its times are Berlin's."""


def render(name: str, /, **context: Any) -> str:
    """`base.html` wants *csp_nonce* and, for the navigation, *actor* (None shows none)."""
    return _environment().get_template(name).render(context)


def local_time(moment: datetime) -> str:
    """As the shop's clock shows it."""
    return f"{moment.astimezone(SHOP_ZONE):%d.%m.%Y %H:%M}"


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
    environment.filters["local"] = local_time
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment
