"""Which articles and earlier answers a model was shown for a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

PASSAGE = r"^\[((?:article|precedent):[^\]\s]{1,200})\] ([^\n]{1,200})"
FENCE = r"\n\[[0-9a-f]{8,} begin\]"
"""What stands behind the first one is said by customers, who may write anything."""
_PASSAGES = text("""
    SELECT DISTINCT ON (found[1]) found[1] AS id, found[2] AS title
    FROM draft_prompts, regexp_matches((regexp_split_to_array(request, :fence))[1], :passage, 'gn') AS found
    WHERE ai_response_id = :ai_response_id
""")


@dataclass(frozen=True)
class ShownPassage:
    """*id* begins with `article:` or `precedent:`."""

    id: str
    title: str
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
    rows = await session.execute(_PASSAGES, {"ai_response_id": ai_response_id, "passage": PASSAGE, "fence": FENCE})
    found = [ShownPassage(id_, title, id_ in used_ids) for id_, title in rows]
    return sorted(found, key=lambda passage: (not passage.is_used, passage.id))
