"""Whether a clause says that something happened, did not happen or will, or claims nothing."""

from __future__ import annotations

import re

from tickets_service.facts.claims import Modality
from tickets_service.facts.clauses import FIRST_PERSON, Clause
from tickets_service.facts.words import happenings as words

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
        "wie",
        "anything",
        "everything",
    ]
)


SUBJECTS = frozenset(["we", "i", "you", "it", "they"])
ASKED_FOR = re.compile(r"\b(?:know|tell|say|please|remember|recall|will|'ll|can|would|should)\b", re.IGNORECASE)
WILL_BE = re.compile(r"(?:\bwill|'ll) (?:then )?be(?: \w+)?$")


def had_to(clause: Clause) -> bool:
    """ "Mussten wir stornieren", "we had to cancel": it was done."""
    joined = " ".join(clause.lows)
    return (
        re.search(r"\bmusste[nt]?\b|\bhad to\b", joined) is not None
        and not clause.is_negated
        and not clause.is_question
    )


def modality_of(clause: Clause, place: int) -> Modality | None:
    """None where nothing is claimed: questions, conditions, offers, requests, and "the returned item"."""
    told = told_by_could(clause)
    if told is not None:
        return told
    if clause.is_declared or clause.is_of_its_state or "man" in clause.words:
        return None
    if (
        clause.is_question
        or clause.is_if
        or clause.is_a_habit
        or is_conditional(clause, place)
        or is_perhaps(clause, place)
    ):
        return None
    before = clause.lows[place - 1] if place else ""
    is_all_of_them = before in ("all", "alle") and clause.is_past  # "which were all shipped"
    is_relative = before == "that" and place == 1  # "the envelope that left on Wednesday"
    if (before in ARTICLES and not is_all_of_them and not is_relative) or is_attribute(clause, place):
        return None
    if WILL_BE.search(" ".join(clause.lows[max(0, place - 3) : place])):
        return None if clause.is_negated or clause.is_in_that_case else Modality.ANNOUNCED
    is_future = not clause.words.isdisjoint(words.FUTURE) or is_being(clause)
    if is_future and clause.words.isdisjoint({"wurde", "wurden", "worden", "was", "were", "has", "have", "been"}):
        return None if clause.is_negated or clause.is_in_that_case else Modality.ANNOUNCED
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


def told_by_could(clause: Clause) -> Modality | None:
    if could_not(clause):
        return Modality.NOT_HAPPENED
    return Modality.HAPPENED if could(clause) else None


def could(clause: Clause) -> bool:
    """ "Konnte noch storniert werden": it was. The English "could" is an offer."""
    is_past = not clause.words.isdisjoint({"konnte", "konnten"}) and clause.lows[-1:] in (
        ["werden"],
        ["konnte"],
        ["konnten"],
    )
    return is_past and not (clause.is_negated or clause.is_question or clause.is_if)


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
        re.search(
            r"\b(?:(?:gets?|(?:is|are) (?:being|going to|about to|due to))|we'll|i'll|you'll|it'll|they'll)\b", joined
        )
        is not None
    )


def is_conditional(clause: Clause, place: int) -> bool:
    here = [index for index, low in enumerate(clause.lows) if low in words.CONDITIONS]
    if here and here[0] < place and not only_a_date(clause, here[0]):
        is_told = clause.lows[here[0]] in ("nachdem", "after", "when") and not clause.words.isdisjoint(
            {"wurde", "wurden", "was", "were", "war", "waren"}
        )
        is_told = is_told or is_told_by_when(clause, here[0], place)
        is_not_yet = clause.lows[here[0]] in ("until", "till", "bis") and has_not(clause, place)
        return not (is_told or is_not_yet)
    if clause.is_negated and not clause.words.isdisjoint({"noch", "yet"}):
        return False
    past = clause.words & (words.PAST - {"is", "are", "ist", "sind", "bin"})
    loose = clause.sentence_words - {"bis", "until", "till", "before", "after", "nachdem", "ob", "whether"}
    return bool(loose) and not past and clause.words.isdisjoint({"already", "bereits", "schon"})


def is_told_by_when(clause: Clause, when: int, place: int) -> bool:
    """ "Cracked when it arrived", "since Monday, when we shipped it": the day is told, and nothing made to depend on it."""
    is_past = clause.lows[place].endswith("ed") and clause.lows[place - 1] in SUBJECTS
    is_asked = ASKED_FOR.search(clause.passage.text, clause.sentence.start, clause.sentence.end) is not None
    return clause.lows[when] == "when" and when == place - 2 and is_past and not is_asked


def has_not(clause: Clause, place: int) -> bool:
    """ "Until she signs it we haven't cancelled it"."""
    near = clause.lows[max(0, place - 3) : place]
    return clause.is_negated and not {"haven't", "hasn't"}.isdisjoint(near)


def only_a_date(clause: Clause, index: int) -> bool:
    """ "bis 20. März", "before March 3", "until Friday"; "after a short inspection" is no condition either."""
    after = clause.tokens[index + 1 : index + 3]
    if clause.lows[index] == "after" and after and after[0].low in ("a", "an", "careful", "thorough"):
        return True
    return clause.lows[index] in ("bis", "until", "till", "before", "after") and any(
        token.has_digit
        or token.low in ("zum", "spätestens", "heute", "jetzt", "now", "today", "dato")
        or token.low.endswith(("tag", "day"))
        for token in after
    )


def is_attribute(clause: Clause, place: int) -> bool:
    """ "Refunded amount", "Sent items": a participle right before a noun, without an auxiliary."""
    after = clause.lows[place + 1] if place + 1 < len(clause.lows) else ""
    beside = clause.tokens[place + 1].start - clause.tokens[place].end == 1 if after else False
    return (
        beside
        and after in ("amount", "item", "items", "goods", "order", "parcel", "product", "products", "lamp")
        and not clause.is_past
        and (not place or clause.lows[place - 1] not in FIRST_PERSON | {"you", "they", "he", "she"})
    )


def announced(clause: Clause, place: int) -> Modality | None:
    """ "Wir erstatten" and "we will refund" announce, if nothing is asked, offered or conditional."""
    if (
        clause.is_question
        or clause.is_if
        or clause.is_a_choice
        or is_conditional(clause, place)
        or not clause.words.isdisjoint(words.PERHAPS | {"bitte", "please"})
    ):
        return None
    if clause.is_negated or clause.words.isdisjoint(FIRST_PERSON) or not clause.words.isdisjoint(words.PAPERS):
        return None
    if clause.is_a_rule or clause.is_in_that_case:
        return None
    before = clause.lows[place - 1] if place else ""
    is_infinitive = before in ("zu", "to") and not is_being(clause)
    return None if is_infinitive or before in ARTICLES else Modality.ANNOUNCED
