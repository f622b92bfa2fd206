"""How a person likes to work: language, look, keys, and how long a reply can be taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.errors import NotFound
from tickets_service.language import known
from tickets_service.models import Language, Theme, User

MOST_KEYS = 60
LONGEST_KEY = 30
ACTION = re.compile(r"[a-z][A-Za-z0-9_]{0,39}")


@dataclass(frozen=True)
class Personal:
    """None for the language is the browser's, for the delay the service's own."""

    language: Language | None = None
    theme: Theme = Theme.SYSTEM
    single_keys: bool = True
    keys: Mapping[str, str | None] = field(default_factory=dict)
    undo_seconds: int | None = None
    reads_languages: tuple[str, ...] = ("de", "en")

    @classmethod
    def of(cls, user: User) -> Personal:
        return cls(
            user.language, user.theme, user.single_keys, user.keys, user.undo_seconds, tuple(user.reads_languages)
        )


def _usable_keys(keys: dict[str, str | None]) -> dict[str, str | None]:
    for action, key in keys.items():
        if not ACTION.fullmatch(action):
            raise ValueError(f"{action[:40]!r} is no action")
        if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
            raise ValueError(f"the key of {action} cannot be used")
        if key is not None and {"ctrl", "alt"} <= set(re.split(r"[\s+]", key.lower())):
            raise ValueError(f"Ctrl and Alt together are AltGr on some keyboards, so {action} needs another key")
    given = [key for key in keys.values() if key is not None]
    if len(set(given)) < len(given):
        raise ValueError("two actions have the same key")
    return keys


def _readable(languages: list[str]) -> list[str]:
    return [known(language) for language in dict.fromkeys(languages)]


ReadLanguages = Annotated[list[str], Field(min_length=1, max_length=20), AfterValidator(_readable)]
Keys = Annotated[dict[str, str | None], Field(max_length=MOST_KEYS), AfterValidator(_usable_keys)]


class PersonalOut(BaseModel):
    """`language` null: the browser's. `keys`: action → key where it is not the usual one, null for none at all.

    `undo_seconds` null: as long as the service is set to.
    """

    model_config = ConfigDict(from_attributes=True)

    language: Language | None
    theme: Theme
    single_keys: bool
    keys: dict[str, str | None]
    undo_seconds: int | None
    reads_languages: list[str]
    """Drafts in another language are worth a translation."""


class PersonalPatch(BaseModel):
    """What is left out stays as it is. `keys` replaces all of them."""

    model_config = ConfigDict(extra="forbid")

    language: Language | None = None
    theme: Theme = Theme.SYSTEM
    single_keys: bool = True
    keys: Keys = {}
    undo_seconds: Literal[0, 5, 8, 20, 30] | None = None
    reads_languages: ReadLanguages = ["de", "en"]


async def of_person(session: AsyncSession, user_id: int | None, *, for_change: bool = False) -> User:
    """Raises NotFound for a program, whose *user_id* is None."""
    user = None if user_id is None else await session.get(User, user_id, with_for_update=for_change)
    if user is None:
        raise NotFound("Only people have preferences of their own: sign in instead of sending a token.")
    return user


async def change(session: AsyncSession, user_id: int | None, wanted: PersonalPatch) -> User:
    user = await of_person(session, user_id, for_change=True)
    changed = wanted.model_dump(exclude_unset=True)
    for name, value in changed.items():
        setattr(user, name, value)
    await session.flush()
    await audit.record(session, f"user:{user.id}", "own_preferences_changed", f"user:{user.id}", fields=sorted(changed))
    return user
