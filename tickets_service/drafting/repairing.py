"""JSON as models write it: in a code fence, with words around it, with a comma too many, cut off."""

from __future__ import annotations

import json
import re

from pydantic import JsonValue

BEGINS = re.compile(r'\{\s*["}]')
LOOKS_LIKE_IT = re.compile(r"""\{\s*["'}]|\A\s*(?:```\w*\s*)?[{\[]""")
COMMA_TOO_MANY = re.compile(r",(\s*[}\]])")
MOST_CUTS = 20
"""How many entries are given up from the end of what was cut off."""
DECODER = json.JSONDecoder(strict=False)


def looks_like_json(text: str) -> bool:
    return LOOKS_LIKE_IT.search(text) is not None


def object_in(text: str) -> dict[str, JsonValue] | None:
    """The first JSON object of *text*, mended if need be; None when there is none that can be read."""
    begin = BEGINS.search(text)
    if begin is None:
        return None
    text = text[begin.start() :]
    tries = [text, COMMA_TOO_MANY.sub(r"\1", text), *_closed(text)]
    return next((found for found in map(_read, tries) if found), None)


def _read(text: str) -> dict[str, JsonValue] | None:
    try:
        found, _ = DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _closed(text: str) -> list[str]:
    """What was cut off, with its brackets closed: as it is, and without the last entries."""
    ends, open_brackets, in_string = _places_to_cut(text)
    whole = re.sub(r"\\(?:u[0-9a-fA-F]{0,3})?\Z", "", text) + '"' if in_string else text
    closed = [whole.rstrip().rstrip(",") + _closing(open_brackets)]
    return closed + [text[:end] + _closing(brackets) for end, brackets in reversed(ends[-MOST_CUTS:])]


def _closing(brackets: str) -> str:
    return "".join("}" if bracket == "{" else "]" for bracket in reversed(brackets))


def _places_to_cut(text: str) -> tuple[list[tuple[int, str]], str, bool]:
    """Every comma between entries with the brackets open there; the brackets open at the end; whether in a string."""
    ends: list[tuple[int, str]] = []
    brackets, in_string, is_escaped = "", False, False
    for place, character in enumerate(text):
        if in_string:
            in_string = is_escaped or character != '"'
            is_escaped = character == "\\" and not is_escaped
        elif character == '"':
            in_string = True
        elif character in "{[":
            brackets += character
        elif character in "}]":
            brackets = brackets[:-1]
        elif character == ",":
            ends.append((place, brackets))
    return ends, brackets, in_string
