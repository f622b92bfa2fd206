"""Contact data written so that a rule would not see it."""

import re

from tickets_service.finding import find_phones
from tickets_service.finding.links import TOP_LEVEL_DOMAINS
from tickets_service.finding.spans import Span

_BRACKETED = re.compile(r"[(\[{<][ ]?(a[ ]?t|ä[ ]?t|@|dot|punkt|d[ ]o[ ]t)[ ]?[)\]}>]", re.IGNORECASE)
_SPELLED = re.compile(r"(?<!\w)(?:[^\W_][ ._*-]{1,2}){4,40}[^\W_](?!\w)")
_LETTER_FOR_DIGIT = re.compile(r"(?<![^\W\d_])[oO](?=[ /.-]{0,3}\d)|(?<![^\W\d_])[Il|](?=[\d]{2})")
_SIGN_BETWEEN_DIGITS = re.compile(r"(?<=\d)[,…*_~=:;](?=\d{2})")
_AT_SIGN = re.compile(r"[^\W_]@[ ]?[^\W_]|[^\W_][ ]@[ ][^\W_]")
"""Behind a blank `@name` is a name elsewhere, not an address."""
_SHORTEST_NAME = 5


def find_disguised(text: str, social_names: tuple[str, ...]) -> list[Span]:
    """*text* is folded and rid of what was found already. A span's *value* is email, link, phone or social."""
    found = [Span(match.start(), match.end(), _meaning(match[1])) for match in _BRACKETED.finditer(text)]
    found += [Span(match.start(), match.end(), "email") for match in _AT_SIGN.finditer(text)]
    found += _spelled(text, social_names)
    digits = _SIGN_BETWEEN_DIGITS.sub("-", text)
    digits = _LETTER_FOR_DIGIT.sub(lambda match: "0" if match[0] in "oO" else "1", digits)
    if digits != text:
        found += [Span(phone.start, phone.end, "phone") for phone in find_phones(digits)]
    return found


def _meaning(word: str) -> str:
    return "email" if word[0] in "aAäÄ@" else "link"


def _spelled(text: str, social_names: tuple[str, ...]) -> list[Span]:
    """Letter by letter, as in "I n s t a g r a m"."""
    names = [name.casefold().replace(" ", "") for name in social_names]
    found = []
    for run in _SPELLED.finditer(text):
        word = re.sub(r"[\W_]", "", run[0]).casefold()
        if any(len(name) >= _SHORTEST_NAME and name in word for name in names):
            found.append(Span(run.start(), run.end(), "social"))
        elif "." in run[0] and run[0].split(".")[-1].replace(" ", "").casefold() in TOP_LEVEL_DOMAINS:
            found.append(Span(run.start(), run.end(), "link"))
    return found
