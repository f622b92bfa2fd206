"""How much may be drafted: by ticket, hour, day and what a credential may cost in a month.

By hour and day a refinement and a translation count like a draft: each is a use of the model that somebody pays for.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.errors import CapReached
from tickets_service.models import (
    AIResponseDB,
    DraftTranslation,
    OpenAICredentialDB,
    Preferences,
    ProcessorCall,
    Purpose,
    Refinement,
    ReplayCall,
)

REWRITING = (Purpose.REFINEMENT, Purpose.TRANSLATION)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN_OF_MONTH = text("date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'")


async def reached(session: AsyncSession, *, ticket_id: int | None, credential: OpenAICredentialDB) -> CapReached | None:
    """Which cap leaves no room for one more draft; None if there is room."""
    shop = await session.get_one(Preferences, 1)
    if ticket_id is not None and await _is_full(session, shop.drafts_per_ticket, DAY, ticket_id=ticket_id):
        return CapReached(
            "This ticket had as many drafts today as the settings allow: answer it by hand, or raise the cap."
        )
    if await _is_full(session, shop.drafts_per_hour, HOUR):
        return CapReached(
            "There were as many drafts in the last hour as the settings allow: wait a little, or raise the cap."
        )
    if await _is_full(session, shop.drafts_per_day, DAY):
        return CapReached(
            "There were as many drafts in the last day as the settings allow: answer by hand, or raise the cap."
        )
    return await month_is_spent(session, credential)


async def month_is_spent(session: AsyncSession, credential: OpenAICredentialDB) -> CapReached | None:
    """The same for the credential's cap alone."""
    cap = credential.monthly_cap_usd
    if cap is None or await spent_this_month(session, credential.id) < cap:
        return None
    return CapReached("The credential has cost as much this month as it may: raise its cap, or activate another one.")


async def spent_this_month(session: AsyncSession, credential_id: int) -> Decimal:
    """US dollars, of drafts, translations, refinements, replays and embeddings whose price is known."""
    spent = Decimal(0)
    for table in (AIResponseDB, DraftTranslation, Refinement, ReplayCall):
        of_table: Decimal | None = await session.scalar(
            select(func.sum(table.cost_usd)).where(
                table.credential_id == credential_id, table.created_at >= BEGIN_OF_MONTH
            )
        )
        spent += of_table or 0
    of_embeddings: Decimal | None = await session.scalar(
        select(func.sum(ProcessorCall.cost_usd)).where(
            ProcessorCall.purpose == Purpose.EMBEDDING.value,
            ProcessorCall.credential_id == credential_id,
            ProcessorCall.at >= BEGIN_OF_MONTH,
        )
    )
    return spent + (of_embeddings or 0)


async def room_for_automatic(session: AsyncSession) -> int:
    """How many more drafts may be made without being asked for."""
    shop = await session.get_one(Preferences, 1)
    made = await session.scalar(
        select(func.count())
        .select_from(AIResponseDB)
        .where(AIResponseDB.is_automatic, AIResponseDB.created_at > func.clock_timestamp() - DAY)
    )
    left = [shop.automatic_drafts_per_day - (made or 0)]
    for cap, over in ((shop.drafts_per_hour, HOUR), (shop.drafts_per_day, DAY)):
        if cap is not None:
            left.append(cap - await _made(session, over, most=cap))
    return max(0, min(left))


async def _is_full(session: AsyncSession, cap: int | None, over: timedelta, *, ticket_id: int | None = None) -> bool:
    if cap is None:
        return False
    return await _made(session, over, most=cap, ticket_id=ticket_id) >= cap


async def _made(session: AsyncSession, over: timedelta, *, most: int, ticket_id: int | None = None) -> int:
    """How many drafts were made lately, and for no ticket how many texts were rewritten; counting ends at *most*."""
    since = func.clock_timestamp() - over
    made = select(AIResponseDB.id).where(AIResponseDB.created_at > since)
    if ticket_id is not None:
        return await _number(session, made.where(AIResponseDB.ticket_id == ticket_id), most=most)
    rewritten = select(ProcessorCall.id).where(ProcessorCall.purpose.in_(REWRITING), ProcessorCall.at > since)
    return min(most, await _number(session, made, most=most) + await _number(session, rewritten, most=most))


async def _number(session: AsyncSession, rows: Select[int], *, most: int) -> int:
    return await session.scalar(select(func.count()).select_from(rows.limit(most).subquery())) or 0
