"""Addresses by what they end in: before a postcode with its town stands a house, whatever its street is called."""

import re
from collections.abc import Iterator

from tickets_service.finding.labels import is_named_fact

_UPPER = "[A-ZÄÖÜÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞŁŃŇŐŘŚŠŞŤŮŰŹŻŽ]"
_CAPITAL = rf"{_UPPER}[\w'’-]{{1,40}}"  # noqa: RUF001
_SMALL = (
    r"(?:am|an|auf|bei|beim|bis|dem|den|der|des|im|in|unter|vom|von|vor|zu|zum|zur|und|de|del|della|den|di|du|het|la|las|le|les"
    r"|los|ten|ter|van|the|of)"
)
_TOWN_NAME = (
    rf"{_CAPITAL}(?:[ ](?:am|an der|an dem|im|in der|bei|ob der|vor der|auf der|v\.[ ]?d\.|a\.[ ]?d\.|a\.)[ ]"
    rf"{_CAPITAL}|[ ]a\.[ ]?[MND]\.)?"
)
_FORETOWN = r"(?:(?:Bad|Sankt|St\.|Burg|Markt|Schwäbisch|Lutherstadt|Hansestadt|Den|Nowy|Nowe|Le|La|Les)[ ])?"
_BRITISH = r"[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}"
_TOWN = re.compile(
    r"(?<![\w.,/-])(?:(?:D|A|CH|DE|AT|NL|PL|F|FR|B|BE|L|LU)[- ]{1,2})?"
    rf"(?:\d{{5}}|(?!20[123]\d)\d{{4}}(?:[ ]?[A-Z]{{2}}(?!\w))?|\d{{2}}-\d{{3}})[ ]{{1,2}}{_FORETOWN}{_TOWN_NAME}(?!\w)"
    rf"|(?<!\w){_BRITISH}(?!\w)"
)
NO_TOWN = re.compile(
    r"\S+[ ]+(?:Watt|Stück|Stücke|Euro|Uhr|Teile|Volt|Meter|Liter|Gramm|Kilo|Tage|Jahre|Blatt|Umdrehungen|Lumen|Kelvin"
    r"|Punkte|Mal|Paar|Sets?|Artikel|Bestellung|Sneaker|Pixel|Seiten|Einheiten)(?!\w)"
    r"|\S+[ ]+[A-Z]{2,3}(?!\w)(?![ ][A-Z])"
)
_NUMBER = r"\d{1,4}(?:[ ]?[a-zA-Z](?!\w))?(?:[ ]?[-/+][ ]?\d{1,4}[a-z]?)?"
_CUE_WORD = (
    r"(?:\w*[Aa]dress[es]*|\w*[Aa]nschrift|Wohnhaft|Wohnung|Ich|Meine[nrs]?|Mein|Bitte|Die|Das|Der|Neue|Nach|An|Unter|Sie|Wir"
    r"|Guten|Tag|Hallo|Lieferung|Umzug|Jetzt|Zustellung|My|Please|To|Deliver|Send|Ship|Und|Danke|Es|Im|In)"
)
_STREET_START = r"(?:(?:An|Unter|Im|In|Die|Das|Der)[ ](?=(?:der|dem|den|[A-ZÄÖÜ])))?"
_HOUSE = re.compile(
    rf"(?<![\w])(?:{_STREET_START}(?:(?!{_CUE_WORD}[ ])(?:{_CAPITAL}\.?|{_UPPER}\.|\d{{1,2}}\.|ul\.|os\.|al\.)[ ]"
    rf"(?:{_SMALL}[ ]){{0,3}}){{1,5}}{_NUMBER}"
    rf"|{_UPPER}[ ]?\d{{1,2}},[ ]?\d{{1,3}}[a-z]?"
    rf"|(?:(?:Flat|Apt\.?|Unit|Suite|Room)[ ]\w{{1,4}},?[ ])?\d{{1,4}}[a-z]?,?[ ](?:{_CAPITAL}[ ]){{0,3}}{_CAPITAL})\Z"
)
_BETWEEN_BRITISH = re.compile(
    rf"(?:[ ]?[,\n][ \n]?{_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}}){{0,2}}\s?,?\s?\Z|[ ,\n]{{1,3}}\Z"
)
_NO_HOUSE = re.compile(
    r"(?<!\w)(?:Jan(?:uar)?|Feb(?:ruar)?|März|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sep(?:tember)?|Okt(?:ober)?"
    r"|Nov(?:ember)?|Dez(?:ember)?|January|February|March|May|June|July|October|December)[ ](?:19|20)\d\d\Z"
    r"|(?<!\w)(?:Größe|Gr\.|Size|Nr\.?|No\.?|Nummer|Modell|Menge|Position|Farbe|Version|Seit|Uhr|Tage|Stück)[ ]\S+\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[ ]?[,;|]?[ ]?\n?[ ]?\Z")
_FLOOR_BETWEEN = re.compile(r"[ ]?[,;|\n][ ]?[^\W_][^,;\n:!?|\x00]{0,24}[,\n][ ]?\Z")
"""`2. OG`, `Hinterhaus`."""
_BOX = (
    r"(?<!\w)(?:(?i:packstation|paketstation|postfach|postbus|p\.?[ ]?o\.?[ ]?box|boîte[ ]postale|skrytka[ ]pocztowa)"
    r"(?:[ ]Nr\.?)?[ ]?:?[ ]?\d[\d ]{0,11}\d?(?!\w)(?:[ ]?[,\n][ ]?(?i:post-?nummer|postnr\.?)[ ]?:?[ ]?\d{6,10})?)"
)
_FOUND_ALONE = re.compile(
    rf"{_BOX}(?:[ ]?[,;]?[ \n]{{1,2}}\d{{5}}[ ]{_FORETOWN}{_TOWN_NAME}(?!\w))?"
    r"|(?<!\w)(?i:post-?nummer|postnr\.?)[ ]?:?[ ]?\d{6,10}(?!\w)"
    r"|(?<!\w)(?:Stra(?:ß|ss)e|Platz|Allee|Weg|Ring|Ufer|Damm|Brücke)[ ]"
    rf"(?:der|des|am|an der|zum|zur|von|vom)[ ](?:\d{{1,2}}\.[ ])?{_CAPITAL}(?:[ ]{_CAPITAL})?[ ]{_NUMBER}(?!\w)"
)
_TOLD = re.compile(
    r"(?<!\w)(?i:\w*adresse|\w*anschrift|address|wohne[n]?|wohnt|wohnhaft|lebe|umgezogen|live|living|moved)"
    r"(?i:[ ](?:ist|lautet|jetzt|nun|neu|is|now|in|an|at|to|unter|nach|der|die|hier|bitte)(?!\w)){0,4}"
    r"[ ]?[:=]?[ \n]{1,2}"
    r"(?P<address>[^\n:!?\x00]{3,70}?[, \n]{1,2}\d{5}[ ][^\W\d_]{3,30})(?!\w)"
)
_ORDERED = re.compile(
    r"(?<!\w)(?:\w*bestell\w*|auftrag\w*|artikel\w*|sendung\w*|rechnung\w*|order|item|paket\w*|nummer|nr)(?!\w)",
    re.IGNORECASE,
)
_LINE = re.compile(rf"^[ \t]*(?P<address>(?:{_CAPITAL}[ ]?){{0,4}}(?:,[ ])?{_TOWN.pattern})[ \t]*$", re.MULTILINE)
_LONGEST_HOUSE, _LONGEST_BETWEEN = 90, 60


def find_postal(text: str) -> Iterator[tuple[int, int]]:
    """*text* is folded, and what is none of it (facts, phones) is blotted out by NULs."""
    for town in _TOWN.finditer(text):
        start = _house_start(text, town)
        if start is not None:
            yield start, town.end()
    for alone in _FOUND_ALONE.finditer(text):
        yield alone.span()
    for told in _TOLD.finditer(text):
        if re.search(r"\d[^\d]*\d{5}", told["address"]) and not _ORDERED.search(told["address"]):
            yield told.span("address")
    for line in _LINE.finditer(text):
        if not NO_TOWN.search(line["address"]) and not is_named_fact(text, line.start("address")):
            yield line.span("address")


def _house_start(text: str, town: re.Match[str]) -> int | None:
    """None where no house stands before it, or where it is a number of something else."""
    is_british = town[0][0].isalpha() and town[0][-1].isalpha() and town[0][-3].isdigit()
    if not is_british and NO_TOWN.match(town[0]):
        return None
    lowest = max(0, town.start() - _LONGEST_BETWEEN)
    for between in (_BETWEEN_BRITISH,) if is_british else (_BETWEEN, _FLOOR_BETWEEN):
        gap = between.search(text, lowest, town.start())
        house = _HOUSE.search(text, max(0, gap.start() - _LONGEST_HOUSE), gap.start()) if gap else None
        if house is not None and _is_house(text, house, is_british=is_british):
            return house.start()
    return None


def _is_house(text: str, house: re.Match[str], *, is_british: bool) -> bool:
    """Where numbers come first anything counted looks like one; only a British postcode is sign enough."""
    if _NO_HOUSE.search(house[0]) or _is_of_an_order(text, house):
        return False
    return is_british or not house[0][0].isdigit()


def _is_of_an_order(text: str, house: re.Match[str]) -> bool:
    number = re.search(r"\d[\w/ -]*\Z", house[0])
    return number is not None and is_named_fact(text, house.start() + number.start())
