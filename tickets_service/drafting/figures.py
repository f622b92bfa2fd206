"""How well drafts serve: what became of them, what they cost, and what the unused ones lacked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Date, Select, cast, func, null, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import costs
from tickets_service.drafting.answer_times import AnswerTimes, answer_times
from tickets_service.drafting.queueing import now
from tickets_service.models import AIResponseDB, AIResponseFeedback, DraftOutcome, Rating, Ticket, Use

UNUSED_SHOWN = 50
MICRODOLLAR = Decimal("0.000001")


class Uses(BaseModel):
    """Drafts whose customer was answered, by how much of them was sent."""

    as_is: int = 0
    light: int = 0
    heavy: int = 0
    discarded: int = 0
    changed: float | None = None
    """Mean share of changed words of those that were sent; null while none was."""

    @property
    def sent(self) -> int:
        return self.as_is + self.light + self.heavy

    @property
    def total(self) -> int:
        return self.sent + self.discarded


class DayUses(Uses):
    day: date
    """In UTC."""


class GroupUses(Uses):
    name: str | None
    """Null: not known of these drafts."""
    drafts: int = 0
    """Written in these days; some are not answered yet."""
    cost_usd: Decimal | None = None
    """Null: no price is known for any."""
    cost_per_sent_answer_usd: Decimal | None = None


class Unused(BaseModel):
    """A draft the customer was answered without, and what it lacked."""

    ai_response_id: int
    ticket_id: int
    answered_at: datetime
    open_questions: list[str]
    reasons: list[str]
    """What agents said of it."""


class Figures(Uses):
    since: datetime
    cost_usd: Decimal
    sent_answers: int
    cost_per_sent_answer_usd: Decimal | None
    answer_times: AnswerTimes
    days: list[DayUses]
    intents: list[GroupUses]
    channels: list[GroupUses]
    languages: list[GroupUses]
    models: list[GroupUses]
    prompt_versions: list[GroupUses]
    unused: list[Unused]


_USES = (
    *(func.count().filter(DraftOutcome.use == use).label(use.value) for use in Use),
    func.avg(DraftOutcome.changed).filter(DraftOutcome.use != Use.DISCARDED).label("changed"),
)
_DAY = cast(func.timezone("UTC", DraftOutcome.created_at), Date)


async def figures(session: AsyncSession, *, days: int) -> Figures:
    """Of the last *days* days, today among them: outcomes by the day of the answer, costs by that of the draft."""
    spent = await costs.costs(session, days=days)
    (whole,) = await _rows(session, select(*_USES).where(DraftOutcome.created_at >= spent.since))
    return Figures(
        **whole,
        since=spent.since,
        cost_usd=spent.cost_usd,
        sent_answers=spent.sent_answers,
        cost_per_sent_answer_usd=spent.cost_per_sent_answer_usd,
        answer_times=await answer_times(session, spent.since),
        days=await _by_day(session, spent.since),
        intents=await _by(session, AIResponseDB.intent, spent.since),
        channels=await _by(session, Ticket.source, spent.since),
        languages=await _by(session, AIResponseDB.language, spent.since),
        models=await _by(session, AIResponseDB.model_used, spent.since),
        prompt_versions=await _by(session, AIResponseDB.prompt_version, spent.since),
        unused=await _unused(session, spent.since),
    )


async def _by_day(session: AsyncSession, since: datetime) -> list[DayUses]:
    """Each day, those without an answer too."""
    found = await _rows(
        session, select(_DAY.label("day"), *_USES).where(DraftOutcome.created_at >= since).group_by(_DAY)
    )
    by_day = {row["day"]: DayUses(**row) for row in found}
    first, last = since.date(), (await now(session)).date()
    each = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [by_day.get(day) or DayUses(day=day) for day in each]


async def _by(session: AsyncSession, column: Any, since: datetime) -> list[GroupUses]:
    """The most answered first."""
    uses = await _rows(session, _of_drafts(column, *_USES).join(DraftOutcome).where(DraftOutcome.created_at >= since))
    written = await _rows(
        session,
        _of_drafts(column, func.count().label("drafts"), func.sum(AIResponseDB.cost_usd).label("cost_usd")).where(
            AIResponseDB.model_used.is_not(null()), AIResponseDB.created_at >= since
        ),
    )
    groups: dict[str | None, dict[str, Any]] = {}
    for row in (*uses, *written):
        groups.setdefault(row["name"], {}).update(row)
    found = [_priced(GroupUses(**row)) for row in groups.values()]
    return sorted(found, key=lambda group: (-group.total, -group.drafts, group.name or ""))


def _of_drafts(column: Any, *wanted: ColumnElement[Any]) -> Select[Any]:
    name = column.label("name")
    return select(name, *wanted).select_from(AIResponseDB).join(Ticket).group_by(column)


def _priced(group: GroupUses) -> GroupUses:
    if group.cost_usd is None or not group.sent:
        return group
    return group.model_copy(update={"cost_per_sent_answer_usd": (group.cost_usd / group.sent).quantize(MICRODOLLAR)})


async def _unused(session: AsyncSession, since: datetime) -> list[Unused]:
    """The newest ones."""
    reasons = (
        select(func.coalesce(func.array_agg(AIResponseFeedback.reason), cast([], ARRAY(TEXT))))
        .where(
            AIResponseFeedback.ai_response_id == AIResponseDB.id,
            AIResponseFeedback.rating == Rating.DOWN,
            AIResponseFeedback.reason != "",
        )
        .scalar_subquery()
    )
    statement = (
        select(
            DraftOutcome.ai_response_id,
            AIResponseDB.ticket_id,
            DraftOutcome.created_at.label("answered_at"),
            AIResponseDB.open_questions,
            reasons.label("reasons"),
        )
        .join(AIResponseDB)
        .where(DraftOutcome.use == Use.DISCARDED, DraftOutcome.created_at >= since)
        .order_by(DraftOutcome.created_at.desc(), DraftOutcome.ai_response_id.desc())
        .limit(UNUSED_SHOWN)
    )
    return [Unused(**row) for row in await _rows(session, statement)]


async def _rows(session: AsyncSession, statement: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in (await session.execute(statement)).mappings()]
