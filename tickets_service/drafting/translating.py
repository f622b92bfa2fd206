"""A draft in a language its agent reads, made when somebody asks for it and kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting import credentials, prompt, queries
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.rewriting import Rewriter, Rewritten, Source, source_of
from tickets_service.drafting.yardsticks import sheet_of_draft
from tickets_service.errors import Conflict
from tickets_service.language import LanguageCode
from tickets_service.models import UNFINISHED_DRAFTS, AIResponseDB, DraftTranslation, OpenAICredentialDB, Ticket
from tickets_service.vault import Vault


class TranslationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    language: LanguageCode


class TranslationOut(BaseModel):
    model_config = ConfigDict(from_attributes=True, protected_namespaces=())

    ai_response_id: int
    language: str
    text: str
    model_used: str
    cost_usd: Decimal | None
    created_at: datetime


@dataclass(frozen=True)
class _Wanted:
    """What is known before thinking."""

    ai_response_id: int
    text: str
    language: str
    source: Source


@dataclass(frozen=True)
class Translator:
    sessions: Sessions
    vault: Vault
    connections: ModelConnections

    async def translate(self, ai_response_id: int, language: str) -> DraftTranslation:
        """No transaction is open while the model thinks. Of two at once, the first counts."""
        async with self.sessions.begin() as session:
            stored = await session.get(DraftTranslation, (ai_response_id, language))
            if stored is not None:
                return stored
            wanted = await self._read(session, ai_response_id, language)
        return await self._keep(wanted, await self._think(wanted))

    async def _read(self, session: AsyncSession, ai_response_id: int, language: str) -> _Wanted:
        row = await queries.get(session, ai_response_id)
        if row.state in UNFINISHED_DRAFTS or not row.generated_text:
            raise Conflict("There is no text to translate in this draft yet.")
        if row.language == language:
            raise Conflict("This draft is written in that language.")
        credential, ticket = await _credential(session, row), await session.get_one(Ticket, row.ticket_id)
        source = await source_of(session, credential, self.vault, ticket, await sheet_of_draft(session, row.id))
        return _Wanted(ai_response_id=row.id, text=row.generated_text, language=language, source=source)

    async def _think(self, wanted: _Wanted) -> Rewritten:
        text, room = wanted.source.veil.hide(wanted.text), wanted.source.room.prompt
        asked = await asyncio.to_thread(prompt.translating, text, language=wanted.language, room=room)
        rewriter = Rewriter(self.sessions, self.connections)
        return await rewriter.ask(wanted.source, asked, purpose="translation", ai_response_id=wanted.ai_response_id)

    async def _keep(self, wanted: _Wanted, made: Rewritten) -> DraftTranslation:
        async with self.sessions.begin() as session:
            await session.execute(
                insert(DraftTranslation)
                .values(
                    ai_response_id=wanted.ai_response_id,
                    language=wanted.language,
                    text=made.text,
                    model_used=made.model,
                    credential_id=wanted.source.credential_id,
                    prompt_tokens=made.usage.prompt,
                    cached_tokens=made.usage.cached,
                    completion_tokens=made.usage.completion,
                    cost_usd=made.cost_usd,
                )
                .on_conflict_do_nothing()
            )
            return await session.get_one(DraftTranslation, (wanted.ai_response_id, wanted.language))


async def _credential(session: AsyncSession, row: AIResponseDB) -> OpenAICredentialDB:
    """The one the draft was made with, if it is still there."""
    used = await session.get(OpenAICredentialDB, row.credential_id) if row.credential_id is not None else None
    return used or await credentials.require_active(session)
