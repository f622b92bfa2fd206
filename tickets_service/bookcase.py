"""The shop's knowledge as drafting asks for it: what was found, cut to size, and the blocks that stand ready."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError

from tickets_service.db import Sessions
from tickets_service.drafting.shelf import NOTHING_KNOWN, Passage, Shelf, Wanted
from tickets_service.knowledge import articles, blocks
from tickets_service.knowledge.masking import mask
from tickets_service.knowledge.ranking import Scope
from tickets_service.knowledge.searching import Found, search
from tickets_service.knowledge.vectors import Embedder, meaning_of
from tickets_service.models import ArticleKind, DocumentKind

log = structlog.get_logger()

TOLD = {DocumentKind.ARTICLE: 3, DocumentKind.PRECEDENT: 2}
LONGEST_QUERY = 4_000


async def words_alone() -> None:
    """No model tells meanings."""


@dataclass(frozen=True)
class Bookcase:
    sessions: Sessions
    embedder: Callable[[], Awaitable[Embedder | None]] = words_alone

    async def look_up(self, wanted: Wanted) -> Shelf:
        """The model that tells meanings reads the question as solved tickets are kept: without whose it is."""
        scope = Scope(plenty_id=wanted.plenty_id, source=wanted.source)
        query = wanted.text[:LONGEST_QUERY]
        try:
            meaning = await meaning_of(await self.embedder(), mask(query, wanted.names))
            async with self.sessions() as session:
                found = await search(
                    session,
                    query,
                    scope=scope,
                    language=wanted.language,
                    most=TOLD,
                    meaning=meaning,
                    not_ticket_id=wanted.ticket_id,
                    answered_before=wanted.answered_before,
                )
                ready = await articles.texts_of(session, ArticleKind.BLOCK, scope, wanted.language)
        except DBAPIError as error:
            log.warning("knowledge_not_searched", ticket_id=wanted.ticket_id, reason=type(error).__name__)
            return NOTHING_KNOWN
        articles_first = sorted(found, key=lambda each: each.kind is DocumentKind.PRECEDENT)
        return Shelf(tuple(_passage(each) for each in articles_first), ready)

    def placed(self, text: str, shelf: Shelf) -> str:
        return blocks.place(text, shelf.blocks).text


def _passage(found: Found) -> Passage:
    if found.kind is DocumentKind.ARTICLE:
        return Passage(f"article:{found.key}", found.title, found.excerpt)
    told = f"Asked: {found.excerpt}\nAnswered: {found.answer or ''}"
    return Passage(f"precedent:{found.ticket_id}", found.title, told)
