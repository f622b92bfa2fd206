"""The models on offer and what each can take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tickets_service.practice.model import errors

OFFERED_SINCE = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class OfferedModel:
    name: str
    context_window: int
    longest_answer: int
    is_reasoning: bool = False
    embedding_dimensions: int | None = None
    """None for a model that chats."""

    def as_json(self) -> dict[str, object]:
        return {"id": self.name, "object": "model", "created": OFFERED_SINCE, "owned_by": "practice"}


OFFERED = {
    model.name: model
    for model in (
        OfferedModel("gpt-4o-mini", 128_000, 16_384),
        OfferedModel("gpt-4o", 128_000, 16_384),
        OfferedModel("gpt-4.1-mini", 1_047_576, 32_768),
        OfferedModel("gpt-4.1", 1_047_576, 32_768),
        OfferedModel("gpt-5-mini", 400_000, 128_000, is_reasoning=True),
        OfferedModel("text-embedding-3-small", 8_192, 0, embedding_dimensions=1536),
    )
}


def chat_model(name: str) -> OfferedModel:
    model = OFFERED.get(name)
    if model is None:
        raise errors.unknown_model(name)
    if model.embedding_dimensions is not None:
        raise errors.ApiError(404, "This is not a chat model and thus not supported here.", param="model")
    return model


def embedding_model(name: str) -> OfferedModel:
    model = OFFERED.get(name)
    if model is None:
        raise errors.unknown_model(name)
    if model.embedding_dimensions is None:
        raise errors.ApiError(403, "You are not allowed to generate embeddings from this model.")
    return model
