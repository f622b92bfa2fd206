"""Sealing every stored secret anew with the newest key."""

from __future__ import annotations

from tickets_service import audit
from tickets_service.drafting import credentials
from tickets_service.plenty import sealing
from tickets_service.resources import Resources


async def rotate(resources: Resources, *, actor: str) -> int:
    """Returns how many secrets changed their seal. Readers meanwhile open either seal, so nothing has to stop."""
    async with resources.sessions.begin() as session:
        changed = await credentials.rotate(session, resources.vault) + await sealing.rotate(session, resources.vault)
        await audit.record(session, actor, "keys_rotated", "keys", secrets=changed)
    return changed
