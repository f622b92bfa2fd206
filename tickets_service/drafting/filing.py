"""What of a model's result is kept: cleaned, graded, in the shop's voice, with what to look at and what it cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tickets_service.drafting.errors import CannotDraft
from tickets_service.drafting.prices import PriceTable
from tickets_service.drafting.results import Result, graded
from tickets_service.drafting.speaking import Voice, in_voice, marks
from tickets_service.drafting.thinking import Thought
from tickets_service.language import LANGUAGES, language_of
from tickets_service.markup import strip_invisible

MESSAGES_READ_FOR_THE_LANGUAGE = 3
PLENTYS_OWN = {"cn": "zh", "cz": "cs", "nb": "no", "nn": "no", "se": "sv"}
"""Countries' codes and others it names languages by."""


@dataclass(frozen=True)
class Known:
    """What a result is looked at with."""

    voice: Voice
    prices: PriceTable
    customer_name: str | None
    shown_ids: frozenset[str]


def values_of(thought: Thought, known: Known) -> dict[str, Any]:
    """As columns of the draft."""
    result = graded(thought.result, known.shown_ids)
    text = in_voice(
        clean(result.reply), known.voice, language=thought.language, customer_name=known.customer_name
    ).strip()
    if not text:
        raise CannotDraft("The model gave an empty answer: ask for a new draft, perhaps with a hint.")
    found = [*marks(text, known.voice, language=thought.language), *({"kind": flag} for flag in thought.flags)]
    return {
        "generated_text": text,
        "language": thought.language,
        "marks": found,
        **_said(result),
        **_cost_of(thought, known.prices),
    }


def language_wanted(earlier: Sequence[str], newest: str, in_plenty: str | None) -> str | None:
    """The customer's: of the newest message, else of all they wrote, else what Plenty says; None if none can tell."""
    code = (in_plenty or "")[:2].lower()
    code = PLENTYS_OWN.get(code, code)
    return (
        language_of(newest)
        or language_of("\n".join([*earlier[-MESSAGES_READ_FOR_THE_LANGUAGE:], newest]))
        or (code if code in LANGUAGES else None)
    )


def clean(text: str) -> str:
    """Model text is as untrusted as customers': nothing invisible gets through."""
    return strip_invisible(text)[0]


def _said(result: Result) -> dict[str, Any]:
    lists = {"used_ids": result.used_ids, "open_questions": result.open_questions, "promises": result.promises}
    cleaned = {name: [clean(entry) for entry in entries] for name, entries in lists.items()}
    return {"intent": result.intent, "grounding": result.grounding, **cleaned}


def _cost_of(thought: Thought, prices: PriceTable) -> dict[str, Any]:
    usage = thought.usage
    return {
        "model_used": thought.model,
        "model_calls": usage.calls,
        "prompt_tokens": usage.prompt,
        "cached_tokens": usage.cached,
        "completion_tokens": usage.completion,
        "cost_usd": prices.cost(thought.model, usage),
    }
