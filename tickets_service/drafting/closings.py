"""Closings of letters: which lines are one, and a text with them taken out and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SHORT_LINE = 60
"""Characters: what is longer is no salutation, closing or name."""
CLOSING = re.compile(
    r"(?:(?:mit )?(?:freundlich|best|lieb|herzlich|viel|schön|sonnig)e[nr]? gr(?:ü|ue)(?:ß|ss)e?n?"
    r"|mfg|herzlichst|freundlichst|(?:kind|best|warm|many)\w* (?:regards|wishes)|regards"
    r"|(?:yours )?sincerely|yours (?:truly|faithfully)"
    r"|cordialement|bien (?:cordialement|à vous)|sincères salutations|cordiali saluti|distinti saluti"
    r"|un cordial saludo|saludos|atentamente|(?:met )?vriendelijke groet\w*"
    r"|z poważaniem|pozdrawiamy?|s pozdravem)\b",
    re.IGNORECASE,
)
TO_SOMEBODY = re.compile(r"\s+(?:an|to|for|für)\s", re.IGNORECASE)
"""Greetings to the customer's family are no closing."""
POSTSCRIPT = re.compile(r"(?:p\.? ?s\.?|p\.? ?p\.? ?s\.?|nb)(?:[:.]|\s)", re.IGNORECASE)
NAME_WORD = re.compile(
    r"[A-ZÄÖÜ(&\u2013-]|(?:das|die|der|vom|von|im|bei|für|ihr|ihre|dein|deine|euer|the|your|from|at|of|and|und|de|la)$"
)
TEAMS = frozenset(["team", "service", "support", "desk", "crew", "care", "kundenservice", "kundendienst"])
NO_NAME = re.compile(r"[\d:;?!{}@]|\.$|\. ")
MOST_WORDS, MOST_NAMES, WORDS_BEHIND = 6, 3, 6


@dataclass(frozen=True)
class Parted:
    """*body* is the text without its closings, *closing* the last of them, *postscript* what is set below a letter."""

    body: str
    closing: str
    postscript: str
    how_many: int


def parted(text: str, sign_off: str = "") -> Parted:
    """Takes out the closings and the shop's *sign_off*, wherever they stand; every other line is kept in its order."""
    signed = {" ".join(line.split()).casefold() for line in sign_off.splitlines() if line.strip()}
    text, found = without_sign_off(text, sign_off)
    lines = text.split("\n")
    kept: list[str] = []
    closings: list[str] = []
    place = 0
    while place < len(lines):
        end = end_of_closing(lines, place, signed) if any(line.strip() for line in lines[:place]) else place
        if end > place:
            closings.append("\n".join(line.strip() for line in lines[place:end] if line.strip()))
        else:
            kept.append(lines[place])
        place = max(end, place + 1)
    body, postscript = without_postscript(kept) if closings or found else ("\n".join(kept), "")
    return Parted(tidy(body), closings[-1] if closings else "", tidy(postscript), len(closings) + found)


def end_of_closing(lines: Sequence[str], place: int, signed: set[str]) -> int:
    """The line behind a closing that begins at *place* with its names; *place* itself where none begins."""
    if not is_a_closing(lines[place]):
        return place
    end = place + 1
    for number in range(place + 1, min(len(lines), place + 2 * MOST_NAMES + 1)):
        line = lines[number]
        if not line.strip():
            continue
        if not (" ".join(line.split()).casefold() in signed or is_a_name(line)) or number - end > 1:
            break
        end = number + 1
    return end


def is_a_closing(line: str) -> bool:
    plain = line.strip()
    begins = CLOSING.match(plain)
    if begins is None or len(plain) > SHORT_LINE:
        return False
    behind = plain[begins.end() :]
    return not TO_SOMEBODY.match(behind) and len(behind.split()) <= WORDS_BEHIND and ". " not in behind


def is_a_name(line: str) -> bool:
    """Anna Berger, "Ihr Wohnlicht-Team", "Das Team von Wohnlicht": short, and every word may be of a name."""
    plain, words = line.strip(), line.split()
    if len(plain) > SHORT_LINE or len(words) > MOST_WORDS or NO_NAME.search(plain) or POSTSCRIPT.match(plain):
        return False
    if words[0][:1].isupper() and words[-1].casefold() in TEAMS:
        return True
    return all(NAME_WORD.match(word if word[:1].isupper() else word.casefold()) for word in words)


def without_postscript(lines: Sequence[str]) -> tuple[str, str]:
    begin = next((place for place, line in enumerate(lines) if POSTSCRIPT.match(line.strip())), len(lines))
    return "\n".join(lines[:begin]), "\n".join(lines[begin:])


def without_sign_off(text: str, sign_off: str) -> tuple[str, int]:
    """Without the shop's own words for it, however their lines are broken, and how often they stood there."""
    words = sign_off.split()
    if not words:
        return text, 0
    whole = r"\s+".join(map(re.escape, words))
    text, on_lines = re.subn(rf"(?:\A|(?<=\n))[ \t]*{whole}[ \t]*(?=\n|\Z)", "", text, flags=re.IGNORECASE)
    text, at_the_end = re.subn(rf"(?:\A|(?<=\s)){whole}\s*\Z", "", text, flags=re.IGNORECASE)
    return text, on_lines + at_the_end


def tidy(text: str) -> str:
    """No more than one empty line between paragraphs."""
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n?", "\n\n", text).strip()
