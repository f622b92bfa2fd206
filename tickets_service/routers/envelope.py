"""What every answer carries: a request id, security headers; and an answer even when something broke."""

from __future__ import annotations

import secrets
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from tickets_service.routers.problems import answer, note, problem_for

NONCE_BYTES = 16
STATIC = "/static/"

PAGE_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; worker-src 'self'; font-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types htmx tickets"
)
STATIC_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"
"""A worker lives by the policy of its own file."""
PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: a form would then be posted with `Origin: null`, and browsers without
    # Sec-Fetch-Site could not be told from strangers.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Envelope:
    """The outermost layer. A header that an answer brings itself stands; the rest is added."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, nonce = uuid4().hex, secrets.token_urlsafe(NONCE_BYTES)
        scope.setdefault("state", {}).update(request_id=request_id, csp_nonce=nonce)
        started = False

        async def send_dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _dress(MutableHeaders(scope=message), scope["path"], request_id, nonce)
            await send(message)

        with bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_dressed)
            except Exception as error:
                problem = problem_for(error)
                note(error, problem)
                if started:
                    raise
                await answer(scope, problem)(scope, receive, send_dressed)


def _dress(headers: MutableHeaders, path: str, request_id: str, nonce: str) -> None:
    headers["X-Request-ID"] = request_id
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    has_own_policy = "Content-Security-Policy" in headers
    headers.setdefault("X-Frame-Options", "SAMEORIGIN" if has_own_policy else "DENY")
    if not has_own_policy:
        headers["Content-Security-Policy"] = _policy(headers, path, nonce)
    headers.setdefault("Cache-Control", "no-cache" if path.startswith(STATIC) else "no-store")
    headers.add_vary_header("Sec-Fetch-Site, Origin, Cookie")


def _policy(headers: MutableHeaders, path: str, nonce: str) -> str:
    if headers.get("content-type", "").startswith("text/html"):
        return PAGE_POLICY.format(nonce=nonce)
    return STATIC_POLICY if path.startswith(STATIC) else PLAIN_POLICY
