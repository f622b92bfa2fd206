"""Answering with a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import Scope

from tickets_service.accounts.actors import Actor
from tickets_service.accounts.personal import Personal
from tickets_service.inbox.keyboard import Keyboard
from tickets_service.inbox.languages import language_for
from tickets_service.inbox.rendering import render


def page(
    scope: Scope, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> HTMLResponse:
    """What every page may show is added: the nonce of its scripts, the request's id, who reads it and how."""
    state, personal = scope.get("state", {}), _personal(scope)
    always = {
        "csp_nonce": state.get("csp_nonce", ""),
        "request_id": state.get("request_id", ""),
        "actor": state.get("actor"),
        "theme": personal.theme,
        "keyboard": Keyboard.of(personal),
        "path": scope["path"],
    }
    return HTMLResponse(render(template, language=language_of(scope), **always, **context), status, headers)


def language_of(scope: Scope) -> str:
    """What the person chose, else what their browser asks for."""
    return language_for(_personal(scope).language, Headers(scope=scope).get("accept-language", ""))


def _personal(scope: Scope) -> Personal:
    """The usual where nobody is signed in."""
    actor = scope.get("state", {}).get("actor")
    return actor.personal if isinstance(actor, Actor) else Personal()
