"""`/docs`: the API for people to read, made from its own description; nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from tickets_service.routers.dependencies import Public
from tickets_service.routers.pages import page

router = APIRouter(dependencies=[Public], include_in_schema=False)


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    is_required: bool
    words: str


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    words: str
    parameters: list[Field]
    body: str | None
    answers: dict[str, str]
    """Status → what comes back."""


@dataclass(frozen=True)
class Shape:
    """An object that goes in or comes out."""

    name: str
    fields: list[Field]
    kind: str
    """What it is when it has no fields."""


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    described = request.app.openapi()
    shapes = described.get("components", {}).get("schemas", {})
    return page(
        request.scope,
        "docs.html",
        calls=list(_calls(described["paths"])),
        shapes=[Shape(name, _fields(shape), _kind(shape)) for name, shape in sorted(shapes.items())],
    )


def _calls(paths: dict[str, Any]) -> Iterator[Call]:
    for path, methods in paths.items():
        for method, call in methods.items():
            parameters = [
                Field(each["name"], _kind(each["schema"]), each["required"], each.get("description", ""))
                for each in call.get("parameters", ())
            ]
            answers = {status: _content(answer) or "" for status, answer in call["responses"].items()}
            words = call.get("description") or call.get("summary", "")
            yield Call(method.upper(), path, words, parameters, _content(call.get("requestBody", {})), answers)


def _content(part: dict[str, Any]) -> str | None:
    """None without a body."""
    kinds = [_kind(content.get("schema", {})) for content in part.get("content", {}).values()]
    return kinds[0] if kinds else None


def _fields(shape: dict[str, Any]) -> list[Field]:
    required = shape.get("required", ())
    return [
        Field(name, _kind(each), name in required, each.get("description", ""))
        for name, each in shape.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """In words: `list of Ticket`, `integer or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
