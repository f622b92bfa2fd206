"""Finds what a text claims about orders."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from tickets_service.facts.amounts import Money, find_money
from tickets_service.facts.claims import Claim, Modality
from tickets_service.facts.codes import (
    MEASURE,
    STREET,
    Code,
    FreePlaces,
    find_codes,
    find_links,
    ordinary_spans,
    phone_spans,
)
from tickets_service.facts.counting import Quantity
from tickets_service.facts.dates import Day, find_days
from tickets_service.facts.happenings import Cue, find_cues
from tickets_service.facts.items import Items
from tickets_service.facts.letters import names_in_salutation, signature_lines
from tickets_service.facts.meaning import events_of_day, roles_of_money
from tickets_service.facts.mentions import Mention
from tickets_service.facts.passages import Passage, Span
from tickets_service.facts.priced import prices_of
from tickets_service.facts.quantities import find_quantities
from tickets_service.facts.sayings import find_sayings
from tickets_service.facts.sheet import Event, FactKind, FactSheet, Role
from tickets_service.facts.speaking import Speaking
from tickets_service.facts.states import State, find_states
from tickets_service.facts.strangers import Strangers
from tickets_service.facts.telling_codes import is_miswritten, plain_code
from tickets_service.facts.terms import is_a_measure, is_a_term, is_a_terms_day, is_of_no_order, place_of
from tickets_service.facts.tokens import stems_of

UNDER_WAY = re.compile(
    r"\b(?:out for delivery|in (?:der )?(?:zustellung|auslieferung)|(?:is|are|'s) (?:in transit|on (?:its|the|their) way)|(?:ist|sind) (?:unterwegs|auf dem weg))\b",
    re.IGNORECASE,
)
OF_THIS_ITEM = re.compile(
    r"[\"”“«]?(?::\s|\s\((?:je |à |each )?|\s(?:cost|costs|kostet|kostete|kosteten)\s(?:je |jeweils )?)", re.IGNORECASE
)
OF_ONE = re.compile(r"^\W*(?:ein|eine|one|a single|each|jede[rs]?|every) ", re.IGNORECASE)
ANOTHER = re.compile(r"\b(?:ersatz\w*|neue[nrs]?|weitere[nrs]?|new|another|spare|replacement)\b", re.IGNORECASE)
OF_ALL_GOODS = re.compile(r"\b(?:waren?|artikel|goods|items|products) (?:kostet|kosten|costs?)\b", re.IGNORECASE)
OF_THE_WHOLE = re.compile(r"(?:€|EUR|Euro|\d)\s(?:der|von|of)(?: the| den)?\s[€£]?$", re.IGNORECASE)
OPENING_HOURS = re.compile(
    r"\b(?:bis|und|to|through|until|and|–|-)\s?(?:montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
NOT_THAT = re.compile(r"\b(?:and not|und nicht)\s(?:nur\s|only\s)?$", re.IGNORECASE)
"""In front of the sum it is not: "why €104 and not €109"."""
A_NAME = re.compile(r"[A-Za-z]{4,}\d{1,3}")
INITIAL = re.compile(r"(?<!\w)[A-ZÄÖÜ]\.\s?[A-ZÄÖÜ]")
CODE_KINDS = (
    FactKind.ORDER_NUMBER, FactKind.EXTERNAL_ORDER_NUMBER, FactKind.TRACKING_NUMBER, FactKind.RETURN, FactKind.DOCUMENT,
    FactKind.ITEM_NUMBER,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    cues: tuple[Cue, ...]
    """Also those that claim nothing themselves."""


def find_claims(text: str, sheet: FactSheet, said: tuple[str, ...] = ()) -> Found:
    passage = Passage(text)
    free, known = FreePlaces(len(text)), known_codes(sheet)
    links = taking(find_links(text), free)
    money = [one for one in find_money(text) if free(one.start, one.end)]
    take_all(money, free)
    days = [day for day in find_days(text, sheet.today) if free(day.start, day.end)]
    take_all([day for day in days if not day.is_relative], free)
    for start, end in [*phone_spans(text), *ordinary_spans(text)]:
        if free(start, end) and plain_code(text[start:end]) not in known and not is_miswritten(text[start:end], known):
            free.take(start, end)
    signature = signature_lines(text)
    codes = [code for code in find_codes(text, free, known) if not is_signed(code, signature, known)]
    take_all(codes, free)
    states = list(find_states(text))
    cues = [cue for cue in every_cue(passage, sheet) if not any(is_inside(cue.start, state) for state in states)]
    items = items_of(sheet, said, names_in_salutation(text))
    mentions = [
        mention
        for mention in items.find(passage)
        if not (mention.strange and (is_in(mention.start, signature) or is_no_good(text, mention)))
        and not any(mention.start < state.end and state.start < mention.end for state in states)
    ]
    speaking = Speaking(passage, sheet, mentions, cues, money)
    strangers = Strangers(passage, items.sheet, speaking, is_english=items.is_english)
    mentions = [
        mention
        for mention in mentions
        if speaking.claims(mention)
        or (mention.is_foreign and strangers.is_in_a_sure_slot(mention))
        or (not mention.has_good and strangers.is_in_a_slot(mention))
    ]
    claims = [
        *(Claim(code.start, code.end, code.kind, code.value) for code in [*links, *codes]),
        *money_claims(passage, money, sheet, mentions),
        *day_claims(passage, days, cues, sheet),
        *quantity_claims(find_quantities(text, mentions, free, money, prices_of(sheet))),
        *event_claims(cues),
        *(Claim(state.start, state.end, FactKind.STATUS, state.value) for state in states),
    ]
    unlisted = [one for one in strangers.find(mentions) if not is_in(one.start, signature) and free(one.start, one.end)]
    spoken_of = [
        replace(one, is_by_the_way=True) if one.is_foreign and not speaking.is_of_the_order(one) else one
        for one in (*mentions, *unlisted)
    ]
    return Found(tuple(sorted(claims, key=lambda claim: (claim.start, claim.end))), tuple(spoken_of), tuple(cues))


def every_cue(passage: Passage, sheet: FactSheet) -> list[Cue]:
    cues = find_cues(passage)
    taken = {place for cue in cues for place in range(cue.start, cue.end) if cue.modality is not None}
    sayings = [one for one in find_sayings(passage, sheet) if taken.isdisjoint(range(one.start, one.end))]
    return sorted([*cues, *sayings], key=lambda cue: cue.start)


def is_in(place: int, lines: list[Span]) -> bool:
    return any(line.holds(place) for line in lines)


def is_signed(code: Code, signature: list[Span], known: frozenset[str]) -> bool:
    """Below the closing stands who writes, and perhaps from which shop24."""
    is_name = A_NAME.fullmatch(code.value) is not None and plain_code(code.value) not in known
    return is_name and is_in(code.start, signature)


def is_no_good(text: str, mention: Mention) -> bool:
    """A person with an initial, a street with its number."""
    return INITIAL.search(text, max(0, mention.start - 4), mention.start + 5) is not None or any(
        at.start() <= mention.start < at.end() for at in STREET.finditer(text)
    )


def is_inside(place: int, state: State) -> bool:
    return state.start <= place < state.end


def known_codes(sheet: FactSheet) -> frozenset[str]:
    return frozenset(plain_code(str(fact.value)) for fact in sheet.of_kind(*CODE_KINDS))


def items_of(sheet: FactSheet, said: tuple[str, ...], people: frozenset[str]) -> Items:
    others = [
        str(fact.value)
        for fact in sheet.facts
        if fact.kind not in (FactKind.ITEM, FactKind.EVENT, FactKind.DATE, FactKind.AMOUNT, FactKind.QUANTITY)
    ]
    return Items(sheet.of_kind(FactKind.ITEM), stems_of([*others, *said]) | people)


def taking(codes: list[Code], free: FreePlaces) -> list[Code]:
    take_all(codes, free)
    return codes


def take_all(places: list[Code] | list[Money] | list[Day], free: FreePlaces) -> None:
    for place in places:
        free.take(place.start, place.end)


def money_claims(passage: Passage, money: list[Money], sheet: FactSheet, mentions: list[Mention]) -> Iterator[Claim]:
    named = [mention.start for mention in mentions]
    starts = [one.start for one in money]
    known = {fact.value for fact in sheet.of_kind(FactKind.AMOUNT)}
    has_discount = any(fact.role == Role.DISCOUNT for fact in sheet.of_kind(FactKind.AMOUNT))
    for one in money:
        clause = passage.clause_at(one.start)
        has_item = bisect_left(named, clause.start) < bisect_left(named, clause.end)
        at = place_of(passage, one.start, one.end)
        subjects = priced_items(passage.text, one, mentions) if not ANOTHER.search(at.clause) else ()
        if NOT_THAT.search(at.before):
            continue
        is_new = one.value not in known and not subjects
        if is_new and is_of_no_order(at):
            continue
        roles = roles_of_money(passage.text, one.start, one.end, clause, starts)
        is_offered = is_new and is_a_term(at, has_discount=has_discount, has_item=has_item)
        if is_offered or OF_THE_WHOLE.search(at.before):
            roles = ()
        if subjects and OF_ONE.search(passage.text, clause.start, one.start):
            roles = (Role.PRICE,)
        if OF_ALL_GOODS.search(at.before):
            roles = tuple(role for role in roles if role != Role.PRICE)
        yield Claim(one.start, one.end, FactKind.AMOUNT, one.value, roles=roles, unit=one.currency, subjects=subjects)


def priced_items(text: str, money: Money, mentions: list[Mention]) -> tuple[str, ...]:
    """The articles whose price it is: "the lamp (€50)", "the lamp cost €50"."""
    before = next((one for one in reversed(mentions) if one.end <= money.start), None)
    if before is None or before.strange or not OF_THIS_ITEM.fullmatch(text, before.end, money.start):
        return ()
    return before.items


def day_claims(passage: Passage, days: list[Day], cues: list[Cue], sheet: FactSheet) -> Iterator[Claim]:
    starts = [day.start for day in days]
    known = {fact.value for fact in sheet.of_kind(FactKind.DATE)}
    for day in days:
        if is_opening_hours(passage.text, day):
            continue
        if not day.is_relative and day.value not in known and is_no_claim(passage, day, cues):
            continue
        clause = passage.clause_at(day.start)
        events, roles, has_verb = events_of_day(passage.text, day.start, day.end, clause, cues, starts)
        if not (day.has_month or has_verb) or (day.is_relative and (not has_verb or is_on_its_way(passage, clause))):
            continue
        yield Claim(
            day.start, day.end, FactKind.DATE, day.value or "", day.has_year, events=events, roles=roles,
            is_relative=day.is_relative, has_month=day.has_month, weekday=day.weekday, otherwise=day.otherwise,
            slack=day.slack,
        )  # fmt: skip


def is_on_its_way(passage: Passage, clause: Span) -> bool:
    """ "Is out for delivery today" tells where it is, not when it was sent."""
    return UNDER_WAY.search(passage.text, clause.start, clause.end) is not None


def is_no_claim(passage: Passage, day: Day, cues: list[Cue]) -> bool:
    at, clause = place_of(passage, day.start, day.end), passage.clause_at(day.start)
    is_told = any(cue.modality == Modality.HAPPENED for cue in cues if clause.holds(cue.start))
    written = passage.text[day.start : day.end]
    is_measured = "." in written and not written.endswith(".") and MEASURE.match(passage.text, day.start) is not None
    return is_measured or is_a_terms_day(at, is_told=is_told) or is_a_measure(at, written)


def is_opening_hours(text: str, day: Day) -> bool:
    """ "Monday to Friday" names no day."""
    return day.is_relative and OPENING_HOURS.search(text, max(0, day.start - 14), day.end + 20) is not None


def quantity_claims(quantities: list[Quantity]) -> Iterator[Claim]:
    for one in quantities:
        yield Claim(one.start, one.end, FactKind.QUANTITY, Decimal(one.value), subjects=one.items, unit=one.unit)


def event_claims(cues: list[Cue]) -> Iterator[Claim]:
    for cue in cues:
        if cue.modality is not None and cue.events != (Event.INVOICED,):
            modality = Modality(cue.modality)
            yield Claim(
                cue.start,
                cue.end,
                FactKind.EVENT,
                str(cue.events[0]),
                modality=modality,
                events=cue.events,
                is_by_customer=cue.is_by_customer,
            )
