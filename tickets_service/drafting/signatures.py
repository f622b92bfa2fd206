"""Lines below a closing: which of them name who writes, and which only look like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

SHORT_LINE = 60
"""Characters: what is longer is no salutation, closing or name."""
BETWEEN_NAMES = re.compile(
    r"[&\u2013-]|das|die|der|dem|vom|von|aus|im|in|bei|für|ihr|ihre|ihrem|dein|deine|deinem|euer|eure"
    r"|the|your|from|at|of|and|und|de|la"
)
ROLES = frozenset(["team", "service", "support", "desk", "crew", "care", "kundenservice", "kundendienst"])
FIRMS = frozenset(["gmbh", "ag", "kg", "ohg", "ug", "se", "ltd", "inc", "llc"])
RULE = re.compile(r"[-\u2013\u2014_]{2,}")
NO_NAME = re.compile(
    r"[\d:;?!{}\[\]<>@]|\.$|\. |^[&*•\u2013-]\s"
    r"|\b(?:ja|nein|yes|no|danke|dank|thanks?|bitte|please|bis|anbei|encl\w*|attach\w*|hinweis\w*|wichtig\w*|note)\b"
    r"|(?:anlagen?|adressen?|address|belehrung|policy|bedingungen|terms|formular|form|etikett|label|nummer|number)\b"
    r"|widerruf|retour|rücksend",
    re.IGNORECASE,
)
"""Also what answers or heads a paragraph, though it is written like a name."""
OF_AN_ADDRESS = re.compile(r"(?:.*[\d@]|www\.).*(?<![.!?])$")
MOST_WORDS, MOST_NAMES = 6, 4


def end_of_names(lines: Sequence[str], signed: AbstractSet[str]) -> int:
    """How many of the *lines* below a closing are its names. In doubt a line is none: apart from the closing, names
    count where nothing else follows or the shop signs so (*signed*), and a name that heads an address is part of it."""
    direct = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    end = _end_of_names_directly_below(lines[:direct], signed)
    if end < direct:
        return end
    apart = [number for number in range(direct, len(lines)) if lines[number].strip()]
    if _is_signature([lines[number] for number in apart], signed):
        return len(lines)
    for number in apart:
        if not is_a_sender(lines[number], signed):
            break
        end = number + 1
    return end


def is_a_sender(line: str, signed: AbstractSet[str] = frozenset()) -> bool:
    """As the shop signs, or a team."""
    return bare(line).casefold() in signed or (
        is_a_name(line) and any(word.casefold().strip(",").endswith("team") for word in bare(line).split())
    )


def is_a_name(line: str) -> bool:
    """Anna Berger, "Ihr Wohnlicht-Team", "Your lamp team": short, and every word may be of a name."""
    words = bare(line).split()
    if not words:
        return RULE.fullmatch(line.strip()) is not None
    if len(line.strip()) > SHORT_LINE or len(words) > MOST_WORDS or NO_NAME.search(line.strip()):
        return False
    if words[0] in ("Your", "The") and words[-1].casefold() in ROLES:
        return True
    return all(word.lstrip("(")[:1].isupper() or BETWEEN_NAMES.fullmatch(word) for word in words)


def bare(line: str) -> str:
    """Without emphasis, commas at its end and needless spaces."""
    return " ".join(line.split()).strip("*_-, ")


def _end_of_names_directly_below(lines: Sequence[str], signed: AbstractSet[str]) -> int:
    end = 0
    while end < len(lines) and (is_a_sender(lines[end], signed) or (end < MOST_NAMES and is_a_name(lines[end]))):
        end += 1
    if end < len(lines) and OF_AN_ADDRESS.match(lines[end].strip()):
        while end and not is_a_sender(lines[end - 1], signed):
            end -= 1
    return end


def _is_signature(lines: Sequence[str], signed: AbstractSet[str]) -> bool:
    """A name, and below it nothing but what it belongs to: two names in a row may be goods."""
    return 0 < len(lines) <= MOST_NAMES and all(
        is_a_sender(line, signed) or (is_a_name(line) and (place == 0 or _is_a_firm_or_role(line)))
        for place, line in enumerate(lines)
    )


def _is_a_firm_or_role(line: str) -> bool:
    words = bare(line).casefold().split()
    return bool(words) and (words[-1] in FIRMS or words[-1] in ROLES)
