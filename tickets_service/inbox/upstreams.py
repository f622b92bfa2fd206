"""Who cannot be reached just now, as the pages tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import OpenAICredentialDB, PlentyConnection


@dataclass(frozen=True)
class Upstreams:
    """Who cannot be reached, and since when. None: all is well."""

    plenty_failing_since: datetime | None
    plenty_error: str | None
    model_failing_since: datetime | None
    model_error: str | None
    is_connected: bool
    has_model: bool


async def upstreams(session: AsyncSession) -> Upstreams:
    connection = await session.get(PlentyConnection, 1)
    credential = await session.scalar(select(OpenAICredentialDB).where(OpenAICredentialDB.is_active))
    return Upstreams(
        plenty_failing_since=connection.failing_since if connection else None,
        plenty_error=connection.last_error if connection else None,
        model_failing_since=credential.failing_since if credential else None,
        model_error=credential.last_error if credential else None,
        is_connected=connection is not None,
        has_model=credential is not None,
    )
