"""One clause of a text as the words that say what happened are read in it."""

from __future__ import annotations

import re

from tickets_service.facts.passages import Passage, Span
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import happenings as words

FIRST_PERSON = frozenset(["wir", "ich", "we", "i", "we'll", "i'll", "we're", "i'm"])
NOT_ONLY = re.compile(
    r"\b(?:nicht nur|not only|not just|no (?:problem|worries|longer|damage)|kein problem|keine sorge)\b", re.IGNORECASE
)
MONEY = re.compile(r"[€£$]|\b(?:EUR|Euros?)\b", re.IGNORECASE)
A_RULE = re.compile(
    r"\b(?:ab|over|above|from)\s(?:\d|[€£$])|\b(?:immer|grundsätzlich|generell|üblicherweise|normalerweise|automatisch|automatically|in der regel|täglich|"
    r"always|generally|usually|normally|as a rule|daily)\b",
    re.IGNORECASE,
)


TAG = re.compile(r",\s(?:oder|ja|gell|nicht wahr|right|correct|richtig)\?$", re.IGNORECASE)
BY_US = re.compile(r"\b(?:wir|ich|we|i)\b[^.!?\n]{0,30}\b(?:bestätig\w*|confirm\w*)\b", re.IGNORECASE)
VERB_FIRST = re.compile(
    r"\W{0,10}(?:Ist|Sind|War|Wird|Werden|Wurden?|Hat|Haben|Kommt|Kommen|Trifft|Treffen|Geht|Gehen|Bleibt|Bleiben|Taucht|"
    r"Klappt|Hilft|Liegt|Fehlt|Fehlen|Fällt|Stellt|Schlägt|Lässt|Erhalten|Bekommen|Möchten|Möchtest|Wollen|Willst|Brauchen|Mögen|Magst|Sollten|Sollte|Zeigt|Bringt|Reicht|Passt|Gefällt|Wirkt|Wünschen)\b[^?\n]{0,400}?,\s"
    r"(?:dann|so|bitte|[a-zäöü]+(?:en|t|e|st)\s(?:es|er|sie|Sie|wir|ich|du|man|sich|das|der|die|den|dem|dies\w*|Ihnen|uns|dir|bitte|einfach|Ihr\w*|un\w+)\b)"
)
NEW_ONE = re.compile(
    r"\b(?:new|second|other) (?:one|unit|device|piece|bottle|parcel)\b|\ba (?:new|second|replacement) (?:\w+ ){1,3}(?:is|was|has|went)\b|\b(?:neue[sn]?|zweite[sn]?) (?:gerät|exemplar|paket|stück)|\bein(?:e|en)? neue[nrs]? \w+ (?:ist|wurde|haben|habe|geht|ging)\b",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"\b(?:alternativ|andernfalls|ansonsten|sonst|entweder|wahlweise|alternatively|otherwise|either)\b", re.IGNORECASE
)
CAUSATIVE = re.compile(
    r"\bhave (?:it|them|this|one|the \w+)\b|\bor (?:swapped|replaced|exchanged|repaired|refunded)\b", re.IGNORECASE
)
IN_THAT_CASE = re.compile(
    r"\b(?:(?:für|in) (?:diesen|diesem|den|dem) fall|(?:nach|bei|mit) (?:\w+ )?(?:\w*eingang|eintreffen|erhalt|ankunft|prüfung|rückkehr)|für jede[nrs]?|pro|"
    r"entweder|oder|dann|auf wunsch|natürlich|selbstverständlich|gerne?|umgehend|ohne (?:umstände|weiteres)|say the word|on (?:arrival|receipt)|in that case|once|after (?:it|they|this|that|the|your|inspection)|without (?:it|them)|"
    r"for (?:each|every|any)|per|of course|gladly|happily|then|or)\b",
    re.IGNORECASE,
)
"""The shop's own promise of what it will do, and no claim of what has been done."""
DEADLINE_RULE = re.compile(r"\b(?:within|innerhalb|binnen)\b", re.IGNORECASE)
TOLD = frozenset(["wurde", "wurden", "worden", "haben", "habe", "hat", "hatten", "was", "were", "has", "have", "been"])
HABIT = re.compile(
    r"(?<!wie )\bimmer\b(?! no)(?<!noch immer)|\b(?:üblicherweise|normalerweise|in der regel|meist(?:ens)?|manchmal|häufig|oft|"
    r"erfahrungsgemäß|usually|normally|as a rule|typically|often|sometimes|mostly|generally)\b",
    re.IGNORECASE,
)


AS_HOPED = re.compile(
    r"\b(?:zustand|unversehrt|unbeschädigt|heil|vollständig|wie (?:erwartet|gewünscht|bestellt)|in one piece|condition|intact|undamaged|complete|as expected)\b",
    re.IGNORECASE,
)
DECLARED = re.compile(
    r"\b(?:sie|du|you) (?:schreib\w*|schrieb\w*|erwähn\w*|sag\w*|mein\w*|write|wrote|mention\w*|say|said)[^.!?\n]{0,40},?\s(?:dass|that)\b[^.!?\n]{0,8}$|"
    r"\b(?:erklär\w*|\w*erklärung|versicherung|eidesstattlich\w*|bestätig\w*|statement|declaration|signed note|declare|confirm)\b[^.!?\n]{0,40},?\s(?:dass|that)\b[^.!?\n]{0,8}$",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"\b(?:sie|du|you) (?:schreib\w*|schrieb\w*|fragt\w*|wrote|write|said|asked)\b[^.!?\n]{0,30}:\s?[„“\"»][^“”\"«\n]{0,300}$",
    re.IGNORECASE,
)
ASKED_WHY_NOT = re.compile(
    r"\b(?:frag\w*|wunder\w*|wissen|wonder\w*|ask\w*)\b[^.!?\n]{0,30},?\s(?:weshalb|warum|wieso|why)\b", re.IGNORECASE
)
"""That it did not happen is what they say; that it happened, "why only €5 were refunded", we grant."""
ASKED = re.compile(
    r"\b(?:mit(?:zu)?teil\w*|mit|schreib\w*|sag\w*|nenn\w*|tell|know|say)\b[^.!?\n]{0,30}(?:,\s(?:welche[rsnm]?|was|ob)|,?\s(?:which|what|whether))\b",
    re.IGNORECASE,
)


NOT_YET = re.compile(
    r"[^\n:.;]{0,34}:\s(?:(?:noch|not) (?:nicht|offen|yet)|nein|no|pending|outstanding|ausstehend|offen|steht (?:noch )?aus)\b",
    re.IGNORECASE,
)
"""Behind a label: "Arrived at our warehouse: not yet"."""
RELATIVE = frozenset(["der", "die", "das", "den", "dem"])


class Clause:
    def __init__(self, passage: Passage, span: Span, sentence: Span) -> None:
        self.span, self.sentence, self.passage = span, sentence, passage
        self.tokens = passage.tokens_in(span)
        self.lows = [low_of(token, after) for token, after in zip(self.tokens, [*self.tokens, None][1:], strict=True)]
        self.words = frozenset(self.lows)
        self.sentence_begins = frozenset(token.low for token in passage.tokens_in(sentence)[:2])
        self.sentence_words = sentence_conditions(passage, sentence)
        asked = passage.text[span.start : sentence.end].rstrip(' \n\t"“”*_)')
        self.is_question = asked.endswith("?") and ":" not in asked and TAG.search(asked) is None
        self.has_money = MONEY.search(passage.text, span.start, span.end) is not None
        self.is_past = not self.words.isdisjoint(words.PAST)
        text = self.text = passage.text[span.start : span.end]
        self.is_a_rule = A_RULE.search(text) is not None
        self.is_a_habit = HABIT.search(text) is not None
        self.is_a_choice = CHOICE.search(text) is not None
        self.is_in_that_case = IN_THAT_CASE.search(passage.text, sentence.start, sentence.end) is not None
        self.is_of_a_new_one = NEW_ONE.search(text) is not None
        if CAUSATIVE.search(text) or (DEADLINE_RULE.search(text) and self.words.isdisjoint(TOLD)):
            self.is_a_habit = True
        before = passage.text[sentence.start : min(span.end, span.start + 10)]
        is_quoted = QUOTED.search(before) is not None
        is_reported = self.lows[-1:] in (["sei"], ["seien"], ["habe"])
        is_of_customer = is_reported or not self.words.isdisjoint({"sie", "du", "you"})
        self.is_declared = (
            is_quoted
            or (DECLARED.search(before) is not None and is_of_customer and not BY_US.search(before))
            or ASKED.search(passage.text, sentence.start, span.end) is not None
        )
        """What the customer is to declare, or asks the reason of, is theirs to know."""
        self.is_if = VERB_FIRST.match(passage.text, sentence.start, sentence.end) is not None
        self.is_negated = not self.words.isdisjoint(words.NEGATIONS) and not NOT_ONLY.search(text)
        if self.is_negated and ASKED_WHY_NOT.search(passage.text, sentence.start, span.end):
            self.is_declared = True
        self.is_of_its_state = self.is_negated and AS_HOPED.search(text) is not None
        """ "Did not arrive in good condition": that it came is not denied."""

    def is_labelled_open(self, end: int) -> bool:
        return NOT_YET.match(self.passage.text, end) is not None

    @property
    def is_relative(self) -> bool:
        """ "…, die Sie erhalten haben", "…, which arrived": said of the word in front."""
        is_german = self.lows[:1] and self.lows[0] in RELATIVE and self.lows[-1] in words.PAST
        return bool(is_german) or self.lows[:1] == ["which"]

    def go_on_from(self, before: Clause) -> None:
        """ "Was packed and shipped", "nothing was refunded or replaced": the auxiliary stands once."""
        if self.is_relative:
            self.words |= frozenset(before.lows[-1:])
        joins = self.lows[:1] and self.lows[0] in ("und", "and", "or", "nor", "oder", "noch", "sowie")
        if joins and self.words.isdisjoint(FIRST_PERSON):
            self.words |= before.words & {"sie", "du", "you"}
        if not joins or not self.words.isdisjoint(words.PAST | words.FUTURE | words.PERHAPS):
            return
        self.words |= before.words & (words.PAST | words.FUTURE | words.PERHAPS)
        self.is_past = self.is_past or before.is_past
        if self.lows[0] in ("or", "nor", "oder", "noch"):
            self.is_negated = self.is_negated or before.is_negated


def low_of(token: Token, after: Token | None) -> str:
    """The month of May is no "may", "no. 12" no "no", and "sie" in small letters nobody we write to."""
    if token.text == "sie":
        return "es"
    if token.text == "May" or (token.low == "no" and after is not None and after.has_digit):
        return token.text.upper()
    return token.low


def sentence_conditions(passage: Passage, sentence: Span) -> frozenset[str]:
    """ "Should it not arrive, …" is one; "it should have arrived" and what is only a consequence, "so if …", are none."""
    found, before = set(), ""
    for token in passage.tokens_in(sentence):
        is_consequence, before = before == "so", token.low
        if is_consequence:
            continue
        begins = token.start == sentence.start or passage.text[: token.start].rstrip()[-1:] in ("", ",", ".", "!", "?")
        if token.low in words.CONDITIONS and (begins or token.low not in ("should", "sollte", "sollten")):
            found.add(token.low)
    return frozenset(found)
