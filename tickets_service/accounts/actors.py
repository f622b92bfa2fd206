"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.personal import Personal
from tickets_service.models import ApiToken, Role, User


@dataclass(frozen=True)
class Actor:
    kind: Literal["user", "token"]
    id: int
    name: str
    role: Role
    personal: Personal = field(default=Personal(), compare=False)
    """How they like to work; the usual for programs."""

    @property
    def subject(self) -> str:
        """As the audit log and replies name them: `user:7`, `token:3`."""
        return f"{self.kind}:{self.id}"

    @property
    def user_id(self) -> int | None:
        """None for a program."""
        return self.id if self.kind == "user" else None

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN


@dataclass(frozen=True)
class Visit:
    """A known actor. *is_due* says that noting when they were last seen is worth a write."""

    actor: Actor
    is_due: bool


async def name_of(session: AsyncSession, subject: str) -> str | None:
    """The name behind `user:7` or `token:3`; None for the system and for somebody who is gone."""
    kind, _, number = subject.partition(":")
    if not number.isdecimal():
        return None
    column = {"user": (User.name, User.id), "token": (ApiToken.name, ApiToken.id)}.get(kind)
    if column is None:
        return None
    name: str | None = await session.scalar(select(column[0]).where(column[1] == int(number)))
    return name
