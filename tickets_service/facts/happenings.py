"""What a text says happened, did not happen or will happen to an order, and words that tell which date or amount is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tickets_service.facts.claims import Modality
from tickets_service.facts.clauses import FIRST_PERSON, Clause
from tickets_service.facts.modality import announced, had_to, modality_of
from tickets_service.facts.passages import Passage
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
PHRASE = re.compile(
    rf"\b(?:{'|'.join(re.escape(phrase) for phrase in sorted(PHRASE_EVENTS, key=len, reverse=True))})\b", re.IGNORECASE
)
TO_YOU = re.compile(
    r"\b(?:to (?:you|your (?:bank )?account)|auf (?:Ihr|dein) (?:\w+)?[Kk]onto|an (?:Sie|dich)|Ihnen|dir)\b"
)
TO_ACCOUNT = re.compile(
    r"\bto your (?:\w+ )?(?:account|card|paypal)\b|\bauf (?:Ihr|dein|Ihre|deine) \w*(?:konto|karte)\b", re.IGNORECASE
)
IS_DONE_TO = frozenset(["is", "are", "was", "were", "been", "be", "being", "get", "got", "gets"])
DRIVERS = frozenset(["driver", "postman", "postwoman", "postie"])
AT_THE_DOOR = frozenset(["door", "doorstep", "porch", "neighbour", "neighbor"])
HANDED_ON = frozenset(["übergeben", "übernommen", "abgeholt", "collected", "handed", "passed", "gegangen", "left"])
"""To a carrier they say that it was sent."""
REFUNDS = frozenset(["refund", "erstattung", "credit", "gutschrift"])
REPLACEMENT = frozenset(word for word in NOUNS if NOUNS[word] == (Event.REPLACED,))
REGISTERED = frozenset(["angemeldet", "beantragt", "registered", "requested", "announced"])
NOT_THROUGH = re.compile(
    r"\bbut (?:(?:has|have|is|was) )?not (?:yet )?(?:been )?(?:paid|issued|sent|transferred|credited|executed|gone)\b|"
    r"\b(?:aber|jedoch) noch nicht (?:ausgezahlt|überwiesen|gebucht|ausgeführt|raus|angekommen)\b",
    re.IGNORECASE,
)
"""A refund that was "authorised but not paid out yet"."""
ONCE_MORE = re.compile(
    r"\b(?:noch (?:ein)?mal|nochmals?|erneut|ein zweites mal|again|once more|a second time)\b", re.IGNORECASE
)
GOT_BACK = frozenset(["zurückerhalten", "zurückbekommen"])
BY_US = re.compile(r"\b(?:bei uns|in unserem lager)\b[^.!?]{0,20}\b(?:an|ein)ge", re.IGNORECASE)
BY_THE_CUSTOMER = frozenset(["paid", "bought", "ordered", "purchased"])
OF_A_PAYMENT = re.compile(r"\b(?:überweisung|zahlung|vorkasse|transfer|payment)\b", re.IGNORECASE)
REMINDED = re.compile(r"\b(?:mahnung|zahlungserinnerung|reminder)\b", re.IGNORECASE)
REMINDER_IS_FAR = 140
A_SHORT_CLAUSE = 4
"""What arrived stands at the beginning of the sentence: "Ihren Wunsch, … zu stornieren, haben wir erhalten"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says which event something belongs to. *modality* is None where it claims nothing itself."""

    start: int
    end: int
    events: Events
    modality: Modality | None
    is_noun: bool = False
    is_by_customer: bool = False


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
                if is_of_a_supplier(clause, events):
                    continue
                cues.append(Cue(token.start, end, told_apart(clause, "", events), phrase_modality(clause, place)))
            else:
                cue = cue_of(clause, place, token)
                if cue is not None:
                    cues.append(cue)
    return cues


def phrase_modality(clause: Clause, place: int) -> Modality | None:
    """ "Then it goes on its way" is to come."""
    is_to_come = not clause.is_past and not clause.words.isdisjoint({"geht", "gehen", "goes", "go"})
    modality = modality_of(clause, place)
    return Modality.ANNOUNCED if is_to_come and modality == Modality.HAPPENED else modality


def phrases_by_start(text: str) -> dict[int, tuple[int, Events]]:
    return {at.start(): (at.end(), PHRASE_EVENTS[at.group().lower()]) for at in PHRASE.finditer(text)}


def cue_of(clause: Clause, place: int, token: Token) -> Cue | None:
    word = token.low
    if word in NOUNS:
        return noun_cue(clause, place, token)
    if word in DOING and is_doing(clause, word):
        modality = Modality.HAPPENED if had_to(clause) else doing_modality(clause, place)
        return Cue(token.start, token.end, told_apart(clause, word, DOING[word]), modality)
    if word in DONE or word in OPEN_DONE:
        if word in OPEN_DONE and word not in DONE:
            events = object_events(clause, word)
        else:
            events = told_apart(clause, word, DONE[word])
        if (
            not events
            or is_of_a_supplier(clause, events)
            or (events == (Event.REPLACED,) and not clause.words.isdisjoint(words.ADDRESSES))
        ):
            return None
        is_by_customer = not clause.words.isdisjoint({"sie", "du", "you", "you've"})
        modality = Modality.NOT_HAPPENED if clause.is_labelled_open(token.end) else done_modality(clause, place)
        return Cue(token.start, token.end, events, modality, is_by_customer=is_by_customer)
    return None


def doing_modality(clause: Clause, place: int) -> Modality | None:
    """ "We did not ship it" tells of the past, "we do not ship it" of nothing."""
    is_past = not {"did", "didn't"}.isdisjoint(clause.lows[max(0, place - 3) : place])
    if is_past and (clause.is_negated or "didn't" in clause.words) and not clause.is_question:
        return Modality.NOT_HAPPENED
    return announced(clause, place)


def done_modality(clause: Clause, place: int) -> Modality | None:
    """ "That is no part of the €50 you paid": the payment itself is not denied."""
    modality = modality_of(clause, place)
    is_relative = place > 1 and clause.lows[place - 1] == "you" and clause.lows[place] in BY_THE_CUSTOMER
    return Modality.HAPPENED if modality == Modality.NOT_HAPPENED and is_relative else modality


def is_of_a_supplier(clause: Clause, events: Events) -> bool:
    """ "The mill delivered the wrong fabric": to us, and nothing of the order."""
    is_moved = not {Event.SENT, Event.DELIVERED}.isdisjoint(events)
    return is_moved and not clause.words.isdisjoint(words.SUPPLIERS) and clause.words.isdisjoint(words.AT_YOU)


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
    if events == (Event.REPLACED,) and not clause.words.isdisjoint(REGISTERED):
        return Cue(token.start, token.end, (Event.RETURNED, Event.RECEIVED), None, is_noun=True)
    done = [other for other in clause.tokens if other.low in words.COMPLETED]
    if (
        done
        and events[0] in words.COMPLETED_NOUNS
        and clause.words.isdisjoint({"order", "bestellung"} if events[0] == Event.PAID else set())
    ):
        modality = modality_of(clause, clause.tokens.index(done[0]))
        if modality == Modality.HAPPENED and NOT_THROUGH.search(
            clause.passage.text, clause.span.start, clause.sentence.end
        ):
            modality = Modality.ANNOUNCED
        start, end = min(token.start, done[0].start), max(token.end, done[0].end)
        if end - start < 120:  # noqa: PLR2004 - further apart they are not said of each other
            return Cue(token.start, token.end, events, modality, is_noun=True)
    if is_a_status(clause, place):
        return Cue(token.start, token.end, events, Modality.HAPPENED, is_noun=True)
    return Cue(token.start, token.end, events, None, is_noun=True)


def is_a_status(clause: Clause, place: int) -> bool:
    return place > 0 and clause.lows[place - 1] == "status"


def told_apart(clause: Clause, word: str, events: Events) -> Events:
    """A replacement that was sent is a replacement; what was delivered again too; money returned is a refund."""
    is_of_money = clause.has_money or not clause.words.isdisjoint(words.MONEY_WORDS) or TO_ACCOUNT.search(clause.text)
    if word in ("credited", "gutgeschrieben") and is_of_a_payment(clause):
        return (Event.PAID, Event.REFUNDED)
    if word == "credited" and not clause.words.isdisjoint({"transfer", "payment"}) and "your" in clause.words:
        return (Event.PAID,)
    if events[:1] == (Event.RETURNED,) and is_of_money:
        return (Event.REFUNDED,)
    if events == (Event.SENT,) and speaks_of_money(clause) and not clause.words.isdisjoint({"zurück", "back"}):
        return (Event.REFUNDED,)
    is_gone = not word or word in ("raus", "heraus", "hinaus", "gegangen")
    if events == (Event.SENT,) and is_gone and (speaks_of_money(clause) or not clause.words.isdisjoint(REFUNDS)):
        return (Event.REFUNDED,)  # "the money went out"
    if events == (Event.SENT,) and (is_sent_back(clause, word) or is_sent_by_you(clause, word)):
        return (Event.RETURNED, Event.RECEIVED)
    if events and events[0] in (Event.SENT, Event.DELIVERED) and not clause.words.isdisjoint(REPLACEMENT):
        return (Event.REPLACED, *events)
    is_again = clause.is_of_a_new_one or (events[:1] == (Event.SENT,) and ONCE_MORE.search(clause.text) is not None)
    if events and events[0] in (Event.SENT, Event.DELIVERED) and is_again:
        return (Event.REPLACED, *events)
    if (
        events == (Event.PAID,)
        and word == "paid"
        and not {"back", "out"}.isdisjoint(clause.lows[clause.lows.index(word) :])
    ):
        return (Event.REFUNDED,)
    return events


def is_of_a_payment(clause: Clause) -> bool:
    """ "Please ignore the reminder: €94 were credited on 5 May"; "your transfer was credited"."""
    if not clause.words.isdisjoint({"ihnen", "dir"}) or "to your" in clause.text:
        return False
    text, start = clause.passage.text, clause.span.start
    is_told = OF_A_PAYMENT.search(text, clause.sentence.start, clause.span.end) is not None
    return is_told or REMINDED.search(text, max(0, start - REMINDER_IS_FAR), start) is not None


def object_events(clause: Clause, word: str) -> Events:
    events = OPEN_DONE[word]
    if events == words.ARRIVED and not clause.words.isdisjoint(words.CARRIED) and clause.words.isdisjoint(words.AT_US):
        return (Event.RETURNED, Event.SENT, *events)
    if events[0] == Event.PAID:
        return transfer_events(clause)
    if word in GOT_BACK and (clause.has_money or not clause.words.isdisjoint(words.MONEY_WORDS)):
        return (Event.REFUNDED,) if clause.is_past else ()
    begins = clause.sentence_begins if len(clause.tokens) <= A_SHORT_CLAUSE else frozenset[str]()
    has_papers = not words.PAPERS.isdisjoint(clause.words | begins) or any(
        low.endswith(words.PAPER_ENDINGS) for low in clause.words
    )
    if events[0] == Event.SENT:
        return sent_events(clause, word, has_papers=has_papers)
    if has_papers and not (clause.words & words.RETURN_WORDS and clause.words.isdisjoint(words.WISHES)):
        return ()
    if speaks_of_money(clause) or not words.MONEY_WORDS.isdisjoint(clause.sentence_begins):
        return (Event.PAID,) if clause.words.isdisjoint({"gutschrift", "refund"}) else (Event.REFUNDED,)
    return arrival_events(clause, word)


def transfer_events(clause: Clause) -> Events:
    """Who transfers tells whether it is a payment or a refund."""
    is_by_us = not clause.words.isdisjoint(FIRST_PERSON) and clause.words.isdisjoint({"sie", "du"})
    if is_by_us or TO_YOU.search(clause.text) is not None:
        return (Event.REFUNDED,)
    return (Event.REFUNDED, Event.PAID)


def speaks_of_money(clause: Clause) -> bool:
    return (
        not clause.words.isdisjoint(words.MONEY_WORDS)
        or any(low.endswith(("zahlung", "betrag", "summe", "geld")) for low in clause.words)
        or (clause.has_money and clause.words.isdisjoint(words.GOODS_WORDS))
    )


def is_sent_back(clause: Clause, word: str) -> bool:
    """ "You posted back the sander", "since you sent it in"."""
    place = clause.lows.index(word) if word in clause.lows else -1
    if place < 0:
        return False
    before, after = clause.lows[max(0, place - 2) : place], clause.lows[place + 1 : place + 4]
    return "back" in after[:2] or ("you" in before and "in" in after[:2] and after[:1] != ["in"])


def is_sent_by_you(clause: Clause, word: str) -> bool:
    """ "Von Ihnen abgeschickt", "you posted it", "Ihre Retoure haben Sie auf den Weg gebracht": a return."""
    if not word:
        is_theirs = not clause.words.isdisjoint(words.RETURN_WORDS) or (
            "post" in clause.words and clause.words.isdisjoint(FIRST_PERSON)
        )
        return is_theirs and not clause.words.isdisjoint({"sie", "du"})
    place = clause.lows.index(word) if word in clause.lows else 0
    is_by_you = clause.lows[max(0, place - 1) : place] == ["you"] and not clause.is_question
    return is_by_you or clause.lows[max(0, place - 2) : place] in (["von", "ihnen"], ["von", "dir"], ["by", "you"])


def is_said_of_the_parcel(clause: Clause) -> bool:
    """ "The parcel left on Thursday"."""
    place = clause.lows.index("left")
    return clause.lows[max(0, place - 1) : place] in (["parcel"], ["package"], ["order"], ["shipment"])


def is_handed_over_at_the_door(clause: Clause, word: str) -> bool:
    """ "Was handed over to you", "which the courier handed over"."""
    if word in ("übergeben", "handed") and not clause.words.isdisjoint({"ihnen", "dir", "you"}):
        return True
    before = clause.lows[max(0, clause.lows.index(word) - 2) :][:2] if word == "handed" else []
    return not (words.CARRIED | DRIVERS).isdisjoint(before)


def sent_events(clause: Clause, word: str, *, has_papers: bool) -> Events:
    if word == "handed" and "in" in clause.lows[clause.lows.index(word) :][:2] and "you" in clause.words:
        return (Event.RETURNED, Event.RECEIVED)
    if is_handed_over_at_the_door(clause, word):
        return (Event.DELIVERED,)
    if word in ("übernommen", "abgeholt", "collected") and not clause.words.isdisjoint(
        words.RETURN_WORDS | {"ihnen", "dir", "you"}
    ):
        return ()
    if word in ("raus", "heraus", "hinaus") and clause.words.isdisjoint({"ging", "gingen"}):
        return ()
    if word == "left" and is_said_of_the_parcel(clause):
        return (Event.SENT,)
    if word == "left" and not clause.words.isdisjoint(AT_THE_DOOR):
        return (Event.DELIVERED,)
    if word in HANDED_ON:
        with_carrier = not clause.words.isdisjoint(words.CARRIED | {"lager", "warehouse"})
        return told_apart(clause, word, (Event.SENT,)) if with_carrier else ()
    if has_papers or not clause.words.isdisjoint({"me", "mir"}):
        return ()
    if not clause.words.isdisjoint({"back", "zurück"}) or is_sent_back(clause, word):
        is_money = clause.has_money or not clause.words.isdisjoint(words.MONEY_WORDS)
        return (Event.REFUNDED,) if is_money else (Event.RETURNED, Event.RECEIVED)
    return told_apart(clause, word, (Event.SENT,))


def arrival_events(clause: Clause, word: str) -> Events:
    is_at_us = not clause.words.isdisjoint(words.AT_US)
    is_return = not clause.words.isdisjoint(words.RETURN_WORDS) or word.startswith("zurück")
    is_order = not clause.words.isdisjoint(words.ORDER_WORDS)
    if word in ("erhalten", "bekommen") and not clause.is_past:
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
    if BY_US.search(clause.text):
        return (Event.RECEIVED,)
    subject = next((low for low in clause.lows if low in words.AT_US | words.AT_YOU), "")
    if subject in ("sie", "du", "you", "ihnen", "dir"):
        return (Event.DELIVERED,)
    return (Event.RECEIVED,) if is_at_us and clause.words.isdisjoint(words.AT_YOU - {"your"}) else words.ARRIVED
