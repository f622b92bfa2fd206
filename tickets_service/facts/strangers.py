"""Goods that no list knows, where only an article of an order stands: "your shampoo bars were handed to GLS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tickets_service.facts.determiners import BY_MEANS, DEFINITE, PLACES, POSSESSIVES, is_a_number
from tickets_service.facts.goods import is_ambiguous, is_good, mean_the_same, root
from tickets_service.facts.item_names import parts_of
from tickets_service.facts.mentions import MEASURE_ROOTS, Mention, SheetItems, is_made_of
from tickets_service.facts.noun_phrases import HEADS, LEAST_NOUN, noun_phrase
from tickets_service.facts.passages import Passage
from tickets_service.facts.speaking import Speaking
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import words_of

DESCRIBING = words_of(
    """
    new faulty damaged broken defective missing wrong right correct second third other same whole remaining first last next little big small
    neue neuen neuer neues defekte defekten falsche falschen fehlende fehlenden zweite zweiten richtige richtigen restlichen andere anderen
    """
)
NO_ARTICLES = words_of("that this zum zur am vom beim")
"""Behind these stands seldom what was ordered."""
TIMES_BEFORE = re.compile(r"(?<![\w.,])\d{1,3}[ ]?[x×][ ]$")
TIMES_BACK, A_LINE, FAR = 8, 90, 50
LISTED = re.compile(
    r"\b(?:artikel|positionen|position|produkte?|inhalt|ware|bestellt|items?|products?|articles?|contents?|goods|ordered|"
    r"in the (?:box|parcel)|im paket)[ \t]?:[^\n.;]*\Z",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\s\((?:\d{1,3}\s?[x×]|[x×]\s?\d{1,3}\b|(?:Art|Artikel)-?Nr\.)\s?\)", re.IGNORECASE)
EACH = re.compile(r"\b(?:je|pro|per)\s$", re.IGNORECASE)
PARTS_TOO = words_of("box boxes label labels tray trays stick sticks tube tubes tank figure figures")
"""The drip tray, the prepaid label."""
KEPT = re.compile(
    r"\b(?:behalte\w*|behältst|(?:ver)?bleib\w*|zurück\w*|umtausch\w*|kept?|return(?:ed|ing)?|stays?|remains?|reserv\w*|vorrätig|in stock|"
    r"(?:back|pre)-?\s?order\w*|sold out|ausverkauft|vorbestell\w*|aus (?:der|Ihrer|deiner) Bestellung|from (?:your )?order|on order|"
    r"verzöger\w*|delay\w*)\b",
    re.IGNORECASE,
)
"""What is said of an article, and seldom of anything else that stands at the beginning."""


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
            words = noun_phrase(self.passage.text, tokens, place, is_english=self.is_english)
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
        """Where only an article stands: listed, measured, priced, counted, beside another article, sent or kept."""
        if self.is_in_a_sure_slot(mention):
            return True
        before = self.speaking.words_before(mention.start)
        low = what_stands_before(before)
        if not is_a_number(low) and low not in (DEFINITE | POSSESSIVES) - NO_ARTICLES:
            return False
        if self.speaking.has_price(mention) or self.speaking.is_joined(mention):
            return True
        if is_counted_among_known(before, low) or self.is_called_by_name(mention, before):
            return True
        if self.is_english and is_a_compound(mention) and self.speaking.claims(replace(mention, has_good=True)):
            return True
        return self.speaking.is_moved(mention) and (low in POSSESSIVES or not self.is_a_plain_word(mention))

    def is_in_a_sure_slot(self, mention: Mention) -> bool:
        """Listed, measured or kept: so stands no part of an article and nothing of the surroundings."""
        before = self.speaking.words_before(mention.start)
        return (
            self.is_listed(mention)
            or is_measured(before, is_english=self.is_english)
            or (not self.is_a_plain_word(mention) and self.is_kept(mention, before))
        )

    def is_called_by_name(self, mention: Mention, before: Sequence[Token]) -> bool:
        """ "Die Leinenhose Sylt": a German noun and a name, not of a place."""
        lows = {token.low for token in before[:2]}
        words = [word for word in mention.strange if not word.has_digit]
        return not self.is_english and len(words) > 1 and lows.isdisjoint(PLACES | BY_MEANS | {"bei"})

    def is_listed(self, mention: Mention) -> bool:
        text = self.passage.text
        if TIMES_BEFORE.search(text, max(0, mention.start - TIMES_BACK), mention.start):
            return True
        if EACH.search(text, max(0, mention.start - TIMES_BACK), mention.start):
            return self.speaking.is_priced_before(mention)
        is_listed = LISTED.search(text, max(0, mention.start - A_LINE), mention.start) is not None
        return is_listed or NUMBERED.match(text, mention.end) is not None

    def is_kept(self, mention: Mention, before: Sequence[Token]) -> bool:
        """ "The Stollen stays with you", "Die Heringe haben wir vorrätig": at the beginning of what is said."""
        text, sentence = self.passage.text, self.passage.sentence_at(mention.start)
        first = next((token for token in before[:2] if token.low in DEFINITE | POSSESSIVES), None)
        if first is None or not (first.start == sentence.start or text[first.start - 2] in ",;:–"):
            return False
        return KEPT.search(text, mention.end, min(sentence.end, mention.end + FAR)) is not None

    def is_a_plain_word(self, mention: Mention) -> bool:
        """One English word in small letters and the singular may be anything: the pallet, the report."""
        word = mention.strange[-1].text if mention.strange else ""
        return self.is_english and len(mention.strange) <= 1 and word.islower() and not word.endswith("s")

    @property
    def nearest(self) -> tuple[str, ...]:
        return tuple(name.fact.id for name in self.sheet.names)

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


def is_a_compound(mention: Mention) -> bool:
    """ "Camera strap", "wrap dress": a noun in front of one that alone may be anything."""
    words = [word for word in mention.strange if not word.has_digit]
    return len(words) > 1 and words[-1].low in HEADS - PARTS_TOO


def shares_a_part(word: str, other: str) -> bool:
    """Either begins or ends with four letters or more of the other."""
    short, long = sorted((word, other), key=len)
    return len(short) >= LEAST_NOUN and (long.startswith(short[:5]) or long.endswith(short[-5:]))


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


def is_counted_among_known(before: Sequence[Token], low: str) -> bool:
    """ "The two zargels", "Ihre drei Zargeln"."""
    lows = [token.low for token in before]
    behind = lows[lows.index(low) + 1 :] if low in lows else []
    return is_a_number(low) and not (DEFINITE | POSSESSIVES).isdisjoint(behind[:1])


def is_measured(before: Sequence[Token], *, is_english: bool) -> bool:
    """Behind "two jars of", "your bags of", "drei Packungen": what comes in such is an article."""
    lows = [token.low for token in before]
    is_of = lows[:1] == ["of"]
    rest = lows[1:] if is_of else lows
    if len(rest) < 2 or root(rest[0]) not in MEASURE_ROOTS:  # noqa: PLR2004
        return False
    if is_of != is_english:
        return False
    return is_a_number(rest[1]) or (is_of and rest[1] in DEFINITE | POSSESSIVES)
