"""Compares one claim with the facts of its kind."""

from tickets_service.facts.comparing.amounts import compare_amount
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, Verdict, contradicted
from tickets_service.facts.comparing.codes import compare_code, compare_link
from tickets_service.facts.comparing.days import compare_date
from tickets_service.facts.comparing.events import compare_event
from tickets_service.facts.comparing.quantities import compare_quantity
from tickets_service.facts.comparing.states import compare_state

__all__ = [
    "UNSUPPORTED",
    "Answer",
    "Verdict",
    "compare_amount",
    "compare_code",
    "compare_date",
    "compare_event",
    "compare_link",
    "compare_quantity",
    "compare_state",
    "contradicted",
]
