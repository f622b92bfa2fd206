"""Does the text have the customer send goods to where the shop is not: to another house, a locker, a box?"""

import re
from collections.abc import Iterable, Iterator

from tickets_service.finding import Span
from tickets_service.guard.sentences import joined

_NUMBER = r"\d{1,4}[ ]?[a-z]?(?:[ ]?[-/][ ]?\d{1,4}[a-z]?)?"
_NAMED_STREET = re.compile(
    r"(?<!\w)(?:[^\W\d_][\w.'-]{0,40}[ -]){0,3}?(?:[^\W\d_][\w-]{0,40}?)?(?:stra(?:ß|ss)e|str\.|str·|weg|platz|allee"
    rf"|gasse|ring|damm|ufer|chaussee|hof|stieg|pfad)[ ]{_NUMBER}(?!\w)"
    r"|(?<!\w)\d{1,5}[a-z]?,?[ ](?:[^\W\d_][\w.'-]{0,40}[ ]){1,3}"
    r"(?:street|road|avenue|lane|drive|close|court|terrace|gardens)(?!\w)",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"(?<!\w)(?:packstation|postfach|paketshop|parcel\s?locker|p\.?[ ]?o\.?[ ]?box|boîte\spostale)"
    r"\W{0,3}(?:nr\W{0,2})?\d[\d ]{0,12}",
    re.IGNORECASE,
)
_POSTCODE = (
    r"(?:(?:D|A|CH|DE|AT|NL|PL|F|FR|B|BE|L|LU|I|IT|DK)[- ]{1,2})?"
    r"(?:\d{5}|\d{4}(?:[ ]?[A-Z]{2}(?!\w))?|\d{2}-\d{3}|\d{3}[ ]\d{2})"
    r"[ ]{1,2}[^\W\d_][\w'-]{1,40}"
    r"|(?-i:[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}|[A-Z]{2}[ ]\d{5}(?:-\d{4})?)(?!\w)"
)
_TOWN = re.compile(
    rf"(?:(?<=[\n,;|])|(?<=[\n,;|][ ])|(?<=\d[ ])|(?<=\d[a-z][ ])|(?<=[a-z][ ](?=[A-Z]))|^)(?:{_POSTCODE})",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    rf"[^\W\d_][\w.'·/-]{{0,40}}(?:[ ][^\W\d_][\w.'·-]{{0,40}}){{0,2}}[ ]{_NUMBER}\s*\Z"
    r"|(?<!\w)[a-z][ ]?\d{1,2},[ ]?\d{1,3}\s*\Z"
    r"|(?<!\w)\d{1,5}[a-z]?,?[ ][^\W\d_][\w.'-]{0,40}(?:[ ][^\W\d_][\w.'-]{0,40}){0,3}\s*\Z",
    re.IGNORECASE,
)
_PART_END = re.compile(r"[,;|\n]")
_LAST_COMMA = re.compile(r"[,;|][ ]?\Z|\n[ ]?\Z|[ ]\Z")
_SEND = re.compile(
    r"(?<!\w)(?:(?:zurück|ein|ver|über|zu)?(?:zu)?(?:send|schick)(?:en|e|et|est|st|t)?|retour\w*|rück(?:send|sand|gabe)\w*|zurück"
    r"|adressier\w*|send(?:ing)?|ship|mail|post|return(?:s|ed|ing)?|forward|parcel\sto|paket(?:e|s)?\san)(?!\w)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?<!\w)(?:retour\w*|rück(?:send|sand|gabe)\w*|zurück(?:zu|ge)?(?:send|schick|sand)\w*|return\w*|send\s(?:\w+\s){0,4}?back"
    r"|(?:send|schick)(?:en|e|et|st|t)?\s[^.!?]{0,80}?zurück)(?!\w)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?<!\w)(?:adresse|anschrift|empfänger\w*|ziel\w*|address|recipient|dorthin|hierhin)(?!\w)", re.IGNORECASE
)
_WE_SENT = re.compile(
    r"(?<!\w)(?:wir|ich|we|i)(?!\w)[^.!?]{0,80}?(?<!\w)(?:haben?|hatten?|werden?|liefern|senden|schicken|versenden|verschicken"
    r"|have|had|will|ship(?:ped)?|sen[dt]|deliver(?:ed)?)(?!\w)"
    r"|(?<!\w)(?:haben?|hatten?|werden?|senden|schicken|liefern|versenden)\s(?:wir|ich)(?!\w)"
    r"|(?<!\w)we'(?:ll|ve)(?!\w)"
    r"|(?<!\w)(?:wurden?|wird|ist|was|were|has\sbeen|is)(?!\w)[^.!?]{0,200}?(?<!\w)(?:ge|ver)(?:sendet|sandt|schickt|liefert)(?!\w)"
    r"|(?<!\w)(?:was|were|is|been)\s(?:\w+\s)?(?:sent|shipped|delivered)(?!\w)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?<!\w)(?:bitten?|erbitten|ihre\srück\w*|ihre\sretour\w*|please|kindly|ask|your\sreturns?|uns\szu)(?!\w)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?](?=\s)|(?<!\w)(?:gr[uü](?:ß|ss)e?n?|regards|sincerely|mfg)(?!\w)", re.IGNORECASE)
_WORDS_BEFORE = re.compile(
    r"(?:.*?(?<!\w)(?:an|nach|zu|bei|ist|lautet|wir|ihr|die|das|unsere|to|at|is|our)\b[ ]?)+(?=\w)", re.DOTALL
)
"""Small ones: `An der Alster 5` keeps its own."""
_CORE = re.compile(r"[^\W\d_]+ \d+(?: [a-z])?(?: \d+)?\Z|\d+ .*")
_COUNTRY = re.compile(r"^ [a-z]{1,2} (?=\d)")
_STREET_WORD = re.compile(r"stra(?:ß|ss)e(?!\w)|(?<=\w)str(?!\w)|(?<!\w)str(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"\d+|[^\W\d_]+")
_FARTHEST_PARTS, _AS_FAR_BACK, _FARTHER_BACK, _AS_FAR_AHEAD = 3, 260, 500, 120
_LONGEST_ADDRESS = 120


def foreign_destinations(text: str, own: Iterable[str]) -> Iterator[Span]:
    """*own* are texts of the shop: an address that stands in one of them is not foreign."""
    whole = joined(text)
    if not (_SEND.search(whole) or _PLACE.search(whole)):
        return
    known = [_words(one) for one in own]
    for start, end, parts in _addresses(whole):
        if not any(all(f" {part} " in one for part in parts) for one in known) and _is_sent_to(whole, start, end):
            yield Span(start, end, text[start:end])


def _addresses(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Where each stands, and its parts as plain words: the house, and the town if there is one."""
    done = 0
    towns = [found.span() for found in _TOWN.finditer(text)]
    for start, end in towns:
        house = _house_before(text, start)
        if house is not None and house[0] >= done:
            yield house[0], end, [_core(text[slice(*house)]), _COUNTRY.sub("", _words(text[start:end])).strip()]
            done = end
    ends = [end for _, end in towns]
    for pattern in (_NAMED_STREET, _BOX):
        for found in pattern.finditer(text):
            if not any(found.start() < end <= found.end() + _LONGEST_ADDRESS for end in ends) or pattern is _BOX:
                begin = _without_words_before(text, *found.span())
                yield begin, found.end(), [_core(text[begin : found.end()])]


def _house_before(text: str, town: int) -> tuple[int, int] | None:
    """Of the parts before a town the nearest one that has the form of a house with its number."""
    end = town
    for _ in range(_FARTHEST_PARTS):
        gap = _LAST_COMMA.search(text, max(0, end - 3), end)
        end = gap.start() if gap else end
        cut = [found.end() for found in _PART_END.finditer(text, max(0, end - _LONGEST_ADDRESS), end)]
        start = cut[-1] if cut else max(0, end - _LONGEST_ADDRESS)
        if len(cut) > 1 and re.fullmatch(r"[ ]?\d{1,3}[ ]?", text[start:end]):
            start = cut[-2]  # C 4, 7
        house = _HOUSE.search(text, start, end)
        if house is not None:
            return _without_words_before(text, *house.span()), house.end()
        if start == 0 or end <= 0:
            return None
        end = start
    return None


def _without_words_before(text: str, start: int, end: int) -> int:
    words = _WORDS_BEFORE.match(text, start, end)
    return words.end() if words else start


def _core(house: str) -> str:
    """The last word of a street and its number, as plain words."""
    plain = _words(house).strip()
    core = _CORE.search(plain)
    return core[0] if core else plain


def _is_sent_to(text: str, start: int, end: int) -> bool:
    farther = text[max(0, start - _FARTHER_BACK) : start]
    ends = [found.end() for found in _ENDS.finditer(farther)]
    before = (farther[ends[-1] :] if ends else farther)[-_AS_FAR_BACK:]
    after = re.split(r"[.!?\n]", text[end : end + _AS_FAR_AHEAD], maxsplit=1)[0]
    sentence = f"{before} {after}"
    if _WE_SENT.search(sentence) and not _ASKED.search(sentence):
        return False
    return bool(_SEND.search(sentence)) or bool(_PLACE.search(before) and _BACK.search(farther))


def _words(text: str) -> str:
    """With a blank around each: `Hafenstr. 4` and `Hafenstraße 4` are the same."""
    plain = _STREET_WORD.sub("str", text.casefold().replace("\N{MIDDLE DOT}", "."))
    return f" {' '.join(_WORD.findall(plain))} "
