"""Which articles and earlier answers a model was shown for a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import DraftPrompt


@dataclass(frozen=True)
class ShownPassage:
    """*id* begins with `article:` or `precedent:`."""

    id: str
    is_used: bool
    """The model says so."""

    @property
    def kind(self) -> str:
        return self.id.partition(":")[0]

    @property
    def key(self) -> str:
        """Of an article; of an earlier answer the number of its ticket."""
        return self.id.partition(":")[2]


async def passages_of(session: AsyncSession, ai_response_id: int, used_ids: Sequence[str]) -> list[ShownPassage]:
    """What was used comes first."""
    shown = await session.scalar(select(DraftPrompt.passages).where(DraftPrompt.ai_response_id == ai_response_id))
    found = [ShownPassage(id_, id_ in used_ids) for id_ in shown or ()]
    return sorted(found, key=lambda passage: not passage.is_used)
