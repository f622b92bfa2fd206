"""Blocks and templates by what they are called: nobody searches them for an answer, but somebody may look for one."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.knowledge.articles import is_called
from tickets_service.knowledge.excerpts import excerpt
from tickets_service.knowledge.languages import USUAL
from tickets_service.knowledge.ranking import Scope
from tickets_service.knowledge.searching import Found
from tickets_service.models import SEARCHED_ARTICLES, Article, ArticleKind, DocumentKind

LONGEST_NAME = 300
"""Characters of a title: what is longer names nothing."""
PLACED_ARTICLES = [kind for kind in ArticleKind if kind not in SEARCHED_ARTICLES]


async def named(
    session: AsyncSession, query: str, *, scope: Scope, language: str | None, limit: int
) -> tuple[Found, ...]:
    """By key; *query* stands in the key or the title. Without *language* those of every language."""
    query = query.strip()
    if not query or len(query) > LONGEST_NAME:
        return ()
    statement = select(Article).where(
        Article.kind.in_(PLACED_ARTICLES),
        Article.archived_at.is_(None),
        is_called(query),
        Article.plenty_id.is_(None) | (Article.plenty_id == scope.plenty_id),
        Article.source.is_(None) | (func.lower(Article.source) == func.lower(scope.source)),
    )
    if language is not None:
        statement = statement.where(Article.language.is_(None) | (Article.language == language))
    rows = await session.scalars(statement.order_by(Article.key, Article.id).limit(limit))
    return tuple(_found(article, language) for article in rows)


def _found(article: Article, language: str | None) -> Found:
    return Found(
        document_id=0,
        kind=DocumentKind.ARTICLE,
        article_kind=article.kind,
        article_id=article.id,
        key=article.key,
        ticket_id=None,
        language=article.language or language or USUAL,
        title=article.title,
        excerpt=excerpt(article.text, ()),
        answer=None,
        score=1.0,
        why=(),
    )
