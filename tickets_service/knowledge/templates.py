"""Templates with literal placeholders, `{{customer_name}}`: an answer that needs no model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tickets_service.knowledge.blocks import MARKER

PLACEHOLDERS = (
    "customer_name",
    "first_name",
    "order_number",
    "order_date",
    "order_total",
    "items",
    "carrier",
    "tracking_number",
    "tracking_link",
    "shipped_date",
    "shop_name",
    "agent_name",
)
_PLACE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}", re.IGNORECASE)
_BROKEN = re.compile(r"\{\{[^{}\s]{0,40}|[^{}\s]{0,40}\}\}")


@dataclass(frozen=True)
class Filled:
    """*missing* are the placeholders without a value; where they stood, the text names them in brackets."""

    text: str
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


def fill(template: str, values: Mapping[str, str | None], names: Mapping[str, str] = MappingProxyType({})) -> Filled:
    """Puts values in once and literally: what looks like a placeholder inside a value stays as it is.

    *names* are what to call those that are missing.
    """
    missing: dict[str, None] = {}

    def value_of(place: re.Match[str]) -> str:
        name = place[1].lower()
        value = values.get(name)
        if value is not None and value.strip():
            return value
        missing[name] = None
        return f"[{names.get(name) or name.replace('_', ' ')}?]"

    return Filled(_PLACE.sub(value_of, template), tuple(missing))


def placeholders(template: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[1].lower() for match in _PLACE.finditer(template)))


def unknown_placeholders(template: str) -> tuple[str, ...]:
    """Those nobody will ever have a value for: probably mistyped, or not closed."""
    unknown = (name for name in placeholders(template) if name not in PLACEHOLDERS)
    broken = (match[0] for match in _BROKEN.finditer(_PLACE.sub("", MARKER.sub("", template))))
    return tuple(dict.fromkeys([*unknown, *broken]))
