"""A status in quotes beside those of the sheet."""

from __future__ import annotations

import re

from tickets_service.facts.claims import Claim
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, contradicted, verified
from tickets_service.facts.sheet import Event, FactKind, FactSheet

TELLING: tuple[tuple[re.Pattern[str], Event, bool], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), event, value)
    for words, event, value in (
        (r"wart\w* auf zahlung\w*|zahlung (?:ausstehend|offen)|unbezahlt|(?:awaiting|waiting for|pending) payment|unpaid", Event.PAID, False),
        (r"warenausgang\w*|versendet|verschickt|versandt|shipped|dispatched", Event.SENT, True),
        (r"storniert|gecancelt|cancelled|canceled", Event.CANCELLED, True),
        (r"retoure\w*|retourniert|returned", Event.RETURNED, True),
        (r"zugestellt|delivered", Event.DELIVERED, True),
        (r"erstattet|refunded", Event.REFUNDED, True),
    )
)  # fmt: skip
"""What a status says of what has happened."""


def compare_state(claim: Claim, sheet: FactSheet) -> Answer | None:
    """Another one may be the same status in the customer's language, unless it tells of what has not happened."""
    states = sheet.of_kind(FactKind.STATUS)
    if not states:
        return None
    said = plain(str(claim.value))
    same = next((fact for fact in states if said in plain(str(fact.value)) or plain(str(fact.value)) in said), None)
    return verified(same) if same else against_events(said, sheet) or UNSUPPORTED


def against_events(said: str, sheet: FactSheet) -> Answer | None:
    for words, event, value in TELLING:
        other = next((fact for fact in sheet.events(event) if fact.value != value), None)
        if other and words.search(said):
            return contradicted(other, "has_happened" if other.value else "has_not_happened")
    return None


def plain(status: str) -> str:
    """Without the number in front that Plenty's statuses have."""
    return re.sub(r"^\[?[\d.]+\]?\s*", "", status.strip()).casefold()
