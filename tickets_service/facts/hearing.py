"""What the conversation and the shop's own texts change in a verdict that the sheet alone gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing import Answer, Verdict
from tickets_service.facts.heard import Heard
from tickets_service.facts.mentions import Mention
from tickets_service.facts.passages import Passage, Span
from tickets_service.facts.sheet import ORDER_KINDS, Fact, FactKind
from tickets_service.facts.telling_codes import plain_code

QUOTING = re.compile(
    r"\b(?:(?:sie|du) (?:schreib\w*|schrieb\w*|nenn\w*|erwähn\w*|sag\w*|meld\w*|frag\w*|teil\w*|geb\w*|vermut\w*)|(?:von Ihnen|von dir) (?:genannt|angegeben|erwähnt)\w*|"
    r"(?:genannt|angegeben|erwähnt)en? |(?:laut|nach|gemäß) (?:Ihre[rn]?|deine[rn]?) |Ihren Angaben|"
    r"you (?:wrote|write|say|said|mention\w*|gave|quoted?|told|asked?|report\w*|refer\w*)|(?:your|the) (?:quoted|mentioned)|according to you)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """*reason* is a key: the words for it are the page's."""

    start: int
    end: int
    kind: FactKind
    verdict: Verdict
    reason: str
    fact: Fact | None = None


class Hearing:
    """*others* are plain numbers of the customer's other orders."""

    def __init__(self, passage: Passage, customer: Heard, shop: Heard, others: frozenset[str]) -> None:
        self.passage, self.customer, self.shop, self.others = passage, customer, shop, others
        self.elsewhere: frozenset[Span] = frozenset()

    def listen_to(self, claims: Sequence[Claim]) -> None:
        """Finds the clauses that name another order and none of this one's numbers."""
        numbers = [claim for claim in claims if claim.kind in ORDER_KINDS]
        theirs = [self.sentence_of(one) for one in numbers if plain_code(str(one.value)) in self.others]
        mine = {self.sentence_of(one) for one in numbers if plain_code(str(one.value)) not in self.others}
        self.elsewhere = frozenset(theirs) - mine

    def sentence_of(self, claim: Claim) -> Span:
        return self.passage.sentence_at(claim.start)

    def is_of_another_order(self, claim: Claim) -> bool:
        """ "Your second order 30025 has not been sent": of this order nothing is said."""
        return claim.kind not in ORDER_KINDS and self.sentence_of(claim) in self.elsewhere

    def of_claim(self, claim: Claim, answer: Answer) -> Answer:
        if answer.verdict == Verdict.VERIFIED:
            return answer
        if claim.kind in ORDER_KINDS and plain_code(str(claim.value)) in self.others:
            return Answer(Verdict.VERIFIED, "other_order", None)
        if self.shop.has(claim, self.passage.text):
            return Answer(Verdict.VERIFIED, "policy", None)
        if not self.customer.has(claim, self.passage.text):
            return answer
        if self.is_quoted(claim.start):
            return Answer(Verdict.VERIFIED, "said", None)
        is_asked_about = claim.kind in (*ORDER_KINDS, FactKind.DOCUMENT)
        if answer.verdict == Verdict.CONTRADICTED and not is_asked_about:
            return answer
        return Answer(Verdict.UNSUPPORTED, "said", None)

    def of_item(self, mention: Mention, finding: Finding) -> Finding:
        words = self.passage.text[mention.start : mention.end].lower()
        if finding.verdict != Verdict.VERIFIED and self.passage.sentence_at(mention.start) in self.elsewhere:
            return replace(finding, verdict=Verdict.UNSUPPORTED, reason="other_order", fact=None)
        if finding.verdict == Verdict.VERIFIED:
            return finding
        if words in self.shop.text:
            return replace(finding, verdict=Verdict.VERIFIED, reason="policy", fact=None)
        if words not in self.customer.text:
            return finding
        verdict = Verdict.VERIFIED if self.is_quoted(mention.start) else Verdict.UNSUPPORTED
        return replace(finding, verdict=verdict, reason="said", fact=None)

    def is_quoted(self, place: int) -> bool:
        """ "Sie schreiben, …", "the number you gave us": said of the customer's words."""
        sentence = self.passage.sentence_at(place)
        return QUOTING.search(self.passage.text, sentence.start, sentence.end) is not None
