"""A small application behind the real edge, and clients who are somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI

from tickets_service.accounts import passwords, tokens, users
from tickets_service.accounts.sessions import open_for
from tickets_service.app import ROUTERS, take_routes
from tickets_service.db import Sessions
from tickets_service.models import Role
from tickets_service.resources import Resources
from tickets_service.routers.cookies import SESSION
from tickets_service.routers.gate import install_edge

ORIGIN = "http://127.0.0.1:8007"
PASSWORD = "seven grey parrots sing"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


_built: dict[str, FastAPI] = {}


def application(held: Resources, *routers) -> FastAPI:
    """The whole application, with *routers* of a test beside its own.

    Building its routes takes longer than most tests: without routers of a test, the one of the same settings is used
    again, and then belongs to *held*.
    """
    app = None if routers else _built.get(repr(held.settings))
    if app is None:
        app = FastAPI(docs_url=None, redoc_url=None)
        app.state.resources = held
        take_routes(app, *ROUTERS, *routers)
        install_edge(app)
        if not routers:
            _built[repr(held.settings)] = app
    app.state.resources = held
    return app


@asynccontextmanager
async def visitor(app: FastAPI, *, address: str = "127.0.0.1", **options) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app, client=(address, 50000))
    async with httpx2.AsyncClient(transport=transport, base_url=options.pop("base_url", ORIGIN), **options) as client:
        yield client


async def token_for(sessions: Sessions, role: Role) -> dict[str, str]:
    """The header a program of that role sends."""
    async with sessions.begin() as session:
        made = await tokens.add(session, name=f"{role.value} of the test", role=role)
    return {"Authorization": f"Bearer {made.token}"}


_hashes: dict[str, str] = {}


async def person(sessions: Sessions, email: str = "ada@example.com", role: Role = Role.ADMIN, **more) -> int:
    """A password is hashed once for all tests: that takes as long as it should."""
    password = more.pop("password", PASSWORD)
    if password is not None:
        passwords.require_good(password, email=email)
    if password is not None and password not in _hashes:
        _hashes[password] = await passwords.hashed(password)
    async with sessions.begin() as session:
        user = await users.add_user(session, email=email, name="Ada", role=role, **more)
        user.password_hash = _hashes.get(password)
        return user.id


async def sign_in(client: httpx2.AsyncClient, email: str = "ada@example.com", password: str = PASSWORD, **form):
    return await client.post("/login", data={"email": email, "password": password, **form}, headers=SAME_ORIGIN)


async def enter(client: httpx2.AsyncClient, sessions: Sessions, user_id: int) -> None:
    """Signed in already: checking a password takes longer than most tests."""
    async with sessions.begin() as session:
        client.cookies.set(SESSION.plain_name, await open_for(session, user_id))
