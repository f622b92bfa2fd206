"""What a request proves itself with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from tickets_service.accounts import sessions, tokens
from tickets_service.accounts.actors import Actor, Visit
from tickets_service.routers.cookies import SESSION

if TYPE_CHECKING:
    from tickets_service.resources import Resources


@dataclass(frozen=True)
class Bearer:
    """A token, or the cookie of a session."""

    secret: str
    find: Callable[[AsyncSession, str], Awaitable[Visit | None]]
    note_use: Callable[[AsyncSession, str], Awaitable[None]]

    async def visit(self, resources: Resources) -> Actor | None:
        """None for somebody who is not known. Counts as a use."""
        async with resources.sessions.begin() as session:
            found = await self.find(session, self.secret)
            if found is None:
                return None
            if found.is_due:
                await self.note_use(session, self.secret)
            return found.actor

    async def is_known(self, resources: Resources) -> bool:
        """Without counting as a use: a page that is only open does not keep its session alive."""
        async with resources.sessions() as session:
            return await self.find(session, self.secret) is not None


def bearer_of(connection: HTTPConnection, resources: Resources) -> Bearer | None:
    """A token that is sent is the only one that counts; the cookie is looked at when there is none."""
    kind, _, value = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return Bearer(value.strip(), tokens.find, tokens.note_use)
    cookie = SESSION.read(connection, resources.settings)
    return None if cookie is None else Bearer(cookie, sessions.find, sessions.note_use)
