"""What a comparison comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tickets_service.facts.sheet import Fact


class Verdict(StrEnum):
    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Answer:
    verdict: Verdict
    reason: str
    fact: Fact | None = None


def verified(fact: Fact | None = None, reason: str = "same") -> Answer:
    return Answer(Verdict.VERIFIED, reason, fact)


def contradicted(fact: Fact | None, reason: str = "differs") -> Answer:
    return Answer(Verdict.CONTRADICTED, reason, fact)


UNSUPPORTED = Answer(Verdict.UNSUPPORTED, "not_known")
