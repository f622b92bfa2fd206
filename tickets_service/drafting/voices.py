"""Voice cards: one per store, and one for every store without its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlalchemy import delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.drafting.speaking import Voice
from tickets_service.errors import NotFound
from tickets_service.models import Address, VoiceCard

CHANGING_VOICES = 0x766F696365
"""Whoever writes a card waits for whoever does."""
MOST_WORDS_TO_AVOID = 100


def _with_known_places(text: str) -> str:
    if set("{}") & set(text.replace("{name}", "")):
        raise ValueError("only {name} can be put in")
    return text.strip()


def _without_blanks(words: list[str]) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in words if word.strip()))


Greeting = Annotated[str, Field(max_length=200), AfterValidator(_with_known_places)]
Words = Annotated[
    list[Annotated[str, Field(max_length=80)]], Field(max_length=MOST_WORDS_TO_AVOID), AfterValidator(_without_blanks)
]


class VoiceIn(BaseModel):
    """What is left out is as usual."""

    model_config = ConfigDict(extra="forbid")

    address: Address = Address.FORMAL
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "de"
    greeting: Greeting = ""
    sign_off: Annotated[str, Field(max_length=500)] = ""
    sign_off_is_added_later: bool = False
    tone: Annotated[str, Field(max_length=500)] = ""
    words_to_avoid: Words = []
    most_words: Annotated[int, Field(ge=20, le=500)] = 90


class VoiceOut(BaseModel):
    """`plenty_id` null: for every store without its own."""

    model_config = ConfigDict(from_attributes=True)

    plenty_id: int | None
    address: Address
    language: str
    greeting: str
    sign_off: str
    sign_off_is_added_later: bool
    tone: str
    words_to_avoid: list[str]
    most_words: int


async def list_all(session: AsyncSession) -> Sequence[VoiceCard]:
    """The one for every store first."""
    return (await session.scalars(select(VoiceCard).order_by(VoiceCard.plenty_id.nulls_first()))).all()


async def get(session: AsyncSession, plenty_id: int | None) -> VoiceCard:
    card = await _of_store(session, plenty_id)
    if card is None:
        raise NotFound("This store has no voice card of its own.")
    return card


async def put(session: AsyncSession, plenty_id: int | None, wanted: VoiceIn, *, actor: str) -> VoiceCard:
    await session.execute(select(func.pg_advisory_xact_lock(CHANGING_VOICES)))
    card = await _of_store(session, plenty_id)
    if card is None:
        card = VoiceCard(plenty_id=plenty_id)
        session.add(card)
    for name, value in wanted.model_dump().items():
        setattr(card, name, value)
    await session.flush()
    await session.refresh(card)
    await audit.record(session, actor, "voice_changed", _subject(plenty_id))
    return card


async def remove(session: AsyncSession, plenty_id: int | None, *, actor: str) -> None:
    await get(session, plenty_id)
    await session.execute(delete(VoiceCard).where(VoiceCard.plenty_id.is_not_distinct_from(plenty_id)))
    await audit.record(session, actor, "voice_removed", _subject(plenty_id))


async def voice_of(session: AsyncSession, plenty_id: int | None) -> Voice:
    """The store's, else that of all stores, else the usual."""
    is_theirs = or_(VoiceCard.plenty_id == plenty_id, VoiceCard.plenty_id.is_(None))
    its_own_first = VoiceCard.plenty_id.asc().nulls_last()
    card = await session.scalar(select(VoiceCard).where(is_theirs).order_by(its_own_first).limit(1))
    if card is None:
        return Voice()
    return Voice(
        address=card.address,
        language=card.language,
        greeting=card.greeting,
        sign_off=card.sign_off,
        sign_off_is_added_later=card.sign_off_is_added_later,
        tone=card.tone,
        words_to_avoid=tuple(card.words_to_avoid),
        most_words=card.most_words,
    )


async def _of_store(session: AsyncSession, plenty_id: int | None) -> VoiceCard | None:
    card: VoiceCard | None = await session.scalar(
        select(VoiceCard).where(VoiceCard.plenty_id.is_not_distinct_from(plenty_id))
    )
    return card


def _subject(plenty_id: int | None) -> str:
    return "voice:default" if plenty_id is None else f"voice:{plenty_id}"
