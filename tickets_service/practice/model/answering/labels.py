"""Every 'label: value' of a prompt, however it is written: lines, tables, tags, attributes or JSON."""

from __future__ import annotations

import json
import re

from pydantic import JsonValue

LINE = re.compile(r"^\s*(?:[-*•|>]\s*)?(?:\*\*)?([^\W\d_][\w ./'’()#-]{1,45}?)(?:\*\*)?\s*[:=|](?:\*\*)?\s*(\S[^\n]*)$")
ELEMENT = re.compile(r"<([\w.:-]{2,40})>([^<>]{1,300})</\1>")
ATTRIBUTE = re.compile(r"""([\w-]{2,30})=["']([^"'<>]{1,200})["']""")
OPENED = re.compile(r"<([\w.:-]{2,40})\s([^<>]{1,500})>")
PART = re.compile(r"[;,·|]\s+(?=[^\W\d_][\w ./-]{1,30}:\s)")
LONG_TEXT = 60  # characters from which a string in JSON is prose rather than a fact
TEXT_KEYS = {"text", "body", "message", "content", "newest_message", "latest_message", "customer_message", "question"}

Label = tuple[str, str]


def labels_in(text: str) -> list[Label]:
    found: list[Label] = []
    for line in text.splitlines():
        if "<" in line:
            found += [(name.replace("_", " "), value.strip()) for name, value in ELEMENT.findall(line)]
            for element, attributes in OPENED.findall(line):
                found += [
                    (f"{element} {name}".replace("_", " "), value) for name, value in ATTRIBUTE.findall(attributes)
                ]
        for part in PART.split(line.strip().strip("|").strip()):
            labelled = LINE.match(part)
            if labelled is not None:
                found.append((labelled[1].replace("_", " ").strip(), labelled[2].strip().strip("|*").strip()))
    return found


def unfold_json(text: str) -> str:
    """The same prompt with its JSON written out as labelled lines and passages in tags."""
    decoder = json.JSONDecoder()
    start = re.search(r"[{\[]\s*[\"{\[]", text)
    while start is not None:
        at = start.start()
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            start = re.compile(r"[{\[]\s*[\"{\[]").search(text, at + 1)
            continue
        written = "\n" + "\n".join(_written(value, "")) + "\n"
        text = text[:at] + written + text[end:]
        start = re.compile(r"[{\[]\s*[\"{\[]").search(text, at + len(written))
    return text


def _written(value: JsonValue, path: str) -> list[str]:
    if isinstance(value, dict):
        return _written_object(value, path)
    if isinstance(value, list):
        return [line for entry in value for line in _written(entry, path)]
    return [f"{path}: {value}"] if value not in {None, ""} else []


def _written_object(value: dict[str, JsonValue], path: str) -> list[str]:
    lines: list[str] = []
    quantity = next((value[key] for key in ("quantity", "qty", "menge", "anzahl") if key in value), None)
    item = next((value[key] for key in ("name", "title", "itemName", "description") if key in value), None)
    if quantity is not None and isinstance(item, str):
        lines.append(f"- {quantity} x {item}")
    about = " ".join(
        f"{name} {entry}"
        for name, entry in value.items()
        if isinstance(entry, str) and len(entry) < LONG_TEXT and name.lower() not in TEXT_KEYS
    )
    for name, entry in value.items():
        label = f"{path} {_spaced(name)}".strip()
        if isinstance(entry, str) and (name.lower() in TEXT_KEYS or len(entry) >= LONG_TEXT):
            described = re.sub(r"[^\w .:@+-]", " ", f"{label} {about if name.lower() in TEXT_KEYS else ''}")
            lines += [f'<{name} about="{described}">', entry, f"</{name}>"]
        else:
            lines += _written(entry, label)
    return lines


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
