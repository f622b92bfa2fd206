"""Forms: what stands in their fields, and what is wrong with it, said beside the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tickets_service.errors import Invalid, TicketsError
from tickets_service.inbox.languages import N_, Sentence

Model = TypeVar("Model", bound=BaseModel)

NEEDED = Sentence(N_("This is needed."))
UNUSABLE = Sentence(N_("This cannot be used."))
NO_NUMBER = Sentence(N_("This is no number: write it like 25 or 12.50."))
SENTENCES = {
    "missing": NEEDED,
    "string_too_short": NEEDED,
    "too_short": NEEDED,
    "int_parsing": Sentence(N_("This is no whole number.")),
    "decimal_parsing": NO_NUMBER,
    "decimal_type": NO_NUMBER,
    "finite_number": NO_NUMBER,
    "cached_costs_more": Sentence(N_("Cached tokens cost at most what others cost.")),
    "string_pattern_mismatch": Sentence(N_("It has characters that cannot be used here.")),
}
BOUNDS = {
    "string_too_long": ("max_length", N_("At most %(bound)s characters.")),
    "too_long": ("max_length", N_("At most %(bound)s characters.")),
    "greater_than_equal": ("ge", N_("At least %(bound)s.")),
    "less_than_equal": ("le", N_("At most %(bound)s.")),
    "greater_than": ("gt", N_("More than %(bound)s.")),
    "decimal_max_places": ("decimal_places", N_("At most %(bound)s digits after the point.")),
}


class FormRefused(TicketsError):
    """*complaints* maps fields to what is wrong with them."""

    status = 422

    def __init__(self, complaints: Mapping[str, Sentence | str]) -> None:
        super().__init__("Some fields cannot be used as they are.")
        self.complaints = complaints


@dataclass(frozen=True)
class Form:
    """*complaint* is about no field alone. *id* tells apart the fields of several forms on one page."""

    values: Mapping[str, str]
    id: str = ""
    complaints: Mapping[str, Sentence | str] = field(default_factory=dict)
    complaint: Sentence | str | None = None

    @property
    def is_refused(self) -> bool:
        return bool(self.complaints or self.complaint)

    def refused(self, refusal: TicketsError, typed: Mapping[str, str]) -> Form:
        """With what was typed still in it. What is wrong with fields it does not have is said of the whole."""
        wrong = refusal.complaints if isinstance(refusal, FormRefused) else {}
        wrong = refusal.errors if isinstance(refusal, Invalid) else wrong
        return replace(self, values=dict(typed), complaints=wrong, complaint=None if wrong else refusal.message)


EMPTY = Form({})


def read(model: type[Model], typed: Mapping[str, object]) -> Model:
    """What was left blank counts as left out. Raises FormRefused, which repeats nothing that was typed."""
    try:
        return model.model_validate({name: value for name, value in typed.items() if value != ""})
    except ValidationError as error:
        complaints = {str(each["loc"][0]): _sentence(each) for each in reversed(error.errors(include_input=False))}
    raise FormRefused(complaints)


def _sentence(wrong: ErrorDetails) -> Sentence:
    if wrong["type"] in BOUNDS:
        name, text = BOUNDS[wrong["type"]]
        return Sentence(text, {"bound": wrong["ctx"][name]})
    return SENTENCES.get(wrong["type"], UNUSABLE)
