"""Where a text counts: 2 Stück, zwei Kissen, 2 x …, 3 pieces, Menge: 2."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from tickets_service.facts.counting_forms import (
    A_DOZEN,
    A_NUMBER,
    ALL_OF_THEM,
    AS_ORDERED,
    BETWEEN,
    BOTH,
    BOTH_UNIT,
    CELL,
    CONTAINED,
    COUNTED,
    DOZENS,
    GOODS,
    HOW_MANY_ORDERED,
    IN_BETWEEN,
    IN_BRACKETS,
    IN_NUMBER,
    KNOWN_CONTAINERS,
    KNOWN_MEASURES,
    LABELLED,
    MANY_TIMES_BEHIND,
    MEASURED,
    NAMED,
    NEAR,
    OF_ALL_UNIT,
    OF_EACH,
    OF_EACH_UNIT,
    OF_KNOWN_UNIT,
    OF_MORE,
    OF_THEM,
    OF_THEM_UNIT,
    OF_WHAT,
    PARCELS,
    PARTS,
    TIMES,
    TIMES_BEHIND,
    TIMES_IN_WORDS,
)
from tickets_service.facts.lone_numbers import lone_numbers
from tickets_service.facts.mentions import Mention
from tickets_service.facts.numbers import number_of


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
        times_behind(text, mentions, starts),
        cells(text, mentions),
        measures(text),
        counted(text, mentions, starts),
        contained(text, mentions, starts),
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


def times_behind(text: str, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Quantity]:
    for at in MANY_TIMES_BEHIND.finditer(text):
        before, group = mention_before(mentions, starts, at.start(), 1), at.lastindex or 1
        if before and (number := number_of(at.group(group))):
            yield Quantity(at.start(group), at.end(group), number, "pieces", before.items)


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


def contained(text: str, mentions: Sequence[Mention], starts: Sequence[int]) -> Iterator[Quantity]:
    """ "Honey, two jars": of what stands before."""
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
        (AS_ORDERED, OF_ALL_UNIT), (OF_THEM, OF_THEM_UNIT), (LABELLED, "pieces"), (ALL_OF_THEM, OF_ALL_UNIT),
    ):  # fmt: skip
        for at in pattern.finditer(text):
            group = at.lastindex or 1
            number = number_of(at.group(group))
            if number:
                yield Quantity(at.start(group), at.end(group), number, unit, items_in_front(text, at.start(), mentions))
    for at, group, unit in lone_numbers(text):
        yield Quantity(at.start(group), at.end(group), number_of(at.group(group)) or 1, unit)
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
