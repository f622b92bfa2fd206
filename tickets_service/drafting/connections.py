"""The way to a model's endpoint: one connection pool for all endpoints of this process, and what names one of them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

import httpx2

from tickets_service.addresses import model_may
from tickets_service.egress import GuardedTransport

if TYPE_CHECKING:
    from tickets_service.drafting.model import ReplyModel

ANSWERS_WITHIN_SECONDS = 60
CONNECTS_WITHIN_SECONDS = 10
CALLS_AT_ONCE = 20
"""Of one process. More drafts are at work: what comes before and after a call overlaps with the calls of others."""


@dataclass(frozen=True)
class Endpoint:
    """A credential, opened for one call."""

    token: str = field(repr=False)
    model: str
    base_url: str | None
    refused_parameters: frozenset[str]


@dataclass
class Written:
    """What a call brought. Filled while the answer streams in."""

    text: str = ""
    model: str | None = None
    prompt_tokens: int | None = None
    cached_tokens: int | None = None
    completion_tokens: int | None = None
    ended: str | None = None
    """Why the model stopped; None while it has not."""
    refused_parameters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Embedded:
    vectors: list[list[float]]
    prompt_tokens: int | None
    """None: the endpoint does not say."""


class ModelConnections:
    """Knows nothing of what is said over them; `drafting.model` does, whose OpenAI client takes a second to import."""

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None = None,
        *,
        answers_within: float = ANSWERS_WITHIN_SECONDS,
    ) -> None:
        self.answers_within = answers_within
        self.turns = asyncio.Semaphore(CALLS_AT_ONCE)
        self.http = httpx2.AsyncClient(
            transport=transport or GuardedTransport(model_may),
            timeout=httpx2.Timeout(answers_within, connect=CONNECTS_WITHIN_SECONDS),
            follow_redirects=False,
            trust_env=False,
        )

    async def open_model(self) -> ReplyModel:
        """What speaks over them. Its client is imported in a thread at the first use: that takes a second."""
        module = await asyncio.to_thread(import_module, "tickets_service.drafting.model")
        model: ReplyModel = module.ReplyModel(self)
        return model

    async def aclose(self) -> None:
        await self.http.aclose()
