"""An agent's text as a model would put it: shorter, friendlier, more formal, in another language, as it is told, or as
its channel demands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tickets_service.db import Sessions
from tickets_service.drafting import credentials, prompt, yardsticks
from tickets_service.drafting.channel_fit import Attempt, Target
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.prompt import Prompt
from tickets_service.drafting.refining_schemas import RefinementIn, RefinementOut, Way
from tickets_service.drafting.rewriting import Rewriter, Rewritten, Source, source_of
from tickets_service.errors import Invalid, NotFound
from tickets_service.models import Refinement, Ticket
from tickets_service.vault import Vault

MOST_TRIES_TO_FIT = 2


@dataclass(frozen=True)
class _Order:
    """What is known before thinking."""

    ticket_id: int
    wanted: RefinementIn
    source: Source
    target: Target
    actor: str


@dataclass(frozen=True)
class Refiner:
    sessions: Sessions
    vault: Vault
    connections: ModelConnections

    async def refine(self, ticket_id: int, wanted: RefinementIn, *, actor: str) -> RefinementOut:
        """Raises NotFound, Conflict for a confidential ticket, Invalid for what the model cannot or need not do and for
        a text of which its channel would leave nothing, CapReached, and a model's failures."""
        order = await self._read(ticket_id, wanted, actor)
        if wanted.way is Way.FIT:
            return await self._fit(order)
        made = await self._ask(order, wanted.task)
        start = wanted.start or 0
        left, right = _edges(wanted.part)
        whole = wanted.text[:start] + left + made.text + right + wanted.text[start + len(wanted.part) :]
        end = start + len(left) + len(made.text)
        return RefinementOut(
            text=whole, start=start + len(left), end=end, model_used=made.model, cost_usd=made.cost_usd
        )

    async def _read(self, ticket_id: int, wanted: RefinementIn, actor: str) -> _Order:
        async with self.sessions.begin() as session:
            ticket = await session.get(Ticket, ticket_id)
            if ticket is None:
                raise NotFound(f"There is no ticket {ticket_id}.")
            credential = await credentials.require_active(session)
            held_against = await yardsticks.yardstick(session, ticket)
            source = await source_of(session, credential, self.vault, ticket, held_against.sheet)
        target = Target(wanted.text, held_against.channel, held_against.sheet)
        return _Order(ticket_id=ticket_id, wanted=wanted, source=source, target=target, actor=actor)

    async def _fit(self, order: _Order) -> RefinementOut:
        target, made = order.target, list[Rewritten]()
        if (await asyncio.to_thread(target.reached_by, target.text)).fit.is_fit:
            raise Invalid("The text keeps the rules of its channel already.")
        tries = list[Attempt]()
        for _ in range(MOST_TRIES_TO_FIT):
            task = target.task(tries[-1] if tries else None)
            made.append(await self._ask(order, task))
            tries.append(await asyncio.to_thread(target.reached_by, made[-1].text))
            if tries[-1].is_good:
                return _fitted(tries[-1], made, is_cut=False)
        return _fitted(await asyncio.to_thread(target.cut, tries), made, is_cut=True)

    async def _ask(self, order: _Order, task: str) -> Rewritten:
        asked = await asyncio.to_thread(_prompt, order, task)
        rewriter = Rewriter(self.sessions, self.connections)
        made = await rewriter.ask(order.source, asked, purpose="refinement", ai_response_id=None)
        async with self.sessions.begin() as session:
            session.add(
                Refinement(
                    ticket_id=order.ticket_id,
                    way=order.wanted.way.value,
                    asked_by=order.actor,
                    model_used=made.model,
                    credential_id=order.source.credential_id,
                    prompt_tokens=made.usage.prompt,
                    cached_tokens=made.usage.cached,
                    completion_tokens=made.usage.completion,
                    cost_usd=made.cost_usd,
                )
            )
        return made


def _fitted(reached: Attempt, made: list[Rewritten], *, is_cut: bool) -> RefinementOut:
    return RefinementOut(
        text=reached.text,
        start=0,
        end=len(reached.text),
        model_used=made[-1].model,
        cost_usd=_sum(each.cost_usd for each in made),
        is_cut=is_cut,
        lost=list(reached.lost),
    )


def _sum(costs: Iterable[Decimal | None]) -> Decimal | None:
    """None where one of them is not known."""
    known = list(costs)
    return sum((cost for cost in known if cost is not None), Decimal(0)) if None not in known else None


def _prompt(order: _Order, task: str) -> Prompt:
    hide, wanted = order.source.veil.hide, order.wanted
    part = None if wanted.start is None else hide(wanted.part)
    asked = prompt.refining(hide(wanted.text), part=part, task=hide(task))
    if asked.tokens > order.source.room.prompt:
        raise Invalid("The text is too long for the model: choose a part of it.")
    return asked


def _edges(part: str) -> tuple[str, str]:
    """The blank around a part stays where it is: a model's answer has none."""
    left = part[: len(part) - len(part.lstrip())]
    return left, part[len(part.rstrip()) :]
