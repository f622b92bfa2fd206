"""What a sent answer teaches about its draft: how much of it was of use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import HEAVY_FROM, AIResponseDB, Direction, DraftOutcome, DraftState, TicketMessage, Use

WORD = re.compile(r"\w+|[^\w\s]")
MOST_WORDS = 2_000
"""Comparing takes the product of both lengths; what comes after is left out on both sides."""
WITH_TEXT = (DraftState.READY, DraftState.STALE, DraftState.USED, DraftState.DISMISSED)


@dataclass(frozen=True)
class Answer:
    """What the customer was sent, and what it answers. *ai_response_id* is the draft it began as; None: own words."""

    ticket_id: int
    text: str
    based_on_message_id: int | None
    ai_response_id: int | None = None
    reply_id: UUID | None = None
    message_id: int | None = None


def changed_share(draft: str, sent: str) -> Decimal:
    """0 for the same words whatever the white space, 1 for none in common; three decimals."""
    one, other = WORD.findall(draft)[:MOST_WORDS], WORD.findall(sent)[:MOST_WORDS]
    if one == other:
        return Decimal(0)
    same = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(Decimal("0.001"), Decimal(str(round(1 - same, 3))))


def use_of(changed: Decimal) -> Use:
    if changed == 0:
        return Use.AS_IS
    return Use.LIGHT if changed < HEAVY_FROM else Use.HEAVY


async def learn(session: AsyncSession, answer: Answer) -> None:
    """Files what became of the draft for this answer; without a draft, or told a second time, nothing is changed."""
    draft = await _draft_of(session, answer)
    if draft is None:
        return
    changed = changed_share(draft.generated_text, answer.text)
    is_its_own = draft.id == answer.ai_response_id
    values = {
        "ai_response_id": draft.id,
        "reply_id": answer.reply_id,
        "message_id": answer.message_id,
        "use": use_of(changed) if is_its_own else Use.DISCARDED,
        "changed": changed,
    }
    await session.execute(insert(DraftOutcome).values(**values).on_conflict_do_nothing())


async def learn_of_plenty(session: AsyncSession, ticket_id: int, newest_public_message_id: int | None) -> None:
    """A colleague who answers in Plenty's own pages did without the draft that lay ready here."""
    newest = await session.get(TicketMessage, newest_public_message_id) if newest_public_message_id else None
    if newest is None or newest.direction is not Direction.AGENT:
        return
    waiting = await session.scalar(
        select(AIResponseDB).where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.state == DraftState.READY)
    )
    if waiting is not None and waiting.based_on_message_id != newest.id:
        await learn(session, Answer(ticket_id, newest.text, waiting.based_on_message_id, message_id=newest.id))


async def _draft_of(session: AsyncSession, answer: Answer) -> AIResponseDB | None:
    """The one it began as, else the newest that was written for the same message."""
    if answer.ai_response_id is not None:
        return await session.get(AIResponseDB, answer.ai_response_id)
    if answer.based_on_message_id is None:
        return None
    found: AIResponseDB | None = await session.scalar(
        select(AIResponseDB)
        .where(
            AIResponseDB.ticket_id == answer.ticket_id,
            AIResponseDB.based_on_message_id == answer.based_on_message_id,
            AIResponseDB.state.in_(WITH_TEXT),
            AIResponseDB.generated_text != "",
        )
        .order_by(AIResponseDB.id.desc())
        .limit(1)
    )
    return found
