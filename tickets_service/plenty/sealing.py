"""Where Plenty's secrets are sealed, and sealing them anew."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import PlentyConnection, PlentyToken
from tickets_service.vault import Place, Vault

PASSWORD = Place("plenty_connection", "encrypted_password", "1")
ACCESS_TOKEN = Place("plenty_tokens", "encrypted_access_token", "1")
REFRESH_TOKEN = Place("plenty_tokens", "encrypted_refresh_token", "1")


async def rotate(session: AsyncSession, vault: Vault) -> int:
    """Seals with the newest key whatever an older one sealed; returns how many."""
    changed = 0
    for table, place in ((PlentyConnection, PASSWORD), (PlentyToken, ACCESS_TOKEN), (PlentyToken, REFRESH_TOKEN)):
        row = await session.get(table, 1, with_for_update=True, populate_existing=True)
        sealed: bytes | None = getattr(row, place.column, None)
        if sealed is not None and not vault.is_current(sealed):
            setattr(row, place.column, vault.seal(vault.open(sealed, place), place))
            changed += 1
    await session.flush()
    return changed
