"""The switches under /_practice/: knobs, planned faults and the calls so far. No key is needed here."""

from __future__ import annotations

import json
from dataclasses import asdict

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tickets_service.practice.model import errors
from tickets_service.practice.model.faults import Fault
from tickets_service.practice.model.knobs import Knobs
from tickets_service.practice.model.state import practice_of


async def show_knobs(request: Request) -> Response:
    return JSONResponse(practice_of(request).knobs.model_dump(mode="json"))


async def turn_knobs(request: Request) -> Response:
    """Changes the knobs that are named and leaves the others."""
    knobs = practice_of(request).knobs
    try:
        wanted = Knobs.model_validate(knobs.model_dump() | await _object_in(request))
    except ValidationError as error:
        raise _not_understood(error) from error
    for name in Knobs.model_fields:
        setattr(knobs, name, getattr(wanted, name))
    return await show_knobs(request)


async def reset_knobs(request: Request) -> Response:
    knobs = practice_of(request).knobs
    for name, value in Knobs():
        setattr(knobs, name, value)
    return await show_knobs(request)


async def plan_fault(request: Request) -> Response:
    try:
        fault = Fault.model_validate(await _object_in(request))
    except ValidationError as error:
        raise _not_understood(error) from error
    practice_of(request).faults.add(fault)
    return JSONResponse(fault.model_dump(mode="json"), status_code=201)


async def list_faults(request: Request) -> Response:
    return JSONResponse([fault.model_dump(mode="json") for fault in practice_of(request).faults.planned()])


async def clear_faults(request: Request) -> Response:
    practice_of(request).faults.clear()
    return Response(status_code=204)


async def list_calls(request: Request) -> Response:
    return JSONResponse([asdict(call) for call in practice_of(request).calls])


async def forget_calls(request: Request) -> Response:
    practice_of(request).calls.clear()
    return Response(status_code=204)


async def _object_in(request: Request) -> dict[str, object]:
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise errors.ApiError(400, "The body is not JSON.") from error
    if not isinstance(body, dict):
        raise errors.ApiError(422, "The body must be a JSON object.")
    return body


def _not_understood(error: ValidationError) -> errors.ApiError:
    first = error.errors()[0]
    return errors.ApiError(422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
