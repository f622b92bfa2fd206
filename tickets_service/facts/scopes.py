"""Which of several orders and articles a place of a text is about."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from tickets_service.facts.claims import Claim
from tickets_service.facts.finding import CODE_KINDS, Found
from tickets_service.facts.passages import Passage
from tickets_service.facts.sheet import Fact, FactKind, FactSheet
from tickets_service.facts.telling_codes import plain_code
from tickets_service.facts.words.happenings import DONE


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
