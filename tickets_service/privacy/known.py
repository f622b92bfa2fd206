"""What the shop knows of the customer already, found again in any text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tickets_service.privacy.placeholders import Kind

COMMON_WORDS = frozenset(Path(__file__).with_name("names_that_are_words.txt").read_text(encoding="utf-8").split())
_TITLES = frozenset(
    {
        "herr", "frau", "hr", "fr", "dr", "prof", "dipl", "ing", "med", "mr", "mrs", "ms", "miss", "von", "van",
        "der", "den", "de", "zu", "zum", "zur", "vom", "und", "familie", "gmbh", "ag", "kg"
    }
)  # fmt: skip
_SHORTEST_PART = 2
_CAREFUL_BELOW = 4
_TOWN = re.compile(r"(?:[A-Z]{1,2}[- ])?(?:\d{4}[ ]?[A-Z]{2}(?=[ ])|\d{4,5}|\d{2}-\d{3})[ ]+(?P<town>[^\W\d_].*)")
_TOWNS_OF_WORDS = frozenset(
    {
        "essen", "halle", "hof", "singen", "weil", "werder", "waren", "bergen", "buch", "regen", "lage", "burg",
        "senden", "lohne", "au", "rain", "baden", "brand", "wangen", "wetter", "kiel", "herne", "hamm", "linden",
        "bad", "sitten", "stein", "berg", "wald", "feld", "anger", "reading", "bath", "nice", "lens",
    }
)  # fmt: skip
_ALONE_OR_BEHIND_A_CUE = "|".join(
    [*(rf"(?<={before} )" for before in ("aus", "in", "nach", "bei", "from")), r"^(?=[\w ]{2,40}$)", r"(?<=\d{5} )"]
)
_UMLAUTS = {"ä": "(?:ä|ae|a\u0308)", "ö": "(?:ö|oe|o\u0308)", "ü": "(?:ü|ue|u\u0308)", "ß": "(?:ß|ss)"}
_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_IN_NAME_CONTEXT = "|".join(
    [
        *(rf"(?<={before} )" for before in ("[Hh]err", "[Hh]errn", "[Ff]rau", r"Hr\.", r"Fr\.", r"Dr\.", "Familie")),
        *(rf"(?<={before} )" for before in ("Mr", r"Mr\.", "Mrs", r"Mrs\.", "Ms", r"Ms\.", "Dear", "Hello")),
        *(rf"(?<={before} )" for before in ("Hallo", "Liebe", "Lieber", "Hi", "Moin")),
        r"^(?=\w+\s*$)",
    ]
)


@dataclass(frozen=True)
class Known:
    """*addresses* have a label's lines. *facts* are left as they are whatever they look like: order numbers, items."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def patterns(self) -> Iterator[tuple[Kind, re.Pattern[str], str | None]]:
        """Longest first, each with the value it stands for; None: what was found is the value."""
        for kind, values in ((Kind.email, self.emails), (Kind.phone, self.phones)):
            for value in _cleaned(values):
                yield kind, _whole(value), None
        parts = _cleaned(part for name in self.names for part in _parts(name))
        named = {part.casefold() for part in parts}
        for value in _cleaned(line for address in self.addresses for line in address.splitlines()):
            is_name = named.issuperset(part.casefold() for part in _parts(value))
            if len(value) > _CAREFUL_BELOW and not is_name:
                yield Kind.address, _whole(value), value.casefold()
        beside = _beside(self.names)
        for part in parts:
            yield Kind.name, _name(part, beside), part.casefold()

    def town_patterns(self) -> Iterator[re.Pattern[str]]:
        """For what no longer address was found in."""
        return (_town(town) for town in _cleaned(town for address in self.addresses for town in _towns(address)))

    def fact_patterns(self) -> Iterator[re.Pattern[str]]:
        return (_whole(fact) for fact in _cleaned(self.facts))


def _cleaned(values: Iterable[str]) -> list[str]:
    """Longest first."""
    trimmed = {value.strip(" \t,;") for value in values}
    return sorted(filter(None, trimmed), key=lambda value: (-len(value), value))


def _towns(address: str) -> Iterator[str]:
    """Frankfurt am Main is also Frankfurt."""
    for line in address.splitlines():
        for part in line.split(","):
            if found := _TOWN.fullmatch(part.strip()):
                yield found["town"]
                short = re.split(r"[ ](?:am|an|im|in|bei|ob|vor|v\.|a\.)[ ]|[ ]?[(/]", found["town"])[0]
                yield short


def _beside(names: Iterable[str]) -> str:
    """What makes of a word a name: an initial or another name of the same person before it, or one behind its comma."""
    words = {part for name in names for part in _parts(name)}
    spelled = sorted({re.escape(form) for word in words for form in (word, word.translate(_SPELLINGS))})
    initials = sorted({re.escape(word[0].upper()) for word in words})
    before = [*(f"{word} " for word in spelled), *(rf"{initial}\.{gap}" for initial in initials for gap in ("", " "))]
    behind = rf"(?<![\w-])(?=[\w-]{{2,40}},[ ](?:{'|'.join(spelled)})(?!\w))"
    return "|".join([*(rf"(?<=(?<!\w){one})" for one in before), behind])


def _parts(name: str) -> Iterator[str]:
    """Each word of a name by itself: "Frau Müller" then reads the same as "Erika Müller"."""
    for part in re.split(r"[\s,;()\"/&+]+", name):
        word = part.strip(".'-")
        if len(word) >= _SHORTEST_PART and word.casefold() not in _TITLES and any(map(str.isalpha, word)):
            yield word


def _spelled(value: str) -> str:
    pieces = []
    for word in value.split():
        letters = "".join(_UMLAUTS.get(letter, re.escape(letter)) for letter in word.casefold().replace("ss", "ß"))
        pieces.append(re.sub(r"(?:stra(?:\(\?:ß\|ss\)|ss)e|str\\\.)$", r"(?:stra(?:ß|ss)e|str\\.?)", letters))
    return r"\s+".join(pieces)


def _whole(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_spelled(value)}(?!\w)", re.IGNORECASE)


def _town(town: str) -> re.Pattern[str]:
    """Written as a name is, with a capital; where it is a word too, alone or behind a cue."""
    plain = re.escape(town).replace(r"\ ", r"\s+")
    if town.casefold() in _TOWNS_OF_WORDS | COMMON_WORDS:
        return re.compile(rf"(?:{_ALONE_OR_BEHIND_A_CUE}){plain}(?!\w)", re.MULTILINE)
    postcode = r"(?:\d{4,5}[ ]{1,2})?"
    return re.compile(rf"(?<![\w-]){postcode}(?:{plain}|{re.escape(town.upper())})(?![\w-])")


def _name(part: str, beside: str) -> re.Pattern[str]:
    """The stem alone, so that an ending stays: Müllers becomes [NAME_1]s. A name that is a word needs a sign that it is
    meant as one."""
    stem = rf"(?<![\w]){_spelled(part)}(?=(?:[’']?s|sche[rnsm]?)?(?!\w))"  # noqa: RUF001
    if len(part) < _CAREFUL_BELOW or part.casefold() in COMMON_WORDS:
        return re.compile(rf"(?:{_IN_NAME_CONTEXT}|{beside})(?i:{stem})", re.MULTILINE)
    return re.compile(stem, re.IGNORECASE)
