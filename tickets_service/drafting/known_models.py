"""What is known of models by their name: how much they can read, and what they cost.

Windows and prices are those OpenAI publishes for its API (late 2026); a dated or tuned variant counts as its base.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

UNKNOWN_WINDOW = 8_192
"""Tokens: what nearly every model can read."""
MILLION = Decimal(1_000_000)
ANSWER_TOKENS = 1_000
THINKING_TOKENS = 6_000
"""Models that reason count their thoughts as output."""


@dataclass(frozen=True)
class KnownModel:
    """Prices in US dollars for a million tokens."""

    window: int
    prompt_price: Decimal
    completion_price: Decimal
    thinks: bool = False


def _model(window: int, prompt: str, completion: str, *, thinks: bool = False) -> KnownModel:
    return KnownModel(window, Decimal(prompt), Decimal(completion), thinks)


MODELS = {
    "gpt-3.5-turbo": _model(16_385, "0.50", "1.50"),
    "gpt-4-turbo": _model(128_000, "10", "30"),
    "gpt-4o-mini": _model(128_000, "0.15", "0.60"),
    "gpt-4o": _model(128_000, "2.50", "10"),
    "gpt-4.1-nano": _model(1_047_576, "0.10", "0.40"),
    "gpt-4.1-mini": _model(1_047_576, "0.40", "1.60"),
    "gpt-4.1": _model(1_047_576, "2", "8"),
    "gpt-4": _model(8_192, "30", "60"),
    "gpt-5-nano": _model(400_000, "0.05", "0.40", thinks=True),
    "gpt-5-mini": _model(400_000, "0.25", "2", thinks=True),
    "gpt-5": _model(400_000, "1.25", "10", thinks=True),
    "o3-mini": _model(200_000, "1.10", "4.40", thinks=True),
    "o3": _model(200_000, "2", "8", thinks=True),
    "o4-mini": _model(200_000, "1.10", "4.40", thinks=True),
    "o1": _model(200_000, "15", "60", thinks=True),
}


@dataclass(frozen=True)
class Room:
    """Tokens a prompt may take and tokens kept for the answer; together at most the window."""

    prompt: int
    answer: int


def known(model: str) -> KnownModel | None:
    """The longest known name that *model* begins with."""
    names = [name for name in MODELS if model == name or model.startswith(f"{name}-")]
    return MODELS[max(names, key=len)] if names else None


def room_for(model: str, context_window: int | None) -> Room:
    """*context_window* is what an admin says of an endpoint we do not know; it wins where given.

    A model we do not know may count more tokens than we do for the same text, so a quarter of its window stays free.
    """
    found = known(model)
    window = context_window or (found.window if found else UNKNOWN_WINDOW)
    answer = min(THINKING_TOKENS if found and found.thinks else ANSWER_TOKENS, window // 4)
    usable = window if found else window * 3 // 4
    return Room(prompt=usable - answer, answer=answer)


def cost(model: str, prompt_tokens: int | None, completion_tokens: int | None) -> Decimal | None:
    """US dollars; None when the price or the tokens are not known."""
    found = known(model)
    if found is None or prompt_tokens is None or completion_tokens is None:
        return None
    exact = (prompt_tokens * found.prompt_price + completion_tokens * found.completion_price) / MILLION
    return exact.quantize(Decimal("0.000001"))
