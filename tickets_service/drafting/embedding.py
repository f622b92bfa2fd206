"""The embedding model of the active credential, for whoever compares texts by their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.db import Sessions
from tickets_service.drafting import credentials
from tickets_service.drafting.connections import Endpoint, ModelConnections
from tickets_service.vault import Vault


@dataclass(frozen=True)
class CredentialEmbedder:
    """Raises CannotDraft or ModelBusy."""

    connections: ModelConnections
    endpoint: Endpoint
    model: str

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return await (await self.connections.open_model()).embed(self.endpoint, self.model, texts)


async def active_embedder(sessions: Sessions, vault: Vault, connections: ModelConnections) -> CredentialEmbedder | None:
    """None without an active credential, or when that has no embedding model."""
    async with sessions() as session:
        credential = await credentials.active(session)
        if credential is None or credential.embedding_model is None:
            return None
        return CredentialEmbedder(connections, credentials.opened(credential, vault), credential.embedding_model)
