"""What was sent to a model, for whoever asks: word for word with the draft, and without content for the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.connections import Endpoint
from tickets_service.drafting.prompt import Prompt
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
    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    purpose: str
    ai_response_id: int | None
    credential: str
    host: str
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None
    hidden: dict[str, Any]


def host_of(endpoint: Endpoint) -> str:
    return (urlsplit(endpoint.base_url).hostname or OPENAI) if endpoint.base_url else OPENAI


async def keep_prompt(
    session: AsyncSession, ai_response_id: int, endpoint: Endpoint, prompt: Prompt, hidden: Mapping[str, int]
) -> None:
    """Before anything is sent. A second try writes over the first."""
    values = {
        "host": host_of(endpoint),
        "model": endpoint.model,
        "system": prompt.system,
        "request": prompt.request,
        "hidden": dict(hidden),
        "sent_at": func.clock_timestamp(),
    }
    await session.execute(
        insert(DraftPrompt)
        .values(ai_response_id=ai_response_id, **values)
        .on_conflict_do_update(index_elements=["ai_response_id"], set_=values)
    )


async def note_call(  # noqa: PLR0913 - what the records say of one call
    session: AsyncSession,
    *,
    purpose: str,
    ai_response_id: int | None,
    credential: str,
    endpoint: Endpoint,
    usage: Usage,
    hidden: Mapping[str, int],
) -> None:
    session.add(
        ProcessorCall(
            purpose=purpose,
            ai_response_id=ai_response_id,
            credential=credential,
            host=host_of(endpoint),
            model=endpoint.model,
            prompt_tokens=usage.prompt,
            completion_tokens=usage.completion,
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


async def calls(session: AsyncSession, *, limit: int, after: int | None = None) -> Sequence[ProcessorCall]:
    """Newest first, one row more than *limit* if more follow; *after* is the id of the last one seen."""
    statement = select(ProcessorCall).order_by(ProcessorCall.id.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(ProcessorCall.id < after)
    return (await session.scalars(statement)).all()
