"""What drafts cost: by day, by model, and for every answer that went out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from sqlalchemy import BigInteger, Date, Select, cast, func, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.queueing import now
from tickets_service.models import (
    AIResponseDB,
    DraftTranslation,
    ProcessorCall,
    Purpose,
    Refinement,
    Reply,
    ReplyKind,
    ReplyState,
)


class Spent(BaseModel):
    """US dollars and tokens. `unpriced`: calls whose price or tokens are not known; they are in no sum of dollars."""

    drafts: int
    cost_usd: Decimal
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    unpriced: int


class DaySpent(Spent):
    day: date
    """In UTC."""


class ModelSpent(Spent):
    model: str


class Costs(Spent):
    since: datetime
    sent_answers: int
    """Messages to customers that went out and began as a draft."""
    cost_per_sent_answer_usd: Decimal | None
    """All that was spent by what was sent; null while nothing was."""
    cached_share: float | None
    """Of the prompts' tokens, those the provider had in its cache."""
    days: list[DaySpent]
    models: list[ModelSpent]


def _beside(table: type[DraftTranslation | Refinement]) -> Select[*tuple[Any, ...]]:
    """Calls that made no draft."""
    return select(
        table.created_at,
        table.model_used,
        literal(0),
        table.cost_usd,
        table.prompt_tokens,
        table.cached_tokens,
        table.completion_tokens,
        table.prompt_tokens,
    )


_EMBEDDINGS = select(
    ProcessorCall.at,
    ProcessorCall.model,
    literal(0),
    ProcessorCall.cost_usd,
    ProcessorCall.prompt_tokens,
    cast(null(), BigInteger),
    ProcessorCall.completion_tokens,
    literal(0),
).where(ProcessorCall.purpose == Purpose.EMBEDDING.value)
"""No provider caches what is embedded, so their tokens count for no share of cached ones."""
_CALLS = union_all(
    select(
        AIResponseDB.created_at.label("at"),
        AIResponseDB.model_used.label("model"),
        literal(1).label("drafts"),
        AIResponseDB.cost_usd,
        AIResponseDB.prompt_tokens,
        AIResponseDB.cached_tokens,
        AIResponseDB.completion_tokens,
        AIResponseDB.prompt_tokens.label("cacheable_tokens"),
    ).where(AIResponseDB.model_used.is_not(null())),
    _beside(DraftTranslation),
    _beside(Refinement),
    _EMBEDDINGS,
).subquery()
_SUMS = (
    func.coalesce(func.sum(_CALLS.c.drafts), 0).label("drafts"),
    func.coalesce(func.sum(_CALLS.c.cost_usd), 0).label("cost_usd"),
    func.coalesce(func.sum(_CALLS.c.prompt_tokens), 0).label("prompt_tokens"),
    func.coalesce(func.sum(_CALLS.c.cached_tokens), 0).label("cached_tokens"),
    func.coalesce(func.sum(_CALLS.c.completion_tokens), 0).label("completion_tokens"),
    func.coalesce(func.sum(_CALLS.c.cacheable_tokens), 0).label("cacheable_tokens"),
    func.count().filter(_CALLS.c.cost_usd.is_(null()), _CALLS.c.at.is_not(null())).label("unpriced"),
)
_DAY = cast(func.timezone("UTC", _CALLS.c.at), Date)


async def costs(session: AsyncSession, *, days: int) -> Costs:
    """Of the last *days* days, today among them."""
    midnight = (await now(session)).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=days - 1)
    (whole,) = await _rows(session, select(*_SUMS).where(_CALLS.c.at >= since))
    by_day = select(_DAY.label("day"), *_SUMS).where(_CALLS.c.at >= since).group_by(_DAY).order_by(_DAY)
    by_model = (
        select(_CALLS.c.model, *_SUMS).where(_CALLS.c.at >= since).group_by(_CALLS.c.model).order_by(_CALLS.c.model)
    )
    sent = await _sent_answers(session, since)
    cacheable_tokens = whole["cacheable_tokens"]
    return Costs(
        **whole,
        since=since,
        sent_answers=sent,
        cost_per_sent_answer_usd=(whole["cost_usd"] / sent).quantize(Decimal("0.000001")) if sent else None,
        cached_share=round(float(whole["cached_tokens"] / cacheable_tokens), 4) if cacheable_tokens else None,
        days=[DaySpent(**row) for row in await _rows(session, by_day)],
        models=[ModelSpent(**row) for row in await _rows(session, by_model)],
    )


async def _rows(session: AsyncSession, statement: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in (await session.execute(statement)).mappings()]


async def _sent_answers(session: AsyncSession, since: datetime) -> int:
    return (
        await session.scalar(
            select(func.count())
            .select_from(Reply)
            .where(
                Reply.state == ReplyState.SENT,
                Reply.kind == ReplyKind.MESSAGE,
                Reply.ai_response_id.is_not(None),
                Reply.sent_at >= since,
            )
        )
        or 0
    )
