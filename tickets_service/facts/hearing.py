"""What the conversation and the shop's own texts change in a verdict that the sheet alone gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing import Answer, Verdict
from tickets_service.facts.heard import Heard
from tickets_service.facts.mentions import Mention
from tickets_service.facts.passages import Passage
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
