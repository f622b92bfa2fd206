"""GET /v1/models and /v1/models/{id}."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tickets_service.practice.model import errors
from tickets_service.practice.model.catalogue import OFFERED
from tickets_service.practice.model.faults import Endpoint
from tickets_service.practice.model.gate import admit, spoiled


async def list_models(request: Request) -> Response:
    practice, _, fault = await admit(request, Endpoint.models)
    answer = await spoiled(practice, fault, request)
    if answer is not None:
        return answer
    return JSONResponse({"object": "list", "data": [model.as_json() for model in OFFERED.values()]})


async def show_model(request: Request) -> Response:
    practice, _, fault = await admit(request, Endpoint.models)
    answer = await spoiled(practice, fault, request)
    if answer is not None:
        return answer
    name = request.path_params["name"]
    if name not in OFFERED:
        raise errors.unknown_model(name)
    return JSONResponse(OFFERED[name].as_json())
