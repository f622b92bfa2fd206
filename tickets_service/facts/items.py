"""Where a text mentions items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tickets_service.facts.goods import (
    MODIFIER_ROOTS,
    are_a_compound,
    is_a_verb_too,
    is_ambiguous,
    is_good,
    is_look,
    is_one_slip,
    is_ordinary,
    root,
)
from tickets_service.facts.item_names import SIZE, merged, parts_of
from tickets_service.facts.looking import can_stand_before_a_noun, is_a_count, is_a_plain_noun, starts_a_sentence
from tickets_service.facts.mentions import Mention, SheetItems, is_made_of, is_measure, is_name
from tickets_service.facts.passages import Passage
from tickets_service.facts.sheet import Fact
from tickets_service.facts.tokens import Token, tokens_of

BESIDE = re.compile(r"[ \u00a0]?[\"'„“”‚‘’»«*_&+-]{0,2}[ \u00a0]?")
BESIDE_LOOSE = re.compile(
    r"[ \u00a0]?[\"'„“”‚‘’»«*_]{0,2}(?:,| -| –|/|\s?\(| in| aus| of| Farbe| colour| color)?[ \u00a0]?[\"'„“”‚‘’»«]{0,2}(?:der Farbe |size |Größe )?"
)
OPENED = re.compile(r"[\"'„“‚‘»]")
A_PAGE = re.compile(
    r"(?:\b(?:unter|menü\w*|punkt|reiter|button|knopf|schaltfläche|bereich|rubrik|seite|formular|aktion|funktion|option|feld|stichwort|betreff|link|"
    r"under|menu|button|tab|section|page|form|field|option|heading|subject|click(?: on)?|hit|press|choose|select|via|via the|over)|[>→/»])\s?[\"'„“‚‘»]?$",
    re.IGNORECASE,
)
A_PAGES_NAME = re.compile(
    r"\b(?:konto|kundenkonto|account|profil|profile|login|anmelden|adress\w*|address\w*|jetzt|now|formular|form|faq|hilfe|help|kontakt|contact|bestellungen|orders|"
    r"rücksend\w*|retoure\w*|returns?)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[„“\"»‚][^\n\"“”„»«]{2,70}[“”\"«‘]")
UNITS = frozenset(["inch", "inches", "zoll", "cm", "mm", "ml", "l", "litre", "liter", "kg", "g", "w", "watt"])
LONGEST = 9
LEAST_END = 4
LETTING = frozenset(["let", "lets", "make", "makes", "help", "helps"])
"""A verb follows: "let the Primitivo breathe"."""
A_NAME_BACK = 4
GERMAN_DETERMINERS = frozenset(
    ["der", "die", "das", "den", "dem", "des"]
    + [stem + ending for stem in ("ihr", "dein") for ending in ("", "e", "en", "em", "er", "es")]
)
ENGLISH_DETERMINERS = frozenset(["your", "the", "this", "our"])
ENGLISH_MARKS = frozenset(
    [
        "the",
        "and",
        "your",
        "you",
        "is",
        "are",
        "was",
        "of",
        "we",
        "to",
        "for",
        "has",
        "have",
        "a",
        "it",
        "with",
        "not",
        "please",
        "were",
        "both",
        "our",
        "this",
        "that",
    ]
)
GERMAN_MARKS = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ihr",
        "ihre",
        "sie",
        "ist",
        "wir",
        "zu",
        "für",
        "wurde",
        "dein",
        "du",
        "haben",
        "den",
        "ein",
        "eine",
        "mit",
        "nicht",
        "bitte",
        "es",
    ]
)
CANS = frozenset(["watering", "petrol", "oil", "spray", "the", "your", "a", "this", "that", "new", "second"])
ABSTRACT = (
    *("ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "ität", "itäten"),
    *("nummer", "nummern", "datum", "betrag", "zeit", "zeiten", "dienst", "straße", "recht", "code", "codes", "schein"),
)


class Items:
    """Looks for the items of a sheet in a text."""

    def __init__(self, facts: Sequence[Fact], allowed: frozenset[str]) -> None:
        self.sheet = SheetItems(facts, allowed)
        self.is_english = True

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
                first = self.without_measures(tokens, first, last)
                if first < last or not self.is_only_a_measure(tokens, first):
                    mention = self.sheet.mention(passage.text, tokens[first : last + 1], is_english=self.is_english)
                    mentions.append(self.with_front(mention, tokens, first, mentions[-1].end if mentions else 0))
                place = last + 1
            else:
                place += 1
        return sorted([*mentions, *self.quoted(passage, mentions)], key=lambda mention: mention.start)

    def with_front(self, mention: Mention, tokens: Sequence[Token], first: int, floor: int) -> Mention:
        """The seat of a "seat cushion" that no item has, and a name in front of it."""
        if not (self.is_english and mention.is_foreign and mention.has_good):
            return mention
        start = first
        while self.stands_beside(tokens, start, floor) and is_a_plain_noun(tokens[start - 1]):
            if is_measure(tokens[start - 1]) and tokens[start - 1].low.endswith("s"):
                break  # the pairs of "three pairs socks"
            start -= 1
        if start == first or not self.stands_beside(tokens, start, floor):
            return mention
        before = tokens[start - 1]
        has_name = self.is_strange_name(before)
        if not (has_name or before.low == "of" or is_a_count(before)):
            return mention
        start -= has_name
        return replace(mention, start=tokens[start].start, has_name=mention.has_name or has_name)

    def stands_beside(self, tokens: Sequence[Token], place: int, floor: int) -> bool:
        return place > 0 and tokens[place - 1].start >= floor and tokens[place - 1].end + 1 == tokens[place].start

    def is_only_a_measure(self, tokens: Sequence[Token], place: int) -> bool:
        """The Gläser of honey, not those of who ordered Weingläser."""
        is_of_an_item = root(tokens[place].text) in self.sheet.proper or self.is_end_of_an_item(tokens, place)
        return is_measure(tokens[place]) and not is_of_an_item

    def without_measures(self, tokens: Sequence[Token], first: int, last: int) -> int:
        """ "Bottles of olive oil" and "Flaschen Olivenöl" begin with the oil."""
        while first < last and is_measure(tokens[first]):
            is_of = tokens[first + 1].low == "of" and first + 2 <= last
            if self.is_english and not is_of and not tokens[first].low.endswith("s"):
                return first  # a "bar stool" is no bar of something
            after = first + 2 if is_of else first + 1
            if not self.is_of_an_item(tokens[after]):
                return first
            first = after
        return first

    def is_core(self, passage: Passage, tokens: Sequence[Token], place: int) -> bool:
        token = tokens[place]
        word = root(token.text)
        if token.is_capital and any(root(part) in self.sheet.proper for part in parts_of(token)):
            return True
        if (
            self.begins_an_item(token)
            or self.is_item_word(tokens, place)
            or self.is_end_of_an_item(tokens, place)
            or self.is_nearly_an_item(token)
        ):
            return True
        if place and are_a_compound(tokens[place - 1], token):
            return True
        if not is_good(token) or (token.text.islower() and not self.is_english):
            return self.is_unknown_item(passage.text, tokens, place)
        if self.is_a_verb_here(passage.text, tokens, place):
            return False
        before = tokens[place - 1] if place else None
        is_noun = (token.is_capital and not starts_a_sentence(passage.text, token)) or (
            before is not None and before.end + 1 == token.start and can_stand_before_a_noun(before)
        )
        if is_a_verb_too(token) and not is_noun:
            return False
        if not is_ambiguous(token) or word in self.sheet.goods:
            return True
        return (
            before is not None
            and token.start - before.end == 1
            and (
                root(before.text) in MODIFIER_ROOTS or is_look(before) or (is_good(before) and not is_ambiguous(before))
            )
        )

    def is_a_verb_here(self, text: str, tokens: Sequence[Token], place: int) -> bool:
        """ "Spülen Sie die Kanne", "leftover water can ruin it"."""
        token, after = tokens[place], tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.low == "can" and place:
            return not (is_a_count(tokens[place - 1]) or tokens[place - 1].low in CANS)
        is_first = starts_a_sentence(text, token) or text[: token.start].rstrip()[-1:] == ":"
        return not self.is_english and is_first and after == "Sie" and token.low.endswith("en")

    def begins_an_item(self, token: Token) -> bool:
        """The "Lavendel" of a "Lavendel Hidcote": no colour here."""
        if self.is_english or not token.is_capital or not is_look(token):
            return False
        return any(str(name.fact.value).startswith(f"{token.text} ") for name in self.sheet.names)

    def is_nearly_an_item(self, token: Token) -> bool:
        """Spielmäuse of a "Spielmaus", Leinenbezüge of a "Kissenbezug Leinen"."""
        if self.is_english or not token.is_capital or is_ordinary(token):
            return False
        word = root(token.text)
        return is_made_of(word, self.sheet.roots) or any(is_one_slip(word, other) for other in self.sheet.proper)

    def is_end_of_an_item(self, tokens: Sequence[Token], place: int) -> bool:
        """The Scheiben of Bremsscheiben, where they are counted."""
        token = tokens[place]
        word = root(token.text)
        if not any(is_a_count(before) for before in tokens[max(0, place - 2) : place]):
            return False
        if self.is_english or not token.is_capital or is_ordinary(token) or len(word) < LEAST_END:
            return False
        return any(name.endswith(word) and len(name) > len(word) + 2 for name in self.sheet.proper | self.sheet.goods)

    def is_of_an_item(self, token: Token) -> bool:
        words = [root(part) for part in parts_of(token)]
        return is_good(token) or any(
            word in self.sheet.roots
            or is_made_of(word, self.sheet.roots)
            or (token.is_capital and any(other.endswith(word) for other in self.sheet.roots))
            for word in words
        )

    def is_item_word(self, tokens: Sequence[Token], place: int) -> bool:
        """The lolly mould of an item "Lolly Mould": in small letters beside another of its words, or behind "the"."""
        token = tokens[place]
        if not (self.is_english and place and token.text.islower() and root(token.text) in self.sheet.called):
            return False
        before = tokens[place - 1]
        is_beside = token.start - before.end == 1
        return is_beside and (
            (root(before.text) in self.sheet.roots and not is_ordinary(before))
            or self.sheet.are_of_one_item(before, token)
            or (before.low == "of" and not is_ordinary(token) and len(token.text) > LEAST_END)
            or before.low in ENGLISH_DETERMINERS
            or is_a_count(before)
            or self.is_strange_name(before)
            or (is_look(before) and place > 1 and (is_a_count(tokens[place - 2]) or tokens[place - 2].low == "your"))
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
        is_english |= before.low == "and" and len(self.sheet.names) > 1 and self.is_english
        return is_english and self.is_english and after.low.isascii() and is_a_plain_noun(after)

    def is_strange_name(self, token: Token) -> bool:
        is_name = token.is_capital and len(token.text) > 2 and not token.text.isupper() and not token.has_digit  # noqa: PLR2004
        return (
            is_name
            and not is_ordinary(token)
            and root(token.text) not in self.sheet.allowed
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
        if self.is_of_a_name(tokens, place) or are_a_compound(token, after):
            return True
        is_quoted = OPENED.match(text, max(0, token.start - 1)) is not None
        is_parted = OPENED.search(text, token.end, after.start) is not None and not is_quoted
        if root(token.text) in self.sheet.roots and token.is_capital and after.text.islower():
            return True
        if is_look(token) or root(token.text) in self.sheet.proper or (is_good(token) and not is_ambiguous(token)):
            return True
        if root(token.text) in MODIFIER_ROOTS and is_good(after):
            return True
        is_first = starts_a_sentence(text, token) or text[: token.start].rstrip()[-1:] == ":"
        return is_name(token) and not is_parted and not is_first

    def is_of_a_name(self, tokens: Sequence[Token], place: int) -> bool:
        """The 300 of "Oslo 300 air purifier", the inches of "Stella 55 inch TV"."""
        first = place - 1 if place and (is_measure(tokens[place]) or tokens[place].low in UNITS) else place
        if not first or not tokens[first].text.isdecimal():
            return False
        name = tokens[first - 1]
        return name.end + 1 == tokens[first].start and self.is_strange_name(name)

    def joins_right(self, text: str, tokens: Sequence[Token], place: int) -> bool:
        before, token = tokens[place - 1], tokens[place]
        is_beside = BESIDE.fullmatch(text, before.end, token.start) is not None
        is_near = is_beside or BESIDE_LOOSE.fullmatch(text, before.end, token.start) is not None
        if is_look(token) or (token.has_digit and SIZE.match(text, token.start)):
            return is_near
        if root(token.text) in self.sheet.roots and not is_ordinary(token) and not token.text.isdecimal():
            is_parted = "," in text[before.end : token.start]
            is_again = any(other.low == token.low for other in tokens[max(0, place - A_NAME_BACK) : place])
            return is_near and not (is_parted and (is_again or not self.sheet.are_of_one_item(before, token)))
        if is_beside and place + 1 < len(tokens) and self.goes_on_in_a_name(before, token, tokens[place + 1]):
            return True
        if token.low in ("in", "aus", "of", "cm", "x") and is_beside and place + 1 < len(tokens):
            return token.low in ("cm", "x") or is_look(tokens[place + 1])
        if token.low == "can" and before.low != "watering":
            return False
        if is_beside and root(token.text) in MODIFIER_ROOTS and place + 1 < len(tokens) and is_good(tokens[place + 1]):
            return True
        is_word_of_here = token.is_capital or self.is_english  # the "stand" of a German sentence is a verb
        if is_beside and ((is_good(token) and is_word_of_here) or is_name(token)):
            return True
        is_lone_name = before.is_capital and not is_good(before) and before.end + 1 == token.start and self.is_english
        is_whole = place > 1 and all(root(word.text) in self.sheet.roots for word in tokens[place - 2 : place])
        is_let = not LETTING.isdisjoint(word.low for word in tokens[max(0, place - A_NAME_BACK) : place])
        is_verb = root(before.text) in self.sheet.proper and token.low.endswith("s")  # "Paros runs small"
        return is_lone_name and not (is_whole or is_let or is_verb) and is_a_plain_noun(token)

    def goes_on_in_a_name(self, before: Token, token: Token, after: Token) -> bool:
        """The "der" of an "Atlas der Inseln": what follows is the name of the article."""
        is_name = after.is_capital and token.text.islower() and not token.has_digit
        return is_name and any(f"{before.text} {token.text} " in str(name.fact.value) for name in self.sheet.names)

    def quoted(self, passage: Passage, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """What stands in quotes and begins with a capital is a name."""
        taken = [(mention.start, mention.end) for mention in mentions]
        for at in QUOTED.finditer(passage.text):
            tokens = tokens_of(at.group()[1:-1])
            if not tokens or any(start < at.end() and at.start() < end for start, end in taken):
                continue
            if A_PAGE.search(passage.text, max(0, at.start() - 24), at.start() + 1) or A_PAGES_NAME.search(at.group()):
                continue
            moved = [Token(token.text, token.start + at.start() + 1, token.end + at.start() + 1) for token in tokens]
            names = [token for token in moved if is_name(token)]
            if names and len(names) * 2 >= len(moved):
                yield self.sheet.mention(passage.text, moved, is_english=self.is_english)
