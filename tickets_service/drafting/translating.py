"""A draft in a language its agent reads, made when somebody asks for it and kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting import caps, credentials, prompt, queries
from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.connections import Endpoint, ModelConnections, Written
from tickets_service.drafting.filing import clean
from tickets_service.drafting.known_models import Room, room_for
from tickets_service.drafting.prices import PriceTable, price_table
from tickets_service.drafting.sent import note_call
from tickets_service.drafting.thinking import Usage
from tickets_service.drafting.veil import Veil
from tickets_service.drafting.yardsticks import sheet_of_draft
from tickets_service.errors import Conflict
from tickets_service.facts import FactSheet
from tickets_service.models import AIResponseDB, DraftState, DraftTranslation, OpenAICredentialDB, Ticket
from tickets_service.vault import Vault

UNFINISHED = (DraftState.QUEUED, DraftState.WRITING)


class TranslationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    language: Annotated[str, Field(pattern="^[a-z]{2}$")]


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
    credential_id: int
    credential_label: str
    endpoint: Endpoint
    veil: Veil
    room: Room
    prices: PriceTable


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
        written = await self._think(wanted)
        return await self._keep(wanted, written)

    async def _read(self, session: AsyncSession, ai_response_id: int, language: str) -> _Wanted:
        row = await queries.get(session, ai_response_id)
        if row.state in UNFINISHED or not row.generated_text:
            raise Conflict("There is no text to translate in this draft yet.")
        if row.language == language:
            raise Conflict("This draft is written in that language.")
        credential = await _credential(session, row)
        if (spent := await caps.month_is_spent(session, credential)) is not None:
            raise spent
        return _Wanted(
            ai_response_id=row.id,
            text=row.generated_text,
            language=language,
            credential_id=credential.id,
            credential_label=credential.label,
            veil=await _veil(session, row, credential),
            endpoint=credentials.opened(credential, self.vault),
            room=room_for(credential.model, credential.context_window),
            prices=await price_table(session),
        )

    async def _think(self, wanted: _Wanted) -> Written:
        text = wanted.veil.hide(wanted.text)
        asked = await asyncio.to_thread(prompt.translating, text, language=wanted.language, room=wanted.room.prompt)
        model, written = await self.connections.open_model(), Written()
        try:
            async for so_far in model.write(wanted.endpoint, asked, answer_tokens=wanted.room.answer):
                written = so_far
        finally:
            async with self.sessions.begin() as session:
                await note_call(
                    session,
                    purpose="translation",
                    ai_response_id=wanted.ai_response_id,
                    credential=wanted.credential_label,
                    endpoint=wanted.endpoint,
                    usage=Usage().plus(written),
                    hidden=wanted.veil.counts,
                )
        return written

    async def _keep(self, wanted: _Wanted, written: Written) -> DraftTranslation:
        usage, model = Usage().plus(written), written.model or wanted.endpoint.model
        async with self.sessions.begin() as session:
            await session.execute(
                insert(DraftTranslation)
                .values(
                    ai_response_id=wanted.ai_response_id,
                    language=wanted.language,
                    text=wanted.veil.restore(clean(written.text)).strip(),
                    model_used=model,
                    credential_id=wanted.credential_id,
                    prompt_tokens=usage.prompt,
                    cached_tokens=usage.cached,
                    completion_tokens=usage.completion,
                    cost_usd=wanted.prices.cost(model, usage),
                )
                .on_conflict_do_nothing()
            )
            return await session.get_one(DraftTranslation, (wanted.ai_response_id, wanted.language))


async def _credential(session: AsyncSession, row: AIResponseDB) -> OpenAICredentialDB:
    """The one the draft was made with, if it is still there."""
    used = await session.get(OpenAICredentialDB, row.credential_id) if row.credential_id is not None else None
    return used or await credentials.require_active(session)


async def _veil(session: AsyncSession, row: AIResponseDB, credential: OpenAICredentialDB) -> Veil:
    if not credential.hides_persons:
        return Veil(None)
    ticket = await session.get_one(Ticket, row.ticket_id)
    customer = Customer(ticket.customer_name, ticket.customer_email, ticket.language)
    return Veil.over(customer, await sheet_of_draft(session, row.id) or FactSheet((), datetime.now(UTC).date()))
