"""The embedding model of the active credential, for whoever compares texts by their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickets_service.db import Sessions
from tickets_service.drafting import caps, credentials
from tickets_service.drafting.connections import Endpoint, ModelConnections
from tickets_service.drafting.prices import PriceTable, price_table
from tickets_service.drafting.sent import Embedding, note_call
from tickets_service.drafting.thinking import Usage
from tickets_service.models import Purpose
from tickets_service.vault import Vault


@dataclass(frozen=True)
class CredentialEmbedder:
    """Raises CannotDraft or ModelBusy. Each request is in the records, with its size and cost and without its texts."""

    sessions: Sessions
    connections: ModelConnections
    endpoint: Endpoint
    credential_id: int
    credential_label: str
    prices: PriceTable

    @property
    def model(self) -> str:
        return self.endpoint.model

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        model, usage = await self.connections.open_model(), Usage(calls=1)
        try:
            embedded = await model.embed(self.endpoint, self.model, texts)
            usage = Usage(prompt=embedded.prompt_tokens, completion=0, calls=1)
            return embedded.vectors
        finally:
            await self._note(usage, len(texts))

    async def _note(self, usage: Usage, texts: int) -> None:
        async with self.sessions.begin() as session:
            await note_call(
                session,
                purpose=Purpose.EMBEDDING.value,
                ai_response_id=None,
                credential=self.credential_label,
                endpoint=self.endpoint,
                usage=usage,
                hidden={},
                cost_usd=self.prices.cost(self.model, usage),
                embedded=Embedding(self.credential_id, texts),
            )


async def active_embedder(sessions: Sessions, vault: Vault, connections: ModelConnections) -> CredentialEmbedder | None:
    """None without an active credential, when that has no embedding model, and when it has cost what it may."""
    async with sessions() as session:
        credential = await credentials.active(session)
        if credential is None or credential.embedding_model is None:
            return None
        if await caps.month_is_spent(session, credential) is not None:
            return None
        endpoint = replace(credentials.opened(credential, vault), model=credential.embedding_model)
        prices = await price_table(session)
        return CredentialEmbedder(sessions, connections, endpoint, credential.id, credential.label, prices)
