"""Puts a reply into the JSON that was asked for, as well as its schema can be guessed."""

from __future__ import annotations

from pydantic import JsonValue

from tickets_service.practice.model.answering.letter import Occasion

HOLD_THE_REPLY = ("reply", "text", "answer", "message", "body", "content", "draft", "response", "antwort")


def shaped(text: str, occasion: Occasion, answer_format: dict[str, JsonValue]) -> JsonValue:
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
        return next((choice for choice in (occasion.topic, occasion.language) if choice in choices), choices[0])
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


def _plain(kind: JsonValue, text: str, occasion: Occasion, name: str) -> JsonValue:
    if kind == "string":
        known = {"language": occasion.language, "topic": occasion.topic, "category": occasion.topic, **occasion.facts}
        holds_reply = any(word in name.lower() for word in HOLD_THE_REPLY)
        return text if holds_reply else known.get(name, "" if name else text)
    empty: dict[str, JsonValue] = {"integer": 0, "number": 0, "boolean": False, "array": []}
    return empty.get(str(kind))
