"""What a text says happened, did not happen or will happen to an order, and words that tell which date or amount is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tickets_service.facts.claims import Modality
from tickets_service.facts.passages import Passage, Span
from tickets_service.facts.sheet import Event
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import happenings as words

Events = tuple[Event, ...]


def by_word(lists: Mapping[Events, str]) -> dict[str, Events]:
    return {word: events for events, line in lists.items() for word in line.split()}


DONE = by_word(words.DONE)
OPEN_DONE = by_word(words.OPEN_DONE)
DOING = by_word(words.DOING)
NOUNS = by_word(words.NOUNS)
PHRASE_EVENTS = {phrase: events for events, phrases in words.PHRASES.items() for phrase in phrases}
PHRASE = re.compile(rf"\b(?:{'|'.join(re.escape(phrase) for phrase in PHRASE_EVENTS)})\b", re.IGNORECASE)
ARTICLES = frozenset(
    [
        "the",
        "your",
        "our",
        "a",
        "an",
        "any",
        "this",
        "that",
        "these",
        "all",
        "of",
        "per",
        "zu",
        "to",
        "der",
        "die",
        "das",
        "ihre",
    ]
)
FIRST_PERSON = frozenset(["wir", "ich", "we", "i", "we'll", "i'll", "we're", "i'm"])
IS_DONE_TO = frozenset(["is", "are", "was", "were", "been", "be", "being", "get", "got", "gets"])
REPLACEMENT = frozenset(word for word in NOUNS if NOUNS[word] == (Event.REPLACED,))
NOT_ONLY = re.compile(
    r"\b(?:nicht nur|not only|not just|no (?:problem|worries|longer)|kein problem|keine sorge)\b", re.IGNORECASE
)
MONEY = re.compile(r"[€£$]|\b(?:EUR|Euros?)\b", re.IGNORECASE)
NO_OBJECT_NEEDED = frozenset(["received", "arrived", "erhalten"])


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says which event something belongs to. *modality* is None where it claims nothing itself."""

    start: int
    end: int
    events: Events
    modality: Modality | None
    is_noun: bool = False
    is_by_customer: bool = False


class Clause:
    def __init__(self, passage: Passage, span: Span, sentence: Span) -> None:
        self.span, self.sentence = span, sentence
        self.tokens = passage.tokens_in(span)
        self.lows = [low_of(token, after) for token, after in zip(self.tokens, [*self.tokens, None][1:], strict=True)]
        self.words = frozenset(self.lows)
        self.sentence_words = sentence_conditions(passage, sentence)
        asked = passage.text[span.start : sentence.end].rstrip(' \n\t"“”*_)')
        self.is_question = asked.endswith("?") and ":" not in asked
        self.has_money = MONEY.search(passage.text, span.start, span.end) is not None
        self.is_past = not self.words.isdisjoint(words.PAST)
        text = passage.text[span.start : span.end]
        self.is_negated = not self.words.isdisjoint(words.NEGATIONS) and not NOT_ONLY.search(text)

    def go_on_from(self, before: Clause) -> None:
        """ "Was packed and shipped", "nothing was refunded or replaced": the auxiliary stands once."""
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
    return frozenset(token.low for token in passage.tokens_in(sentence)) & words.CONDITIONS


def find_cues(passage: Passage) -> list[Cue]:
    cues: list[Cue] = []
    phrases = phrases_by_start(passage.text)
    before: Clause | None = None
    for span in passage.clauses:
        clause = Clause(passage, span, passage.sentence_at(span.start))
        if before is not None and before.sentence == clause.sentence:
            clause.go_on_from(before)
        before = clause
        for place, token in enumerate(clause.tokens):
            if token.start in phrases:
                end, events = phrases[token.start]
                cues.append(Cue(token.start, end, told_apart(clause, "", events), modality_of(clause, place)))
            else:
                cue = cue_of(clause, place, token)
                if cue is not None:
                    cues.append(cue)
    return cues


def phrases_by_start(text: str) -> dict[int, tuple[int, Events]]:
    return {at.start(): (at.end(), PHRASE_EVENTS[at.group().lower()]) for at in PHRASE.finditer(text)}


def cue_of(clause: Clause, place: int, token: Token) -> Cue | None:
    word = token.low
    if word in NOUNS:
        return noun_cue(clause, place, token)
    if word in DOING and is_doing(clause, word):
        modality = Modality.HAPPENED if had_to(clause) else announced(clause, place)
        return Cue(token.start, token.end, told_apart(clause, word, DOING[word]), modality)
    if word in DONE or word in OPEN_DONE:
        if word in OPEN_DONE and word not in DONE:
            events = object_events(clause, word)
        else:
            events = told_apart(clause, word, DONE[word])
        if not events:
            return None
        is_by_customer = not clause.words.isdisjoint({"sie", "du", "you", "you've"})
        return Cue(token.start, token.end, events, modality_of(clause, place), is_by_customer=is_by_customer)
    return None


def had_to(clause: Clause) -> bool:
    """ "Mussten wir stornieren", "we had to cancel": it was done."""
    joined = " ".join(clause.lows)
    return (
        re.search(r"\bmusste[nt]?\b|\bhad to\b", joined) is not None
        and not clause.is_negated
        and not clause.is_question
    )


def is_doing(clause: Clause, word: str) -> bool:
    """Both "er versendet" and "hat versendet" are written alike: with an auxiliary it is done."""
    if word not in DONE:
        return True
    return (
        not clause.is_past
        and clause.words.isdisjoint(words.FUTURE)
        and not clause.words.isdisjoint({"wir", "ihr", "er"})
    )


def noun_cue(clause: Clause, place: int, token: Token) -> Cue:
    """ "Die Erstattung wurde veranlasst" claims; "die Erstattung" only says what is meant."""
    events = NOUNS[token.low]
    done = [other for other in clause.tokens if other.low in words.COMPLETED]
    if (
        done
        and events[0] in words.COMPLETED_NOUNS
        and clause.words.isdisjoint({"order", "bestellung"} if events[0] == Event.PAID else set())
    ):
        modality = modality_of(clause, clause.tokens.index(done[0]))
        start, end = min(token.start, done[0].start), max(token.end, done[0].end)
        if end - start < 120:  # noqa: PLR2004 - further apart they are not said of each other
            return Cue(token.start, token.end, events, modality, is_noun=True)
    if is_a_status(clause, place):
        return Cue(token.start, token.end, events, Modality.HAPPENED, is_noun=True)
    return Cue(token.start, token.end, events, None, is_noun=True)


def is_a_status(clause: Clause, place: int) -> bool:
    return place > 0 and clause.lows[place - 1] == "status"


def told_apart(clause: Clause, word: str, events: Events) -> Events:
    """A replacement that was sent is a replacement; what was delivered again too."""
    if events and events[0] in (Event.SENT, Event.DELIVERED) and not clause.words.isdisjoint(REPLACEMENT):
        return (Event.REPLACED, *events)
    if events == (Event.PAID,) and word == "paid" and "back" in clause.words:
        return (Event.REFUNDED,)
    return events


def object_events(clause: Clause, word: str) -> Events:
    events = OPEN_DONE[word]
    if events == words.ARRIVED and not clause.words.isdisjoint(words.CARRIED) and clause.words.isdisjoint(words.AT_US):
        return (Event.RETURNED, Event.SENT, *events)
    if events[0] == Event.PAID:
        return (Event.REFUNDED, Event.PAID)
    has_papers = not clause.words.isdisjoint(words.PAPERS)
    if events[0] == Event.SENT:
        return sent_events(clause, word, has_papers=has_papers)
    if has_papers and not clause.words & words.RETURN_WORDS:
        return ()
    if not clause.words.isdisjoint(words.MONEY_WORDS) or any(low.endswith("zahlung") for low in clause.lows):
        return (Event.PAID,) if clause.words.isdisjoint({"gutschrift", "refund"}) else (Event.REFUNDED,)
    return arrival_events(clause, word)


def sent_events(clause: Clause, word: str, *, has_papers: bool) -> Events:
    if word in ("übergeben", "handed", "passed", "gegangen", "left"):
        with_carrier = not clause.words.isdisjoint(words.CARRIED | {"lager", "warehouse"})
        return told_apart(clause, word, (Event.SENT,)) if with_carrier else ()
    if has_papers:
        return ()
    if not clause.words.isdisjoint({"back", "zurück"}):
        return (Event.RETURNED, Event.RECEIVED)
    return told_apart(clause, word, (Event.SENT,))


def arrival_events(clause: Clause, word: str) -> Events:
    if clause.has_money and word in ("zurückerhalten", "zurückbekommen"):
        return (Event.REFUNDED,)
    is_at_us = not clause.words.isdisjoint(words.AT_US)
    is_return = not clause.words.isdisjoint(words.RETURN_WORDS) or word.startswith("zurück")
    is_order = not clause.words.isdisjoint(words.ORDER_WORDS)
    if word == "erhalten" and not clause.is_past:
        return ()
    if word in ("received", "empfangen") and not clause.is_past and not is_at_us and not is_return:
        return words.ARRIVED
    if is_return:
        return (Event.RECEIVED,)
    if is_order and is_at_us and clause.words.isdisjoint({"sie", "you", "du"}):
        return (
            (Event.ORDERED,)
            if clause.words.isdisjoint(IS_DONE_TO & {"was", "were", "been"} | {"wurde"})
            else words.ARRIVED
        )
    subject = next((low for low in clause.lows if low in words.AT_US | words.AT_YOU), "")
    if subject in ("sie", "du", "you", "ihnen", "dir"):
        return (Event.DELIVERED,)
    return (Event.RECEIVED,) if is_at_us and clause.words.isdisjoint(words.AT_YOU - {"your"}) else words.ARRIVED


def modality_of(clause: Clause, place: int) -> Modality | None:
    """None where nothing is claimed: questions, conditions, offers, requests, and "the returned item"."""
    if could_not(clause):
        return Modality.NOT_HAPPENED
    if clause.is_question or is_conditional(clause, place) or is_perhaps(clause, place):
        return None
    before = clause.lows[place - 1] if place else ""
    if before in ARTICLES or is_attribute(clause, place):
        return None
    is_future = not clause.words.isdisjoint(words.FUTURE) or is_being(clause)
    if is_future and clause.words.isdisjoint({"wurde", "wurden", "worden", "was", "were", "has", "have", "been"}):
        return None if clause.is_negated else Modality.ANNOUNCED
    if not clause.words.isdisjoint({"bitte", "please"}) and not clause.is_past:
        return None
    if re.search(r"\b(?:yet to be|noch aus)\b", " ".join(clause.lows)):
        return Modality.NOT_HAPPENED
    if re.search(r"\b(?:to be|to have|to get)\b", " ".join(clause.lows[max(0, place - 4) : place])):
        return None
    return Modality.NOT_HAPPENED if clause.is_negated else Modality.HAPPENED


def could_not(clause: Clause) -> bool:
    """ "Konnte nicht zugestellt werden": it was not."""
    is_tried = not clause.words.isdisjoint({"konnte", "konnten", "could", "couldn't"})
    is_passive = not clause.words.isdisjoint({"werden", "be"})
    return is_tried and is_passive and (clause.is_negated or "couldn't" in clause.words) and not clause.is_question


def is_perhaps(clause: Clause, place: int) -> bool:
    """ "I can see that you returned" is no offer: an English modal needs a "be" or "have" before the participle."""
    for index, low in enumerate(clause.lows):
        if low in words.ENGLISH_MODALS:
            if index < place and not {"be", "have", "get", "been"}.isdisjoint(clause.lows[index:place]):
                return True
        elif low in words.PERHAPS:
            return True
    return False


def is_being(clause: Clause) -> bool:
    joined = " ".join(clause.lows)
    return (
        re.search(r"\b(?:(?:is|are) (?:being|going to|about to|due to)|we'll|i'll|you'll|it'll|they'll)\b", joined)
        is not None
    )


def is_conditional(clause: Clause, place: int) -> bool:
    here = [index for index, low in enumerate(clause.lows) if low in words.CONDITIONS]
    if here and here[0] < place and not only_a_date(clause, here[0]):
        is_told = clause.lows[here[0]] in ("nachdem", "after", "when") and not clause.words.isdisjoint(
            {"wurde", "wurden", "was", "were"}
        )
        return not is_told
    past = clause.words & (words.PAST - {"is", "are", "ist", "sind", "bin"})
    loose = clause.sentence_words - {"bis", "until", "till", "before", "after", "nachdem", "ob", "whether"}
    return bool(loose) and not past and clause.words.isdisjoint({"already", "bereits", "schon"})


def only_a_date(clause: Clause, index: int) -> bool:
    """ "bis 20. März", "before March 3", "until Friday"."""
    after = clause.tokens[index + 1 : index + 3]
    return clause.lows[index] in ("bis", "until", "till", "before", "after") and any(
        token.has_digit or token.low in ("zum", "spätestens") or token.low.endswith(("tag", "day")) for token in after
    )


def is_attribute(clause: Clause, place: int) -> bool:
    """ "Refunded amount", "Sent items": a participle right before a noun, without an auxiliary."""
    after = clause.lows[place + 1] if place + 1 < len(clause.lows) else ""
    beside = clause.tokens[place + 1].start - clause.tokens[place].end == 1 if after else False
    return (
        beside
        and after in ("amount", "item", "items", "goods", "order", "parcel", "product", "products", "lamp")
        and not clause.is_past
        and (not place or clause.lows[place - 1] not in FIRST_PERSON)
    )


def announced(clause: Clause, place: int) -> Modality | None:
    """ "Wir erstatten" and "we will refund" announce, if nothing is asked, offered or conditional."""
    if (
        clause.is_question
        or is_conditional(clause, place)
        or not clause.words.isdisjoint(words.PERHAPS | {"bitte", "please"})
    ):
        return None
    if clause.is_negated or clause.words.isdisjoint(FIRST_PERSON) or not clause.words.isdisjoint(words.PAPERS):
        return None
    before = clause.lows[place - 1] if place else ""
    is_infinitive = before in ("zu", "to") and not is_being(clause)
    return None if is_infinitive or before in ARTICLES else Modality.ANNOUNCED
