"""What `/openapi.json` says beside the routes: how to prove who one is, and that every refusal has one form."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence fit for a person."},
        "errors": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": "Field → what is wrong with it; only where fields are to blame.",
        },
    },
}
REFUSAL = {
    "description": "Refused",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def describe_the_edge(app: FastAPI) -> None:
    describe_routes = app.openapi

    def openapi() -> dict[str, Any]:
        is_new = app.openapi_schema is None
        described = describe_routes()
        if is_new:
            _complete(described)
        return described

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(described: dict[str, Any]) -> None:
    components = described.setdefault("components", {})
    shapes = components.setdefault("schemas", {})
    for replaced in ("HTTPValidationError", "ValidationError"):
        shapes.pop(replaced, None)
    shapes["Problem"] = PROBLEM
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, methods in described["paths"].items():
        for call in methods.values():
            call["responses"].pop("422", None)
            call["responses"]["default"] = REFUSAL
            if path.startswith("/api/"):
                call["security"] = [{"token": []}]
