"""What a model answers beside the reply: intent, the facts it used, what it promises, what it does not know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import JsonValue

from tickets_service.drafting.extracting import ReplyExtractor
from tickets_service.drafting.repairing import looks_like_json, object_in
from tickets_service.models import Grounding, Intent

MOST_ENTRIES = 40
LONGEST_ENTRY = 500
LEAST_PROSE = 20
"""Characters with a space among them: no id, no code of a language."""
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
SHOWN_ID = re.compile(r"\[((?:order|article|block|precedent):[^\s\[\]]{1,200})\]")
STANDS_ON = {
    Grounding.ORDER_FACT: ("order:",),
    Grounding.POLICY: ("article:", "block:"),
    Grounding.PRECEDENT: ("precedent:",),
}
"""How the ids begin that a class needs one of."""

_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
_FIELDS: dict[str, Any] = {
    "reply": {"type": "string"},
    "language": {"type": "string"},
    "intent": {"type": "string", "enum": [intent.value for intent in Intent]},
    "used_ids": _TEXTS,
    "grounding": {"type": "string", "enum": [grounding.value for grounding in Grounding]},
    "open_questions": _TEXTS,
    "promises": _TEXTS,
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": _FIELDS,
    "required": list(_FIELDS),
    "additionalProperties": False,
}
"""The reply comes first, so that it can be shown while the rest is still being written."""


@dataclass(frozen=True)
class Result:
    """*intent* and *grounding* are None where the model did not say."""

    reply: str
    intent: Intent | None = None
    language: str | None = None
    grounding: Grounding | None = None
    used_ids: tuple[str, ...] = field(default=())
    open_questions: tuple[str, ...] = field(default=())
    promises: tuple[str, ...] = field(default=())


def read(answer: str) -> Result | None:
    """None for JSON whose reply is missing, cut off or unreadable. An answer that is no JSON at all is the reply."""
    if not looks_like_json(answer):
        return Result(answer.strip())
    written = ReplyExtractor()
    written.feed(answer)
    found = object_in(answer)
    if found is None:
        return Result(written.text.strip()) if written.is_complete and written.text.strip() else None
    reply = _reply_in(found)
    is_half = bool(written.text) and not written.is_complete
    if not reply or is_half:
        return None
    return Result(
        reply=reply,
        intent=_one_of(Intent, found.get("intent")),
        language=_code(found.get("language")),
        grounding=_one_of(Grounding, found.get("grounding")),
        used_ids=_texts(found.get("used_ids")),
        open_questions=_texts(found.get("open_questions")),
        promises=_texts(found.get("promises")),
    )


def as_plain_text(answer: str) -> Result | None:
    """What can be saved of an answer that cannot be read; None if that is nothing."""
    written = ReplyExtractor()
    text = written.feed(answer).strip()
    if not text or looks_like_json(text):
        text = max(_prose_in(answer), key=len, default=text)
    return Result(text) if text else None


def is_whole(reply: str, answer: str) -> bool:
    """Whether what was saved of *answer* stands there in closed quotes, so that nothing of it is missing."""
    return reply in _prose_in(answer)


def _prose_in(answer: str) -> Iterator[str]:
    """What stands in quotes, whatever it is called and however broken the rest is."""
    for quoted in QUOTED.findall(answer):
        try:
            text = str(json.loads(f'"{quoted}"', strict=False)).strip()
        except ValueError:
            continue
        if _is_prose(text):
            yield text


def ids_in(facts: str) -> frozenset[str]:
    """The ids of facts and articles as a prompt shows them: in square brackets."""
    return frozenset(SHOWN_ID.findall(facts))


def graded(result: Result, shown_ids: frozenset[str]) -> Result:
    """Only ids that were shown count, and a class without one it can stand on is inferred."""
    used = tuple(dict.fromkeys(entry for entry in map(_bare, result.used_ids) if entry in shown_ids))
    needs = STANDS_ON.get(result.grounding) if result.grounding else None
    stands = needs is not None and any(entry.startswith(needs) for entry in used)
    return replace(result, used_ids=used, grounding=result.grounding if stands else Grounding.INFERRED)


def _bare(entry: str) -> str:
    return entry.strip().removeprefix("[").removesuffix("]")


def _reply_in(found: dict[str, JsonValue]) -> str | None:
    """Under its name, or under the name of a wrapper, or the only prose there is."""
    named = found.get("reply")
    if isinstance(named, str):
        return named.strip()
    for inner in found.values():
        if isinstance(inner, dict) and isinstance(wrapped := inner.get("reply"), str):
            return wrapped.strip()
    prose = [text.strip() for text in found.values() if isinstance(text, str) and _is_prose(text.strip())]
    return prose[0] if len(prose) == 1 else None


def _is_prose(text: str) -> bool:
    return len(text) >= LEAST_PROSE and " " in text


def _one_of(known: Any, value: JsonValue) -> Any:
    if not isinstance(value, str):
        return None
    said = re.sub(r"[\s_-]+", "", value.lower())
    return next((entry for entry in known if re.sub(r"[_-]", "", entry.value) == said), None)


def _code(value: JsonValue) -> str | None:
    found = re.match(r"([a-z]{2})(?:\W|_|\Z)", value.strip().lower()) if isinstance(value, str) else None
    return found[1] if found else None


def _texts(value: JsonValue) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    texts = [entry.strip()[:LONGEST_ENTRY] for entry in value if isinstance(entry, str) and entry.strip()]
    return tuple(texts[:MOST_ENTRIES])
