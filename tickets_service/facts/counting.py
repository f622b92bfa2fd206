"""Where a text counts: 2 Stück, zwei Kissen, 2 x …, 3 pieces, Menge: 2."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from tickets_service.facts.mentions import Mention
from tickets_service.facts.numbers import IN_WORDS, number_of

NUMBER = rf"(?<![\w.,/-])(?:\d{{1,3}}(?!\d)|(?:{IN_WORDS})\b(?!-\w))"
PIECES = r"Stück|Stk\b\.?|Stck\b\.?|(?-i:St\.)|Exemplaren?|Einheit(?:en)?|Packung(?:en)?|Garnitur(?:en)?|Packs?|Rollen?|rolls?|Flaschen?|bottles?|pieces?|pcs\b\.?|units?|Paare?|pairs?|sets?|copies"
GOODS = r"Artikeln?|Positionen|Produkten?|items?|articles?|products?|Teilen?|Geräten?|devices?|goods"
PARCELS = r"Paketen?|Päckchen|Sendungen|Teillieferungen|Kartons?|parcels?|packages?|shipments?|boxes|deliveries"
TIMES = re.compile(
    r"(?<![\w.,/-])(\d{1,3})\s?[x×](?!l\b)(?=\s?[^\s\d.,;)])|(?<![\w.,/-])(\d{1,3})\s?mal\b", re.IGNORECASE
)
TIMES_IN_WORDS = re.compile(rf"\b({IN_WORDS})mal(?= (?:EUR |€ ?)?[\dA-ZÄÖÜ])", re.IGNORECASE)
TIMES_BEHIND = re.compile(r"(?<![\w])[x×]\s?(\d{1,3})\b(?!\s?(?:cm|mm|m\b|[x×]|,\d))")
COUNTED = re.compile(rf"({NUMBER})[ \u00a0]?(?:[a-zäöüß]+\s){{0,2}}?({PIECES}|{GOODS}|{PARCELS})(?!\w)", re.IGNORECASE)
OF_MORE = re.compile(r"\b(?:of|von|der|Ihrer|meiner|aus|im|in|am|auf|at)\b", re.IGNORECASE)
DOZENS = re.compile(rf"\b(a|ein|{IN_WORDS})\s(?:dozen|Dutzend)\b", re.IGNORECASE)
A_DOZEN = 12
IN_NUMBER = re.compile(
    rf",\s({NUMBER})\s(?:in number|an der Zahl)\b|,\s(\d{{1,3}})\s?[x×](?!\s?\d)|:\s(\d{{1,3}})(?=\.?[ \t]*(?:\n|\Z|[,;]\s))",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"\b(?:Menge|Bestellmenge|Anzahl|Stückzahl|qty|quantity|number of pieces)\b\.?(?:\s(?:von|of|ist|is)|\s[A-ZÄÖÜ]\w+(?=:))?[:\s]{1,3}(\d{1,3}|"
    + IN_WORDS
    + r")\b",
    re.IGNORECASE,
)
OF_EACH_UNIT = "of each"
OF_THEM_UNIT = "of them"
OF_THEM = re.compile(
    rf"({NUMBER})\s(?:of them|davon)\b|(?<=[.!?]\s)({IN_WORDS})\s(?:were|wurden)\s(?:delivered|shipped|sent|dispatched)\b",
    re.IGNORECASE,
)
ALL_OF_THEM = re.compile(
    rf"\b(?:all|alle)\s({NUMBER})(?=[.,;!)]|\s(?:are|were|is|or|oder|und|and|will|have|in|of|from|to|at|on|with|for|the|back|again|together|intact|safely|sind|waren|werden|wurden|haben)\b)|"
    rf"\balle\s({NUMBER})(?=\s(?-i:[a-zäöü]))",
    re.IGNORECASE,
)
AS_ORDERED = re.compile(
    rf"\b(?:you|you'd|you've)\s(?:(?:had|have|only)\s){{0,2}}(?:took|taken|ordered|bought|paid\sfor)\s({NUMBER})(?=[.,;:!?]|\sof\s(?:those|them|these|each)\b|\s(?:last|yesterday|then|back|earlier)\b|$)|"
    rf"({NUMBER})\s(?:hätten|sollten)\ses\b|\b(?:out\sof|among)\s({NUMBER})(?=\s(?:should|is|was|are|were|has|have|lies?|and)\b)|"
    rf"(?<!\d\s)\b(?:instead\sof|rather\sthan|statt|anstatt)\s(?:the\s|der\s|den\s)?({NUMBER})(?=[.,;]|\syou\b)|"
    rf"\b(?:davon|von\sden\s\w+)\s(?:hatten|haben|hattest|hast|habt)\s(?:Sie|du|ihr)\s({NUMBER})(?=[.,;!]|\s(?:bestellt|gekauft|genommen|gewählt)\b)|"
    rf"\b(?:Sie|du|ihr)\s(?:haben|hatten|hast|hattest|habt)\s({NUMBER})(?=\s(?-i:[A-ZÄÖÜ]\w+)\s(?:genommen|bestellt|geordert|gekauft|gewählt)\b)|"
    rf"\bthe\s({IN_WORDS})(?=\sfor\syou\b|\s(?:that\s|which\s)?you(?:'ve|\shave|\shad)?\s(?:ordered|bought|paid)\b)|\bdie\s({IN_WORDS})(?=,\sdie\s(?:Sie|du|ihr)\b)|"
    rf"\b(?:insgesamt|zusammen)\s({NUMBER})(?=[.,;!])|({NUMBER})\s(?:in\stotal|in\sall|altogether|all\stold)\b|"
    rf"\byou've\sgot\s({NUMBER})\sof\b|"
    rf"\b(?:see|shows?|lists?|says?|sehe|stehen)\s({NUMBER})(?=\s(?:on|auf)\s(?:the|your|my|dem|der|Ihrem|Ihrer|meiner)\s(?:\w+\s)?(?:order|note|invoice|list|Lieferschein|Rechnung|Packliste|Bestellung)\b)|"
    rf"\b(?:of\sthe|of\syour|back\sthe|von\sden|von\sIhren)\s({IN_WORDS})(?=\s(?:from|in|are|is|were|was|should|may|might|can|could|have|has|had|arrived|came|broke|survived|leaked|aus|sind|waren|haben|sollten|kamen)\b|[?,;.])",
    re.IGNORECASE,
)
"""A number alone that can only be that of the order: "as you took five", "how many of the eight are broken"."""
OF_ALL_UNIT = "of all"
OF_KNOWN_UNIT = "of known ones"
A_NUMBER = re.compile(NUMBER, re.IGNORECASE)
CONTAINERS = (
    r"Säcken?|Netzen?|Strängen?|Fläschchen|Tütchen|Döschen|Gläschen|Röhrchen|Stangen?|Barren|Dosen?|Beuteln?|Tüten?|Gläsern?|Tuben?|Kisten?|Eimern?|Doppelpacks?|Knäueln?|Spulen?|Kanistern?|"
    r"bags?|tins?|cans?|jars?|tubs?|tubes?|sachets?|balls?|spools?|skeins?|cartons?(?=\sof)"
)
PACKED = rf"(?:[a-zäöü]{{3,}}-?)?(?:{CONTAINERS}|Packungen|Päckchen|Flaschen|Rollen)"
"""Also as the end of a German noun: Kilopackungen."""
LENGTHS = r"Metern?|metres?|meters?|Laufmetern?"
CONTAINED = re.compile(rf"({NUMBER})[ \u00a0](?:{CONTAINERS})\b", re.IGNORECASE)
OF_WHAT = re.compile(r"\s(?:of|mit)\s(?:the\s|your\s)?")
OF_EACH = re.compile(rf"({NUMBER})\s(?:of each|von jedem|von jeder)\b", re.IGNORECASE)
KNOWN_CONTAINERS = re.compile(
    rf"\b(?P<which>the|die|der|den|Ihre|deine|your|all|alle|Ihren|deinen|diese|these|with|mit|bei|so|got|received|waren|were)\s({NUMBER})[ \u00a0](?:{PACKED}|sheets|Bögen|Blatt)\b",
    re.IGNORECASE,
)
KNOWN_MEASURES = re.compile(
    rf"\b(?P<which>the|die|der|den|Ihre|Ihren|deine|deinen|your|all|alle)\s({NUMBER})[ \u00a0](?:{LENGTHS}|kilos?|kg|Kilogramm|litres?|liters?|Litern?)\b",
    re.IGNORECASE,
)
IN_BETWEEN = re.compile(r"(?:,|:)?\s(?:mit\s|with\s|in\s|zu\s)?(?:(?:den|Ihren|your|the)\s)?")
HOW_MANY_ORDERED = re.compile(
    rf"({NUMBER})\s(?:(?:Stück|{CONTAINERS})\s)?(?:(?:were|was|had been|have been|wurden?|waren|haben Sie|hattest du|hast du)\s)?(?:(?:mit)?bestellt|geordert|gekauft|ordered|bought|on (?:the|your) order)\b",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(
    rf"\s\((\d{{1,3}})(?:\s?(?:[x×]|(?:{PIECES}|{PARCELS}|{CONTAINERS}|trays|packets|cans|Schalen|Paletten))\)|\)(?=[,.;]|\s|\Z))",
    re.IGNORECASE,
)
CELL = re.compile(r"\s?\|\s?(\d{1,3})\s?(?=\|)")
BETWEEN = re.compile(
    r"[ \u00a0](?:No\.\s|Nr\.\s)?(?:von (?:Ihnen|dir|euch) )?(?:[a-zäöüß]+e[nr]?,[ \u00a0](?=[a-zäöüß]))?(?:[A-ZÄÖÜ]\w+[ \u00a0](?=\S*\d))?(?:[\w/.-]*\d[\w/.-]*[ \u00a0](?:(?:m|cm|mm|l|ml|kg|g|V|W|Ah|GB|TB|Zoll|inch)[ \u00a0])?){0,2}(?:(?:[a-z]+\s)?of\s(?:the|your|our)\s|the\s|your\s|Ihrer\s|Ihre\s|der\s)?(?:[a-zäöüß-]+[ \u00a0]){0,2}(?:[\"„“»]?[A-ZÄÖÜ][a-zäöüß]+(?:[ \u00a0](?:of|von|mit))?[ \u00a0])?[\"'„“»*]?"
)
PARTS = re.compile(
    r" (?:supports|screws|bolts|feet|hooks|clips|pins|brackets|shades|bulbs|covers|refills|parts|inserts|lids|batteries|castors)\b"
)
BOTH = re.compile(r"\b(both|beiden?)\s(?:of\s)?(?:your\s|the\s|Ihrer?\s|der\s)?$", re.IGNORECASE)
BOTH_UNIT = "both"
NAMED = re.compile(r"N[or]\.\s$")
MEASURED = re.compile(r"\s?(?:m|cm|mm|l|ml|kg|g|W)\b")
NEAR = 45


@dataclass(frozen=True, slots=True)
class Quantity:
    start: int
    end: int
    value: int
    unit: str
    """pieces, goods, parcels, of each, of them, of all, or of known ones"""
    items: tuple[str, ...] = ()


def every_quantity(text: str, mentions: Sequence[Mention]) -> Iterator[Quantity]:
    """The surest way of reading a place comes first; the same place may come again."""
    starts = [mention.start for mention in mentions]
    return chain(
        times(text, mentions, starts),
        cells(text, mentions),
        measures(text),
        counted(text, mentions, starts),
        before_items(text, mentions),
        both(text, mentions),
        ordered(text, mentions, starts),
        labelled(text, mentions),
    )


def times(text: str, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Quantity]:
    for at in TIMES.finditer(text):
        after = bisect_left(starts, at.end())
        is_of_an_item = after < len(starts) and starts[after] - at.end() < NEAR // 2
        if not is_of_an_item and re.match(r"\s?[A-ZÄÖÜ]", text[at.end() : at.end() + 2]):
            continue  # batteries, screws: goods of no order
        yield Quantity(at.start(), at.end(), int(at.group(1) or at.group(2)), "pieces")
    for at in TIMES_IN_WORDS.finditer(text):
        after = bisect_left(starts, at.end())
        number = number_of(at.group(1))
        if number and after < len(starts) and starts[after] - at.end() < NEAR:
            yield Quantity(at.start(), at.end(), number, "pieces", mentions[after].items)
    for at in DOZENS.finditer(text):
        after = bisect_left(starts, at.end())
        if after < len(starts) and starts[after] - at.end() < NEAR // 2:
            number = A_DOZEN * (number_of(at.group(1)) or 1)
            yield Quantity(at.start(), at.end(), number, "pieces", mentions[after].items)
    for at in TIMES_BEHIND.finditer(text):
        if mention_before(mentions, starts, at.start(), 4):
            yield Quantity(at.start(1), at.end(1), int(at.group(1)), "pieces")


def counted(text: str, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Quantity]:
    for at in COUNTED.finditer(text):
        number = number_of(at.group(1))
        if (
            not number
            or at.group(1).lower() == "one"
            or holds(mentions, starts, at.start(2))
            or OF_MORE.search(text, at.end(1), at.start(2))
        ):
            continue
        after = bisect_left(starts, at.end())
        is_of_item = after < len(starts) and starts[after] - at.end() <= 1
        if not is_of_item and after < len(starts) and OF_WHAT.fullmatch(text, at.end(), starts[after]):
            is_of_item = not mentions[after].strange  # "five boxes of firewood" are no parcels
        unit = "pieces" if is_of_item else unit_of(at.group(2))
        yield Quantity(at.start(), at.end(), number, unit, mentions[after].items if is_of_item else ())
    for at in OF_EACH.finditer(text):
        yield Quantity(at.start(1), at.end(1), number_of(at.group(1)) or 1, OF_EACH_UNIT)
    for at in CONTAINED.finditer(text):
        number, before = number_of(at.group(1)), mention_before(mentions, starts, at.start(), NEAR // 3)
        is_one = at.group(1).lower() == "one"
        after = bisect_left(starts, at.end())
        if after < len(starts) and (starts[after] - at.end() == 1 or OF_WHAT.fullmatch(text, at.end(), starts[after])):
            continue  # "the wax, two flasks of oil": they are of what follows
        if number and not is_one and before and IN_BETWEEN.fullmatch(text, before.end, at.start()):
            yield Quantity(at.start(1), at.end(1), number, "pieces", before.items)


def measures(text: str) -> Iterator[Quantity]:
    """ "All five metres" of a cloth, "the three kilos"."""
    for at in KNOWN_MEASURES.finditer(text):
        unit = OF_ALL_UNIT if at["which"].lower() in ("all", "alle") else OF_KNOWN_UNIT
        yield Quantity(at.start(2), at.end(2), number_of(at.group(2)) or 1, unit)


def labelled(text: str, mentions: Sequence[Mention]) -> Iterator[Quantity]:
    for pattern, unit in (
        (OF_THEM, OF_THEM_UNIT), (LABELLED, "pieces"), (ALL_OF_THEM, OF_ALL_UNIT), (AS_ORDERED, OF_ALL_UNIT),
    ):  # fmt: skip
        for at in pattern.finditer(text):
            group = at.lastindex or 1
            number = number_of(at.group(group))
            if number:
                yield Quantity(at.start(group), at.end(group), number, unit, items_in_front(text, at.start(), mentions))
    for at in KNOWN_CONTAINERS.finditer(text):
        unit = OF_ALL_UNIT if at["which"].lower() in ("all", "alle") else OF_KNOWN_UNIT
        yield Quantity(at.start(2), at.end(2), number_of(at.group(2)) or 1, unit)


def items_in_front(text: str, place: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Of "Timer switch (qty: 4)" the switch."""
    return next((one.items for one in mentions if text[one.end : place] == " ("), ())


def before_items(text: str, mentions: Sequence[Mention]) -> list[Quantity]:
    found = []
    for mention in mentions:
        window = max(0, mention.start - 40)
        numbers = reversed(list(A_NUMBER.finditer(text, window, mention.start)))
        at = next((at for at in numbers if is_a_number_of(text, at, mention)), None)
        value = number_of(at.group()) if at else None
        if at and value and at.group().lower() != "one" and not is_of_parts(text, mention):
            found.append(Quantity(at.start(), at.end(), value, "pieces", mention.items))
    return found


def both(text: str, mentions: Sequence[Mention]) -> Iterator[Quantity]:
    """ "Both lamps", "die beiden Lampen". A pair of shoes is one article."""
    for mention in mentions:
        if not mention.strange and (at := BOTH.search(text, max(0, mention.start - NEAR // 2), mention.start)):
            yield Quantity(at.start(1), at.end(1), 2, BOTH_UNIT, mention.items)


def is_a_number_of(text: str, at: re.Match[str], mention: Mention) -> bool:
    """The three of "three No. 8 round brushes"."""
    is_named = NAMED.search(text, max(0, at.start() - 4), at.start()) or MEASURED.match(text, at.end())
    return not is_named and BETWEEN.fullmatch(text, at.end(), mention.start) is not None


def is_of_parts(text: str, mention: Mention) -> bool:
    """ "20 shelf supports" are no shelves: another noun, in the plural, stands behind one in the singular."""
    return PARTS.match(text, mention.end) is not None and not text[: mention.end].endswith("s")


def ordered(text: str, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Quantity]:
    """ "A single lamp arrived although two had been ordered"."""
    for at in HOW_MANY_ORDERED.finditer(text):
        number, before = number_of(at.group(1)), mention_before(mentions, starts, at.start(), 2 * NEAR)
        if number and before and not re.search(r"[.!?\n]", text[before.end : at.start()]):
            yield Quantity(at.start(1), at.end(1), number, "pieces", before.items)


def cells(text: str, mentions: Sequence[Mention]) -> Iterator[Quantity]:
    """A table's cell behind the one that names an item."""
    for mention in mentions:
        if at := IN_NUMBER.match(text, mention.end):
            group = at.lastindex or 1
            yield Quantity(at.start(group), at.end(group), number_of(at.group(group)) or 1, "pieces", mention.items)
        if at := CELL.match(text, mention.end) or IN_BRACKETS.match(text, mention.end):
            yield Quantity(at.start(1), at.end(1), int(at.group(1)), "pieces", mention.items)


def holds(mentions: Sequence[Mention], starts: Sequence[int], place: int) -> bool:
    """The boxes of "two nest boxes" are no parcels."""
    index = bisect_right(starts, place) - 1
    return index >= 0 and mentions[index].end > place and bool(mentions[index].items)


def unit_of(word: str) -> str:
    if re.fullmatch(PARCELS, word, re.IGNORECASE):
        return "parcels"
    return "goods" if re.fullmatch(GOODS, word, re.IGNORECASE) else "pieces"


def mention_before(mentions: Sequence[Mention], starts: Sequence[int], place: int, reach: int) -> Mention | None:
    index = bisect_left(starts, place) - 1
    if index < 0:
        return None
    mention = mentions[index]
    return mention if 0 <= place - mention.end <= reach else None
