"""A mention of an item, and which items of a sheet it can mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.facts.goods import (
    MODIFIER_ROOTS,
    are_a_compound,
    is_a_part,
    is_a_whole,
    is_good,
    is_look,
    is_of_the_surroundings,
    is_ordinary,
    mean_the_same,
    root,
)
from tickets_service.facts.item_names import ItemName, item_name, parts_of, plain_size, sizes_in
from tickets_service.facts.looking import is_a_plain_noun, is_checked
from tickets_service.facts.sheet import Fact
from tickets_service.facts.tokens import Token
from tickets_service.facts.words.goods import FRONTS
from tickets_service.facts.words.measures import MEASURES

IN_METRES = re.compile(r"\s?(?:m|metres?|meters?|Metern?)\b")
SIZE_WORD = re.compile(r"\d+(?:er|teilig|tlg|piece|x\d+)?", re.IGNORECASE)
FRONTS_BY_ROOT = {root(english): german for english, german in FRONTS.items()}
FRONT_WORDS = frozenset(front for german in FRONTS.values() for front in german)
LINK = re.compile(r"^(?:e?[ns]|er|-)")
LEAST_PART, LEAST_BACK = 4, 3
FILLED = re.compile(
    r"^(?:halb|pfund|kilo|liter|vorrats|nachfüll|nachfull|probier|groß|gross|familien|doppel|dreier|vierer|sechser|zehner)-?"
)
MEASURE_ROOTS = frozenset(root(word) for word in MEASURES)


@dataclass(frozen=True, slots=True)
class Mention:
    start: int
    end: int
    items: tuple[str, ...]
    """Ids of the items it can mean; where it names none, of those it comes nearest to."""
    strange: tuple[Token, ...]
    """Words that none of them has."""
    is_foreign: bool = False
    """No word of it is an item's."""
    has_good: bool = True
    has_name: bool = False
    """A noun of goods and a name: only articles are called that."""
    is_part: bool = False
    """Its goods may be parts of any article."""
    is_of_the_surroundings: bool = False
    is_whole: bool = False
    """Its goods are no tools and no parts of anything."""
    is_measured: bool = False
    """It begins with a measure: a bucket of water."""
    is_by_the_way: bool = False
    """No list knows such goods and nothing near it speaks of the order: "your electrician" rather than an article."""


class SheetItems:
    """The items of a sheet as words, and whatever else a text may name without being wrong."""

    def __init__(self, facts: Sequence[Fact], allowed: frozenset[str]) -> None:
        self.names = [item_name(fact) for fact in facts]
        self.allowed = allowed
        self.roots = frozenset().union(*(name.roots for name in self.names))
        self.proper = frozenset().union(*(name.names for name in self.names))
        self.goods = frozenset().union(*(name.goods for name in self.names))
        self.called = self.proper | self.goods | frozenset().union(*(name.words for name in self.names))

    def are_of_one_item(self, some: Token, other: Token) -> bool:
        words = {root(some.text), root(other.text)}
        return any(words <= name.roots for name in self.names)

    def mention(self, text: str, tokens: Sequence[Token], *, is_english: bool) -> Mention:
        """What *tokens*, which stand side by side in *text*, can mean."""
        start, end = tokens[0].start, tokens[-1].end
        sizes = sizes_in(text[start : end + 4])
        strange_by_item = [(self.strange(text, tokens, sizes, name), name) for name in self.names]
        goods = [
            token
            for before, token in zip([tokens[0], *tokens], tokens, strict=False)
            if is_good(token) or are_a_compound(before, token)
        ]
        has_good = bool(goods)
        has_name = has_good and any(token not in goods and self.is_a_proper_name(token) for token in tokens)
        if not strange_by_item:
            strange = self.not_allowed(checked(tokens))
            return Mention(start, end, (), strange, has_good=has_good, has_name=has_name, is_foreign=True)
        fewest = min(len(strange) for strange, _ in strange_by_item)
        best = [(strange, name) for strange, name in strange_by_item if len(strange) == fewest]
        words = {root(token.text) for token in tokens if not is_ordinary(token)}
        best = [(strange, name) for strange, name in best if words & name.roots] or best
        strange = self.not_allowed(best[0][0])
        shared = [token for token in tokens if token not in strange and self.is_shared(token)]
        ends_strange = is_english and all(token.text.islower() for token in tokens) and tokens[-1] in strange
        is_foreign = bool(strange) and (not shared or ends_strange)
        ids = tuple(name.fact.id for _, name in best)
        return Mention(
            start, end, ids, strange, is_foreign=is_foreign, has_good=has_good, has_name=has_name,
            is_part=bool(goods) and all(map(is_a_part, goods))
            and (not is_english or all(token in goods or is_look(token) for token in tokens)),
            is_of_the_surroundings=len(tokens) == 1 and is_of_the_surroundings(tokens[0]),
            is_whole=any(map(is_a_whole, goods)),
            is_measured=len(tokens) > 1 and is_measure(tokens[0]) and (not is_english or tokens[1].low == "of"),
        )  # fmt: skip

    def is_shared(self, token: Token) -> bool:
        word = root(token.text)
        if word in self.roots:
            return not is_ordinary(token) and not token.has_digit
        return is_checked(token) and word not in MODIFIER_ROOTS

    def is_a_proper_name(self, token: Token) -> bool:
        is_word = is_name(token) and not token.text.isupper() and not is_look(token)
        return is_word and root(token.text) not in MODIFIER_ROOTS

    def not_allowed(self, strange: Sequence[Token]) -> tuple[Token, ...]:
        return tuple(token for token in strange if root(token.text) not in self.allowed)

    def strange(self, text: str, tokens: Sequence[Token], sizes: frozenset[str], name: ItemName) -> tuple[Token, ...]:
        found = []
        for place, token in enumerate(tokens):
            word = root(token.text)
            if token.has_digit:
                if (
                    word not in name.roots
                    and name.sizes
                    and SIZE_WORD.match(token.text)
                    and not IN_METRES.match(text, token.end)
                    and not self.has_size(token, sizes, name)
                ):
                    found.append(token)
            elif word in MODIFIER_ROOTS and place + 1 < len(tokens) and is_good(tokens[place + 1]):
                if word not in name.roots and self.has_other_modifier(word, root(tokens[place + 1].text), name):
                    found.append(token)
            elif (is_checked(token) or (place and is_a_plain_noun(token))) and not is_said_of(token, name):
                found.append(token)
        return tuple(found)

    def has_size(self, token: Token, sizes: frozenset[str], name: ItemName) -> bool:
        """A size of another form than the item's (a width alone) is not compared."""
        written = plain_size(token.text)
        mine = {part for size in name.sizes for part in re.split(r"x", size)}
        parts = re.split(r"x", re.sub(r"[^\dx.]", "", written))
        return all(part in mine for part in parts if part) or not sizes

    def has_other_modifier(self, word: str, head: str, name: ItemName) -> bool:
        """Another English one, or the German one of a compound: a table lamp is no Stehlampe."""
        if head in name.roots and bool(name.roots & MODIFIER_ROOTS):
            return True
        fronts = {other.removesuffix(head) for other in name.roots if other.endswith(head) and other != head}
        return word in FRONTS_BY_ROOT and bool(fronts & FRONT_WORDS) and not fronts & FRONTS_BY_ROOT[word]


def is_name(token: Token) -> bool:
    return (
        token.is_capital
        and len(token.text) > 1
        and not is_ordinary(token)
        and not token.text[1:2].isdigit()
        and not token.has_digit
    )


def is_measure(token: Token) -> bool:
    """Also a Kilotüte and a Vorratspackung."""
    word = root(token.text)
    return word in MEASURE_ROOTS or (token.is_capital and FILLED.sub("", word) in MEASURE_ROOTS)


def is_said_of(token: Token, name: ItemName) -> bool:
    """The word itself, or each part of a compound with hyphens."""
    parts = [root(part) for part in parts_of(token)]
    whole, *pieces = parts
    if token.is_capital and is_made_of(whole, name.roots):
        return True
    if any(mean_the_same(whole, other) for other in name.roots) and not pieces:
        return True
    if not pieces:
        return False
    *fronts, _ = pieces
    if len(fronts) > 1 and all(front in name.roots for front in fronts):
        return True  # the Miles-Davis-Platte of a "Vinyl Miles Davis"
    return whole in name.roots or all(
        piece in MEASURE_ROOTS or any(mean_the_same(piece, other) for other in name.roots) for piece in pieces
    )


def is_made_of(word: str, roots: frozenset[str]) -> bool:
    """Alpakasocken of "Wollsocken Alpaka": one of its words, and the end of one."""
    if any(is_turned_round(word, other) for other in roots):
        return True
    rests = [
        word[len(front) :] for front in roots if len(front) >= LEAST_PART and word.startswith(front) and word != front
    ]
    backs = [LINK.sub("", rest, count=1) if links else rest for rest in rests for links in (False, True)]
    return any(len(back) >= LEAST_BACK and root.endswith(back) for back in backs for root in roots)


def is_turned_round(word: str, other: str) -> bool:
    """Filterkartuschen of a Kartuschenfilter."""
    places = range(LEAST_PART, len(word) - LEAST_PART + 1) if abs(len(word) - len(other)) <= LEAST_BACK else ()
    return any(other.endswith(word[:place]) and other.startswith(word[place:]) for place in places)


def checked(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if is_checked(token))
