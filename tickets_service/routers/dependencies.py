"""What routes ask for by type: the transaction, who asks, what they may, a page of a list."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Path, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from tickets_service.accounts.actors import Actor
from tickets_service.routers.origins import SAFE_METHODS
from tickets_service.routers.paging import (
    Page,
    PageParams,
    Paging,
    WholePageParams,
    decode_cursor,
    encode_cursor,
    part_of,
)
from tickets_service.routers.policies import admins_only, agents_only, current_actor, open_to_all, require_policies

if TYPE_CHECKING:
    from tickets_service.resources import Resources

LARGEST_ID = 2**63 - 1

__all__ = [
    "Admin",
    "AdminsOnly",
    "Agent",
    "AgentsOnly",
    "CurrentActor",
    "Page",
    "PageParams",
    "Paging",
    "Public",
    "ResourcesDep",
    "RowId",
    "Session",
    "UndoDelay",
    "WholePageParams",
    "decode_cursor",
    "encode_cursor",
    "part_of",
    "require_policies",
    "resources_of",
]


def resources_of(connection: HTTPConnection) -> Resources:
    return cast("Resources", connection.app.state.resources)


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The one place a request's transaction opens and commits; a GET's cannot write."""
    async with resources_of(request).sessions.begin() as session:
        if request.method in SAFE_METHODS:
            await session.connection(execution_options={"postgresql_readonly": True})
        yield session


def undo_delay(request: Request, actor: Annotated[Actor, Depends(current_actor)]) -> timedelta:
    """How long a reply of theirs can be taken back."""
    own = actor.personal.undo_seconds
    return timedelta(seconds=resources_of(request).settings.undo_seconds if own is None else own)


ResourcesDep = Annotated["Resources", Depends(resources_of)]
Session = Annotated[AsyncSession, Depends(open_session, scope="function")]
"""Committed before the answer goes out: a failed commit is an error, not a lie."""

CurrentActor = Annotated[Actor, Depends(current_actor)]
"""Who asks, where the route's policy is declared elsewhere."""
Agent = Annotated[Actor, Depends(agents_only)]
Admin = Annotated[Actor, Depends(admins_only)]
AgentsOnly = Depends(agents_only)
"""The same policies for `dependencies=[…]` of a route or router."""
AdminsOnly = Depends(admins_only)
Public = Depends(open_to_all)

UndoDelay = Annotated[timedelta, Depends(undo_delay)]

RowId = Annotated[int, Path(ge=1, le=LARGEST_ID)]
