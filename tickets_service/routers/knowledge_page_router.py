"""The pages of the knowledge: agents read and search, admins write."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile

from tickets_service.errors import Conflict, Outdated, TicketsError
from tickets_service.inbox.settings import knowledge
from tickets_service.inbox.settings.forms import EMPTY, Form, FormRefused
from tickets_service.inbox.settings.knowledge import Offered
from tickets_service.knowledge import articles, transfer
from tickets_service.knowledge.ranking import LONGEST_QUERY_CHARACTERS
from tickets_service.knowledge.searching import search
from tickets_service.knowledge.templates import PLACEHOLDERS
from tickets_service.knowledge.transfer import Taken
from tickets_service.knowledge.vectors import meaning_of
from tickets_service.knowledge.weighing import weigh_all
from tickets_service.models import Article, ArticleKind
from tickets_service.routers.dependencies import (
    Admin,
    AdminsOnly,
    AgentsOnly,
    PageParams,
    ResourcesDep,
    RowId,
    Session,
    encode_cursor,
)
from tickets_service.routers.forms import SEE_OTHER, Typed
from tickets_service.routers.pages import page

router = APIRouter(prefix="/knowledge", tags=["knowledge"], include_in_schema=False)

MOST_FOUND = 20
VERSIONS_SHOWN = 20


@router.get("", dependencies=[AgentsOnly])
async def show(
    request: Request,
    resources: ResourcesDep,
    params: PageParams,
    q: Annotated[str, Query(max_length=LONGEST_QUERY_CHARACTERS)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    archived: Annotated[str, Query(max_length=5)] = "",
) -> HTMLResponse:
    """A search finds articles and solved tickets by what they say, and everything by its key or title."""
    q, is_archived = q.strip(), archived == "true"
    wanted = [each for each in ArticleKind if each == kind]
    meaning = await meaning_of(await resources.embedder(), q) if q else None
    async with resources.sessions() as session:
        await session.connection(execution_options={"postgresql_readonly": True})
        rows = await articles.listed(
            session,
            kinds=wanted,
            is_archived=is_archived,
            after=params.after(str, int),
            limit=params.limit,
            named=q,
        )
        found = await search(session, q, limit=MOST_FOUND, meaning=meaning) if q and not is_archived else ()
    shown, more = rows[: params.limit], len(rows) > params.limit
    cursor = encode_cursor(shown[-1].key, shown[-1].id) if more else None
    asked = {"q": q, "kind": kind, "archived": archived}
    return _page(
        request, "knowledge.html", asked=asked, is_archived=is_archived, rows=shown, found=found, cursor=cursor
    )


@router.post("")
async def add(request: Request, session: Session, admin: Admin, typed: Typed) -> Response:
    try:
        wanted = knowledge.new_from(typed)
        article = await articles.add(session, wanted, actor=admin.subject)
    except (FormRefused, Conflict) as refusal:
        return _form(request, knowledge.NEW.refused(refusal, typed), refusal=refusal)
    return _to(article, "added")


@router.get("/new", dependencies=[AdminsOnly])
async def new(request: Request) -> HTMLResponse:
    return _form(request, knowledge.NEW)


@router.get("/files", dependencies=[AdminsOnly])
async def show_files(request: Request) -> HTMLResponse:
    return _files(request)


@router.post("/files")
async def take_in(request: Request, resources: ResourcesDep, admin: Admin) -> HTMLResponse:
    """What cannot be read is named, and the rest goes in."""
    async with request.form() as form:
        chosen = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
        offered = [Offered(file.filename or "", await file.read()) for file in chosen]
    try:
        entries = knowledge.read_offered(offered)
    except FormRefused as refusal:
        return _files(request, EMPTY.refused(refusal, {}), refusal=refusal)
    async with resources.sessions.begin() as session:
        taken = await transfer.take(session, entries, actor=admin.subject)
    await weigh_all(resources.sessions)
    return _files(request, taken=taken)


@router.get("/export", dependencies=[AdminsOnly])
async def export(session: Session) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="knowledge.zip"'}
    return Response(await transfer.pack(session), media_type="application/zip", headers=headers)


@router.get("/{article_id}", dependencies=[AgentsOnly])
async def show_article(request: Request, session: Session, article_id: RowId) -> HTMLResponse:
    return await _article(request, session, article_id)


@router.post("/{article_id}")
async def change(request: Request, session: Session, admin: Admin, article_id: RowId, typed: Typed) -> Response:
    try:
        wanted = knowledge.change_from(typed)
        article = await articles.change(session, article_id, wanted, actor=admin.subject)
    except (FormRefused, Conflict, Outdated) as refusal:
        return await _article(request, session, article_id, (refusal, typed))
    return _to(article, "saved")


@router.post("/{article_id}/archive")
async def archive(request: Request, session: Session, admin: Admin, article_id: RowId, typed: Typed) -> Response:
    try:
        wanted = knowledge.archiving_from(typed)
        article = await articles.change(session, article_id, wanted, actor=admin.subject)
    except (FormRefused, Outdated) as refusal:
        stored = knowledge.form_of(await articles.get(session, article_id))
        return await _article(request, session, article_id, (refusal, dict(stored.values)))
    return _to(article, "archived" if article.archived_at else "restored")


async def _article(
    request: Request, session: AsyncSession, article_id: int, refused: tuple[TicketsError, dict[str, str]] | None = None
) -> HTMLResponse:
    article = await articles.get(session, article_id)
    before = await articles.versions(session, article_id, before=None, limit=VERSIONS_SHOWN)
    form = knowledge.form_of(article)
    if refused is not None:
        form = knowledge.refused_form(article, form.refused(*refused))
    return _form(request, form, article=article, versions=before, refusal=refused[0] if refused else None)


def _form(
    request: Request,
    form: Form,
    *,
    article: Article | None = None,
    versions: Any = (),
    refusal: TicketsError | None = None,
) -> HTMLResponse:
    return _page(
        request,
        "knowledge_article.html",
        refusal,
        form=form,
        article=article,
        versions=versions,
        placeholders=PLACEHOLDERS,
    )


def _files(
    request: Request, form: Form = EMPTY, *, taken: Taken | None = None, refusal: TicketsError | None = None
) -> HTMLResponse:
    return _page(request, "knowledge_files.html", refusal, form=form, taken=taken)


def _page(request: Request, template: str, refusal: TicketsError | None = None, **context: Any) -> HTMLResponse:
    done = request.query_params.get("done", "")
    status = refusal.status if refusal else 200
    return page(request.scope, template, status=status, done=done, kinds=knowledge.KINDS, **context)


def _to(article: Article, done: str) -> Response:
    return RedirectResponse(f"/knowledge/{article.id}?done={done}", SEE_OTHER)
