"""Writes the JSON of a prompt out as text, so that it can be read like any other prompt."""

from __future__ import annotations

import json
import re

from pydantic import JsonValue

START = re.compile(r"[{\[]\s*[\"{\[]")
LONG_TEXT = 60  # characters from which a string is prose rather than a fact
MOST_STARTS = 200  # places that look like JSON and are not
TEXT_KEYS = {"text", "body", "message", "content", "newest_message", "latest_message", "customer_message", "question"}
QUANTITY_KEYS = ("quantity", "qty", "menge", "anzahl")
ITEM_KEYS = ("name", "title", "itemName", "description")


def unfold(text: str) -> str:
    """The same prompt with its JSON as labelled lines and passages in tags."""
    decoder = json.JSONDecoder()
    start = START.search(text)
    tries = 0
    while start is not None and tries < MOST_STARTS:
        tries += 1
        after = start.start() + 1
        try:
            value, end = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            pass
        else:
            written = "\n" + "\n".join(_written(value, "")) + "\n"
            text = text[: start.start()] + written + text[end:]
            after = start.start() + len(written)
        start = START.search(text, after)
    return text


def _written(value: JsonValue, path: str) -> list[str]:
    if isinstance(value, dict):
        return [*_item_line(value), *_written_object(value, path)]
    if isinstance(value, list):
        return [line for entry in value for line in _written(entry, path)]
    return [f"{path}: {value}"] if value not in {None, ""} else []


def _item_line(value: dict[str, JsonValue]) -> list[str]:
    quantity = next((value[key] for key in QUANTITY_KEYS if key in value), None)
    item = next((value[key] for key in ITEM_KEYS if key in value), None)
    return [f"- {quantity} x {item}"] if quantity is not None and isinstance(item, str) else []


def _written_object(value: dict[str, JsonValue], path: str) -> list[str]:
    lines: list[str] = []
    for name, entry in value.items():
        label = f"{path} {_spaced(name)}".strip()
        if isinstance(entry, str) and (name.lower() in TEXT_KEYS or len(entry) >= LONG_TEXT):
            beside = _said_beside(value) if name.lower() in TEXT_KEYS else ""
            described = re.sub(r"[^\w .:@+-]", " ", f"{label} {beside}")
            tag = re.sub(r"\W", "_", name) or "text"
            lines += [f'<{tag} about="{described}">', entry, f"</{tag}>"]
        else:
            lines += _written(entry, label)
    return lines


def _said_beside(value: dict[str, JsonValue]) -> str:
    """Who wrote a text and when: the short strings of the same object."""
    short = [(name, entry) for name, entry in value.items() if isinstance(entry, str) and len(entry) < LONG_TEXT]
    return " ".join(f"{name} {entry}" for name, entry in short if name.lower() not in TEXT_KEYS)[:250]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
