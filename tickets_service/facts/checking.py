"""Checks a text against a fact sheet: each claim is verified, contradicted or unsupported."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing import (
    UNSUPPORTED,
    Answer,
    Verdict,
    compare_amount,
    compare_code,
    compare_date,
    compare_event,
    compare_link,
    compare_quantity,
    compare_state,
    contradicted,
)
from tickets_service.facts.counting import OF_KNOWN_UNIT
from tickets_service.facts.finding import CODE_KINDS, Found, find_claims
from tickets_service.facts.heard import Heard
from tickets_service.facts.hearing import Finding, Hearing
from tickets_service.facts.mentions import Mention
from tickets_service.facts.passages import Passage
from tickets_service.facts.sheet import Fact, FactKind, FactSheet
from tickets_service.facts.telling_codes import plain_code
from tickets_service.facts.tokens import stem, tokens_of
from tickets_service.facts.words.happenings import DONE

PARTLY = re.compile(
    r"\b(?:beschädigt\w*|zerbroch\w*|zerspr\w*|gebroch\w*|kaputt\w*|defekt\w*|fehl(?:t|en|te|ten)|gesprung\w*|zerkratz\w*|undicht\w*|nach(?:send|liefer)\w*|"
    r"(?:senden|schicken|legen)\b.*\bnach|broken|damaged|cracked|faulty|defective|missing|leak\w*|scratched|smashed|shattered|dented)\b",
    re.IGNORECASE,
)
SOME_OF_THEM = re.compile(
    PARTLY.pattern + r"|\b(?:with|mit|so|of (?:the|them)|davon|zurück\w*|return\w*|back|ander\w+|übrig\w*|rest\w*|other|remaining|erste\w*|first|noch|still)\b",
    re.IGNORECASE,
)
ALL_OF_THEM = re.compile(
    r"\b(?:die|der|den|alle|Ihre[nr]?|deine[nr]?|beide|the|your|all|these|those|bestellt\w*|ordered|paid for|bought)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
A_NUMBER_IN_A_NAME = re.compile(r"(?<![\w.,-])(\d{1,3})[ ]([^\W\d]{3,})")
PIECES = frozenset(map(stem, ("Stück", "pieces", "pcs", "Teile", "parts")))
LOOK_AHEAD = 30
COUNTABLE = range(2, 21)
"""A greater number in a name is a model's or a size."""
WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
"""As East Asian keyboards write them; each stands where it stood."""


def check(
    text: str,
    sheet: FactSheet,
    *,
    said: Sequence[str] = (),
    policies: Sequence[str] = (),
    others: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """*said* are the customer's messages: what only they say is not known, but may be quoted. *policies* are the shop's
    own texts: their numbers may be repeated. *others* are numbers of the customer's other orders."""
    text = text.translate(WIDE_DIGITS)
    found = find_claims(text, sheet, (*said, *policies))
    passage = Passage(text)
    numbers = frozenset(plain_code(number) for number in others)
    hearing = Hearing(passage, Heard(said, sheet), Heard(policies, sheet), numbers)
    scopes = Scopes(found, sheet, passage)
    findings = [hearing.of_item(mention, item_finding(mention, sheet)) for mention in found.mentions]
    answers = [(claim, answer) for claim in found.claims if (answer := answer_to(claim, sheet, scopes))]
    for claim, told in answers:
        answer = UNSUPPORTED if is_on_another_day(claim, told, answers, passage) else told
        answer = hearing.of_claim(claim, answer)
        findings.append(Finding(claim.start, claim.end, claim.kind, answer.verdict, answer.reason, answer.fact))
    findings += list(events_on_other_days(found, findings, sheet, passage))
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end)))


def events_on_other_days(
    found: Found, findings: Sequence[Finding], sheet: FactSheet, passage: Passage
) -> Iterator[Finding]:
    """The exchange of "since your exchange on 3 May", where something else happened that day."""
    days = {(finding.start, finding.end): finding for finding in findings if finding.kind == FactKind.DATE}
    told = {finding.start for finding in findings}
    for claim in found.claims:
        day = days.get((claim.start, claim.end))
        if day is None or day.verdict == Verdict.VERIFIED or not is_a_day_of(sheet, claim):
            continue
        around = passage.sentence_at(claim.start) if day.reason == "not_known" else passage.clause_at(claim.start)
        for cue in found.cues:
            if around.holds(cue.start) and cue.start not in told and not set(cue.events).isdisjoint(claim.events):
                told.add(cue.start)
                yield Finding(cue.start, cue.end, FactKind.EVENT, day.verdict, day.reason, day.fact)


def is_a_day_of(sheet: FactSheet, claim: Claim) -> bool:
    return any(fact.value == claim.value for fact in sheet.of_kind(FactKind.DATE))


def is_on_another_day(claim: Claim, answer: Answer, answers: Sequence[tuple[Claim, Answer]], passage: Passage) -> bool:
    """ "Sent on" the day it was delivered: that it was delivered does not bear this out."""
    if answer.reason != "implied":
        return False
    clause = passage.clause_at(claim.start)
    return any(
        day.kind == FactKind.DATE and day.events and found.verdict != Verdict.VERIFIED and clause.holds(day.start)
        for day, found in answers
    )


def answer_to(claim: Claim, sheet: FactSheet, scopes: Scopes) -> Answer | None:
    if claim.kind in CODE_KINDS:
        return compare_code(claim, sheet)
    if claim.kind == FactKind.LINK:
        return compare_link(claim, sheet)
    if claim.kind == FactKind.AMOUNT:
        return compare_amount(claim, sheet)
    if claim.kind == FactKind.DATE:
        return compare_date(claim, sheet)
    if claim.kind == FactKind.QUANTITY:
        return counted(scopes.narrowed(claim), sheet, scopes.passage)
    if claim.kind == FactKind.STATUS:
        return compare_state(claim, sheet)
    return compare_event(claim, scopes.events_at(claim), sheet)


def counted(claim: Claim, sheet: FactSheet, passage: Passage) -> Answer | None:
    """ "Two lamps are broken": fewer than were ordered is a part of them, not another number."""
    answer = compare_quantity(claim, sheet)
    if answer is not None and answer.reason == "in_name" and claim.value in COUNTABLE:
        return counted_in_a_name(claim, sheet, passage, answer)
    if answer is None or answer.verdict != Verdict.CONTRADICTED or answer.fact is None:
        return answer
    ordered, clause = answer.fact.value, passage.clause_at(claim.start)
    is_fewer = isinstance(ordered, Decimal) and isinstance(claim.value, Decimal) and claim.value < ordered
    if claim.unit == OF_KNOWN_UNIT:
        sentence = passage.sentence_at(claim.start)
        return None if is_fewer and SOME_OF_THEM.search(passage.text, sentence.start, sentence.end) else answer
    is_part = is_fewer and PARTLY.search(passage.text, clause.start, clause.end) is not None
    return None if is_part and not ALL_OF_THEM.search(passage.text, clause.start, claim.start) else answer


def counted_in_a_name(claim: Claim, sheet: FactSheet, passage: Passage, answer: Answer) -> Answer:
    """Of two racks for 16 jars, "16 jars" is right and "16 racks" is not."""
    items = [item for item in sheet.of_kind(FactKind.ITEM) if not claim.subjects or item.id in claim.subjects]
    numbers = [fact for fact in sheet.of_kind(FactKind.QUANTITY) if fact.of in {item.id for item in items}]
    behind = {stem(token.text) for token in tokens_of(passage.text[claim.start : claim.end + LOOK_AHEAD])[1:3]}
    named = {
        stem(word)
        for item in items
        for number, word in A_NUMBER_IN_A_NAME.findall(str(item.value))
        if Decimal(number) == claim.value
    }
    is_of_parts = not behind.isdisjoint(named | PIECES) or any(fact.value == 1 for fact in numbers)
    return answer if is_of_parts or not numbers else contradicted(numbers[0])


def item_finding(mention: Mention, sheet: FactSheet) -> Finding:
    fact = sheet.get(mention.items[0]) if mention.items else None
    start, end = mention.start, mention.end
    if not mention.strange:
        return Finding(start, end, FactKind.ITEM, Verdict.VERIFIED, "same", fact)
    verdict = Verdict.CONTRADICTED if fact else Verdict.UNSUPPORTED
    return Finding(start, end, FactKind.ITEM, verdict, "other_item" if fact else "not_known", fact)


class Scopes:
    """Which orders a place of the text is about, where the sheet has several."""

    def __init__(self, found: Found, sheet: FactSheet, passage: Passage) -> None:
        self.sheet, self.passage = sheet, passage
        self.events = (*sheet.of_kind(FactKind.EVENT), *events_in_words(sheet))
        self.roots = {fact.id: root_of(fact, sheet) for fact in sheet.facts}
        orders = sheet.of_kind(FactKind.ORDER_NUMBER)
        self.order_ids = {fact.id for fact in orders}
        self.marks: list[tuple[int, str]] = []
        if len(orders) > 1:
            self.marks = sorted([*self.numbers(found), *self.items(found)])
        self.item_marks = sorted(self.item_owners(found)) if len(sheet.of_kind(FactKind.ITEM)) > 1 else []

    def numbers(self, found: Found) -> list[tuple[int, str]]:
        known = {plain_code(str(fact.value)): self.roots[fact.id] for fact in self.sheet.of_kind(*CODE_KINDS)}
        return [
            (claim.start, known[plain])
            for claim in found.claims
            if claim.kind in CODE_KINDS and (plain := plain_code(str(claim.value))) in known
        ]

    def items(self, found: Found) -> list[tuple[int, str]]:
        marks = []
        for mention in found.mentions:
            roots = {self.roots[item] for item in mention.items}
            if len(roots) == 1 and not mention.strange:
                marks.append((mention.start, roots.pop()))
        return marks

    def item_owners(self, found: Found) -> list[tuple[int, str]]:
        return [
            (mention.start, mention.items[0])
            for mention in found.mentions
            if len(mention.items) == 1 and not mention.strange
        ]

    def events_at(self, claim: Claim) -> tuple[Fact, ...]:
        scope = self.orders_at(claim.start) & self.order_ids
        events = self.events
        if scope:
            events = tuple(
                fact
                for fact in events
                if self.roots.get(fact.id) in scope or self.roots.get(fact.id) not in self.order_ids
            )
        return self.of_items(claim, events)

    def narrowed(self, claim: Claim) -> Claim:
        """Of an article that several orders have: that of the order the place is about."""
        scope = self.orders_at(claim.start) if len(claim.subjects) > 1 else set()
        mine = tuple(item for item in claim.subjects if self.roots.get(item) in scope)
        return replace(claim, subjects=mine) if len(scope) == 1 and mine else claim

    def of_items(self, claim: Claim, events: tuple[Fact, ...]) -> tuple[Fact, ...]:
        clause = self.passage.clause_at(claim.start)
        named = {item for place, item in self.item_marks if clause.start <= place < clause.end}
        of_named = [fact for fact in events if fact.of in named and fact.event in claim.events]
        if of_named:
            return tuple(fact for fact in events if fact.event not in claim.events or fact in of_named)
        return events

    def orders_at(self, place: int) -> set[str]:
        for span in (self.passage.clause_at(place), self.passage.sentence_at(place)):
            inside = {order for mark, order in self.marks if span.start <= mark < span.end}
            if inside:
                return inside
        index = bisect_right(self.marks, (place, "")) - 1
        return {self.marks[index][1]} if index >= 0 else set()


def root_of(fact: Fact, sheet: FactSheet) -> str:
    """The order it belongs to, whatever stands above that one."""
    above = sheet.owners_of(fact)
    orders = [
        owner for owner in (fact.id, *above) if (known := sheet.get(owner)) and known.kind == FactKind.ORDER_NUMBER
    ]
    return orders[0] if orders else (above[-1] if above else fact.id)


def events_in_words(sheet: FactSheet) -> list[Fact]:
    """A status in words says what happened, where no event fact does."""
    known = {fact.event for fact in sheet.of_kind(FactKind.EVENT)}
    found = []
    for fact in sheet.of_kind(FactKind.STATUS):
        words = str(fact.value).lower().split()
        for events, line in DONE.items():
            if events[0] not in known and not {"nicht", "not"} & set(words) and set(words) & set(line.split()):
                found.append(
                    Fact(id=fact.id, kind=FactKind.EVENT, label=fact.label, value=True, of=fact.of, event=events[0])
                )
    return found
