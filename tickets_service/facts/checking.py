"""Checks a text against a fact sheet: each claim is verified, contradicted or unsupported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    compare_state,
)
from tickets_service.facts.counted import counted
from tickets_service.facts.finding import CODE_KINDS, Found, find_claims, known_codes
from tickets_service.facts.heard import Heard
from tickets_service.facts.hearing import Finding, Hearing
from tickets_service.facts.mentions import Mention
from tickets_service.facts.passages import Passage
from tickets_service.facts.scopes import Scopes
from tickets_service.facts.sheet import FactKind, FactSheet
from tickets_service.facts.telling_codes import plain_code

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
    numbers = frozenset(plain_code(number) for number in others) - known_codes(sheet)
    hearing = Hearing(passage, Heard(said, sheet), Heard(policies, sheet), numbers)
    scopes = Scopes(found, sheet, passage)
    hearing.listen_to(found.claims)
    findings = [hearing.of_item(mention, item_finding(mention, sheet)) for mention in found.mentions]
    answers = [(claim, answer) for claim in found.claims if (answer := answer_to(claim, sheet, scopes))]
    for claim, told in answers:
        if hearing.is_of_another_order(claim):
            continue
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


def item_finding(mention: Mention, sheet: FactSheet) -> Finding:
    fact = sheet.get(mention.items[0]) if mention.items else None
    start, end = mention.start, mention.end
    if not mention.strange:
        return Finding(start, end, FactKind.ITEM, Verdict.VERIFIED, "same", fact)
    if mention.is_by_the_way:
        return Finding(start, end, FactKind.ITEM, Verdict.UNSUPPORTED, "not_known", None)
    verdict = Verdict.CONTRADICTED if fact else Verdict.UNSUPPORTED
    return Finding(start, end, FactKind.ITEM, verdict, "other_item" if fact else "not_known", fact)
