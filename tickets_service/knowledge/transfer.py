"""Articles in from files and out to files. What goes out comes back in as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.knowledge.articles import CONTENT, file, rewrite
from tickets_service.knowledge.files import Read, Refused, path_of, write_markdown
from tickets_service.knowledge.templates import unknown_placeholders
from tickets_service.models import Article, ArticleKind


@dataclass
class Taken:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)


async def take(session: AsyncSession, entries: Iterable[Read | Refused], *, actor: str) -> Taken:
    """Each article by its key and scope: what is there is changed, what is archived comes back. Twice is like once.

    Its weights are left to the caller: there may be many.
    """
    taken, met = Taken(), dict[tuple[object, ...], str]()
    for entry in entries:
        if isinstance(entry, Refused):
            taken.refused.append(entry)
            continue
        wanted = entry.article
        name = (wanted.key, wanted.language, wanted.plenty_id, wanted.source)
        if name in met:
            taken.refused.append(Refused(entry.where, f"{met[name]} has the same key, language, store and channel."))
            continue
        unknown = unknown_placeholders(wanted.text) if wanted.kind is ArticleKind.TEMPLATE else ()
        if unknown:
            taken.refused.append(Refused(entry.where, f"Nothing will ever stand for {', '.join(unknown)}."))
            continue
        met[name] = entry.where
        await _take_one(session, entry, taken, actor)
    return taken


async def _take_one(session: AsyncSession, entry: Read, taken: Taken, actor: str) -> None:
    wanted = entry.article
    values = {name: getattr(wanted, name) for name in CONTENT}
    article = await session.scalar(
        select(Article)
        .where(*(getattr(Article, name).is_not_distinct_from(values[name]) for name in CONTENT if name in KEYED))
        .with_for_update()
    )
    if article is None:
        article = Article(**values, updated_by=actor)
        session.add(article)
        await session.flush()
        await audit.record(session, actor, "article_added", f"article:{article.id}", key=article.key, kind=wanted.kind)
        await file(session, [article])
        taken.added += 1
    elif await rewrite(session, article, values, is_archived=False, actor=actor):
        taken.changed += 1
    else:
        taken.unchanged += 1


KEYED = ("key", "language", "plenty_id", "source")


async def give(session: AsyncSession, folder: Path) -> int:
    """Writes every article that is not archived as a Markdown file; returns how many. Other files there stay."""
    files = await _files(session)
    for path, content in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8", newline="\n")
    return len(files)


async def pack(session: AsyncSession) -> bytes:
    """The same files in a zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in await _files(session):
            archive.writestr(path, content)
    return packed.getvalue()


async def _files(session: AsyncSession) -> list[tuple[str, str]]:
    articles = (
        await session.scalars(select(Article).where(Article.archived_at.is_(None)).order_by(Article.key, Article.id))
    ).all()
    files: dict[str, tuple[str, str]] = {}
    for article in articles:
        path = path_of(article)
        while path.casefold() in files:  # many file systems know no capitals
            path = f"{path.removesuffix('.md')}-2.md"
        files[path.casefold()] = path, write_markdown(article, path)
    return list(files.values())
