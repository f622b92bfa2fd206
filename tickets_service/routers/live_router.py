"""Live events for open pages: a stream, and polling where there is none."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from tickets_service.live import Change, Hello, news_since
from tickets_service.models import LiveKind
from tickets_service.resources import Resources
from tickets_service.routers.bearers import bearer_of
from tickets_service.routers.dependencies import Agent, AgentsOnly, ResourcesDep, Session

router = APIRouter(prefix="/api/live", tags=["live"])

RECONNECT_AFTER_MILLISECONDS = 2000
HEARTBEAT_SECONDS = 15.0
LONGEST_CURSOR = 4000
STREAM_HEADERS = {"X-Accel-Buffering": "no"}


class ChangeOut(BaseModel):
    """Ids only. `many`: too many to name, so everything of this kind is to be read again."""

    model_config = ConfigDict(from_attributes=True)

    kind: LiveKind
    ticket_ids: list[int]
    many: bool


class NewsOut(BaseModel):
    """`cursor` is the `since` of the next call. `resync`: read everything again, nobody knows what changed."""

    items: list[ChangeOut]
    cursor: str
    resync: bool


@router.get("", responses={200: {"content": {"text/event-stream": {}}}}, response_class=StreamingResponse)
async def live(request: Request, resources: ResourcesDep, agent: Agent) -> StreamingResponse:
    """Server-sent events: `hello` with a cursor, then `ticket`, `draft`, `reply`, `presence` with ids, and others.

    Nothing is repeated after a reconnect: read everything again, or ask `changes` with the cursor of the last hello.
    """
    resources.live.admit(agent.subject)
    return StreamingResponse(
        _as_events(request, resources, agent.subject), media_type="text/event-stream", headers=STREAM_HEADERS
    )


async def _as_events(request: Request, resources: Resources, who: str) -> AsyncIterator[str]:
    bearer = bearer_of(request, resources)

    async def is_welcome() -> bool:
        return bearer is not None and await bearer.is_known(resources)

    yield f"retry: {RECONNECT_AFTER_MILLISECONDS}\n\n"
    async for event in resources.live.events(who, is_welcome, quiet_for=HEARTBEAT_SECONDS):
        yield _written(event)


def _written(event: Hello | Change | None) -> str:
    if event is None:
        return ": still here\n\n"
    if isinstance(event, Hello):
        return _event("hello", asdict(event))
    return _event(event.kind.value, {"ticket_ids": event.ticket_ids, "many": event.many})


def _event(name: str, content: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n"


@router.get("/changes", dependencies=[AgentsOnly])
async def changes(session: Session, since: Annotated[str | None, Query(max_length=LONGEST_CURSOR)] = None) -> NewsOut:
    """Without `since` only a cursor to begin with. A cursor holds for ten minutes."""
    news = await news_since(session, since or None)
    told = [ChangeOut.model_validate(change) for change in news.changes if change.kind is not LiveKind.ACCOUNT]
    return NewsOut(items=told, cursor=news.cursor, resync=news.resync)
