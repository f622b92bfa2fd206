"""Every refusal as one kind of answer: `application/problem+json`, or a small page for people."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from tickets_service.errors import Busy, Invalid, Outdated, TicketsError, TooLarge, Unacknowledged, Unauthenticated
from tickets_service.inbox.languages import translated
from tickets_service.routers.pages import language_of, page

log = structlog.get_logger()

DATABASE_IS_BACK_AFTER_SECONDS = 2
SERVER_FAULT = 500
UNREADABLE_BODY = 400
"""What FastAPI says of JSON that is nested too deep or holds a number too long."""
UNSTORABLE = {
    psycopg.errors.NumericValueOutOfRange.sqlstate: "a number that is too large",
    psycopg.errors.DatetimeFieldOverflow.sqlstate: "a time that is out of range",
    psycopg.errors.CharacterNotInRepertoire.sqlstate: "a character that cannot be stored",
    psycopg.errors.UntranslatableCharacter.sqlstate: "a character that cannot be stored",
}
PLAIN_WORDS = {404: "There is nothing at this address.", 405: "This address does not take this kind of request."}


@dataclass(frozen=True)
class Problem:
    """*errors* maps fields to what is wrong with them; None where no field is to blame."""

    status: int
    detail: str
    errors: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """What only this refusal has to say, by name."""

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase

    @property
    def body(self) -> dict[str, Any]:
        named: dict[str, Any] = {"errors": dict(self.errors)} if self.errors is not None else {}
        named |= self.more
        return {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail, **named}


def problem_for(error: Exception) -> Problem:
    """What a stranger may know of *error*; anything unforeseen is only said to have happened."""
    if isinstance(error, TicketsError):
        return _refusal(error)
    if isinstance(error, RequestValidationError):
        return Problem(422, "Some fields cannot be used as they are.", _complaints(error))
    if isinstance(error, HTTPException) and error.status_code == UNREADABLE_BODY:
        return Problem(422, "The body is no JSON that can be read.", {"body": "cannot be read"})
    if isinstance(error, HTTPException):
        detail = PLAIN_WORDS.get(error.status_code, str(error.detail))
        return Problem(error.status_code, detail, headers=error.headers or {})
    if isinstance(error, UnicodeEncodeError):
        return Problem(422, "The request holds a character that cannot be stored.", {})
    return _database_problem(error) or Problem(
        500, "Something went wrong here. It has been noted with this request's id."
    )


def _refusal(error: TicketsError) -> Problem:
    headers = {}
    if isinstance(error, Busy):
        headers["Retry-After"] = str(max(1, math.ceil(error.retry_after)))
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooLarge):
        headers["Connection"] = "close"
    errors = error.errors if isinstance(error, Invalid) else None
    return Problem(error.status, error.message, errors, headers, _more(error))


def _more(error: TicketsError) -> Mapping[str, Any]:
    if isinstance(error, Outdated):
        return {"stored": dict(error.stored)}
    if isinstance(error, Unacknowledged):
        return {"unacknowledged": list(error.marks)}
    return {}


def _database_problem(error: Exception) -> Problem | None:
    unreachable = isinstance(error, OperationalError | InterfaceError | PoolExhausted | psycopg.OperationalError)
    if unreachable or (isinstance(error, DBAPIError) and error.connection_invalidated):
        retry = {"Retry-After": str(DATABASE_IS_BACK_AFTER_SECONDS)}
        return Problem(503, "The database does not answer just now. Try again in a moment.", headers=retry)
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, psycopg.DataError) and (cause.sqlstate is None or cause.sqlstate in UNSTORABLE):
        what = UNSTORABLE.get(cause.sqlstate or "", "a character that cannot be stored")
        return Problem(422, f"The request holds {what}.", {})
    return None


def _complaints(error: RequestValidationError) -> dict[str, str]:
    """Field → what is wrong. What was sent is not repeated: it may be a secret."""
    complaints: dict[str, str] = {}
    for problem in error.errors():
        place, *path = problem["loc"]
        if problem["type"] == "json_invalid":
            path = []
        name = ".".join(str(part) for part in path) or str(place)
        complaints.setdefault(name, str(problem["msg"]).removeprefix("Value error, "))
    return complaints


def answer(scope: Scope, problem: Problem) -> Response:
    """For people who asked for a page a page, for programs JSON; in the language that was asked for."""
    if _wants_page(scope):
        return page(scope, "problem.html", status=problem.status, headers=problem.headers, problem=problem)
    body = problem.body | {"detail": translated(language_of(scope), problem.detail)}
    return JSONResponse(body, problem.status, dict(problem.headers), media_type="application/problem+json")


def _wants_page(scope: Scope) -> bool:
    path = scope["path"]
    return not (path == "/api" or path.startswith("/api/")) and "text/html" in Headers(scope=scope).get("accept", "")


def note(error: Exception, problem: Problem) -> None:
    """Types and places only: messages may quote customers or secrets."""
    if problem.status >= SERVER_FAULT:
        log.error("request_failed", status=problem.status, raised=_chain(error), frames=_frames(error))


def _chain(error: BaseException | None) -> list[str]:
    names = []
    while error is not None:
        names.append(type(error).__name__)
        error = error.__cause__ or error.__context__
    return names


def _frames(error: Exception) -> list[str]:
    """Ours, and the one that raised."""
    frames, step = [], error.__traceback__
    while step is not None:
        module = step.tb_frame.f_globals.get("__name__", "?")
        if module.startswith("tickets_service") or step.tb_next is None:
            frames.append(f"{module}:{step.tb_lineno} {step.tb_frame.f_code.co_name}")
        step = step.tb_next
    return frames


async def _answer_refusal(request: Request, error: Exception) -> Response:
    problem = problem_for(error)
    note(error, problem)
    return answer(request.scope, problem)


def install_handlers(app: FastAPI) -> None:
    """Refusals that are expected. The rest travels to the edge, which answers and notes it."""
    for kind in (TicketsError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _answer_refusal)
