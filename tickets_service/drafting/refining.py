"""An agent's text as a model would put it: shorter, friendlier, more formal, in another language, or as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tickets_service.db import Sessions
from tickets_service.drafting import credentials, prompt
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.order_facts import kept_facts
from tickets_service.drafting.prompt import ENGLISH_NAMES, Prompt
from tickets_service.drafting.rewriting import Rewriter, Rewritten, Source, source_of
from tickets_service.errors import Invalid, NotFound
from tickets_service.models import Refinement, Ticket
from tickets_service.vault import Vault

LONGEST_TEXT = 20_000
LONGEST_INSTRUCTION = 1_000


class Way(StrEnum):
    SHORTER = "shorter"
    FRIENDLIER = "friendlier"
    MORE_FORMAL = "more_formal"
    TRANSLATE = "translate"
    INSTRUCTION = "instruction"


TASKS = {
    Way.SHORTER: "make it shorter, about two thirds of its length at most.",
    Way.FRIENDLIER: "make it warmer and friendlier, without becoming longer than it needs to.",
    Way.MORE_FORMAL: "make it more formal and matter-of-fact.",
}


class RefinementIn(BaseModel):
    """*start* and *end* count characters of *text* (Unicode code points) and name the part that is to be changed."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    way: Way
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=1)] | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    instruction: Annotated[str, Field(max_length=LONGEST_INSTRUCTION)] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.way is Way.TRANSLATE) is (self.language is None):
            raise ValueError("a language goes with translate, and with nothing else")
        if (self.way is Way.INSTRUCTION) is not bool((self.instruction or "").strip()):
            raise ValueError("an instruction goes with the way of that name, and with nothing else")
        if (self.start is None) is not (self.end is None):
            raise ValueError("a part has a start and an end")
        if not self.part.strip():
            raise ValueError("there is nothing to change in that part of the text")
        return self

    @property
    def part(self) -> str:
        return self.text[self.start : self.end]

    @property
    def task(self) -> str:
        if self.language is not None:
            return f"translate it into {ENGLISH_NAMES.get(self.language, f'the language {self.language!r}')}."
        return self.instruction.strip() if self.instruction else TASKS[self.way]


class RefinementOut(BaseModel):
    """*text* is the whole; from *start* to *end* stands what the model made. Nothing of it is stored."""

    model_config = ConfigDict(protected_namespaces=())

    text: str
    start: int
    end: int
    model_used: str
    cost_usd: Decimal | None


@dataclass(frozen=True)
class Refiner:
    sessions: Sessions
    vault: Vault
    connections: ModelConnections

    async def refine(self, ticket_id: int, wanted: RefinementIn, *, actor: str) -> RefinementOut:
        """Raises NotFound, Conflict for a confidential ticket, Invalid for a text the model cannot hold, CapReached, or
        what a model's failure raises."""
        async with self.sessions.begin() as session:
            ticket = await session.get(Ticket, ticket_id)
            if ticket is None:
                raise NotFound(f"There is no ticket {ticket_id}.")
            credential = await credentials.require_active(session)
            known = (await kept_facts(session, ticket_id)).sheet
            source = await source_of(session, credential, self.vault, ticket, known)
        made = await Rewriter(self.sessions, self.connections).ask(
            source, _prompt(source, wanted), purpose="refinement", ai_response_id=None
        )
        await self._note(ticket_id, wanted, source, made, actor)
        start = wanted.start or 0
        left, right = _edges(wanted.part)
        whole = wanted.text[:start] + left + made.text + right + wanted.text[start + len(wanted.part) :]
        end = start + len(left) + len(made.text)
        return RefinementOut(
            text=whole, start=start + len(left), end=end, model_used=made.model, cost_usd=made.cost_usd
        )

    async def _note(self, ticket_id: int, wanted: RefinementIn, source: Source, made: Rewritten, actor: str) -> None:
        async with self.sessions.begin() as session:
            session.add(
                Refinement(
                    ticket_id=ticket_id,
                    way=wanted.way.value,
                    asked_by=actor,
                    model_used=made.model,
                    credential_id=source.credential_id,
                    prompt_tokens=made.usage.prompt,
                    cached_tokens=made.usage.cached,
                    completion_tokens=made.usage.completion,
                    cost_usd=made.cost_usd,
                )
            )


def _prompt(source: Source, wanted: RefinementIn) -> Prompt:
    hide = source.veil.hide
    part = None if wanted.start is None else hide(wanted.part)
    asked = prompt.refining(hide(wanted.text), part=part, task=hide(wanted.task))
    if asked.tokens > source.room.prompt:
        raise Invalid("The text is too long for the model: choose a part of it.")
    return asked


def _edges(part: str) -> tuple[str, str]:
    """The blank around a part stays where it is: a model's answer has none."""
    left = part[: len(part) - len(part.lstrip())]
    return left, part[len(part.rstrip()) :]
