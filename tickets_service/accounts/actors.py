"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tickets_service.models import Role


@dataclass(frozen=True)
class Actor:
    kind: Literal["user", "token"]
    id: int
    name: str
    role: Role

    @property
    def subject(self) -> str:
        """As the audit log and replies name them: `user:7`, `token:3`."""
        return f"{self.kind}:{self.id}"

    @property
    def is_admin(self) -> bool:
        return self.role is Role.ADMIN


@dataclass(frozen=True)
class Visit:
    """A known actor. *is_due* says that noting when they were last seen is worth a write."""

    actor: Actor
    is_due: bool
