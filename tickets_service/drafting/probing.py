"""Trying a credential: does its endpoint take the token, and which models does it list?"""

from __future__ import annotations

from tickets_service.db import Sessions
from tickets_service.drafting import credentials
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.errors import CannotDraft, ModelBusy
from tickets_service.drafting.schemas import CredentialTest
from tickets_service.vault import Vault


async def probe(sessions: Sessions, vault: Vault, connections: ModelConnections, credential_id: int) -> CredentialTest:
    """Lists the endpoint's models. What is wrong with it is an answer, not an error, and is kept until it works."""
    async with sessions() as session:
        endpoint = credentials.opened(await credentials.get(session, credential_id), vault)
    try:
        found = await (await connections.open_model()).models(endpoint)
    except (CannotDraft, ModelBusy) as error:
        await _keep(sessions, credential_id, error.message)
        return CredentialTest(ok=False, models=[], error=error.message)
    await _keep(sessions, credential_id, None)
    return CredentialTest(ok=True, models=found, error=None)


async def _keep(sessions: Sessions, credential_id: int, error: str | None) -> None:
    async with sessions.begin() as session:
        await credentials.note_health(session, credential_id, error)
