"""Texts that no Postgres column can hold: NUL, and halves of characters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Scope

COMPLAINT = "It holds a character that cannot be stored."

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MAY_SPELL_ONE = re.compile(rb"\x00|\\u0000|\\u[dD][89a-fA-F]|%00")
"""Emoji match too where JSON is written in ASCII; those bodies are read twice and found to be fine."""


def unstorable_fields(scope: Scope, body: bytes) -> dict[str, str]:
    """Field → complaint. A body that cannot be read is left to its reader."""
    found = [name for name, value in _pairs(scope["query_string"]) if _UNSTORABLE.search(value)]
    if _MAY_SPELL_ONE.search(body):
        found += [name for name, value in _values_in(scope, body) if _UNSTORABLE.search(value)]
    return dict.fromkeys(found, COMPLAINT)


def _values_in(scope: Scope, body: bytes) -> Iterator[tuple[str, str]]:
    kind = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        yield from _pairs(body)
    elif kind == "application/json" or kind.endswith("+json"):
        yield from _texts_in(body)


def _texts_in(body: bytes) -> Iterator[tuple[str, str]]:
    try:
        waiting: list[tuple[str, Any]] = [("", json.loads(body))]
    except (ValueError, RecursionError):
        return
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, str):
            yield name or "body", value
        elif isinstance(value, dict):
            waiting += [(f"{name}.{key}".removeprefix("."), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{name}.{place}".removeprefix("."), inner) for place, inner in enumerate(value)]


def _pairs(text: bytes) -> list[tuple[str, str]]:
    return parse_qsl(text.decode("latin-1"), keep_blank_values=True) if b"%00" in text or b"\x00" in text else []
