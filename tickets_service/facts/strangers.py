"""Goods that no list knows, where only an article of an order stands: "your shampoo bars were handed to GLS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tickets_service.facts.goods import is_ambiguous, is_good, is_look, is_ordinary, mean_the_same, root
from tickets_service.facts.item_names import parts_of
from tickets_service.facts.looking import is_a_plain_noun
from tickets_service.facts.mentions import MEASURE_ROOTS, Mention, SheetItems, is_made_of
from tickets_service.facts.passages import Passage
from tickets_service.facts.speaking import DEFINITE, POSSESSIVES, Speaking, is_a_number
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import words_of
from tickets_service.facts.words.support import SUPPORT, SUPPORT_ENDINGS

LONGEST = 6
LEAST_NOUN = 4
HEADS = words_of(
    "set sets case cases card cards bar bars pad pads label labels bag bags box boxes pack packs stand light lights cup cups"
)
"""Alone they name no goods, in a compound they do: a chess set."""
DESCRIBING = words_of(
    """
    new faulty damaged broken defective missing wrong right correct second third other same whole remaining first last next little big small
    neue neuen neuer neues defekte defekten falsche falschen fehlende fehlenden zweite zweiten richtige richtigen restlichen andere anderen
    """
)
TIMES_BEFORE = re.compile(r"(?<![\w.,])\d{1,3}[ ]?[x×][ ]$")
TIMES_BACK = 8
ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
SUPPORT_ROOTS = frozenset(root(word) for word in SUPPORT) | MEASURE_ROOTS


class Strangers:
    def __init__(self, passage: Passage, sheet: SheetItems, speaking: Speaking, *, is_english: bool) -> None:
        self.passage, self.sheet, self.speaking, self.is_english = passage, sheet, speaking, is_english

    def find(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        taken = [(mention.start, mention.end) for mention in mentions]
        tokens = self.passage.tokens
        done = 0
        for place in range(len(tokens)):
            if tokens[place].start < done:
                continue
            words = self.noun_phrase(tokens, place)
            if not words:
                continue
            start, end = words[0].start, words[-1].end
            if any(begin < end and start < finish for begin, finish in taken) or any(map(self.is_known, words)):
                continue
            mention = Mention(start, end, self.nearest, tuple(words), is_foreign=True, has_good=False)
            if self.is_in_a_slot(mention):
                done = end
                yield mention

    def is_in_a_slot(self, mention: Mention) -> bool:
        """Where only an article stands: priced, counted, beside another article, or sent."""
        if TIMES_BEFORE.search(self.passage.text, max(0, mention.start - TIMES_BACK), mention.start):
            return True
        low = what_stands_before(self.speaking.words_before(mention.start))
        if not is_a_number(low) and low not in (DEFINITE | POSSESSIVES) - {"that", "this"}:
            return False
        if self.speaking.has_price(mention) or self.speaking.is_joined(mention):
            return True
        return self.speaking.is_moved(mention) and (low in POSSESSIVES or not self.is_a_plain_word(mention))

    def is_a_plain_word(self, mention: Mention) -> bool:
        """One English word in small letters and the singular may be anything: the pallet, the report."""
        word = mention.strange[0].text
        return self.is_english and len(mention.strange) == 1 and word.islower() and not word.endswith("s")

    @property
    def nearest(self) -> tuple[str, ...]:
        return tuple(name.fact.id for name in self.sheet.names)

    def noun_phrase(self, tokens: Sequence[Token], place: int) -> list[Token]:
        """The words from *place* up to what cannot be a part of a name; empty where their head is an ordinary noun."""
        words: list[Token] = []
        for token in tokens[place : place + LONGEST]:
            if words and self.passage.text[words[-1].end : token.start] != " ":
                break
            if not self.may_be_of_a_name(token, is_first=not words):
                if self.is_english and token.low in SUPPORT:
                    return []
                break
            words.append(token)
        while words and not (self.is_english or words[0].is_capital):
            words.pop(0)
        nouns = [word for word in words if not word.has_digit and not is_look(word) and not word.low.endswith("ing")]
        if not nouns:
            return []
        head = nouns[-1] if self.is_english else nouns[0]
        is_a_title = self.is_english and len(nouns) > 1 and all(word.is_capital for word in nouns)
        is_a_compound = len(nouns) > 1 and head.low in HEADS
        if is_support(words[0]) or (is_support(head) and not (is_a_title or is_a_compound)):
            return []
        return words if len(head.text) >= LEAST_NOUN or len(nouns) > 1 else []

    def may_be_of_a_name(self, token: Token, *, is_first: bool) -> bool:
        if token.has_digit:
            return not is_first and not token.text.isdecimal()
        if self.is_english:
            is_gerund = is_first and token.low.endswith("ing") and token.text.islower() and not is_ordinary(token)
            return (
                is_gerund or is_a_plain_noun(token) or (token.is_capital and not is_ordinary(token)) or is_look(token)
            )
        is_adjective = (
            is_first and token.text.islower() and token.low.endswith(ADJECTIVE_ENDINGS) and not is_ordinary(token)
        )
        return is_adjective or (token.is_capital and not is_ordinary(token))

    def is_known(self, token: Token) -> bool:
        if is_good(token) and not is_ambiguous(token):
            return True
        for part in parts_of(token):
            word = root(part)
            if word in self.sheet.allowed or is_made_of(word, self.sheet.roots):
                return True
            if any(mean_the_same(word, other) or shares_a_part(word, other) for other in self.sheet.roots):
                return True
        return False


def shares_a_part(word: str, other: str) -> bool:
    """Either begins or ends with four letters or more of the other."""
    short, long = sorted((word, other), key=len)
    return len(short) >= LEAST_NOUN and (long.startswith(short[:5]) or long.endswith(short[-5:]))


def is_support(token: Token) -> bool:
    last = parts_of(token)[-1]
    return root(last) in SUPPORT_ROOTS or last.lower().endswith(SUPPORT_ENDINGS) or is_ordinary(token)


def what_stands_before(before: Sequence[Token]) -> str:
    """The determiner or number, behind a measure and what describes the goods: of "the two packs of faulty", two.

    *before* are the words in front, the nearest first.
    """
    lows = [token.low for token in before]
    while lows and (lows[0] in DESCRIBING or (lows[0].endswith(("ed", "ing")) and len(lows) > 1)):
        lows.pop(0)
    if lows[:1] == ["of"]:
        lows.pop(0)
    if len(lows) > 1 and root(lows[0]) in MEASURE_ROOTS:
        lows.pop(0)
    return lows[0] if lows else ""
