"""Users and tokens as programs outside see them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from tickets_service.models import Role

LONGEST_NAME = 200


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class NewUser(_In):
    email: str
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    role: Role = Role.AGENT


class UserPatch(_In):
    """What is left out or null stays as it is."""

    name: Name | None = None
    role: Role | None = None
    disabled: bool | None = None


class NewToken(_In):
    name: Name
    role: Role = Role.AGENT
    expires_at: datetime | None = None


class UserOut(_Out):
    id: int
    email: str
    name: str
    role: Role
    disabled_at: datetime | None
    created_at: datetime

    @computed_field  # type: ignore[prop-decorator]
    @property
    def disabled(self) -> bool:
        return self.disabled_at is not None


class InvitedUser(UserOut):
    """*link* sets the password, once; it is shown only here."""

    link: str


class LinkOut(_Out):
    link: str


class TokenOut(_Out):
    id: int
    name: str
    role: Role
    token_hint: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class CreatedToken(TokenOut):
    """*token* is shown only here."""

    token: str


class ActorOut(_Out):
    kind: Literal["user", "token"]
    id: int
    name: str
    role: Role
