"""What was sent to a model, for whoever asks: word for word with the draft, and without content for the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.connections import Endpoint
from tickets_service.drafting.prompt import Prompt
from tickets_service.drafting.sheets import SHOP_ZONE
from tickets_service.drafting.shelf import Passage
from tickets_service.drafting.thinking import Usage
from tickets_service.errors import NotFound
from tickets_service.models import AIResponseDB, DraftPrompt, ProcessorCall

OPENAI = "api.openai.com"


class SentOut(BaseModel):
    """The prompt of a draft. `hidden`: kind → how many different values were placeholders."""

    model_config = ConfigDict(from_attributes=True)

    host: str
    model: str
    system: str
    request: str
    hidden: dict[str, Any]
    sent_at: datetime


class ProcessorCallOut(BaseModel):
    id: int
    at: datetime
    purpose: str
    ai_response_id: int | None
    ticket_id: int | None
    """Null where there is none, or it is erased."""
    credential: str
    host: str
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None
    texts: int | None
    """How many were embedded; null for all other calls."""
    cost_usd: Decimal | None
    hidden: dict[str, Any]

    @classmethod
    def of(cls, call: ProcessorCall, ticket_id: int | None) -> ProcessorCallOut:
        own = {name: getattr(call, name) for name in cls.model_fields if name != "ticket_id"}
        return cls(ticket_id=ticket_id, **own)


def host_of(endpoint: Endpoint) -> str:
    return (urlsplit(endpoint.base_url).hostname or OPENAI) if endpoint.base_url else OPENAI


async def keep_prompt(
    session: AsyncSession,
    ai_response_id: int,
    endpoint: Endpoint,
    prompt: Prompt,
    hidden: Mapping[str, int],
    passages: Sequence[Passage] = (),
) -> None:
    """Before anything is sent. A second try writes over the first."""
    values = {
        "host": host_of(endpoint),
        "model": endpoint.model,
        "system": prompt.system,
        "request": prompt.request,
        "hidden": dict(hidden),
        "passages": [passage.id for passage in passages],
        "sent_at": func.clock_timestamp(),
    }
    await session.execute(
        insert(DraftPrompt)
        .values(ai_response_id=ai_response_id, **values)
        .on_conflict_do_update(index_elements=["ai_response_id"], set_=values)
    )


@dataclass(frozen=True)
class Embedding:
    """What the records say of an embedding request alone: whom it is charged to, and how many texts it had."""

    credential_id: int
    texts: int


async def note_call(  # noqa: PLR0913 - what the records say of one call
    session: AsyncSession,
    *,
    purpose: str,
    ai_response_id: int | None,
    credential: str,
    endpoint: Endpoint,
    usage: Usage,
    hidden: Mapping[str, int],
    cost_usd: Decimal | None = None,
    embedded: Embedding | None = None,
) -> None:
    session.add(
        ProcessorCall(
            purpose=purpose,
            ai_response_id=ai_response_id,
            credential=credential,
            host=host_of(endpoint),
            model=endpoint.model,
            credential_id=embedded.credential_id if embedded else None,
            prompt_tokens=usage.prompt,
            completion_tokens=usage.completion,
            texts=embedded.texts if embedded else None,
            cost_usd=cost_usd,
            hidden=dict(hidden),
        )
    )


async def sent_with(session: AsyncSession, ai_response_id: int) -> DraftPrompt:
    """Raises NotFound, also for a draft that was never sent for."""
    if await session.scalar(select(AIResponseDB.id).where(AIResponseDB.id == ai_response_id)) is None:
        raise NotFound(f"There is no draft {ai_response_id}.")
    row = await session.get(DraftPrompt, ai_response_id)
    if row is None:
        raise NotFound("Nothing was sent to a model for this draft yet.")
    return row


@dataclass(frozen=True)
class CallsWanted:
    """None is all of them. *day* is one of the shop's."""

    purpose: str | None = None
    day: date | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.purpose is not None:
            found.append(ProcessorCall.purpose == self.purpose)
        if self.day is not None:
            begins = datetime.combine(self.day, time(), SHOP_ZONE)
            ends = datetime.combine(self.day + timedelta(days=1), time(), SHOP_ZONE)
            found += [ProcessorCall.at >= begins, ProcessorCall.at < ends]
        return found


ALL_CALLS = CallsWanted()


async def calls(
    session: AsyncSession, *, limit: int, after: int | None = None, wanted: CallsWanted = ALL_CALLS
) -> Sequence[ProcessorCallOut]:
    """Newest first, one row more than *limit* if more follow; *after* is the id of the last one seen."""
    statement = (
        select(ProcessorCall, AIResponseDB.ticket_id)
        .outerjoin(AIResponseDB, AIResponseDB.id == ProcessorCall.ai_response_id)
        .where(*wanted.conditions)
        .order_by(ProcessorCall.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        statement = statement.where(ProcessorCall.id < after)
    return [ProcessorCallOut.of(call, ticket_id) for call, ticket_id in await session.execute(statement)]
