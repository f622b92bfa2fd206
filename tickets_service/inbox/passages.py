"""The articles and earlier answers under a draft, with where they can be read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.drafting.shown_passages import passages_of
from tickets_service.models import Article, Ticket


@dataclass(frozen=True)
class PassageLink:
    title: str
    href: str
    is_article: bool
    is_used: bool
    """The model says that it stands on it."""


async def passage_links(session: AsyncSession, draft: AIResponseOut) -> list[PassageLink]:
    """Without those that were archived or became confidential since."""
    shown = await passages_of(session, draft.id, draft.used_ids)
    keys = [passage.key for passage in shown if passage.kind == "article"]
    numbers = [int(passage.key) for passage in shown if passage.kind == "precedent" and passage.key.isdecimal()]
    places = {**await _articles(session, keys), **await _tickets(session, numbers)}
    return [
        PassageLink(*places[passage.id], passage.kind == "article", passage.is_used)
        for passage in shown
        if passage.id in places
    ]


async def _articles(session: AsyncSession, keys: list[str]) -> dict[str, tuple[str, str]]:
    if not keys:
        return {}
    wanted = select(Article.key, Article.title, Article.id).where(Article.key.in_(keys), Article.archived_at.is_(None))
    rows = await session.execute(wanted.order_by(Article.id))
    return {f"article:{key}": (title, f"/knowledge/{number}") for key, title, number in rows}


async def _tickets(session: AsyncSession, numbers: list[int]) -> dict[str, tuple[str, str]]:
    if not numbers:
        return {}
    wanted = select(Ticket.id, Ticket.title).where(Ticket.id.in_(numbers), Ticket.confidential.is_(False))
    rows = await session.execute(wanted)
    return {f"precedent:{number}": (title or f"#{number}", f"/inbox/{number}") for number, title in rows}
