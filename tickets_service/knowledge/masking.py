"""Takes out of a solved ticket whatever says whose it was. What stays is the problem and its answer.

What is hidden from the model in the customer's own ticket goes here too, and with it order and parcel numbers, links,
places and signatures: it takes rather too much than too little, for nothing is ever put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tickets_service.privacy import Known, Pseudonyms

EMAIL, LINK, IBAN, PHONE, NUMBER, ADDRESS, NAME = (
    "[email]", "[link]", "[iban]", "[phone]", "[number]", "[address]", "[name]",
)  # fmt: skip
LEAST_NAME_CHARACTERS = 2

_NUMBERED = re.compile(r"\[(EMAIL|IBAN|CARD|ACCOUNT|PHONE|ADDRESS|NAME|TEXT)_\d+[A-Z]*\]")
_SHORT = {"EMAIL": EMAIL, "IBAN": IBAN, "PHONE": PHONE, "ADDRESS": ADDRESS, "NAME": NAME}
_WORD = r"[^\W\d_]{1,40}\.?"
_CAPITAL = r"[A-ZÄÖÜÀ-ÖØ-Þ][\w'\u2019-]{0,40}"
_NAMES = rf"{_CAPITAL}(?:[ -]{_CAPITAL})?"
_STREETS = (
    r"(?:stra(?:ß|ss)e|str\.?|weg|allee|platz|gasse|ring|damm|ufer|chaussee|steig|pfad|markt|hof|graben|wall|stieg)"
)
_ENGLISH_STREETS = r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|way)"
_GREETINGS = r"(?i:hallo|hi|hey|liebe|lieber|guten (?:tag|morgen|abend)|dear|hello|moin)"
_NO_NAMES = r"(?:Herr|Frau|Damen|Team|Kunde|Kundin|Sir|Madam|Customer)\b"
_WHO_I_AM = r"(?i:mein name ist|ich hei(?:ß|ss)e|ich bin|my name is|i am|im auftrag von|i\.\s?a\.)"
_CLOSINGS = (
    r"(?:gr(?:ü|ue)(?:ß|ss)(?:e|en)?|gru(?:ß|ss)|lg|mfg|vg|regards|sincerely|cheers|best wishes|"
    r"danke[^\n]{0,20}|thanks[^\n]{0,20}|thank you)"
)


def _pattern(*parts: str, ignore_case: bool = False) -> re.Pattern[str]:
    return re.compile("".join(parts), re.MULTILINE | (re.IGNORECASE if ignore_case else re.NOFLAG))


_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_pattern(r"(?<![\w.+%'-])[\w.+%'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63})+"), EMAIL),
    (_pattern(r"(?:https?://|www\.)\S+", ignore_case=True), LINK),
    (_pattern(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\b"), IBAN),
    (_pattern(r"(?<!\w)(?:\+|00)\d[\d ()/.-]{6,}\d"), PHONE),
    (_pattern(r"(?<![\w.,])\(?0\d{1,5}\)?[ /-]{0,3}\d[\d /-]{4,}\d"), PHONE),
    (
        _pattern(
            rf"\b(?:{_WORD}[ ]){{0,2}}?[\w-]{{0,40}}{_STREETS}",
            r"\s+\d+\s?[a-z]?(?:\s?-\s?\d+)?(?!\w)",
            ignore_case=True,
        ),
        ADDRESS,
    ),
    (_pattern(rf"\b\d{{1,5}}[a-z]?,?\s+(?:{_CAPITAL}\s+){{1,3}}{_ENGLISH_STREETS}\b", ignore_case=True), ADDRESS),
    (
        _pattern(rf"\b(?:[A-Z]{{1,2}}[ -])?\d{{4,5}}\s+{_CAPITAL}(?:[ -](?:am|an der|im|{_CAPITAL})){{0,3}}"),
        ADDRESS,
    ),
    (_pattern(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"), ADDRESS),
    (_pattern(r"(?<!\w)\d{2,}(?:[ -]\d{3,})+(?!\w)"), NUMBER),
    (_pattern(r"(?<!\w)(?=[\w-]{8})(?=(?:(?:[^\W\d]|-){0,30}\d){3})[A-Za-z0-9][\w-]*"), NUMBER),
    (_pattern(r"\d{5,}"), NUMBER),
    (
        _pattern(r"\b((?:Frau|Herrn?|Familie|Fam\.|Mr|Mrs|Ms|Miss)\.?\s+)", rf"(?:(?:Dr|Prof)\.?\s+)*{_NAMES}"),
        rf"\g<1>{NAME}",
    ),
    (_pattern(rf"^([ \t]*{_GREETINGS},?[ \t]+)(?!{_NO_NAMES}){_NAMES}(?=\s*[,!.\n]|$)"), rf"\g<1>{NAME}"),
    (_pattern(rf"\b({_WHO_I_AM}\s+){_CAPITAL}\s+{_CAPITAL}"), rf"\g<1>{NAME}"),
)
_SIGNED = _pattern(
    rf"^(?P<closing>[^\n]{{0,60}}\b{_CLOSINGS}\b[^\n]{{0,30}})\n",
    r"(?:[ \t]*\n)?(?:[^\n]{1,60}(?:\n|$)){1,4}",
    ignore_case=True,
)


def mask(text: str, names: Iterable[str | None] = ()) -> str:
    """*names* are those known to take part: they go wherever they stand, the parts of a name too."""
    return mask_all([text], names)[0]


def mask_all(texts: Sequence[str], names: Iterable[str | None] = ()) -> list[str]:
    """Names that one of the texts tells go from all of them: whoever signs the question is greeted in the answer."""
    names = list(names)
    pseudonyms = Pseudonyms(Known(names=tuple(name for name in names if name)))
    if len(texts) > 1:
        pseudonyms.listen(*texts)
    known = _parts(names)
    return [_without_whose(pseudonyms.hide(text), known) for text in texts]


def _without_whose(hidden: str, known: Sequence[str]) -> str:
    text = _NUMBERED.sub(lambda place: _SHORT.get(place[1], NUMBER), hidden)
    for pattern, placeholder in _PATTERNS:
        text = pattern.sub(placeholder, text)
    text = _SIGNED.sub(rf"\g<closing>\n{NAME}\n", text)
    if known:
        every = "|".join(map(re.escape, known))
        text = re.sub(rf"(?<!\w)(?:{every})(?:['\u2019]?s)?(?!\w)", NAME, text, flags=re.IGNORECASE)
    return re.sub(rf"{re.escape(NAME)}(?:[ ,-]+{re.escape(NAME)})+", NAME, text)


def _parts(names: Iterable[str | None]) -> list[str]:
    whole = [name.strip() for name in names if name and name.strip()]
    parts = {part.strip(".,") for name in whole for part in re.split(r"[\s,]+", name)}
    return sorted({part for part in (*whole, *parts) if len(part) >= LEAST_NAME_CHARACTERS}, key=len, reverse=True)
