"""What every call to /v1 passes before it is answered: it is recorded, its key looked at, a planned fault taken."""

from __future__ import annotations

import json
import logging

from pydantic import JsonValue
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tickets_service.practice.model import errors
from tickets_service.practice.model.faults import Endpoint, Fault, FaultKind, refuse
from tickets_service.practice.model.state import Practice, practice_of

ACCEPTED_KEYS_BEGIN_WITH = "sk-practice"
LONGEST_BODY = 64 * 1024 * 1024  # bytes

log = logging.getLogger(__name__)


async def admit(request: Request, endpoint: Endpoint) -> tuple[Practice, dict[str, JsonValue], Fault | None]:
    """The body and what shall go wrong; raises what a call answers that is turned away at the door."""
    practice = practice_of(request)
    body = await _body_of(request, practice)
    _check_key(request)
    fault = practice.faults.take(endpoint)
    log.info("practice model asked: %s %s, fault %s", request.method, endpoint, fault.kind if fault else "none")
    if fault is not None:
        refuse(fault, model=str(body.get("model", "")))
    return practice, body, fault


async def spoiled(practice: Practice, fault: Fault | None, request: Request) -> Response | None:
    """The answer of a fault that is the same everywhere; None when the call shall be answered."""
    if fault is None:
        return None
    if fault.kind == FaultKind.hang:
        await practice.hang(fault, request)
        return JSONResponse(errors.overloaded().body, status_code=503)
    if fault.kind == FaultKind.html_page:
        return HTMLResponse("<html><body><h1>502 Bad Gateway</h1>practice</body></html>", status_code=502)
    if fault.kind == FaultKind.truncated_json:
        return Response('{"id": "chatcmpl-practice", "object": "chat.comp', media_type="application/json")
    return None


async def _body_of(request: Request, practice: Practice) -> dict[str, JsonValue]:
    raw = await request.body()
    if len(raw) > LONGEST_BODY:
        raise errors.ApiError(413, "The body of your request is too large.")
    try:
        body = json.loads(raw) if raw else {}
    except ValueError as error:
        practice.record(request, raw.decode(errors="replace"))
        raise errors.ApiError(400, "We could not parse the JSON body of your request.") from error
    practice.record(request, body)
    if not isinstance(body, dict):
        raise errors.ApiError(400, "The JSON body of your request must be an object.")
    return body


def _check_key(request: Request) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise errors.no_key()
    if not key.strip().startswith(ACCEPTED_KEYS_BEGIN_WITH):
        raise errors.wrong_key(key.strip()[-4:])
