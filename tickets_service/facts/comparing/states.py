"""A status in quotes beside those of the sheet."""

from __future__ import annotations

import re

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, verified
from tickets_service.facts.sheet import FactKind, FactSheet


def compare_state(claim: Claim, sheet: FactSheet) -> Answer | None:
    """Another one is not contradicted: it may be the same status in the customer's language."""
    states = sheet.of_kind(FactKind.STATUS)
    if not states:
        return None
    said = plain(str(claim.value))
    same = next((fact for fact in states if said in plain(str(fact.value)) or plain(str(fact.value)) in said), None)
    return verified(same) if same else UNSUPPORTED


def plain(status: str) -> str:
    """Without the number in front that Plenty's statuses have."""
    return re.sub(r"^\[?[\d.]+\]?\s*", "", status.strip()).casefold()
