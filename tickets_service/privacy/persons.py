"""Names nobody told us of, by the words around them: how people introduce themselves, sign, and speak of their own."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tickets_service.privacy.cues import (
    ABOVE_ADDRESS,
    ABROAD,
    AFTER_A_NAME,
    BELL,
    BELL_BEHIND,
    BRANDS,
    CLOSED,
    GERMAN,
    GREETED,
    LAST_LINE,
    MEANT,
    NAMED,
    NOBODY,
    ROLE,
    SAYS,
    SET_OFF,
    SMALL,
    SMALL_INTRODUCTION,
    SMALL_WORD,
    THANKED,
    THANKED_BY,
    TITLED,
    TURNED,
)
from tickets_service.privacy.naming import FIRST_NAMES, Reading, Span, is_first_name, is_name_word, is_trade, read

_YOURS = frozenset({"ihr", "ihre", "dein", "deine", "euer", "eure"})
_A_LINE = 40
_ENDS = re.compile(r"(?:[ ]vom[ ][\w-]{1,40})?\s*\Z")


@dataclass(frozen=True)
class Person:
    """*is_heard*: so surely a name that its words are names wherever else they stand."""

    words: tuple[Span, ...]
    is_heard: bool = True


def find_persons(text: str) -> Iterator[Person]:
    """*text* is folded, and what is no name (addresses, phones, facts) is blotted out by NULs."""
    for pattern, judge in _BY_CUE:
        for cue in pattern.finditer(text):
            person = judge(text, cue)
            if person is not None and person.words:
                yield person
    for pattern in (SMALL, SMALL_INTRODUCTION):
        for small in pattern.finditer(text):
            if small[1] in FIRST_NAMES:
                yield Person(tuple(small.span(number) for number in (1, 2) if small[number]), is_heard=False)


def _named(text: str, cue: re.Match[str]) -> Person:
    return Person(_turned(text, read(text, cue.end()), is_sure=True).words)


def _turned(text: str, reading: Reading, *, is_sure: bool) -> Reading:
    """With the first name behind its comma. What is not known as one is taken for it only where the cue *is_sure*."""
    turned = TURNED.match(text, reading.end) if len(reading.words) == 1 and not reading.has_first_name else None
    if turned is None or not (is_first_name(turned[1]) or (is_sure and is_name_word(turned[1]))):
        return reading
    return Reading((*reading.words, turned.span(1)), has_first_name=True, end=turned.end(1))


def _abroad(text: str, cue: re.Match[str]) -> Person | None:
    """Where nouns are written small, one capital is a sign; one alone may still be a brand or a nation."""
    reading = read(text, cue.end())
    is_kin = cue[0].casefold().startswith(("my ", "mon ", "ma ", "mio ", "mia ", "mi ", "mijn "))
    if len(reading.words) > 1 or reading.has_first_name or is_kin:
        return Person(reading.words)
    return None


def _german(text: str, cue: re.Match[str]) -> Person | None:
    """Where nouns are capitals too, it takes two of them, a first name, or a word set off like a name."""
    reading = _turned(text, read(text, cue.end()), is_sure="schreibt" in cue[0] or "spricht" in cue[0])
    if reading.has_first_name or (len(reading.words) > 1 and cue[0].casefold() != "hier "):
        return Person(reading.words)
    is_kin = not cue[0].casefold().startswith(("ich", "bin", "hier", "es"))
    if is_kin and SAYS.match(text, reading.end) and _begins_clause(text, cue.start()):
        return Person(reading.words)
    is_set_off = is_kin and SET_OFF.match(text, reading.end) is not None
    return Person(reading.words, is_heard=False) if is_set_off else None


def _titled(text: str, cue: re.Match[str]) -> Person:
    """The second word may be a noun that follows the name: it is hidden, but not taken for a name elsewhere."""
    reading = read(text, cue.end())
    words = reading.words[:2] if not reading.has_first_name else reading.words[:3]
    return Person(words, is_heard=len(words) < 2 or reading.has_first_name or _is_whole(text, reading))  # noqa: PLR2004


def _closed(text: str, cue: re.Match[str]) -> Person | None:
    """LG is a greeting only after a sentence, or with a comma where the text begins, and then no device follows."""
    reading = _signed(text, cue.end())
    is_same_line = "\n" not in cue[0] and "<" not in cue[0]
    is_brand = is_same_line and cue[0].split()[0].strip(",.!;:") in BRANDS
    if is_brand and not _begins_anew(text, cue.start()) and not (cue.start() == 0 and "," in cue[0]):
        return None
    is_name = _is_whole(text, reading) or (is_same_line and reading.has_first_name)
    return Person(reading.words) if is_name else None


def _thanked(text: str, cue: re.Match[str]) -> Person | None:
    reading = _signed(text, cue.end())
    rest = text[reading.end : reading.end + _A_LINE].lstrip(" \t.")
    is_closed = not rest or rest[0] in "\n,\x00"
    is_sure = "\n" in cue[0] or reading.has_first_name or not rest.strip(" .!\n")
    return Person(reading.words) if is_closed and is_sure else None


def _thanked_by(text: str, cue: re.Match[str]) -> Person | None:
    reading = read(text, cue.end())
    return Person(reading.words) if reading.has_first_name and _is_whole(text, reading) else None


def _at_the_bell(text: str, cue: re.Match[str]) -> Person | None:
    """Also written small: what it says on a bell is a name."""
    reading = read(text, cue.end())
    if reading.words and text[slice(*reading.words[0])].casefold() not in NOBODY:
        return Person(reading.words[:2], is_heard=reading.has_first_name)
    small = SMALL_WORD.match(text, cue.end())
    if small is None or small[1] in NOBODY or not is_name_word(small[1]):
        return None
    return Person((small.span(1),), is_heard=False)


def _signed(text: str, position: int) -> Reading:
    """*Ihr Schuhhaus Lang* is a shop: behind *Ihr* stands a first name, or who it is (*Ihre Kundin*) comes first."""
    role = ROLE.match(text, position)
    reading = read(text, role.end() if role else position)
    is_yours = role is not None and role[0].casefold().rstrip() in _YOURS
    is_shop = reading.words and is_trade(text[slice(*reading.words[0])])
    is_nobody = is_shop or (is_yours and not reading.has_first_name)
    return replace(reading, words=()) if is_nobody else reading


def _greeted(text: str, cue: re.Match[str]) -> Person | None:
    reading = read(text, cue.end())
    return Person(reading.words) if reading.has_first_name and _is_whole(text, reading) else None


def _meant(text: str, cue: re.Match[str]) -> Person | None:
    reading = read(text, cue.end())
    is_sure = reading.has_first_name or "ame" in cue[0]
    return Person(reading.words) if is_sure and len(reading.words) > 1 else None


def _last(text: str, cue: re.Match[str]) -> Person | None:
    reading = read(text, cue.end())
    return Person(reading.words) if reading.has_first_name and _ENDS.match(text, reading.end) else None


def _above_address(text: str, cue: re.Match[str]) -> Person | None:
    reading = read(text, cue.end())
    is_line = text[reading.end : reading.end + 3].lstrip(" \t").startswith("\n")
    return Person(reading.words) if is_line and (len(reading.words) > 1 or reading.has_first_name) else None


def _begins_clause(text: str, position: int) -> bool:
    """`Mein Mann Ottokar hat es bestellt`, and not `weil mein Mann Fieber hat`."""
    before = text[max(0, position - 20) : position].rstrip(" \t")
    return not before or before[-1] in "\n.!?:,;("


def _begins_anew(text: str, position: int) -> bool:
    before = text[max(0, position - 20) : position].rstrip(" \t")
    return before.endswith(("\n", ".", "!", "?", ",", ")", "\x00"))


def _is_whole(text: str, reading: Reading) -> bool:
    return AFTER_A_NAME.match(text, reading.end) is not None


_BY_CUE: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Person | None]], ...] = (
    (TITLED, _titled),
    (NAMED, _named),
    (ABROAD, _abroad),
    (GERMAN, _german),
    (CLOSED, _closed),
    (THANKED, _thanked),
    (THANKED_BY, _thanked_by),
    (BELL, _at_the_bell),
    (BELL_BEHIND, _at_the_bell),
    (GREETED, _greeted),
    (MEANT, _meant),
    (LAST_LINE, _last),
    (ABOVE_ADDRESS, _above_address),
)
