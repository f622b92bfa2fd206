"""Finding what helps to answer: articles, and tickets that were answered before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.knowledge import ranking
from tickets_service.knowledge.excerpts import excerpt
from tickets_service.knowledge.languages import CONFIGURATIONS, USUAL, languages_of
from tickets_service.knowledge.ranking import EVERYWHERE, Asked, Meaning, Scope
from tickets_service.knowledge.vectors import as_text
from tickets_service.models import ArticleKind, Direction, Document, DocumentKind, Space, TicketMessage

BOTH = (DocumentKind.ARTICLE, DocumentKind.PRECEDENT)
WORDS_SHOWN = 5
SHOWN_CHARACTERS = 60_000
"""Of a document, to choose an excerpt from."""

DETAILS = text(f"""
SELECT document.id, document.kind, article.kind AS article_kind, document.article_id, article.key, document.ticket_id,
  document.language, document.title, left(document.text, {SHOWN_CHARACTERS}) AS text, document.answer,
  (SELECT array_agg(term.lexeme ORDER BY held.weight * asked.factor DESC)
   FROM unnest(document.terms, document.weights) AS held (term_id, weight)
   JOIN unnest(CAST(:terms AS int[]), CAST(:factors AS real[])) AS asked (term_id, factor) USING (term_id)
   JOIN knowledge_terms AS term ON term.id = held.term_id) AS lexemes
FROM knowledge_documents AS document LEFT JOIN knowledge_articles AS article ON article.id = document.article_id
WHERE document.id = ANY(CAST(:documents AS int[]))
""")  # noqa: S608 - a constant of ours
SPELT = text("""
SELECT DISTINCT ON (lexeme) lexeme, word
FROM (SELECT word, place, unnest(ts_lexize(CAST(:dictionary AS regdictionary), lower(word))) AS lexeme
      FROM regexp_split_to_table(:query, '[^[:alnum:]-]+') WITH ORDINALITY AS said (word, place) LIMIT 4000) AS spelt
WHERE lexeme = ANY(CAST(:lexemes AS text[])) ORDER BY lexeme, place
""")


@dataclass(frozen=True)
class Found:
    """*why* are the words of the question that spoke for it most; empty where only the meaning did."""

    document_id: int
    kind: DocumentKind
    article_kind: ArticleKind | None
    article_id: int | None
    key: str | None
    ticket_id: int | None
    language: str
    title: str
    excerpt: str
    answer: str | None
    """What a person wrote, without who it was to. None for an article."""
    score: float
    why: tuple[str, ...]

    @property
    def source(self) -> str:
        """As drafts name it: `article:versand`, `ticket:12`."""
        return f"article:{self.key}" if self.kind is DocumentKind.ARTICLE else f"ticket:{self.ticket_id}"


async def search(  # noqa: PLR0913 - each of them narrows the same search
    session: AsyncSession,
    query: str,
    *,
    scope: Scope = EVERYWHERE,
    language: str | None = None,
    limit: int = 10,
    kinds: Sequence[DocumentKind] = BOTH,
    most: Mapping[DocumentKind, int] | None = None,
    meaning: Meaning | None = None,
    not_ticket_id: int | None = None,
    answered_before: datetime | None = None,
) -> tuple[Found, ...]:
    """Best first. Without *language* the query's own is told. *not_ticket_id* is the ticket that is being answered.

    *most* says how many of one kind at most. With *answered_before* a ticket somebody answered at that moment or later
    is not found.
    """
    language = language or await _language_of(session, query)
    asked = await ranking.asked_of(session, query, language, kinds)
    allowed = {
        "plenty_id": scope.plenty_id,
        "source": scope.source,
        "language": language,
        "not_ticket_id": not_ticket_id,
    }
    sought = {"model": meaning.model, "vector": as_text(meaning.vector), **allowed} if meaning else None
    scored: list[tuple[int, float]] = []
    for kind in kinds:
        rankings = [await ranking.by_words(session, asked[kind], allowed)]
        if sought is not None:
            rankings.append(await ranking.by_meaning(session, kind, sought, spoken=rankings[0]))
        fused = ranking.fuse(rankings)
        if answered_before is not None and kind is DocumentKind.PRECEDENT:
            later = await _answered_since(session, [document_id for document_id, _ in fused], answered_before)
            fused = [(document_id, score) for document_id, score in fused if document_id not in later]
        scored += fused[: most.get(kind) if most else None]
    best = sorted(scored, key=lambda item: -item[1])[:limit]
    return await _detailed(session, query, best, list(asked.values()))


async def _language_of(session: AsyncSession, query: str) -> str:
    """Keywords alone tell no language: then that of most documents is meant."""
    (told,) = await languages_of(session, [query])
    if told is None:
        told = await session.scalar(select(Space.language).order_by(Space.documents.desc()).limit(1))
    return told or USUAL


async def _answered_since(session: AsyncSession, document_ids: Sequence[int], moment: datetime) -> frozenset[int]:
    """Those of tickets with an answer from then on: which of its answers a document tells is not kept."""
    answer = select(TicketMessage.id).where(
        TicketMessage.ticket_id == Document.ticket_id,
        TicketMessage.direction == Direction.AGENT,
        TicketMessage.created_at >= moment,
    )
    return frozenset(await session.scalars(select(Document.id).where(Document.id.in_(document_ids), answer.exists())))


async def _detailed(
    session: AsyncSession, query: str, best: Sequence[tuple[int, float]], asked: Sequence[Asked]
) -> tuple[Found, ...]:
    if not best:
        return ()
    parameters = {
        "documents": [document_id for document_id, _ in best],
        "terms": [term for one in asked for term in one.terms],
        "factors": [factor for one in asked for factor in one.factors],
    }
    rows = {row.id: row for row in await session.execute(DETAILS, parameters)}
    spoken = {row.id: list(row.lexemes or ())[:WORDS_SHOWN] for row in rows.values()}
    lexemes = sorted({lexeme for some in spoken.values() for lexeme in some})
    spelt: dict[str, str] = {}
    for spoken_in in sorted({row.language for row in rows.values()}):
        spelt = await _spelt(session, query, spoken_in, lexemes) | spelt
    return tuple(
        _found(rows[document_id], score, tuple(spelt.get(lexeme, lexeme) for lexeme in spoken[document_id]))
        for document_id, score in best
        if document_id in rows
    )


async def _spelt(session: AsyncSession, query: str, language: str, lexemes: Sequence[str]) -> dict[str, str]:
    """How the question spells a stem."""
    dictionary = f"{CONFIGURATIONS[language]}_stem" if language in CONFIGURATIONS else "simple"
    parameters = {"dictionary": dictionary, "query": query[: ranking.LONGEST_QUERY_CHARACTERS], "lexemes": lexemes}
    rows = (await session.execute(SPELT, parameters)).all()
    return dict([tuple(row) for row in rows])


def _found(row: Row[Any], score: float, why: tuple[str, ...]) -> Found:
    kind = DocumentKind(row.kind)
    return Found(
        document_id=row.id,
        kind=kind,
        article_kind=ArticleKind(row.article_kind) if row.article_kind else None,
        article_id=row.article_id,
        key=row.key,
        ticket_id=row.ticket_id,
        language=row.language,
        title=row.title,
        excerpt=excerpt(row.text, why),
        answer=row.answer if kind is DocumentKind.PRECEDENT else None,
        score=round(score, 4),
        why=why,
    )
