"""Answering with a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from tickets_service.inbox.languages import language_for
from tickets_service.inbox.rendering import render


def page(
    scope: Scope, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """What every page may show is added: the nonce of its scripts, who is signed in, the request's id, the theme."""
    state = scope.get("state", {})
    always = {
        "csp_nonce": state.get("csp_nonce", ""),
        "request_id": state.get("request_id", ""),
        "actor": state.get("actor"),
        "theme": state.get("theme"),
        "path": scope["path"],
    }
    return HTMLResponse(render(template, language=language_of(scope), **always, **context), status, headers)


def language_of(scope: Scope) -> str:
    """`state["language"]` is what the person chose, where something put it there."""
    chosen = scope.get("state", {}).get("language")
    return language_for(chosen, Headers(scope=scope).get("accept-language", ""))
