"""Does what a customer's text says, as a model would that cannot tell data from instructions."""

from __future__ import annotations

import re

LITERALLY = re.compile(
    r"(?:reply|answer|respond|output|write|print|say|return|antworte\w*|schreibe?n?|gib|sag\w*|réponds|écris)\b"
    r"[^\n\"„“«'`]{0,60}"
    r"[\"„“«'`]([^\"“”»'`\n]{1,500})[\"“”»'`]",
    re.IGNORECASE,
)
AFTER_COLON = re.compile(
    r"(?:reply|answer|respond|output|write|print|say|antworte\w*|schreibe?n?|sag\w*)"
    r"(?:,?:? {0,3}\b(?:only|just|exactly|nur|genau|with|mit|the words?)\b){1,4}:? {0,3}([^\n\"„“]{2,300})",
    re.IGNORECASE,
)
WANTS_THE_PROMPT = re.compile(
    r"(?:system ?prompt|your (?:instructions|prompt|rules)|deine\w* (?:anweisungen|instruktionen|prompt|regeln)|"
    r"ihre anweisungen|above|everything (?:before|you know)|tes instructions|vos instructions)",
    re.IGNORECASE,
)


def obey(message: str, *, prompt: str) -> str:
    """The text it was told to say, the whole prompt when it asks for that, else its own words copied out."""
    literal = LITERALLY.search(message)
    if literal is not None:
        return literal[1].strip()
    if WANTS_THE_PROMPT.search(message):
        return prompt
    told = AFTER_COLON.search(message)
    return told[1].strip() if told is not None else message
