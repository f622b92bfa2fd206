"""Facts about orders, and whether a text agrees with them. Pure: no database, no network, no clock."""

from tickets_service.facts.checking import check
from tickets_service.facts.claims import Claim, Modality
from tickets_service.facts.comparing import Verdict
from tickets_service.facts.finding import find_claims
from tickets_service.facts.hearing import Finding
from tickets_service.facts.sheet import Event, Fact, FactKind, FactSheet, Role

__all__ = [
    "Claim",
    "Event",
    "Fact",
    "FactKind",
    "FactSheet",
    "Finding",
    "Modality",
    "Role",
    "Verdict",
    "check",
    "find_claims",
]
