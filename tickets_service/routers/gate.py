"""The gate every request passes: who asks, from where, and may it be asked at all before anything is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tickets_service.accounts.actors import Actor
from tickets_service.errors import Forbidden, Unauthenticated
from tickets_service.routers import docs
from tickets_service.routers.bearers import bearer_of
from tickets_service.routers.dependencies import resources_of
from tickets_service.routers.description import describe_the_edge
from tickets_service.routers.entrances import Entrance
from tickets_service.routers.envelope import Envelope
from tickets_service.routers.intake import Intake
from tickets_service.routers.origins import SAFE_METHODS, KnownHosts, TrustedProxies, is_same_origin
from tickets_service.routers.problems import answer, install_handlers, problem_for
from tickets_service.routers.static_files import static_files

if TYPE_CHECKING:
    from tickets_service.resources import Resources

POLICY_CLOSE = 1008


class Gate:
    """Denies by default. `request.state.actor` is who was let in, None at an open entrance."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_CLOSE})
            return
        if scope["type"] == "http":
            refusal = await self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> Response | None:
        """None lets the request in."""
        entrance = Entrance.of(scope["path"])
        connection = HTTPConnection(scope)
        resources = resources_of(connection)
        actor = None if entrance is Entrance.OPEN else await _actor(connection, resources)
        scope["state"]["actor"] = actor
        if actor is None and entrance is Entrance.API:
            return answer(scope, problem_for(Unauthenticated("Sign in, or send a token: Authorization: Bearer …")))
        came_by_token = actor is not None and actor.kind == "token"
        is_write = scope["method"] not in SAFE_METHODS
        if is_write and not came_by_token and not is_same_origin(scope, resources.settings):
            return answer(scope, problem_for(Forbidden("This request came from another site, so it was refused.")))
        if actor is not None or entrance is Entrance.OPEN:
            return None
        if entrance is Entrance.LOCAL:
            is_local = scope["state"].get("is_local", False)
            return None if is_local else answer(scope, problem_for(Unauthenticated("Figures need a token.")))
        return _to_sign_in(scope)


async def _actor(connection: HTTPConnection, resources: Resources) -> Actor | None:
    bearer = bearer_of(connection, resources)
    return None if bearer is None else await bearer.visit(resources)


def _to_sign_in(scope: Scope) -> Response:
    """Back to where they were after signing in, unless they were sending something."""
    headers = Headers(scope=scope)
    address = "/login"
    if scope["method"] in SAFE_METHODS and scope["path"] != "/":
        query = scope["query_string"].decode("latin-1")
        address += "?next=" + quote(scope["path"] + (f"?{query}" if query else ""), safe="/")
    if "hx-request" in headers:
        refusal = answer(scope, problem_for(Unauthenticated("You were signed out. Sign in again.")))
        refusal.headers["HX-Redirect"] = address
        return refusal
    return RedirectResponse(address, status_code=303)


def install_edge(app: FastAPI) -> None:
    """Call it with `app.state.resources` set. Each layer added wraps those before it."""
    settings = app.state.resources.settings
    app.mount("/static", static_files, name="static")
    app.include_router(docs.router)
    describe_the_edge(app)
    install_handlers(app)
    app.add_middleware(Intake)
    app.add_middleware(Gate)
    app.add_middleware(KnownHosts, settings=settings)
    app.add_middleware(TrustedProxies, networks=settings.trusted_proxies)
    app.add_middleware(Envelope)
