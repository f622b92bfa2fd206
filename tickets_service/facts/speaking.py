"""Whether a mention of goods speaks of an article of the order, told by where it stands.

A reply also names accessories, spare parts, rooms and tables: such a noun claims nothing. What has a word of an item or
a name of its own does; a noun alone does only where the text says something of the order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from tickets_service.facts.amounts import Money
from tickets_service.facts.claims import Modality
from tickets_service.facts.determiners import (
    BY_MEANS,
    DEFINITE,
    INDEFINITE,
    OURS,
    PLACES,
    POSSESSIVES,
    count_in,
    determiner_in,
    is_owned,
)
from tickets_service.facts.goods import is_look
from tickets_service.facts.happenings import Cue
from tickets_service.facts.mentions import Mention
from tickets_service.facts.numbers import number_of
from tickets_service.facts.passages import Passage, Span
from tickets_service.facts.sheet import Event, FactKind, FactSheet
from tickets_service.facts.tokens import Token

LABEL = re.compile(
    r"\b(?:artikel\w*|positionen|position|produkte?|inhalt|ware|bestellt|items?|"
    r"products?|articles?|contents?|goods|ordered)[ \t]?:[^\n.;]*$|"
    r"(?:^|\n)[ \t]*(?:[-*•–·]|\d{1,2}[.)])[ \t]*(?:\w{1,12}[ \t](?:x[ \t])?){0,2}$|\d[ \t]?[x×][ \t][^.;:!?\n]{2,60},[ \t]$|:[ \t](?:\d{1,3}[ \t]?(?:x[ \t])?)?$",
    re.IGNORECASE,
)
KEEPING = re.compile(
    r"\b(?:behalten|behältst|bleib\w*|zurück\w*|retour\w*|reklam\w*|bestellt\w*|bestellung|gekauft\w*|defekt\w*|umtausch\w*|"
    r"garantie|warranty|keep\w*|return\w*|order(?:ed|s)?|bought|buying|purchas\w+|faulty|defective|send(?:ing)? [^.!?\n]{0,40}\bback|exchange)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"\s\((?:\d{1,3}\s?[x×]|[x×]\s?\d{1,3}\b|(?:Art|Artikel|Bestell)?-?Nr\.|No\.)|:\s(?:[A-Za-z]{2,8}\s)?(?=[A-Z\d]*\d[A-Z\d]{5,})",
    re.IGNORECASE,
)
NAMED = re.compile(r"\b(?:artikels?|produkts?|items?|products?|articles?)[ \t]?:?[ \t]?$", re.IGNORECASE)
SENDING = re.compile(r"\b(?:schick\w*|sende\w*|pack\w*|liefer\w*|send\w*|ship\w*|deliver\w*)\b", re.IGNORECASE)
JOINS = re.compile(
    r"(?:,\s\d{1,3}(?:\s?x)?\s)|,?\s(?:und|sowie|nebst|samt|plus|and|as well as|with)\s(?:(?:der|die|das|den|dem|the|your|ihre?n?)\s)?(?:[a-zäöüß]+\s)?",
    re.IGNORECASE,
)
BREAK = re.compile(r"[.,;:!?()\n]")
DAMAGE = re.compile(
    r"\b(?:scratch\w*|dents?|cracks?|marks?|stains?|damage|defects?|faults?|chip|holes?|kratzer\w*|dellen?|riss\w*|schaden|schäden|"
    r"mangel|mängel|flecken?|defekt|macken?)\s(?:on|in|to|with|an|am|auf|im|bei)\s$",
    re.IGNORECASE,
)
ADVICE = re.compile(
    r"\b\w+en Sie\b|\b(?:bitte|am besten|einfach|übrigens|tipp|sollte\w*|lässt|lassen|dürfen|darf|muss|müssen|wenn|falls|sobald|bevor|bis|solange|damit|zuerst|zunächst|danach|"
    r"please|make sure|should|don't|just|try|if|once|until|till|before|then|when|while|whether|first|check|clean|connect|fill|rinse|press|open|remove|place|put|let|use|wipe|wrap|shake|"
    r"turn|switch|screw|tip)\b",
    re.IGNORECASE,
)
IN_THE_ORDER = re.compile(
    r"\s(?:in|from|on|of|aus|zu|von)\s(?:your|Ihrer|deiner|this|dieser)\s(?:order|purchase|Bestellung)\b",
    re.IGNORECASE,
)
OF_THE_ORDER = re.compile(r"\s(?:orders?|delivery)\b")
MOVING = frozenset([Event.SENT, Event.DELIVERED, Event.RETURNED, Event.RECEIVED, Event.ORDERED, Event.REPLACED])
SENTENCE_BREAK = re.compile(r"\n|[.!?]\s[A-ZÄÖÜ]")
FOR_SALE = re.compile(
    r"\b(?:available|in stock|erhältlich|verfügbar|vorrätig|lieferbar|gibt es (?:auch|noch))\b", re.IGNORECASE
)
KIND_OF = re.compile(r" (?:(?:Der|Die|Das|The) )?")
INSTEAD = re.compile(
    r"\b(?:(?:statt|anstatt|anstelle|instead of)\b.*\b(?:lag|lagen|kam|kamen|erhielt\w*|bekam\w*|came|got|received|found|was in|were in)\b|"
    r"(?:lag|lagen|kam|kamen|erhielt\w*|bekam\w*|came|got|received|sent you|packed|picked)\b.*\b(?:statt|anstatt|anstelle|instead of))\b",
    re.IGNORECASE | re.DOTALL,
)
WORDS_BACK = 3
FAR = 90


class Speaking:
    def __init__(
        self,
        passage: Passage,
        sheet: FactSheet,
        mentions: Sequence[Mention],
        cues: Sequence[Cue],
        money: Sequence[Money],
    ) -> None:
        self.passage = passage
        self.told = [cue for cue in cues if cue.modality is not None]
        self.told_starts = [cue.start for cue in self.told]
        amounts = {fact.value for fact in sheet.of_kind(FactKind.AMOUNT) if isinstance(fact.value, Decimal)}
        self.prices = [one.start for one in money if one.value in amounts]
        named = {item for one in mentions if not one.strange for item in one.items[:1]}
        self.is_none_named = not named
        self.starts = [one.start for one in mentions if not one.strange]
        self.ends = [one.end for one in mentions if not one.strange]
        self.is_one_unnamed = any(fact.id not in named for fact in sheet.of_kind(FactKind.ITEM))

    def claims(self, mention: Mention) -> bool:
        if mention.strange and (
            self.is_another_colour_for_sale(mention) or self.is_the_kind_of(mention) or self.is_instead(mention)
        ):
            return False
        if not mention.is_foreign or mention.has_name:
            return True
        if not mention.has_good:
            return self.is_called_an_item(mention)
        before = self.words_before(mention.start)
        lows = [token.low for token in before]
        if mention.is_of_the_surroundings and not (INDEFINITE | PLACES).isdisjoint(lows):
            return False
        is_some = mention.is_measured and not INDEFINITE.isdisjoint(lows[:1])
        if is_some or OF_THE_ORDER.match(self.passage.text, mention.end):
            return False  # "in a bucket of water", "the coffee order"
        if self.is_listed(mention) or self.has_price(mention) or IN_THE_ORDER.match(self.passage.text, mention.end):
            return True
        if not OURS.isdisjoint(lows[:2]):
            return False
        return self.is_the_open_one(mention, lows) or self.is_spoken_of(mention, before)

    def is_of_the_order(self, mention: Mention) -> bool:
        """Goods, or what is listed, priced or beside an article: where another name than the article's is a wrong one."""
        return (
            mention.has_good
            or self.is_listed(mention)
            or self.has_price(mention)
            or self.is_joined(mention)
            or IN_THE_ORDER.match(self.passage.text, mention.end) is not None
        )

    def is_the_kind_of(self, mention: Mention) -> bool:
        """The novel of "der Roman Der Leuchtturm": the article's name stands right behind."""
        after = bisect_left(self.starts, mention.end)
        return (
            after < len(self.starts)
            and KIND_OF.fullmatch(self.passage.text, mention.end, self.starts[after]) is not None
        )

    def is_instead(self, mention: Mention) -> bool:
        """ "Statt der Lampe lag ein Tisch im Paket": what came is not what was ordered, which is named beside it."""
        sentence = self.passage.sentence_at(mention.start)
        first, last = bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)
        return first < last and INSTEAD.search(self.passage.text, sentence.start, sentence.end) is not None

    def is_the_open_one(self, mention: Mention, lows: Sequence[str]) -> bool:
        """Where an article of the order is not named, such goods stand for it."""
        if mention.is_of_the_surroundings:
            return False
        is_with = not (PLACES | BY_MEANS).isdisjoint(lows[:2]) or mention.is_measured
        is_open = self.is_one_unnamed and not (is_with or mention.is_part)
        return is_open or is_owned(lows) or self.is_joined(mention)

    def is_spoken_of(self, mention: Mention, before: Sequence[Token]) -> bool:
        lows = [token.low for token in before]
        count = count_in(lows)
        if count is not None:
            return self.is_counted(mention, before, count)
        at = determiner_in(before)
        if at is not None:
            return self.is_definite(mention, before, at)
        is_done = self.is_done(self.passage.clause_at(mention.start)) and not mention.is_of_the_surroundings
        if any(low in INDEFINITE for low in lows):
            return lows[1:2] == ["je"] or is_done
        return is_done and not (lows and lows[0] in PLACES | BY_MEANS)

    def is_another_colour_for_sale(self, mention: Mention) -> bool:
        """ "The same helmet in white is available"."""
        clause = self.passage.clause_at(mention.start)
        is_look_only = bool(mention.strange) and not mention.is_foreign and all(map(is_look, mention.strange))
        return is_look_only and FOR_SALE.search(self.passage.text, clause.start, clause.end) is not None

    def is_counted(self, mention: Mention, before: Sequence[Token], count: int) -> bool:
        clause, sentence = self.passage.clause_at(mention.start), self.passage.sentence_at(mention.start)
        behind = before[count + 1].low if len(before) > count + 1 else ""
        is_first = before[count].start == sentence.start or before[count].text[:1].isupper()
        is_one_open = self.is_one_unnamed and not mention.is_of_the_surroundings
        is_many = before[count].text.isdecimal() and len(before[count].text) > 1
        return (
            behind in DEFINITE | POSSESSIVES | {"another", "weitere", "all", "alle"}
            or is_first
            or (is_many and not mention.is_of_the_surroundings and not mention.is_part)
            or is_one_open
            or self.is_done(clause)
            or self.is_sending(clause)
        )

    def is_definite(self, mention: Mention, before: Sequence[Token], at: int) -> bool:
        clause, sentence = self.passage.clause_at(mention.start), self.passage.sentence_at(mention.start)
        if DAMAGE.search(self.passage.text, sentence.start, before[at].start):
            return True
        behind = before[at + 1].low if at + 1 < len(before) else ""
        if behind in ("mit", "with") and (mention.is_part or mention.is_of_the_surroundings):
            return False
        if behind in PLACES:
            return self.is_none_named and not mention.is_of_the_surroundings
        if mention.is_of_the_surroundings:
            return self.is_done(clause)
        if self.is_advice(mention):
            return self.is_one_unnamed or self.is_told(clause)
        if not mention.is_part or before[at].low in ("both", "beide", "beiden"):
            return True
        return self.is_one_unnamed or self.is_told(sentence)

    def is_advice(self, mention: Mention) -> bool:
        """ "Clean the sieve": a noun alone, in what is to be done or is so in general."""
        sentence = self.passage.sentence_at(mention.start)
        is_alone = not mention.is_whole and " " not in self.passage.text[mention.start : mention.end]
        return is_alone and ADVICE.search(self.passage.text, sentence.start, mention.start) is not None

    def is_moved(self, mention: Mention) -> bool:
        """Sent, delivered, returned or ordered in the same sentence, near by."""
        sentence = self.passage.sentence_at(mention.start)
        low, high = max(sentence.start, mention.start - FAR), min(sentence.end, mention.end + FAR)
        first, last = bisect_left(self.told_starts, low), bisect_left(self.told_starts, high)
        return any(not MOVING.isdisjoint(cue.events) and not cue.is_noun for cue in self.told[first:last])

    def words_before(self, place: int) -> list[Token]:
        """The nearest first, up to a break."""
        index = bisect_left(self.passage.token_starts, place)
        found: list[Token] = []
        after = place
        for token in reversed(self.passage.tokens[max(0, index - WORDS_BACK) : index]):
            if BREAK.search(self.passage.text, token.end, after):
                break
            found.append(token)
            after = token.start
        return found

    def is_called_an_item(self, mention: Mention) -> bool:
        """A strange name in quotes or behind a determiner."""
        window = self.passage.text[max(0, mention.start - 30) : mention.start].rstrip("\"'„“”»«‚ ")
        if NAMED.search(window):
            return True
        lows = [token.low for token in self.words_before(mention.start)]
        if lows and (lows[0] in POSSESSIVES or lows[0] in INDEFINITE or number_of(lows[0]) is not None):
            return True
        return self.is_none_named

    def is_listed(self, mention: Mention) -> bool:
        line = self.passage.text[max(0, mention.start - FAR) : mention.start]
        return LABEL.search(line) is not None or NUMBERED.match(self.passage.text, mention.end) is not None

    def has_price(self, mention: Mention) -> bool:
        index = bisect_left(self.prices, mention.end)
        near = index < len(self.prices) and self.prices[index] - mention.end <= FAR // 3
        return near and SENTENCE_BREAK.search(self.passage.text, mention.end, self.prices[index]) is None

    def is_priced_before(self, mention: Mention) -> bool:
        """ "€14.00 per paper"."""
        index = bisect_left(self.prices, mention.start) - 1
        return index >= 0 and mention.start - self.prices[index] <= FAR // 3

    def is_joined(self, mention: Mention) -> bool:
        """Right beside an item of the order: "the lamp and table"."""
        after = bisect_left(self.starts, mention.end)
        if after < len(self.starts) and JOINS.fullmatch(self.passage.text, mention.end, self.starts[after]):
            return True
        index = bisect_left(self.ends, mention.start) - 1
        if index < 0 or mention.start - self.ends[index] > FAR // 3:
            return False
        return JOINS.fullmatch(self.passage.text, self.ends[index], mention.start) is not None

    def is_sending(self, clause: Span) -> bool:
        return SENDING.search(self.passage.text, clause.start, clause.end) is not None

    def is_told(self, span: Span) -> bool:
        return self.is_done(span) or KEEPING.search(self.passage.text, span.start, span.end) is not None

    def is_done(self, span: Span) -> bool:
        first, last = bisect_left(self.told_starts, span.start), bisect_left(self.told_starts, span.end)
        return any(cue.modality != Modality.ANNOUNCED for cue in self.told[first:last])
