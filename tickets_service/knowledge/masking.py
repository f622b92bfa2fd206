"""Takes out of a solved ticket whatever says whose it was. What stays is the problem and its answer.

The one place that does so: it takes rather too much than too little, for nothing is ever put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

EMAIL, LINK, IBAN, PHONE, NUMBER, ADDRESS, NAME = (
    "[email]", "[link]", "[iban]", "[phone]", "[number]", "[address]", "[name]",
)  # fmt: skip
PLACEHOLDER = re.compile(r"\[(?:email|link|iban|phone|number|address|name)\]")

_WORD = r"[^\W\d_][\w'’.-]{0,40}"
_CAPITAL = r"[A-ZÄÖÜÀ-ÖØ-Þ][\w'’-]*"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63})+", re.IGNORECASE), EMAIL),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), LINK),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b"), IBAN),
    (re.compile(r"(?<![\w])(?:\+|00)\d[\d ()/.-]{6,}\d"), PHONE),
    (re.compile(r"(?<![\w.,])\(?0\d{1,5}\)?[ /-]{0,3}\d[\d /-]{4,}\d"), PHONE),
    (
        re.compile(
            rf"\b(?:{_WORD}[ -]){{0,2}}?[\w-]{{0,40}}(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|gasse|ring|damm|ufer|chaussee|"
            r"steig|pfad|markt|hof|graben|wall|stieg)\s+\d+\s?[a-z]?(?:\s?-\s?\d+)?(?!\w)",
            re.IGNORECASE,
        ),
        ADDRESS,
    ),
    (
        re.compile(
            rf"\b\d{{1,5}}[a-z]?,?\s+(?:{_CAPITAL}\s+){{1,3}}(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|way)\b",
            re.IGNORECASE,
        ),
        ADDRESS,
    ),
    (re.compile(rf"\b(?:[A-Z]{{1,2}}[ -])?\d{{4,5}}\s+{_CAPITAL}(?:[ -](?:am|an der|im|{_CAPITAL})){{0,3}}"), ADDRESS),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"), ADDRESS),
    (re.compile(r"(?<!\w)\d{2,}(?:[ -]\d{3,})+(?!\w)"), NUMBER),
    (re.compile(r"(?<![\w])(?=[\w-]{8})(?=(?:[^\W\d]|-){0,30}\d(?:[^\W\d]|-){0,30}\d(?:[^\W\d]|-){0,30}\d)[A-Za-z0-9][\w-]*"), NUMBER),
    (re.compile(r"\d{5,}"), NUMBER),
    (
        re.compile(
            rf"\b((?:Frau|Herrn?|Familie|Fam\.|Mr|Mrs|Ms|Miss)\.?\s+)((?:(?:Dr|Prof)\.?\s+)*{_CAPITAL}(?:[ -]{_CAPITAL})?)"
        ),
        rf"\g<1>{NAME}",
    ),
    (
        re.compile(
            rf"^(\s*(?i:hallo|hi|hey|liebe|lieber|guten (?:tag|morgen|abend)|dear|hello|moin),?\s+)"
            rf"(?!(?:Herr|Frau|Damen|Team|Kunde|Kundin|Sir|Madam|customer)\b)({_CAPITAL}(?:[ -]{_CAPITAL})?)(?=\s*[,!.\n]|$)",
            re.MULTILINE,
        ),
        rf"\g<1>{NAME}",
    ),
    (
        re.compile(
            r"\b((?i:mein name ist|ich hei(?:ß|ss)e|ich bin|my name is|i am|im auftrag von|i\.\s?a\.)\s+)"
            rf"({_CAPITAL}\s+{_CAPITAL})"
        ),
        rf"\g<1>{NAME}",
    ),
)
_CLOSING = re.compile(
    r"(?im)^(?P<said>[^\n]{0,60}\b(?:gr(?:ü|ue)(?:ß|ss)(?:e|en)?|gru(?:ß|ss)|lg|mfg|vg|regards|sincerely|cheers|"
    r"best wishes|danke[^\n]{0,20}|thanks[^\n]{0,20}|thank you)\b[^\n]{0,30})\n(?P<signed>(?:[ \t]*\n)?(?:[^\n]{1,60}(?:\n|$)){1,4})"
)
_LEAST_NAME = 2


def mask(text: str, names: Iterable[str | None] = ()) -> str:
    """*names* are those known to take part: they go wherever they stand, the parts of a name too."""
    for pattern, placeholder in _PATTERNS:
        text = pattern.sub(placeholder, text)
    text = _CLOSING.sub(_without_signature, text)
    known = _parts(names)
    if known:
        every = "|".join(map(re.escape, known))
        text = re.sub(rf"(?<!\w)(?:{every})(?:['’]?s)?(?!\w)", NAME, text, flags=re.IGNORECASE)
    return re.sub(rf"{re.escape(NAME)}(?:[ ,-]+{re.escape(NAME)})+", NAME, text)


def without_placeholders(text: str) -> str:
    """What of a masked text is worth searching."""
    return PLACEHOLDER.sub(" ", text)


def _without_signature(closing: re.Match[str]) -> str:
    """Who signs stands below the closing words, with whatever else tells about them."""
    return f"{closing['said']}\n{NAME}\n"


def _parts(names: Iterable[str | None]) -> list[str]:
    whole = [name.strip() for name in names if name and name.strip()]
    parts = {part.strip(".,") for name in whole for part in re.split(r"[\s,]+", name)}
    return sorted({part for part in (*whole, *parts) if len(part) >= _LEAST_NAME}, key=len, reverse=True)
