"""Who wrote, and for which shop."""

from __future__ import annotations

import re

from tickets_service.practice.model.answering.labels import Label, found_in, labels_in, value_of
from tickets_service.practice.model.answering.words import any_of, is_exactly

TITLE = r"(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?|M\.|Mme|Madame|Monsieur|Dr\.)"
PERSON = re.compile(rf"(?:{TITLE} )*[^\W\d_][\w'\u2019-]+(?: (?:[^\W\d_][\w'\u2019.-]+|[A-Z]\.)){{0,3}}")
STANDS_FOR_A_NAME = re.compile(r"(?:[\[<{]{1,2}[A-Z]{2,20}_?\d{1,3}[A-Z]?[\]>}]{1,2}(?: |$)){1,4}")
"""Where a prompt holds names back: `[NAME_1] [NAME_2]`."""
NO_PERSON = any_of("no_person")
WHOLE_NAME = is_exactly("name_label")
FIRST_NAME = is_exactly("first_name_label")
LAST_NAME = is_exactly("last_name_label")
SIGNED = re.compile(
    r"(?:grüße?n?|grüßle|gruß|mfg|regards|wishes|thanks|cordialement|salutations|sincerely|cheers|danke)"
    r"[ \t]{0,4}[,.!]?[ \t]{0,4}\n"
    r"\s{0,8}(\S[^\n]{1,40})(?:\n|$)",
    re.IGNORECASE,
)
SHOP_LABEL = is_exactly("shop_label")
SHOP_IN_PROSE = re.compile(
    r"(?:support|[Ss]ervice|[Kk]undenservice|Kundendienst|[Tt]eam|agent|assistant|replies|e-?mails|reply desk|[Ss]hop|"
    r"boutique)\s+"
    r"(?:team\s+)?(?:of|for|at|von|des|bei|für|de|chez)\s+(?:the\s+|dem\s+|den\s+)?(?:online\s+|web)?"
    r"(?:[Ss]hop\s+|store\s+|merchant\s+)?[\"„“»']?([A-ZÄÖÜ][\w&'-]+(?: (?:&|und|and|[A-ZÄÖÜ][\w&'-]+)){0,3})"
)
LONGEST_SHOP = 60  # characters


def name_in(prompt: str) -> str | None:
    """As a fact of the prompt states it."""
    labels = labels_in(prompt)
    whole = value_of(labels, WHOLE_NAME, _person)
    if whole is not None:
        return whole
    parts = (value_of(labels, FIRST_NAME, _person), value_of(labels, LAST_NAME, _person))
    return " ".join(part for part in parts if part) or None


def signature_of(message: str) -> str | None:
    return found_in(message, SIGNED, _person)


def shop_in(rest: str, labels: list[Label]) -> str | None:
    return value_of(labels, SHOP_LABEL, _shop) or found_in(rest, SHOP_IN_PROSE, _shop)


def _shop(value: str) -> str | None:
    plain = re.sub(r" (?:&|und|and)$", "", value.strip(" .\"'„“*|"))
    return plain if 1 < len(plain) <= LONGEST_SHOP and plain[0].isalnum() else None


def _person(value: str) -> str | None:
    plain = value.strip("\"'„“ ")
    if STANDS_FOR_A_NAME.fullmatch(plain):
        return plain
    found = PERSON.match(plain)
    if found is None or NO_PERSON.search(found[0]) or not found[0][0].isupper():
        return None
    after = plain[found.end() :].strip()
    return found[0].strip() if not after or after[0] in '<(,;|·-"[' else None
