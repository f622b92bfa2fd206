"""What is known of models by their name: how much they can read, and what they cost.

Windows and prices are those OpenAI publishes for its API (late 2026); a dated or tuned variant counts as its base.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

UNKNOWN_WINDOW = 8_192
"""Tokens: what nearly every model can read."""
MILLION = Decimal(1_000_000)
ANSWER_TOKENS = 1_000
THINKING_TOKENS = 6_000
"""Models that reason count their thoughts as output."""
SCHEMA_TOKENS = 256
"""The schema of an answer goes beside the messages and counts like them."""


@dataclass(frozen=True)
class KnownModel:
    """Prices in US dollars for a million tokens."""

    window: int
    prompt_price: Decimal
    cached_price: Decimal
    completion_price: Decimal
    thinks: bool = False


def _model(window: int, prompt: str, cached: str, completion: str, *, thinks: bool = False) -> KnownModel:
    return KnownModel(window, Decimal(prompt), Decimal(cached), Decimal(completion), thinks)


MODELS = {
    "gpt-3.5-turbo": _model(16_385, "0.50", "0.50", "1.50"),
    "gpt-4-turbo": _model(128_000, "10", "10", "30"),
    "gpt-4o-mini": _model(128_000, "0.15", "0.075", "0.60"),
    "gpt-4o": _model(128_000, "2.50", "1.25", "10"),
    "gpt-4.1-nano": _model(1_047_576, "0.10", "0.025", "0.40"),
    "gpt-4.1-mini": _model(1_047_576, "0.40", "0.10", "1.60"),
    "gpt-4.1": _model(1_047_576, "2", "0.50", "8"),
    "gpt-4": _model(8_192, "30", "30", "60"),
    "gpt-5-nano": _model(400_000, "0.05", "0.005", "0.40", thinks=True),
    "gpt-5-mini": _model(400_000, "0.25", "0.025", "2", thinks=True),
    "gpt-5": _model(400_000, "1.25", "0.125", "10", thinks=True),
    "o3-mini": _model(200_000, "1.10", "0.55", "4.40", thinks=True),
    "o3": _model(200_000, "2", "0.50", "8", thinks=True),
    "o4-mini": _model(200_000, "1.10", "0.275", "4.40", thinks=True),
    "o1": _model(200_000, "15", "7.50", "60", thinks=True),
}

EMBEDDING_PRICES = {
    "text-embedding-3-small": Decimal("0.02"),
    "text-embedding-3-large": Decimal("0.13"),
    "text-embedding-ada-002": Decimal("0.10"),
}
"""US dollars for a million tokens."""


@dataclass(frozen=True)
class Room:
    """Tokens a prompt may take and tokens kept for the answer; together with a schema at most the window."""

    prompt: int
    answer: int


def named(model: str, names: Iterable[str]) -> str | None:
    """The longest of *names* that *model* begins with."""
    return max((name for name in names if model == name or model.startswith(f"{name}-")), key=len, default=None)


def known(model: str) -> KnownModel | None:
    name = named(model, MODELS)
    return MODELS[name] if name else None


def room_for(model: str, context_window: int | None) -> Room:
    """*context_window* is what an admin says of an endpoint we do not know; it wins where given.

    A model we do not know may count more tokens than we do for the same text, so a quarter of its window stays free.
    """
    found = known(model)
    window = context_window or (found.window if found else UNKNOWN_WINDOW)
    answer = min(THINKING_TOKENS if found and found.thinks else ANSWER_TOKENS, window // 4)
    usable = window if found else window * 3 // 4
    return Room(prompt=usable - answer - SCHEMA_TOKENS, answer=answer)
