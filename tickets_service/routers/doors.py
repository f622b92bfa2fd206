"""The doors: signing in and out, and the pages behind one-time links."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.responses import HTMLResponse, RedirectResponse

from tickets_service.accounts import devices, links, passwords, sessions, signing_in
from tickets_service.accounts.signing_in import Attempt
from tickets_service.errors import Busy, Invalid, TicketsError, Unauthenticated
from tickets_service.routers.cookies import DEVICE, SESSION
from tickets_service.routers.dependencies import Public, ResourcesDep, Session
from tickets_service.routers.pages import page
from tickets_service.routers.problems import problem_for

router = APIRouter(dependencies=[Public], include_in_schema=False)

HOME = "/"
SEE_OTHER = 303

Text = Annotated[str, Form()]


@router.get("/login")
async def login_page(
    request: Request, resources: ResourcesDep, session: Session, wanted: Annotated[str, Query(alias="next")] = HOME
) -> Response:
    cookie = SESSION.read(request, resources.settings)
    if cookie is not None and await sessions.find(session, cookie) is not None:
        return RedirectResponse(local_address(wanted), SEE_OTHER)
    return _login_page(request, wanted)


@router.post("/login")
async def login(
    request: Request,
    resources: ResourcesDep,
    email: Text = "",
    password: Text = "",
    wanted: Annotated[str, Form(alias="next")] = HOME,
) -> Response:
    attempt = Attempt(
        email=email,
        password=password,
        address=request.client.host if request.client else "unknown",
        device=devices.device_in(resources.vault, DEVICE.read(request, resources.settings), email),
        leaving=SESSION.read(request, resources.settings),
    )
    try:
        signed_in = await signing_in.sign_in(resources.sessions, attempt)
    except (Unauthenticated, Busy) as refusal:
        return _login_page(request, wanted, email, refusal)
    answer = RedirectResponse(local_address(wanted), SEE_OTHER)
    SESSION.write(answer, resources.settings, signed_in.token)
    DEVICE.write(answer, resources.settings, devices.note_for(resources.vault, email))
    return answer


@router.post("/logout")
async def logout(request: Request, resources: ResourcesDep, session: Session) -> Response:
    cookie = SESSION.read(request, resources.settings)
    if cookie is not None:
        await sessions.close(session, cookie)
    answer = RedirectResponse("/login", SEE_OTHER)
    SESSION.clear(answer, resources.settings)
    return answer


@router.get("/setup/{link}")
async def setup_page(request: Request, session: Session, link: str) -> HTMLResponse:
    return _setup_page(request, await links.look_at(session, link))


@router.post("/setup/{link}")
async def setup(
    request: Request,
    resources: ResourcesDep,
    link: str,
    password: Text = "",
    email: Text = "",
    name: Text = "",
) -> Response:
    """Whoever sets a password is signed in with it."""
    try:
        user_id = await links.accept(resources.sessions, link, password=password, email=email, name=name)
    except Invalid as refusal:
        async with resources.sessions() as session:
            invitation = await links.look_at(session, link)
        return _setup_page(request, invitation, email=email, name=name, refusal=refusal)
    async with resources.sessions.begin() as session:
        token = await sessions.open_for(session, user_id)
    answer = RedirectResponse(HOME, SEE_OTHER)
    SESSION.write(answer, resources.settings, token)
    return answer


def local_address(wanted: str) -> str:
    """Where to go after signing in: never to another site, whatever the link said."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    is_local = not parts.scheme and not parts.netloc and wanted.startswith("/") and wanted[1:2] not in ("/", "\\")
    return wanted if is_local and wanted.isprintable() and "\\" not in wanted else HOME


def _login_page(
    request: Request, wanted: str, email: str = "", refusal: Unauthenticated | Busy | None = None
) -> HTMLResponse:
    problem = refusal and problem_for(refusal)
    return page(
        request.scope,
        "login.html",
        status=problem.status if problem else 200,
        headers=problem.headers if problem else None,
        complaint=problem.detail if problem else None,
        next=local_address(wanted),
        email=email,
    )


def _setup_page(
    request: Request,
    invitation: links.Invitation,
    *,
    email: str = "",
    name: str = "",
    refusal: TicketsError | None = None,
) -> HTMLResponse:
    return page(
        request.scope,
        "setup.html",
        status=refusal.status if refusal else 200,
        invitation=invitation,
        email=email,
        name=name,
        complaint=refusal.message if refusal else None,
        shortest=passwords.SHORTEST_CHARACTERS,
        longest=passwords.LONGEST_CHARACTERS,
    )
