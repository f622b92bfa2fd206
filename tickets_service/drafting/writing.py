"""Writing a draft: read the brief, let the model think with no transaction open, file what it wrote."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting import credentials, tokens
from tickets_service.drafting.connections import Endpoint, ModelConnections, Written
from tickets_service.drafting.errors import CannotDraft, EndpointRefused, ModelBusy
from tickets_service.drafting.known_models import cost, room_for
from tickets_service.drafting.order_facts import facts_for_draft
from tickets_service.drafting.prompt import Line, Material, build
from tickets_service.errors import TicketsError
from tickets_service.markup import strip_invisible
from tickets_service.models import (
    AIResponseDB,
    Direction,
    DraftState,
    OpenAICredentialDB,
    Preferences,
    Ticket,
    TicketMessage,
)
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.vault import Vault

log = structlog.get_logger()

MOST_TRIES = 3
SHOWN_EVERY_SECONDS = 0.2
SHOWN_UNASKED_EVERY_SECONDS = 1.0
"""Hardly anybody watches a draft that nobody asked for, and twenty of them at once cost more to show than to write."""
UNFINISHED = (DraftState.QUEUED, DraftState.WRITING)


@dataclass(frozen=True)
class Brief:
    """What is known before thinking. It crosses the gap instead of rows."""

    ai_response_id: int
    credential_id: int
    endpoint: Endpoint
    context_window: int | None
    shop_name: str
    house_rules: str
    ticket_id: int
    history: tuple[Line, ...]
    newest: Line
    hint: str | None
    is_automatic: bool
    tries: int


async def warm_up(connections: ModelConnections) -> None:
    """Imports what writing needs and reads the tokenizer's vocabulary, so that the first draft need not wait for it."""
    await connections.open_model()
    await asyncio.to_thread(tokens.count, "any")


@dataclass(frozen=True)
class Writer:
    sessions: Sessions
    source: HelpdeskSource
    vault: Vault
    connections: ModelConnections

    async def write(self, ai_response_id: int) -> None:
        """Raises Busy to be called again; every other end is written into the row."""
        try:
            brief = await self._open(ai_response_id)
        except TicketsError as error:
            await self._fail(ai_response_id, error.message)
            return
        if brief is None:
            return
        try:
            facts = await self._facts(brief)
            await self._think(brief, facts)
        except CannotDraft as error:
            if isinstance(error, EndpointRefused):
                await self._note_health(brief.credential_id, error.message)
            await self._fail(ai_response_id, error.message)
        except ModelBusy as busy:
            await self._note_health(brief.credential_id, busy.message)
            if brief.tries >= MOST_TRIES:
                await self._fail(
                    ai_response_id, f"{busy.message} {MOST_TRIES} tries did not help; ask for a new draft."
                )
                return
            await self._wait(ai_response_id)
            raise
        except TicketsError:
            await self._wait(ai_response_id, tries=brief.tries - 1)
            raise
        except DBAPIError:
            raise
        except Exception:
            await self._fail(
                ai_response_id, "Something unforeseen went wrong here; the log has it. Ask for a new draft."
            )
            raise

    async def _open(self, ai_response_id: int) -> Brief | None:
        """None if nobody waits for this draft any more. A try that broke off is begun anew."""
        async with self.sessions.begin() as session:
            row = await session.get(AIResponseDB, ai_response_id, with_for_update=True)
            if row is None or row.state not in UNFINISHED:
                return None
            if row.attempts >= MOST_TRIES:
                raise CannotDraft(f"{MOST_TRIES} tries broke off; ask for a new draft.")
            credential = (
                await session.get(OpenAICredentialDB, row.credential_id)
                if row.credential_id is not None
                else await credentials.active(session)
            )
            if credential is None:
                raise CannotDraft("No OpenAI credential is active: add one, or activate one of those stored.")
            brief = await self._read(session, row, credential)
            row.state, row.generated_text, row.credential_id = DraftState.WRITING, "", credential.id
            row.attempts, row.started_at = row.attempts + 1, datetime.now(UTC)
            return brief

    async def _read(self, session: AsyncSession, row: AIResponseDB, credential: OpenAICredentialDB) -> Brief:
        ticket = await session.get_one(Ticket, row.ticket_id)
        lines = [
            (message.id, Line(_who(message), f"{message.created_at:%Y-%m-%d %H:%M} UTC", message.text))
            for message in await session.scalars(
                select(TicketMessage)
                .where(TicketMessage.ticket_id == row.ticket_id, TicketMessage.direction != Direction.INTERNAL)
                .order_by(TicketMessage.created_at, TicketMessage.plenty_message_id)
            )
        ]
        if not lines:
            raise CannotDraft("There is no message to answer in this ticket.")
        shop = await session.get_one(Preferences, 1)
        answered = ticket.last_customer_message_id or lines[-1][0]
        newest = next((line for message_id, line in lines if message_id == answered), lines[-1][1])
        return Brief(
            ai_response_id=row.id,
            credential_id=credential.id,
            endpoint=credentials.opened(credential, self.vault),
            context_window=credential.context_window,
            shop_name=shop.shop_name,
            house_rules=shop.house_rules,
            ticket_id=ticket.id,
            history=tuple(line for _, line in lines if line is not newest),
            newest=newest,
            hint=row.hint,
            is_automatic=row.is_automatic,
            tries=row.attempts + 1,
        )

    async def _facts(self, brief: Brief) -> str:
        """A draft without an order is better than none, and says so."""
        lane = Lane.SYNC if brief.is_automatic else Lane.AGENT
        known = await facts_for_draft(self.sessions, self.source, brief.ai_response_id, brief.ticket_id, lane=lane)
        return known.prompt

    async def _think(self, brief: Brief, facts: str) -> None:
        room = room_for(brief.endpoint.model, brief.context_window)
        material = Material(brief.shop_name, facts, brief.history, brief.newest, brief.hint, brief.house_rules)
        prompt = await asyncio.to_thread(build, material, room=room.prompt)
        written, shown_at = Written(), 0.0
        model = await self.connections.open_model()
        shown_every = SHOWN_UNASKED_EVERY_SECONDS if brief.is_automatic else SHOWN_EVERY_SECONDS
        async for written in model.write(brief.endpoint, prompt, answer_tokens=room.answer):
            if time.monotonic() - shown_at >= shown_every:
                shown_at = time.monotonic()
                if not await self._show(brief.ai_response_id, written.text):
                    return
        await self._file(brief, written)

    async def _show(self, ai_response_id: int, text: str) -> bool:
        """False if the draft is not wanted any more: somebody acted while the model wrote."""
        async with self.sessions.begin() as session:
            return await _still_writing(session, ai_response_id, generated_text=_clean(text))

    async def _file(self, brief: Brief, written: Written) -> None:
        text = _clean(written.text).strip()
        if not text:
            raise CannotDraft("The model gave an empty answer: ask for a new draft, perhaps with a hint.")
        model = written.model or brief.endpoint.model
        async with self.sessions.begin() as session:
            await _still_writing(
                session,
                brief.ai_response_id,
                state=DraftState.READY,
                generated_text=text,
                model_used=model,
                prompt_tokens=written.prompt_tokens,
                completion_tokens=written.completion_tokens,
                cost_usd=cost(model, written.prompt_tokens, written.completion_tokens),
                error=None,
                finished_at=func.clock_timestamp(),
            )
            await session.execute(
                update(OpenAICredentialDB)
                .where(OpenAICredentialDB.id == brief.credential_id)
                .values(failing_since=None, last_error=None, refused_parameters=sorted(written.refused_parameters))
            )
        log.info("draft_filed", draft=brief.ai_response_id, model=model, completion_tokens=written.completion_tokens)

    async def _fail(self, ai_response_id: int, sentence: str) -> None:
        log.warning("draft_failed", draft=ai_response_id, reason=sentence)
        async with self.sessions.begin() as session:
            await session.execute(
                update(AIResponseDB)
                .where(AIResponseDB.id == ai_response_id, AIResponseDB.state.in_(UNFINISHED))
                .values(state=DraftState.FAILED, error=sentence, finished_at=func.clock_timestamp())
            )

    async def _wait(self, ai_response_id: int, *, tries: int | None = None) -> None:
        """Back to the queue. *tries* is given when this one does not count: Plenty was busy, not the model."""
        values: dict[str, object] = {"state": DraftState.QUEUED, "generated_text": ""}
        if tries is not None:
            values["attempts"] = tries
        async with self.sessions.begin() as session:
            await _still_writing(session, ai_response_id, **values)

    async def _note_health(self, credential_id: int, sentence: str) -> None:
        async with self.sessions.begin() as session:
            await session.execute(
                update(OpenAICredentialDB)
                .where(OpenAICredentialDB.id == credential_id)
                .values(
                    failing_since=func.coalesce(OpenAICredentialDB.failing_since, func.clock_timestamp()),
                    last_error=sentence,
                )
            )


async def _still_writing(session: AsyncSession, ai_response_id: int, **values: object) -> bool:
    found = await session.scalar(
        update(AIResponseDB)
        .where(AIResponseDB.id == ai_response_id, AIResponseDB.state == DraftState.WRITING)
        .values(**values)
        .returning(AIResponseDB.id)
        .execution_options(synchronize_session=False)
    )
    return found is not None


def _who(message: TicketMessage) -> str:
    return "Customer" if message.direction is Direction.CUSTOMER else "Shop"


def _clean(text: str) -> str:
    """Model text is as untrusted as customers': nothing invisible gets through."""
    return strip_invisible(text)[0]
