"""Replaying: the same way as a draft that is sent for, up to the point where one would be stored."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

import structlog

from tickets_service.db import Sessions
from tickets_service.drafting import caps, credentials
from tickets_service.drafting.briefing import Brief
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.errors import EndpointRefused, ModelBusy
from tickets_service.drafting.filing import language_wanted
from tickets_service.drafting.judging import judge
from tickets_service.drafting.preparing import Prepared, finish, prepare
from tickets_service.drafting.prompt import version
from tickets_service.drafting.replay.configurations import Configuration
from tickets_service.drafting.replay.outcomes import (
    Attempt,
    Drafted,
    Failed,
    Measured,
    Replay,
    Replayed,
    Setting,
    similarity,
)
from tickets_service.drafting.replay.past import Answered, Past, newest_answered, past_of
from tickets_service.drafting.sent import note_call
from tickets_service.drafting.shelf import Library, Shelf
from tickets_service.drafting.thinking import Thinking
from tickets_service.errors import Invalid, NotFound, TicketsError
from tickets_service.language import language_of
from tickets_service.models import OpenAICredentialDB, Preferences, ReplayCall
from tickets_service.vault import Vault

log = structlog.get_logger()

PURPOSE = "replay"
MOST_TICKETS = 200
"""Of one replay: the caps by ticket, hour and day are about drafts that agents see and do not bound it."""
AT_ONCE = 4
"""Tickets."""
MOST_TRIES = 3
LONGEST_PAUSE_SECONDS = 60.0

Progress = Callable[[int, int], None]
"""Hears how many tickets are done, of how many."""


@dataclass(frozen=True)
class Replayer:
    sessions: Sessions
    vault: Vault
    connections: ModelConnections
    library: Library
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    refused: dict[str, frozenset[str]] = field(default_factory=dict)
    """Parameters a configuration's endpoint does not take, as met on the way. The credential is left as it is."""

    async def replay(self, last: int, configurations: Sequence[Configuration], progress: Progress) -> Replay:
        """Raises what makes every draft futile. Cancelled it ends early with what there is."""
        if not 1 <= last <= MOST_TICKETS:
            raise Invalid(f"--last takes a number of tickets from 1 to {MOST_TICKETS}.")
        begun_at = datetime.now(UTC)
        credential, settings, answered = await self._begin(last, configurations)
        done: dict[int, Replayed] = {}
        is_interrupted = False
        try:
            await self._all(answered, credential, configurations, done, progress)
        except asyncio.CancelledError:
            is_interrupted = True
            task = asyncio.current_task()
            if task is not None:
                task.uncancel()
        tickets = [done[one.ticket_id] for one in answered if one.ticket_id in done]
        return Replay(
            begun_at=begun_at,
            credential=credential.label,
            settings=settings,
            tickets=tuple(ticket for ticket in tickets if ticket.attempts),
            asked_for=len(answered),
            is_interrupted=is_interrupted,
        )

    async def _begin(
        self, last: int, configurations: Sequence[Configuration]
    ) -> tuple[OpenAICredentialDB, tuple[Setting, ...], Sequence[Answered]]:
        async with self.sessions() as session:
            credential = await credentials.require_active(session)
            if (spent := await caps.month_is_spent(session, credential)) is not None:
                raise spent
            answered = await newest_answered(session, most=last)
            house_rules = (await session.get_one(Preferences, 1)).house_rules
        if not answered:
            raise NotFound("There is nothing to replay: no ticket has a customer's message that a person answered.")
        settings = []
        for one in configurations:
            one.require_room(credential.model, credential.context_window)
            words = one.instructions.text if one.instructions else None
            settings.append(Setting(one, one.model or credential.model, version(house_rules, words)))
        return credential, tuple(settings), answered

    async def _all(
        self,
        answered: Sequence[Answered],
        credential: OpenAICredentialDB,
        configurations: Sequence[Configuration],
        done: dict[int, Replayed],
        progress: Progress,
    ) -> None:
        """The first ticket alone: an endpoint that refuses it would refuse them all."""
        turns, finished = asyncio.Semaphore(AT_ONCE), 0

        async def work(one: Answered) -> None:
            nonlocal finished
            async with turns:
                await self._ticket(one, credential, configurations, done)
                finished += 1
                progress(finished, len(answered))

        progress(0, len(answered))
        await work(answered[0])
        _require_accepted(done)
        try:
            async with asyncio.TaskGroup() as group:
                for one in answered[1:]:
                    group.create_task(work(one))
        except ExceptionGroup as several:
            raise several.exceptions[0] from several

    async def _ticket(
        self,
        one: Answered,
        credential: OpenAICredentialDB,
        configurations: Sequence[Configuration],
        done: dict[int, Replayed],
    ) -> None:
        """A ticket that was erased meanwhile is left out."""
        try:
            async with self.sessions() as session:
                past = await past_of(session, one, credential, self.vault)
        except NotFound:
            return
        replayed = done[past.ticket_id] = await asyncio.to_thread(_begun, past)

        async def attempt(configuration: Configuration) -> None:
            replayed.attempts[configuration.name] = await self._attempt(past, configuration)

        async with asyncio.TaskGroup() as group:
            for configuration in configurations:
                group.create_task(attempt(configuration))

    async def _attempt(self, past: Past, configuration: Configuration) -> Attempt:
        costs: list[Decimal | None] = []
        tries = 0
        while True:
            tries += 1
            try:
                return await self._draft(past, configuration, costs)
            except ModelBusy as busy:
                if tries == MOST_TRIES:
                    return Failed(f"{busy.message} {MOST_TRIES} tries did not help.", _sum(costs))
                await self.pause(min(busy.retry_after, LONGEST_PAUSE_SECONDS))
            except TicketsError as error:
                return Failed(error.message, _sum(costs), is_refused=isinstance(error, EndpointRefused))
            except Exception:
                log.exception("replay_failed", ticket_id=past.ticket_id)
                return Failed("Something unforeseen went wrong here; the log has it.", _sum(costs))

    async def _draft(self, past: Past, configuration: Configuration, costs: list[Decimal | None]) -> Drafted:
        brief = configuration.of(past.brief, self.refused.get(configuration.name))
        await self._require_money(brief)
        prepared = await prepare(brief, past.facts, self.library)
        thinking = Thinking(await self.connections.open_model(), brief.endpoint, prepared.room, _show_nobody)
        begun = time.monotonic()
        try:
            async with self.connections.turns:
                begun = time.monotonic()
                thought = await thinking.think(prepared.prompt, wanted_language=prepared.language)
        finally:
            seconds = time.monotonic() - begun
            costs.append(await self._note(brief, prepared, thinking))
        self.refused[configuration.name] = thought.refused_parameters
        restored = replace(thought, result=prepared.veil.restored(thought.result))
        values, checks = await asyncio.to_thread(
            finish, brief, restored, past.facts.sheet, prepared.shelf, self.library
        )
        text = values["generated_text"]
        return Drafted(
            measured=Measured(text, checks, values["language"], prepared.language),
            similarity=await asyncio.to_thread(similarity, text, past.sent),
            cost_usd=_sum(costs),
            seconds=seconds,
            calls=thought.usage.calls,
        )

    async def _require_money(self, brief: Brief) -> None:
        async with self.sessions() as session:
            credential = await session.get(OpenAICredentialDB, brief.credential_id)
            if credential is None:
                raise NotFound("The credential was removed meanwhile.")
            if (spent := await caps.month_is_spent(session, credential)) is not None:
                raise spent

    async def _note(self, brief: Brief, prepared: Prepared, thinking: Thinking) -> Decimal | None:
        """In the processor log, and against the credential's cap. Returns the cost, where it is known."""
        usage, model = thinking.usage, thinking.named or brief.endpoint.model
        cost = brief.prices.cost(model, usage)
        async with self.sessions.begin() as session:
            await note_call(
                session,
                purpose=PURPOSE,
                ai_response_id=None,
                credential=brief.credential_label,
                endpoint=brief.endpoint,
                usage=usage,
                hidden=prepared.veil.counts,
                cost_usd=cost,
            )
            session.add(
                ReplayCall(
                    credential_id=brief.credential_id,
                    model_used=model,
                    prompt_tokens=usage.prompt,
                    cached_tokens=usage.cached,
                    completion_tokens=usage.completion,
                    cost_usd=cost,
                )
            )
        return cost


def _require_accepted(done: Mapping[int, Replayed]) -> None:
    for replayed in done.values():
        for name, attempt in replayed.attempts.items():
            if isinstance(attempt, Failed) and attempt.is_refused:
                raise EndpointRefused(f"Configuration {name}: {attempt.reason}")


def _begun(past: Past) -> Replayed:
    """With what was sent, measured as a draft is; it may repeat what the customer said."""
    brief = past.brief
    wanted = language_wanted(brief.earlier_of_customer, brief.newest.text, brief.customer.language)
    checks = judge(past.sent, brief.yardstick(past.facts.sheet, Shelf()))
    return Replayed(
        ticket_id=past.ticket_id,
        title=past.title,
        at=past.at,
        question=brief.newest.text,
        sent=Measured(past.sent, checks, language_of(past.sent), wanted),
        facts_read_at=past.facts.case.read_at,
    )


async def _show_nobody(text: str) -> bool:  # noqa: ARG001 - nobody watches
    return True


def _sum(costs: Sequence[Decimal | None]) -> Decimal | None:
    """None where no call has a known price."""
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if known else None
