"""Writing a draft: read the brief, let the model think with no transaction open, file what it wrote."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import exists, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting import asking, caps, credentials, tokens
from tickets_service.drafting.briefing import DraftBrief, read_brief
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.errors import CannotDraft, EndpointRefused, ModelBusy
from tickets_service.drafting.filing import clean, language_wanted
from tickets_service.drafting.judging import stored
from tickets_service.drafting.order_facts import KnownFacts, facts_at_hand, fresh_facts
from tickets_service.drafting.preparing import finish, prepare
from tickets_service.drafting.prompt import version
from tickets_service.drafting.sent import keep_prompt, note_call
from tickets_service.drafting.shelf import EmptyLibrary, Library
from tickets_service.drafting.thinking import NotWanted, Show, Thinking, Thought, Usage
from tickets_service.drafting.veil import Veil
from tickets_service.errors import Busy, TicketsError
from tickets_service.models import UNFINISHED_DRAFTS, AIResponseDB, DraftState, OpenAICredentialDB, Ticket
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.vault import Vault

log = structlog.get_logger()

MOST_TRIES = 3
FACTS_WITHIN = timedelta(seconds=20)
"""Of being asked for: then a draft is written from the order as it was last read."""
FACTS_EVERY_SECONDS = 5
"""A broken Plenty is asked again after that, and not ever less often: somebody waits."""
LEAST_SECONDS_FOR_FACTS = 5
"""Also where the draft itself was waited for."""
SHOWN_EVERY_SECONDS = 0.2
SHOWN_UNASKED_EVERY_SECONDS = 2.0
"""Hardly anybody watches a draft that nobody asked for, and twenty of them at once cost more to show than to write."""


async def warm_up(connections: ModelConnections) -> None:
    """Imports what writing needs, reads the vocabulary and what tells languages apart, so that no draft need wait."""
    await connections.open_model()
    await asyncio.to_thread(tokens.count, "any")
    await asyncio.to_thread(language_wanted, [], "any", None)


@dataclass(frozen=True)
class Writer:
    sessions: Sessions
    source: HelpdeskSource
    vault: Vault
    connections: ModelConnections
    library: Library = field(default_factory=EmptyLibrary)

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
                await self._fail(ai_response_id, f"{busy.message} Several tries did not help; ask for a new draft.")
                return
            await self._wait(ai_response_id, busy.message)
            raise
        except TicketsError as error:
            await self._wait(ai_response_id, error.message, tries=brief.tries - 1)
            raise
        except DBAPIError:
            raise
        except Exception:
            await self._fail(
                ai_response_id, "Something unforeseen went wrong here; the log has it. Ask for a new draft."
            )
            raise

    async def _open(self, ai_response_id: int) -> DraftBrief | None:
        """None if nobody waits for this draft any more, or its ticket is confidential. A broken try is begun anew."""
        async with self.sessions.begin() as session:
            row = await session.get(AIResponseDB, ai_response_id, with_for_update=True)
            if row is None or row.state not in UNFINISHED_DRAFTS:
                return None
            if row.attempts >= MOST_TRIES:
                raise CannotDraft(f"{MOST_TRIES} tries broke off; ask for a new draft.")
            ticket = await session.get_one(Ticket, row.ticket_id)
            if ticket.confidential:
                row.state, row.finished_at = DraftState.STALE, datetime.now(UTC)
                return None
            credential = (
                await session.get(OpenAICredentialDB, row.credential_id)
                if row.credential_id is not None
                else await credentials.active(session)
            )
            if credential is None:
                raise CannotDraft("No OpenAI credential is active: add one, or activate one of those stored.")
            if (spent := await caps.month_is_spent(session, credential)) is not None:
                raise CannotDraft(spent.message)
            brief = await read_brief(session, row, ticket, credential, self.vault)
            row.state, row.generated_text, row.credential_id = DraftState.WRITING, "", credential.id
            row.attempts, row.started_at = row.attempts + 1, datetime.now(UTC)
            return brief

    async def _facts(self, brief: DraftBrief) -> KnownFacts:
        """A draft without an order is better than none, and says so. Plenty is waited for where nobody asked for it."""
        if brief.is_automatic:
            return await fresh_facts(self.sessions, self.source, brief.ticket_id, lane=Lane.SYNC)
        left = (brief.asked_at + FACTS_WITHIN - datetime.now(UTC)).total_seconds()
        try:
            async with asyncio.timeout(max(left, LEAST_SECONDS_FOR_FACTS)):
                return await fresh_facts(self.sessions, self.source, brief.ticket_id, lane=Lane.AGENT)
        except TimeoutError:
            log.warning("facts_not_fresh", ticket_id=brief.ticket_id, reason="TimeoutError")
        except TicketsError as error:
            wait = error.retry_after if isinstance(error, Busy) else FACTS_EVERY_SECONDS
            if left > wait:
                raise Busy(error.message, retry_after=wait) from error
            log.warning("facts_not_fresh", ticket_id=brief.ticket_id, reason=type(error).__name__)
        async with self.sessions() as session:
            return await facts_at_hand(session, brief.ticket_id)

    async def _think(self, brief: DraftBrief, facts: KnownFacts) -> None:
        prepared = await prepare(brief, facts, self.library)
        veil = prepared.veil
        async with self.sessions.begin() as session:
            if not await _still_writing(session, brief.ai_response_id, error=None, **facts.kept):
                return
            shown = prepared.shelf.passages
            await keep_prompt(session, brief.ai_response_id, brief.endpoint, prepared.prompt, veil.counts, shown)
        model = await self.connections.open_model()
        thinking = Thinking(model, brief.endpoint, prepared.room, self._shown_by(brief, veil))
        try:
            async with self.connections.turns:
                thought = await thinking.think(prepared.prompt, wanted_language=prepared.language)
            draft = replace(thought, result=veil.restored(thought.result))
            values, checks = await asyncio.to_thread(finish, brief, draft, facts.sheet, prepared.shelf, self.library)
            if facts.is_late:
                values["marks"] = [*values["marks"], {"kind": "old_facts"}]
        except BaseException as error:
            async with self.sessions.begin() as session:
                await self._note_call(session, brief, thinking.usage, veil)
            if isinstance(error, NotWanted):
                return
            raise
        async with self.sessions.begin() as session:
            await self._note_call(session, brief, thinking.usage, veil)
            await self._file(session, brief, draft, {**values, "checks": stored(checks)})

    def _shown_by(self, brief: DraftBrief, veil: Veil) -> Show:
        """Not after every piece of an answer."""
        every = SHOWN_UNASKED_EVERY_SECONDS if brief.is_automatic else SHOWN_EVERY_SECONDS
        shown_at = time.monotonic() if brief.is_automatic else 0.0

        async def show(text: str) -> bool:
            nonlocal shown_at
            if time.monotonic() - shown_at < every:
                return True
            shown_at = time.monotonic()
            return await self._show(brief.ai_response_id, veil.begun(text))

        return show

    async def _show(self, ai_response_id: int, text: str) -> bool:
        """False if the draft is not wanted any more: somebody acted while the model wrote."""
        async with self.sessions.begin() as session:
            return await _still_writing(session, ai_response_id, generated_text=clean(text))

    async def _file(self, session: AsyncSession, brief: DraftBrief, thought: Thought, values: dict[str, Any]) -> None:
        """In place of the one that was ready. The older one first, as everybody changes drafts who changes several."""
        if not await _is_wanted(session, brief.ai_response_id):
            return
        await asking.supersede(session, brief.ticket_id)
        await _still_writing(
            session,
            brief.ai_response_id,
            state=DraftState.READY,
            prompt_version=version(brief.house_rules),
            error=None,
            finished_at=func.clock_timestamp(),
            **values,
        )
        if brief.endpoint_is_failing or thought.refused_parameters != brief.endpoint.refused_parameters:
            await session.execute(
                update(OpenAICredentialDB)
                .where(OpenAICredentialDB.id == brief.credential_id)
                .values(failing_since=None, last_error=None, refused_parameters=sorted(thought.refused_parameters))
            )
        log.info("draft_filed", draft=brief.ai_response_id, model=thought.model, calls=thought.usage.calls)

    async def _note_call(self, session: AsyncSession, brief: DraftBrief, usage: Usage, veil: Veil) -> None:
        await note_call(
            session,
            purpose="draft",
            ai_response_id=brief.ai_response_id,
            credential=brief.credential_label,
            endpoint=brief.endpoint,
            usage=usage,
            hidden=veil.counts,
            cost_usd=brief.prices.cost(brief.endpoint.model, usage),
        )

    async def _fail(self, ai_response_id: int, sentence: str) -> None:
        log.warning("draft_failed", draft=ai_response_id, reason=sentence)
        async with self.sessions.begin() as session:
            await session.execute(
                update(AIResponseDB)
                .where(AIResponseDB.id == ai_response_id, AIResponseDB.state.in_(UNFINISHED_DRAFTS))
                .values(state=DraftState.FAILED, error=sentence, finished_at=func.clock_timestamp())
            )

    async def _wait(self, ai_response_id: int, why: str, *, tries: int | None = None) -> None:
        """Back to the queue. *tries* is given when this one does not count: Plenty was busy, not the model."""
        values: dict[str, object] = {"state": DraftState.QUEUED, "generated_text": "", "error": why}
        if tries is not None:
            values["attempts"] = tries
        async with self.sessions.begin() as session:
            await _still_writing(session, ai_response_id, **values)

    async def _note_health(self, credential_id: int, sentence: str) -> None:
        async with self.sessions.begin() as session:
            await credentials.note_health(session, credential_id, sentence)


async def _is_wanted(session: AsyncSession, ai_response_id: int) -> bool:
    state = await session.scalar(select(AIResponseDB.state).where(AIResponseDB.id == ai_response_id))
    return state is DraftState.WRITING


async def _still_writing(session: AsyncSession, ai_response_id: int, **values: object) -> bool:
    """False also for a ticket that became confidential: what was written of it is not kept."""
    is_confidential = exists().where(Ticket.id == AIResponseDB.ticket_id, Ticket.confidential)
    found = await session.scalar(
        update(AIResponseDB)
        .where(AIResponseDB.id == ai_response_id, AIResponseDB.state == DraftState.WRITING, ~is_confidential)
        .values(**values)
        .returning(AIResponseDB.id)
        .execution_options(synchronize_session=False)
    )
    return found is not None
