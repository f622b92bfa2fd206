"""Mentions of items in a text, and how they go with the items of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tickets_service.facts.goods import (
    MODIFIER_ROOTS,
    is_ambiguous,
    is_good,
    is_look,
    is_ordinary,
    mean_the_same,
    root,
)
from tickets_service.facts.item_names import SIZE, ItemName, item_name, merged, parts_of, plain_size, sizes_in
from tickets_service.facts.looking import is_a_count, is_a_plain_noun, is_checked, starts_a_sentence
from tickets_service.facts.passages import Passage
from tickets_service.facts.sheet import Fact
from tickets_service.facts.tokens import Token, tokens_of
from tickets_service.facts.words.measures import MEASURES

BESIDE = re.compile(r"[ \u00a0]?[\"'„“”‚‘’»«*_&+-]{0,2}[ \u00a0]?")
BESIDE_LOOSE = re.compile(
    r"[ \u00a0]?[\"'„“”‚‘’»«*_]{0,2}(?:,| -| –|/|\s?\(| in| aus| of| Farbe| colour| color)?[ \u00a0]?[\"'„“”‚‘’»«]{0,2}(?:der Farbe |size |Größe )?"
)
IN_METRES = re.compile(r"\s?(?:m|metres?|meters?|Metern?)\b")
SIZE_WORD = re.compile(r"\d+(?:er|teilig|tlg|piece|x\d+)?", re.IGNORECASE)
QUOTED = re.compile(r"[„“\"»‚][^\n\"“”„»«]{2,70}[“”\"«‘]")
LONGEST = 9
MEASURE_ROOTS = frozenset(root(word) for word in MEASURES)
GERMAN_DETERMINERS = frozenset(
    [
        "ihr",
        "ihre",
        "ihren",
        "ihrem",
        "ihrer",
        "ihres",
        "dein",
        "deine",
        "deinen",
        "deinem",
        "deiner",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
    ]
)
ENGLISH_DETERMINERS = frozenset(["your", "the", "a", "an", "this", "our"])
ENGLISH_MARKS = frozenset(["the", "and", "your", "you", "is", "are", "was", "of", "we", "to", "for", "has", "have"])
GERMAN_MARKS = frozenset(
    ["der", "die", "das", "und", "ihr", "ihre", "sie", "ist", "wir", "zu", "für", "wurde", "dein", "du", "haben", "den"]
)
ABSTRACT = (
    "ung",
    "ungen",
    "heit",
    "keit",
    "schaft",
    "tion",
    "ität",
    "nummer",
    "datum",
    "betrag",
    "zeit",
    "dienst",
    "straße",
    "recht",
)


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


class Items:
    """The items of a sheet, and whatever else a text may name without being wrong."""

    def __init__(self, facts: Sequence[Fact], allowed: frozenset[str]) -> None:
        self.names = [item_name(fact) for fact in facts]
        self.allowed = allowed
        every = (name.roots for name in self.names)
        self.roots = frozenset().union(*every)
        self.proper = frozenset().union(*(name.names for name in self.names))
        self.is_english = True
        self.goods = frozenset().union(*(name.goods for name in self.names))

    def find(self, passage: Passage) -> list[Mention]:
        tokens = list(merged(passage.tokens))
        self.is_english = sum(token.low in ENGLISH_MARKS for token in tokens) > sum(
            token.low in GERMAN_MARKS for token in tokens
        )
        mentions: list[Mention] = []
        place = 0
        while place < len(tokens):
            if self.is_core(passage, tokens, place):
                first, last = self.reach(passage.text, tokens, place, mentions[-1].end if mentions else 0)
                while first < last and is_measure(tokens[first]) and self.is_of_an_item(tokens[first + 1]):
                    first += 1
                if first < last or not is_measure(tokens[first]) or root(tokens[first].text) in self.proper:
                    mentions.append(self.mention(passage.text, tokens[first : last + 1]))
                place = last + 1
            else:
                place += 1
        return sorted([*mentions, *self.quoted(passage, mentions)], key=lambda mention: mention.start)

    def is_core(self, passage: Passage, tokens: Sequence[Token], place: int) -> bool:
        token = tokens[place]
        word = root(token.text)
        if token.is_capital and any(root(part) in self.proper for part in parts_of(token)):
            return True
        if self.is_item_word(tokens, place):
            return True
        if not is_good(token):
            return self.is_unknown_item(passage.text, tokens, place)
        if not is_ambiguous(token) or word in self.goods:
            return True
        before = tokens[place - 1] if place else None
        return (
            before is not None
            and token.start - before.end == 1
            and (
                root(before.text) in MODIFIER_ROOTS or is_look(before) or (is_good(before) and not is_ambiguous(before))
            )
        )

    def is_of_an_item(self, token: Token) -> bool:
        return any(root(part) in self.roots for part in parts_of(token)) or is_good(token)

    def is_item_word(self, tokens: Sequence[Token], place: int) -> bool:
        """The lolly mould of an item "Lolly Mould": in small letters beside another of its words, or behind "the"."""
        token = tokens[place]
        if not (self.is_english and place and token.text.islower() and root(token.text) in self.proper):
            return False
        before = tokens[place - 1]
        is_beside = token.start - before.end == 1
        return is_beside and (
            (root(before.text) in self.roots and not is_ordinary(before))
            or before.low in ENGLISH_DETERMINERS
            or is_a_count(before)
            or self.is_strange_name(before)
        )

    def is_unknown_item(self, text: str, tokens: Sequence[Token], place: int) -> bool:
        """ "Ihre Zargel Arvid", "your Arvid zargel": a noun and a name that no list has, where an item would stand."""
        if not place or place + 1 >= len(tokens):
            return False
        before, token, after = tokens[place - 1], tokens[place], tokens[place + 1]
        if not self.is_strange_name(token) or not BESIDE.fullmatch(text, token.end, after.start):
            return False
        is_counted = is_a_count(before) and before.end + 1 == token.start
        if (before.low in GERMAN_DETERMINERS or is_counted) and self.is_strange_name(after):
            return True
        is_english = before.low in ENGLISH_DETERMINERS or is_counted
        if place > 1 and before.text.islower() and before.end + 1 == token.start:
            is_english |= tokens[place - 2].low in ENGLISH_DETERMINERS or is_a_count(tokens[place - 2])
        is_english |= before.low == "and" and len(self.names) > 1 and self.is_english
        return is_english and self.is_english and after.low.isascii() and is_a_plain_noun(after)

    def is_strange_name(self, token: Token) -> bool:
        is_name = token.is_capital and len(token.text) > 2 and not token.text.isupper() and not token.has_digit  # noqa: PLR2004
        return (
            is_name
            and not is_ordinary(token)
            and root(token.text) not in self.allowed
            and not token.low.endswith(ABSTRACT)
        )

    def reach(self, text: str, tokens: Sequence[Token], place: int, floor: int) -> tuple[int, int]:
        first = last = place
        while (
            first
            and place - first < LONGEST
            and tokens[first - 1].start >= floor
            and self.joins_left(text, tokens, first - 1)
        ):
            first -= 1
        while last + 1 < len(tokens) and last - place < LONGEST and self.joins_right(text, tokens, last + 1):
            last += 1
        return first, last

    def joins_left(self, text: str, tokens: Sequence[Token], place: int) -> bool:
        token, after = tokens[place], tokens[place + 1]
        if not BESIDE.fullmatch(text, token.end, after.start):
            return False
        if root(token.text) in self.roots and token.is_capital and after.text.islower():
            return True
        if is_look(token) or root(token.text) in self.proper or (is_good(token) and not is_ambiguous(token)):
            return True
        if root(token.text) in MODIFIER_ROOTS and is_good(after):
            return True
        return self.is_name(token) and not starts_a_sentence(text, token)

    def joins_right(self, text: str, tokens: Sequence[Token], place: int) -> bool:
        before, token = tokens[place - 1], tokens[place]
        is_beside = BESIDE.fullmatch(text, before.end, token.start) is not None
        is_near = is_beside or BESIDE_LOOSE.fullmatch(text, before.end, token.start) is not None
        if is_look(token) or (token.has_digit and SIZE.match(text, token.start)):
            return is_near
        if root(token.text) in self.roots and not is_ordinary(token) and not token.text.isdecimal():
            return is_near
        if token.low in ("in", "aus", "of", "cm", "x") and is_beside and place + 1 < len(tokens):
            return token.low in ("cm", "x") or is_look(tokens[place + 1])
        if token.low == "can" and before.low != "watering":
            return False
        if is_beside and root(token.text) in MODIFIER_ROOTS and place + 1 < len(tokens) and is_good(tokens[place + 1]):
            return True
        if is_beside and (is_good(token) or self.is_name(token)):
            return True
        is_lone_name = before.is_capital and not is_good(before) and before.end + 1 == token.start and self.is_english
        is_whole = place > 1 and all(root(word.text) in self.roots for word in tokens[place - 2 : place])
        return is_lone_name and not is_whole and is_a_plain_noun(token)

    def is_name(self, token: Token) -> bool:
        return (
            token.is_capital
            and len(token.text) > 1
            and not is_ordinary(token)
            and not token.text[1:2].isdigit()
            and not token.has_digit
        )

    def mention(self, text: str, tokens: Sequence[Token]) -> Mention:
        start, end = tokens[0].start, tokens[-1].end
        sizes = sizes_in(text[start : end + 4])
        strange_by_item = [(self.strange(text, tokens, sizes, name), name) for name in self.names]
        goods = [token for token in tokens if is_good(token)]
        has_good = bool(goods)
        has_name = has_good and any(token not in goods and self.is_a_proper_name(token) for token in tokens)
        if not strange_by_item:
            strange = self.not_allowed(checked(tokens))
            return Mention(start, end, (), strange, is_foreign=True, has_good=has_good, has_name=has_name)
        fewest = min(len(strange) for strange, _ in strange_by_item)
        best = [(strange, name) for strange, name in strange_by_item if len(strange) == fewest]
        strange = self.not_allowed(best[0][0])
        shared = [token for token in tokens if token not in strange and self.is_shared(token)]
        is_part = self.is_english and all(token.text.islower() for token in tokens) and tokens[-1] in strange
        is_foreign = bool(strange) and (not shared or is_part)
        ids = tuple(name.fact.id for _, name in best)
        return Mention(start, end, ids, strange, is_foreign=is_foreign, has_good=has_good, has_name=has_name)

    def is_shared(self, token: Token) -> bool:
        word = root(token.text)
        if word in self.roots:
            return not is_ordinary(token) and not token.has_digit
        return is_checked(token) and word not in MODIFIER_ROOTS

    def is_a_proper_name(self, token: Token) -> bool:
        is_word = self.is_name(token) and not token.text.isupper() and not is_look(token)
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
                if word not in name.roots and self.has_other_modifier(root(tokens[place + 1].text), name):
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

    def has_other_modifier(self, head: str, name: ItemName) -> bool:
        return head in name.roots and bool(name.roots & MODIFIER_ROOTS)

    def quoted(self, passage: Passage, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """What stands in quotes and begins with a capital is a name."""
        taken = [(mention.start, mention.end) for mention in mentions]
        for at in QUOTED.finditer(passage.text):
            tokens = tokens_of(at.group()[1:-1])
            if not tokens or any(start < at.end() and at.start() < end for start, end in taken):
                continue
            moved = [Token(token.text, token.start + at.start() + 1, token.end + at.start() + 1) for token in tokens]
            names = [token for token in moved if self.is_name(token)]
            if names and len(names) * 2 >= len(moved):
                yield self.mention(passage.text, moved)


def is_measure(token: Token) -> bool:
    return root(token.text) in MEASURE_ROOTS


def is_said_of(token: Token, name: ItemName) -> bool:
    """The word itself, or each part of a compound with hyphens."""
    parts = [root(part) for part in parts_of(token)]
    whole, *pieces = parts
    if any(mean_the_same(whole, other) for other in name.roots) and not pieces:
        return True
    if not pieces:
        return False
    return whole in name.roots or all(
        piece in MEASURE_ROOTS or any(mean_the_same(piece, other) for other in name.roots) for piece in pieces
    )


def checked(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if is_checked(token))
