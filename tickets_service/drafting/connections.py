"""The way to a model's endpoint: one connection pool for all endpoints of this process, and what names one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx2

from tickets_service.addresses import model_may
from tickets_service.egress import GuardedTransport

ANSWERS_WITHIN_SECONDS = 60
CONNECTS_WITHIN_SECONDS = 10


@dataclass(frozen=True)
class Endpoint:
    """A credential, opened for one call."""

    token: str = field(repr=False)
    model: str
    base_url: str | None
    refused_parameters: frozenset[str]


class ModelConnections:
    """Knows nothing of what is said over them; `drafting.model` does, whose OpenAI client takes a second to import."""

    def __init__(
        self,
        transport: httpx2.AsyncBaseTransport | None = None,
        *,
        answers_within: float = ANSWERS_WITHIN_SECONDS,
    ) -> None:
        self.answers_within = answers_within
        self.http = httpx2.AsyncClient(
            transport=transport or GuardedTransport(model_may),
            timeout=httpx2.Timeout(answers_within, connect=CONNECTS_WITHIN_SECONDS),
            follow_redirects=False,
            trust_env=False,
        )

    async def aclose(self) -> None:
        await self.http.aclose()
