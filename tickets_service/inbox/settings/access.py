"""Who may come in: people and programs, as forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

from pydantic import BaseModel

from tickets_service.accounts.schemas import NewToken, NewUser, UserPatch
from tickets_service.inbox.settings.forms import Form, read
from tickets_service.models import Role, User

NEW_USER = Form({"role": Role.AGENT}, id="new-")
NEW_TOKEN = Form({"role": Role.AGENT}, id="new-")
TOKEN_DAYS = ("30", "90", "365")


class TokenLife(BaseModel):
    days: Literal["30", "90", "365"] | None = None


def user_form(user: User) -> Form:
    return Form({"name": user.name, "role": user.role}, id=f"u{user.id}-")


def new_user_from(typed: Mapping[str, str]) -> NewUser:
    return read(
        NewUser, {"email": typed.get("email", ""), "name": typed.get("name", ""), "role": typed.get("role", "")}
    )


def user_change_from(typed: Mapping[str, str]) -> UserPatch:
    return UserPatch(
        **read(NewToken, {"name": typed.get("name", ""), "role": typed.get("role", "")}).model_dump(
            include={"name", "role"}
        )
    )


def new_token_from(typed: Mapping[str, str], *, now: datetime | None = None) -> NewToken:
    """Without a number of days it is good until it is revoked."""
    wanted = read(NewToken, {"name": typed.get("name", ""), "role": typed.get("role", "")})
    life = read(TokenLife, {"days": typed.get("days", "")})
    if life.days is None:
        return wanted
    return wanted.model_copy(update={"expires_at": (now or datetime.now(UTC)) + timedelta(days=int(life.days))})
