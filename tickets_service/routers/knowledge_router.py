"""Knowledge: articles, and the search over them and over solved tickets."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from tickets_service.knowledge import articles
from tickets_service.knowledge.naming import named
from tickets_service.knowledge.ranking import LONGEST_QUERY_CHARACTERS, Scope
from tickets_service.knowledge.schemas import (
    ArticleIn,
    ArticleLine,
    ArticleOut,
    ArticlePatch,
    ArticleVersionOut,
    FoundOut,
    LanguageCode,
    PlentyId,
    Source,
)
from tickets_service.knowledge.searching import BOTH, search
from tickets_service.knowledge.vectors import meaning_of
from tickets_service.models import Article, ArticleKind, DocumentKind
from tickets_service.routers.dependencies import (
    LARGEST_ID,
    Admin,
    AgentsOnly,
    Page,
    PageParams,
    ResourcesDep,
    RowId,
    Session,
    encode_cursor,
)

router = APIRouter(prefix="/api/knowledge", tags=["knowledge"])

MOST_FOUND = 50


@router.get("/search", dependencies=[AgentsOnly])
async def search_knowledge(  # noqa: PLR0913 - what may narrow a search
    resources: ResourcesDep,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUERY_CHARACTERS)],
    kind: Annotated[DocumentKind | None, Query()] = None,
    language: Annotated[LanguageCode | None, Query()] = None,
    plenty_id: Annotated[PlentyId | None, Query()] = None,
    source: Annotated[Source | None, Query()] = None,
    not_ticket_id: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_FOUND)] = 10,
) -> Page[FoundOut]:
    """Best first. `q` may be a few words or a whole conversation; without `language` its own is told.

    Verbatim blocks and templates whose key or title holds `q` come before that.
    """
    scope = Scope(plenty_id, source)
    meaning = await meaning_of(await resources.embedder(), q)
    async with resources.sessions() as session:
        await session.connection(execution_options={"postgresql_readonly": True})
        called = (
            ()
            if kind is DocumentKind.PRECEDENT
            else await named(session, q, scope=scope, language=language, limit=limit)
        )
        found = await search(
            session,
            q,
            scope=scope,
            language=language,
            limit=limit,
            kinds=BOTH if kind is None else (kind,),
            meaning=meaning,
            not_ticket_id=not_ticket_id,
        )
    return Page(items=[FoundOut.model_validate(one) for one in (*called, *found)[:limit]], next_cursor=None)


@router.get("/articles", dependencies=[AgentsOnly])
async def list_articles(
    session: Session,
    page: PageParams,
    kind: Annotated[list[ArticleKind] | None, Query()] = None,
    *,
    is_archived: Annotated[bool, Query()] = False,
) -> Page[ArticleLine]:
    """By key, without their texts."""
    rows = await articles.listed(
        session, kinds=kind or (), is_archived=is_archived, after=page.after(str, int), limit=page.limit
    )
    items = [ArticleLine.model_validate(row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].key, items[-1].id) if more else None)


@router.post("/articles", status_code=201, response_model=ArticleOut)
async def add_article(session: Session, admin: Admin, wanted: ArticleIn) -> Article:
    return await articles.add(session, wanted, actor=admin.subject)


@router.get("/articles/{article_id}", dependencies=[AgentsOnly], response_model=ArticleOut)
async def article(session: Session, article_id: RowId) -> Article:
    return await articles.get(session, article_id)


@router.patch("/articles/{article_id}", response_model=ArticleOut)
async def change_article(session: Session, admin: Admin, article_id: RowId, wanted: ArticlePatch) -> Article:
    """`is_archived` takes it out of use, or back in; its text stays. An outdated `revision` is refused with 409."""
    return await articles.change(session, article_id, wanted, actor=admin.subject)


@router.get("/articles/{article_id}/versions", dependencies=[AgentsOnly])
async def list_versions(session: Session, article_id: RowId, page: PageParams) -> Page[ArticleVersionOut]:
    """How it stood before each change, the newest first."""
    (before,) = page.after(int) or (None,)
    rows = await articles.versions(session, article_id, before=before, limit=page.limit)
    items = [ArticleVersionOut.model_validate(row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].revision) if more else None)
