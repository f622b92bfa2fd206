"""Answering with a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import HTMLResponse
from starlette.types import Scope

from tickets_service.inbox.rendering import render


def page(
    scope: Scope, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """What every page may show is added: the nonce of its scripts, who is signed in, the request's id."""
    state = scope.get("state", {})
    always = {
        "csp_nonce": state.get("csp_nonce", ""),
        "request_id": state.get("request_id", ""),
        "actor": state.get("actor"),
    }
    return HTMLResponse(render(template, **always, **context), status, headers)
