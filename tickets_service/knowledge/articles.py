"""Articles: written, changed with their versions kept, archived and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.errors import Conflict, Invalid, NotFound, Outdated
from tickets_service.knowledge.blocks import marked
from tickets_service.knowledge.languages import USUAL, languages_of
from tickets_service.knowledge.ranking import Scope
from tickets_service.knowledge.schemas import ArticleIn, ArticleOut, ArticlePatch
from tickets_service.knowledge.templates import PLACEHOLDERS, unknown_placeholders
from tickets_service.knowledge.weighing import weigh_few
from tickets_service.models import SEARCHED_ARTICLES, Article, ArticleKind, ArticleVersion, Document, DocumentKind

CONTENT = ("key", "kind", "title", "text", "language", "plenty_id", "source")


async def add(session: AsyncSession, wanted: ArticleIn, *, actor: str) -> Article:
    values = {name: getattr(wanted, name) for name in CONTENT}
    await _require_filled(session, wanted.kind, wanted.text)
    article: Article | None = await session.scalar(
        insert(Article)
        .values(**values, updated_by=actor)
        .on_conflict_do_nothing(index_elements=["key", "language", "plenty_id", "source"])
        .returning(Article)
    )
    if article is None:
        raise _taken(wanted.key)
    await audit.record(session, actor, "article_added", f"article:{article.id}", key=article.key, kind=article.kind)
    await file(session, [article])
    await weigh_few(session)
    return article


async def get(session: AsyncSession, article_id: int, *, lock: bool = False) -> Article:
    article = await session.get(Article, article_id, with_for_update=lock or None)
    if article is None:
        raise NotFound(f"There is no article {article_id}.")
    return article


async def listed(
    session: AsyncSession,
    *,
    kinds: Sequence[ArticleKind],
    is_archived: bool,
    after: tuple[str, int] | None,
    limit: int,
    named: str = "",
) -> Sequence[Article]:
    """By key. One more than *limit* says that there are more. *named* stands in the key or the title."""
    statement = select(Article).where((Article.archived_at.is_not(None)) == is_archived)
    if kinds:
        statement = statement.where(Article.kind.in_(kinds))
    if named:
        statement = statement.where(is_called(named))
    if after is not None:
        key, article_id = after
        statement = statement.where((Article.key > key) | ((Article.key == key) & (Article.id > article_id)))
    return (await session.scalars(statement.order_by(Article.key, Article.id).limit(limit + 1))).all()


def is_called(name: str) -> ColumnElement[bool]:
    """*name* stands in the key or the title."""
    return Article.key.icontains(name, autoescape=True) | Article.title.icontains(name, autoescape=True)


async def versions(
    session: AsyncSession, article_id: int, *, before: int | None, limit: int
) -> Sequence[ArticleVersion]:
    """How it stood before each change, the newest first."""
    await get(session, article_id)
    statement = select(ArticleVersion).where(ArticleVersion.article_id == article_id)
    if before is not None:
        statement = statement.where(ArticleVersion.revision < before)
    return (await session.scalars(statement.order_by(ArticleVersion.revision.desc()).limit(limit + 1))).all()


async def change(session: AsyncSession, article_id: int, wanted: ArticlePatch, *, actor: str) -> Article:
    """Raises Outdated if somebody changed it since *wanted.revision* was read."""
    article = await get(session, article_id, lock=True)
    if article.revision != wanted.revision:
        stored = ArticleOut.model_validate(article).model_dump(mode="json")
        raise Outdated(f"{article.key} was changed meanwhile: look at it again.", stored=stored)
    given = {name: getattr(wanted, name) for name in wanted.model_fields_set & set(CONTENT)}
    for name in ("key", "kind", "title", "text"):
        if given.get(name, "") is None:
            del given[name]
    if given.get("text", article.text) != article.text or given.get("kind", article.kind) != article.kind:
        await _require_filled(session, given.get("kind", article.kind), given.get("text", article.text))
    if await rewrite(session, article, given, is_archived=wanted.is_archived, actor=actor):
        await weigh_few(session)
    return article


async def rewrite(
    session: AsyncSession, article: Article, given: Mapping[str, Any], *, is_archived: bool | None, actor: str
) -> bool:
    """False if it stands like that already; nothing is recorded then. Its weights are left to the caller."""
    changed = sorted(name for name, value in given.items() if getattr(article, name) != value)
    archives = is_archived is not None and is_archived != (article.archived_at is not None)
    if not changed and not archives:
        return False
    await _require_free(session, article, given)
    session.add(
        ArticleVersion(
            article_id=article.id, revision=article.revision, kind=article.kind, title=article.title,
            text=article.text, updated_at=article.updated_at, updated_by=article.updated_by,
        )
    )  # fmt: skip
    for name in changed:
        setattr(article, name, given[name])
    article.revision += 1
    now = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    article.updated_at, article.updated_by = now, actor
    if archives:
        article.archived_at = article.updated_at if is_archived else None
    await session.flush()
    action = "article_changed" if changed else "article_archived" if is_archived else "article_restored"
    await audit.record(session, actor, action, f"article:{article.id}", key=article.key, fields=changed)
    await file(session, [article])
    return True


async def _require_free(session: AsyncSession, article: Article, given: Mapping[str, Any]) -> None:
    named = {name: given.get(name, getattr(article, name)) for name in ("key", "language", "plenty_id", "source")}
    others = select(Article.id).where(
        Article.id != article.id, *(getattr(Article, name).is_not_distinct_from(value) for name, value in named.items())
    )
    if await session.scalar(others.limit(1)) is not None:
        raise _taken(named["key"])


async def _require_filled(session: AsyncSession, kind: ArticleKind, text: str) -> None:
    """Refuses places for which nothing will ever stand: a template's placeholders, and blocks that are not there."""
    unknown = unknown_placeholders(text) if kind is ArticleKind.TEMPLATE else ()
    if unknown:
        known = f"Known are {', '.join(PLACEHOLDERS)}."
        raise Invalid(
            f"Nothing will ever stand for {', '.join(unknown)}. {known}", text=f"Unknown: {', '.join(unknown)}."
        )
    wanted = marked(text) if kind is not ArticleKind.BLOCK else ()
    if not wanted:
        return
    blocks = select(Article.key).where(Article.kind == ArticleKind.BLOCK, Article.archived_at.is_(None)).distinct()
    there = sorted(await session.scalars(blocks))
    missing = [key for key in wanted if key.casefold() not in {key.casefold() for key in there}]
    if missing:
        known = f"There are {', '.join(there)}." if there else "There are none yet."
        raise Conflict(f"There is no verbatim block {', '.join(missing)}. {known}")


def _taken(key: str) -> Conflict:
    return Conflict(f"There is an article {key} of this language, store and channel already: change that one.")


async def file(session: AsyncSession, articles: Iterable[Article]) -> None:
    """Keeps what can be found in step with *articles*; archived ones, blocks and templates cannot be found."""
    await session.flush()
    listed = list(articles)
    shown = [article for article in listed if article.kind in SEARCHED_ARTICLES and article.archived_at is None]
    hidden = {article.id for article in listed} - {article.id for article in shown}
    if hidden:
        await session.execute(delete(Document).where(Document.article_id.in_(hidden)))
    if not shown:
        return
    told = await languages_of(session, [f"{article.title}\n{article.text}" for article in shown])
    statement = insert(Document).values(
        [
            {
                "kind": DocumentKind.ARTICLE,
                "article_id": article.id,
                "language": article.language or language or USUAL,
                "title": article.title,
                "text": article.text,
            }
            for article, language in zip(shown, told, strict=True)
        ]
    )
    new = {name: statement.excluded[name] for name in ("language", "title", "text")}
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["article_id"], set_={**new, "is_due": True, "changed_at": func.now()}
        )
    )


async def applying(session: AsyncSession, kind: ArticleKind, scope: Scope, language: str | None) -> Sequence[Article]:
    """The blocks or templates that apply there, by key; of one key, the most particular one."""
    statement = select(Article).where(
        Article.kind == kind,
        Article.archived_at.is_(None),
        *(
            (column.is_(None)) | (column == value)
            for column, value in (
                (Article.plenty_id, scope.plenty_id), (func.lower(Article.source), func.lower(scope.source)),
                (Article.language, language),
            )
        ),
    )  # fmt: skip
    chosen = {article.key: article for article in sorted(await session.scalars(statement), key=_particular)}
    return [chosen[key] for key in sorted(chosen)]


async def texts_of(session: AsyncSession, kind: ArticleKind, scope: Scope, language: str | None) -> dict[str, str]:
    return {article.key: article.text for article in await applying(session, kind, scope, language)}


async def texts_by_key(session: AsyncSession, keys: Sequence[str]) -> tuple[str, ...]:
    """Of every scope, without those that were archived."""
    return tuple(
        await session.scalars(select(Article.text).where(Article.key.in_(keys), Article.archived_at.is_(None)))
    )


def _particular(article: Article) -> tuple[bool, bool, bool]:
    """A text in the customer's language is worth more than one of the right store, that more than the channel's."""
    return article.language is not None, article.plenty_id is not None, article.source is not None
