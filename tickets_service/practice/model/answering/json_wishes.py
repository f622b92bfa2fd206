"""A wish for JSON that stands in the prompt rather than in a parameter, as a schema guessed from its words."""

from __future__ import annotations

import json
import re

from pydantic import JsonValue

from tickets_service.practice.model.asking import Said

TRUSTED = {"system", "developer"}
WISH = re.compile(
    r"\bjson\b[^\n.]{0,40}\b(?:object|objekt|objet|only|format|schema)\b"
    r"|\b(?:answer|reply|respond|return|output|antworte\w*|réponds|give)\b[^\n.]{0,60}\bjson\b",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"^\s*(?:[-*•]\s*|\d+[.)]\s*)?[\"'`*]{1,2}(\w{1,40})[\"'`*]{1,2}\s*[:=(\u2013\u2014-]\s*(\S[^\n]*)$", re.MULTILINE
)
LIST = re.compile(r"\b(?:list|array|liste|tableau)\b", re.IGNORECASE)
TRUTH = re.compile(r"\b(?:boolean|true or false|true/false)\b", re.IGNORECASE)
NUMBER = re.compile(r"\b(?:number|integer|zahl)\b", re.IGNORECASE)
CHOICE = re.compile(r"\b(?:one of|either|eines von|un de)\b:?\s*([^\n;.]+)", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\([^()]*\)")


def wished_format(messages: tuple[Said, ...]) -> dict[str, JsonValue]:
    """Like the parameter would say it; empty when nobody who may wishes for JSON."""
    prompt = "\n\n".join(said.text for said in messages if said.role in TRUSTED)
    wish = WISH.search(prompt)
    if wish is None:
        return {}
    fields = dict(FIELD.findall(prompt[wish.start() :])) or _example_in(prompt[wish.start() :])
    if not fields:
        return {"type": "json_object"}
    properties: dict[str, JsonValue] = {name: _schema_of(described) for name, described in fields.items()}
    return {"type": "json_schema", "json_schema": {"schema": {"type": "object", "properties": properties}}}


def _schema_of(described: str) -> dict[str, JsonValue]:
    choice = CHOICE.search(IN_BRACKETS.sub("", described))
    if LIST.search(described):
        return {"type": "array", "items": {"type": "string"}}
    if choice is not None:
        listed = re.split(r",|\bor\b|\||\boder\b|\bou\b", choice[1])
        return {"type": "string", "enum": [word.strip(" \"'`") for word in listed if word.strip(" \"'`")]}
    if TRUTH.search(described):
        return {"type": "boolean"}
    return {"type": "number" if NUMBER.search(described) else "string"}


def _example_in(text: str) -> dict[str, str]:
    """The names of an object that is shown, each described by the kind of its value."""
    start = text.find("{")
    try:
        shown, _ = json.JSONDecoder().raw_decode(text, start) if start >= 0 else ({}, 0)
    except ValueError:
        return {}
    kinds = {list: "list", bool: "boolean", int: "number", float: "number"}
    return {name: kinds.get(type(value), "string") for name, value in shown.items()} if isinstance(shown, dict) else {}
