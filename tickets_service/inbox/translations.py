"""A draft in a language its reader knows, beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.language import english_name
from tickets_service.models import DraftTranslation


@dataclass(frozen=True)
class TranslationView:
    ai_response_id: int
    language: str
    text: str | None
    """None: it is not made yet."""
    trouble: str | None = None
    """Why it could not be made just now."""


async def translation_view(
    session: AsyncSession, draft: AIResponseOut, reads: Sequence[str], *, trouble: str | None = None
) -> TranslationView | None:
    """As far as it was made. None where its reader reads the draft, or nobody can tell what that is written in."""
    wanted = language_to_read(draft.language, reads)
    if wanted is None:
        return None
    stored = await session.get(DraftTranslation, (draft.id, wanted))
    return TranslationView(draft.id, wanted, stored.text if stored is not None else None, trouble)


def language_to_read(written: str | None, reads: Sequence[str]) -> str | None:
    """The first one that somebody reads; None where a text *written* in that language needs no translation for them.

    Who names none is taken to read all.
    """
    if written is None or written in reads:
        return None
    return next((language for language in reads if english_name(language)), None)
