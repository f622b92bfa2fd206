"""Puts a reply into the JSON that was asked for, as well as its schema can be guessed."""

from __future__ import annotations

import re

from pydantic import JsonValue

from tickets_service.practice.model.answering.letter import Occasion

HOLD_THE_REPLY = ("reply", "text", "answer", "message", "body", "content", "draft", "response", "antwort")


ID_LIKE = re.compile(r"\b[a-z]{3,20}:\w{1,40}(?:[/.][\w:-]{1,60})*(?![\w/:])")
"""As systems number what they say: `invoice:7/total`."""
NAMES_OF_SOURCES = ("id", "source", "fact", "reference")
MOST_SOURCES = 8
OTHER_NAMES = {
    "address": ("address change", "change of address"),
    "broken": ("damaged", "damage", "defect"),
    "cancellation": ("cancel",),
    "double_payment": ("payment", "billing"),
    "late": ("where is it", "where is my order", "delivery", "shipping"),
    "product": ("product question", "question"),
    "warranty": ("damaged", "complaint"),
    "withdrawal": ("return", "returns", "refund"),
}
"""What others call a topic."""


def shaped(text: str, occasion: Occasion, answer_format: dict[str, JsonValue], prompt: str = "") -> JsonValue:
    """A list of sources is filled with the ids that stand in the lines of the prompt whose facts the text names."""
    value = _shaped(text, occasion, answer_format)
    if isinstance(value, dict):
        for name, entry in value.items():
            if entry == [] and any(word in re.split(r"[_\W]|s\b", name.lower()) for word in NAMES_OF_SOURCES):
                value[name] = _sources(text, occasion, prompt)
    return value


def _sources(text: str, occasion: Occasion, prompt: str) -> JsonValue:
    named = [fact for fact in occasion.facts.values() if fact in text]
    lines = [line for line in prompt.splitlines() if any(fact in line for fact in named)]
    found = dict.fromkeys(hit[0] for line in lines for hit in ID_LIKE.finditer(line))
    return [*list(found)[:MOST_SOURCES]]


def _shaped(text: str, occasion: Occasion, answer_format: dict[str, JsonValue]) -> JsonValue:
    wanted = answer_format.get("json_schema")
    schema = wanted.get("schema") if isinstance(wanted, dict) else None
    if not isinstance(schema, dict):
        return {"reply": text}
    return _filled(schema, text, occasion, "")


def _filled(schema: dict[str, JsonValue], text: str, occasion: Occasion, name: str) -> JsonValue:
    if "const" in schema:
        return schema["const"]
    choices = schema.get("enum")
    if isinstance(choices, list) and choices:
        names = (occasion.topic, occasion.language, *OTHER_NAMES.get(occasion.topic, ()))
        said = {_bare(choice): choice for choice in choices}
        return next((said[_bare(name)] for name in names if _bare(name) in said), _basis(choices, text, occasion))
    alternatives = schema.get("anyOf")
    if isinstance(alternatives, list) and alternatives and isinstance(alternatives[0], dict):
        return _filled(alternatives[0], text, occasion, name)
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = kind[0]
    if kind == "object" or "properties" in schema:
        properties = schema.get("properties")
        entries = properties.items() if isinstance(properties, dict) else ()
        return {key: _filled(inner, text, occasion, key) for key, inner in entries if isinstance(inner, dict)}
    return _plain(kind, text, occasion, name)


def _basis(choices: list[JsonValue], text: str, occasion: Occasion) -> JsonValue:
    """A choice between what a text can rest on, if it is one: the facts where it names some, else the last."""
    rests_on_facts = any(fact in text for fact in occasion.facts.values())
    facts = [choice for choice in choices if re.search(r"fact|data|record", str(choice), re.IGNORECASE)]
    return facts[0] if facts and rests_on_facts else choices[-1]


def _plain(kind: JsonValue, text: str, occasion: Occasion, name: str) -> JsonValue:
    if kind == "string":
        known = {"language": occasion.language, "topic": occasion.topic, "category": occasion.topic, **occasion.facts}
        holds_reply = any(word in name.lower() for word in HOLD_THE_REPLY)
        return text if holds_reply else known.get(name, "" if name else text)
    empty: dict[str, JsonValue] = {"integer": 0, "number": 0, "boolean": False, "array": []}
    return empty.get(str(kind))


def _bare(choice: JsonValue) -> str:
    return re.sub(r"[\W_]", "", str(choice)).lower()
