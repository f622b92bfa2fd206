"""Whether a number that is not the order's counts something else: a part of what was ordered, the pieces in a pack."""

from __future__ import annotations

import re
from decimal import Decimal

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing import Answer, Verdict, compare_quantity, contradicted
from tickets_service.facts.counting_forms import OF_KNOWN_UNIT
from tickets_service.facts.passages import Passage
from tickets_service.facts.sheet import FactKind, FactSheet
from tickets_service.facts.tokens import stem, tokens_of

PARTLY = re.compile(
    r"\b(?:überstanden|überlebt|survived?|beschädigt\w*|zerbroch\w*|zerspr\w*|gebroch\w*|kaputt\w*|defekt\w*|fehl(?:t|en|te|ten)|gesprung\w*|zerkratz\w*|undicht\w*|als ersatz|nach(?:send|liefer)\w*|"
    r"(?:senden|schicken|legen)\b.*\bnach|broken|damaged|cracked|faulty|defective|missing|as (?:a )?replacements?|stuck|lost|hid\w*|leak\w*|scratched|smashed|shattered|dented)\b",
    re.IGNORECASE,
)
SOME_OF_THEM = re.compile(
    PARTLY.pattern
    + r"|\b(?:with|mit|so|of (?:the|them)|davon|zurück\w*|return\w*|back|ander\w+|übrig\w*|rest\w*|other|remaining|erste\w*|first|noch|still)\b",
    re.IGNORECASE,
)
ALL_OF_THEM = re.compile(
    r"\b(?:von|of|aus|die|der|den|alle|Ihre[nr]?|deine[nr]?|beide|the|your|all|these|those|bestellt\w*|ordered|paid for|bought)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
A_NUMBER_IN_A_NAME = re.compile(r"(?<![\w.,-])(\d{1,3})[ ]([^\W\d]{3,})")
OF_THE_WHOLE = re.compile(r"\b(?:von|of|aus)\s(?:(?:den|Ihren|deinen|the|your)\s)?$|\b(?:all|alle)\s$", re.IGNORECASE)
"""What a part is taken from: "of the four jars two are broken"."""
PIECES = frozenset(map(stem, ("Stück", "pieces", "pcs", "Teile", "parts")))
LOOK_AHEAD = 30
COUNTABLE = range(2, 21)
"""A greater number in a name is a model's or a size."""


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
        is_fewer = is_fewer and OF_THE_WHOLE.search(passage.text, sentence.start, claim.start) is None
        near = (max(sentence.start, clause.start - LOOK_AHEAD), min(sentence.end, clause.end + LOOK_AHEAD))
        return None if is_fewer and SOME_OF_THEM.search(passage.text, *near) else answer
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
    before = re.search(r"(\w+) $", passage.text[: claim.start][-LOOK_AHEAD:])
    if before and any(f"{before[1]} {claim.value}" in str(item.value) for item in items):
        return answer  # the 2 of a "Lift 2"
    is_of_parts = not behind.isdisjoint(named | PIECES) or any(fact.value == 1 for fact in numbers)
    return answer if is_of_parts or not numbers else contradicted(numbers[0])
