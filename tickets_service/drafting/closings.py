"""Closings of letters: which lines are one, and a text with them taken out and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.drafting.signatures import SHORT_LINE, bare, end_of_names, is_a_name

CLOSING = re.compile(
    r"(?:(?:mit )?(?:den |ganz |viele |vielen )?(?:freundlich|best|lieb|herzlich|viel|schön|sonnig)e[nmr]?"
    r" gr(?:ü|ue|u)(?:ß|ss)e?n?"
    r"|mfg|herzlichst|freundlichst|(?:with )?(?:kind|best|warm|many)\w* (?:regards|wishes)|regards"
    r"|(?:yours )?sincerely|yours (?:truly|faithfully)"
    r"|cordialement|bien (?:cordialement|à vous)|sincères salutations|cordiali saluti|distinti saluti"
    r"|un cordial saludo|saludos|atentamente|(?:met )?vriendelijke groet\w*"
    r"|z poważaniem|pozdrawiamy?|s pozdravem)\b",
    re.IGNORECASE,
)
BEHIND_A_SENTENCE = re.compile(rf"(?<=[.!?])[ \t]+(?={CLOSING.pattern})", re.IGNORECASE)
A_NICE_DAY = re.compile(
    r",? (?:und|and) (?:noch )?(?:eine?[nmr]?|an?) \w+ (?:wochenende|tag|abend|woche|weekend|day|evening|week)\b",
    re.IGNORECASE,
)
TO_SOMEBODY = re.compile(r"(?:an|to|for|für|auch|ihre[nmr]|deine[nmr]|ihnen|dir|euch)\b", re.IGNORECASE)
"""Greetings to the customer's family are no closing."""
POSTSCRIPT = re.compile(r"[*_]*(?:(?:p\. ?){1,2}s\.?|p{1,2}s\.?|nb)(?:[:.,]|\s+(?!\d))", re.IGNORECASE)
"""A PS 5 is sold in shops."""
SENTENCE_GOES_ON = re.compile(r"[^\s.,:;!?)]\s*\Z")
SIGNED_OFF = "\x00"
"""Stands in for the shop's sign-off: no text that is kept has one."""


@dataclass(frozen=True)
class Parted:
    """*body* is the text without its closings, *closing* the last of them, *postscript* what is set below a letter."""

    body: str
    closing: str
    postscript: str
    how_many: int


def parted(text: str, sign_off: str = "") -> Parted:
    """Takes out the closings and the shop's *sign_off*, wherever they stand; every other line is kept in its order."""
    signed = frozenset(bare(line).casefold() for line in sign_off.splitlines() if line.strip())
    lines = [part for line in with_marks(text, sign_off).split("\n") for part in apart(line)]
    kept: list[str] = []
    closings: list[str] = []
    below: int | None = None
    place, has_begun = 0, False
    while place < len(lines):
        end = end_of_closing(lines, place, signed) if has_begun or lines[place] == SIGNED_OFF else place
        if end > place:
            closings.append("\n".join(line.strip() for line in lines[place:end] if line.strip()))
            below = len(kept) if below is None else below
        else:
            kept.append(lines[place])
            has_begun = has_begun or bool(lines[place].strip())
        place = max(end, place + 1)
    begin = begin_of_postscript(kept, len(kept) if below is None else below)
    written = [closing for closing in closings if SIGNED_OFF not in closing]
    body, postscript = tidy(kept[:begin]), tidy(kept[begin:])
    return Parted(body, written[-1] if written else "", postscript, len(closings))


def with_marks(text: str, sign_off: str) -> str:
    """One in place of the shop's own words for a closing, however their lines are broken."""
    words = sign_off.split()
    if not words:
        return text
    whole = r"\s+".join(map(re.escape, words))
    on_lines = rf"(?:\A|(?<=\n))[ \t]*{whole}[ \t]*(?=\n|\Z)"
    text = re.sub(on_lines, SIGNED_OFF, text, flags=re.IGNORECASE)
    return re.sub(rf"(?<=[.!?])\s+{whole}\s*\Z", f"\n{SIGNED_OFF}", text, flags=re.IGNORECASE)


def apart(line: str) -> list[str]:
    """A closing behind the last sentence of a line becomes a line."""
    for gap in BEHIND_A_SENTENCE.finditer(line):
        if is_a_closing(line[gap.end() :]):
            return [line[: gap.start()], line[gap.end() :]]
    return [line]


def end_of_closing(lines: Sequence[str], place: int, signed: frozenset[str]) -> int:
    """The line behind a closing that begins at *place* with its names; *place* itself where none begins."""
    if lines[place] == SIGNED_OFF:
        return place + 1
    goes_on = place > 0 and lines[place][:1].islower() and SENTENCE_GOES_ON.search(lines[place - 1])
    if goes_on or not is_a_closing(lines[place]):
        return place
    following = range(place + 1, len(lines))
    stop = next((number for number in following if is_another_part(lines[number])), len(lines))
    return place + 1 + end_of_names(lines[place + 1 : stop], signed)


def is_another_part(line: str) -> bool:
    """No name stands there, whether it is a closing or only begins like one."""
    begins = POSTSCRIPT.match(line.strip()) or CLOSING.match(bare(line))
    return line == SIGNED_OFF or begins is not None


def is_a_closing(line: str) -> bool:
    """Of the words behind the phrase every one may be of a name, or they wish a nice day."""
    plain = bare(line) if len(line.strip()) <= SHORT_LINE else ""
    begins = CLOSING.match(plain)
    if begins is None:
        return False
    behind = A_NICE_DAY.sub("", plain[begins.end() :]).strip(" ,.!\u2013-")
    return not behind or (is_a_name(behind) and TO_SOMEBODY.match(behind) is None)


def begin_of_postscript(lines: Sequence[str], below: int) -> int:
    """Of what stood *below* a closing, or of the last paragraph where it stood above: what is amid a letter is none."""
    paragraphs = [
        number
        for number, line in enumerate(lines)
        if line.strip() and (number in (0, below) or not lines[number - 1].strip() or number > below)
    ]
    posts = [number for number in paragraphs if POSTSCRIPT.match(lines[number].strip())]
    begin = next((number for number in posts if number >= below), None)
    if begin is not None:
        return begin
    if posts and posts[-1] == paragraphs[-1]:
        return posts[-1]
    return len(lines)


def tidy(lines: Sequence[str]) -> str:
    """No more than one empty line between paragraphs."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", "\n".join(lines)).strip()
