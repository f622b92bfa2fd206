"""Reads a name that begins at a given place, word by word, and says where it stops being one."""

import re
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent


def listed(name: str) -> frozenset[str]:
    return frozenset((_HERE / name).read_text(encoding="utf-8").casefold().split())


FIRST_NAMES = listed("first_names.txt")
_NO_NAMES = listed("no_names.txt")
_BRANDS = listed("brands.txt")
_ORGANISATIONS = listed("organisations.txt")
_UPPER = f"[{''.join(sign for sign in map(chr, [*range(0x41, 0x250), *range(0x370, 0x530)]) if sign.isupper())}]"
CAPITAL = rf"(?:[dlDL]['’])?{_UPPER}(?:[\w\u0300-\u036f]|['’-](?=\w)){{1,40}}+"  # noqa: RUF001
TITLES = (
    r"(?:(?:[Hh]errn?|[Ff]rau|Hr|Fr|[Ff]amilie|Fam|M(?:rs?|s|iss|me|lle)|Sig(?:\.ra|na)?|Sra?|Dhr|Mevr|Dres"
    r"|Dr|Prof|Professor(?:in)?"
    r"|Madame|Monsieur"
    r"|Dipl|Ing|Mag|med|dent|vet|phil|jur|rer|nat|pol|h\.c|i\.[ ]?[AV]|gez|RA(?:in)?)\b\.?[ -]{0,2}){0,5}"
)
_PARTICLES = (
    r"(?:(?:von|van|de|den|der|zu|zum|zur|la|le|di|da|del|della|dos|du|al|el|ten|ter|af|y|und zu|bin"
    r"|ben)[ ]){0,3}"
)
_BEGINNING = re.compile(rf"{TITLES}(?:(?=(?:von|van|de|di|da|del|zu|vom|zum|zur|la|le|al|el|ten|ter)[ ]){_PARTICLES})?")
_WORD = re.compile(CAPITAL)
_BETWEEN = re.compile(
    rf"[ ]{{1,2}}(?:{_UPPER}\.[ ]?){{0,2}}{_PARTICLES}(?:(?:Le|La|De|Van|Von|Der|Den|Di|Da|Del|El|Al"
    rf"|Dos)[ ](?={_UPPER})){{0,2}}"
)
_INITIAL = re.compile(rf"(?:{_UPPER}\.[ -]?){{1,3}}")
_NOUN_ENDINGS = (
    "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "tion", "tionen", "tät", "ware", "zeug",
    "shop", "store", "laden", "handel", "team", "versand", "nummer", "schein", "paket", "gerät",
)  # fmt: skip
_TRADES = (
    "service", "zentrum", "center", "haus", "markt", "kontor", "bedarf", "welt", "keller", "werkstatt", "technik",
    "management", "studio", "discount", "express", "kiste", "partner", "direct", "direkt", "kinder", "ecke", "schrank",
)  # fmt: skip
_MOST_WORDS = 4
_SHORTEST_NOUN = 5
_ABBREVIATION = 3

Span = tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """*words* are the places of the name's words; *end* is where the reading stopped."""

    words: tuple[Span, ...]
    has_first_name: bool
    end: int


def read(text: str, position: int) -> Reading:
    """No words where the name is one of an organisation, of a thing, or none at all."""
    beginning = _BEGINNING.match(text, position)
    end = beginning.end() if beginning else position
    if initial := _INITIAL.match(text, end):
        end = initial.end()
    words: list[Span] = []
    following: str | None = None
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, end)):
        if len(words) > 1 and word[0].isupper() and not text[slice(*words[-1])].isupper():
            break  # Jean MOREAU is a name; what is shouted behind Erika Muster is not part of it
        if not is_name_word(word[0]):
            following = word[0].casefold()
            break
        words.append(word.span())
        between = _BETWEEN.match(text, word.end())
        end = between.end() if between else word.end()
        if between is None:
            break
    if "_".join(text[start:end] for start, end in words[:2]).casefold() in _BRANDS:
        words = []
    has_first_name = bool(words) and is_first_name(text[slice(*words[0])])
    if following is not None and _is_organisation(following) and not (has_first_name and len(words) > 1):
        words = []
    return Reading(tuple(words), has_first_name and bool(words), words[-1][1] if words else end)


def is_first_name(word: str) -> bool:
    """*Hans-Otto* as well as *Hans*."""
    plain = word.casefold()
    return plain in FIRST_NAMES or ("-" in plain and all(part in FIRST_NAMES for part in plain.split("-")))


def is_trade(word: str) -> bool:
    """Of a first word: *Schuhhaus Lang* is a shop, *Petra Neuhaus* is not."""
    return not is_first_name(word) and word.casefold().endswith(_TRADES)


def is_name_word(word: str) -> bool:
    """That it could be one: neither a word of letters to shops, nor formed like a noun, nor a model's number."""
    plain = word.casefold()
    if is_first_name(word):
        return True
    if plain in _NO_NAMES or _is_organisation(plain) or any(map(str.isdigit, word)) or "_" in word:
        return False
    is_abbreviation = word.isupper() and len(word) <= _ABBREVIATION
    return not is_abbreviation and not (len(plain) > _SHORTEST_NOUN and plain.endswith(_NOUN_ENDINGS))


def _is_organisation(plain: str) -> bool:
    return plain in _ORGANISATIONS or plain.rpartition("-")[2] in _ORGANISATIONS
