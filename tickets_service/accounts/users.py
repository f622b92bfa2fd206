"""People who sign in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.accounts import passwords, sessions
from tickets_service.accounts.clock import at
from tickets_service.accounts.schemas import LONGEST_NAME, UserPatch
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import Role, User

LONGEST_EMAIL = 254
EMAIL = re.compile(r"[^\s@\x00-\x1f\x7f]+@[^\s@\x00-\x1f\x7f]+")


async def add_user(
    session: AsyncSession, *, email: str, name: str, role: Role, password: str | None = None, actor: str = "system"
) -> User:
    """Without a password the person sets one through a link; an empty name becomes the address."""
    email = require_email(email)
    password_hash = None
    if password is not None:
        passwords.require_good(password, email=email)
        password_hash = await passwords.hashed(password)
    user: User | None = await session.scalar(
        insert(User)
        .values(email=email, name=_require_name(name or email), role=role, password_hash=password_hash)
        .on_conflict_do_nothing(index_elements=[text("lower(email)")])
        .returning(User)
    )
    if user is None:
        raise Conflict("There is a user with this address already.")
    await audit.record(session, actor, "user_added", f"user:{user.id}", role=role.value)
    return user


async def list_users(session: AsyncSession, *, limit: int | None = None, after: int | None = None) -> Sequence[User]:
    """In the order they were added; *after* is the id the page before ended with."""
    statement = select(User).order_by(User.id).limit(limit)
    if after is not None:
        statement = statement.where(User.id > after)
    return (await session.scalars(statement)).all()


async def by_id(session: AsyncSession, user_id: int) -> User:
    user = await session.get(User, user_id)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    return user


async def by_email(session: AsyncSession, email: str) -> User:
    user = await session.scalar(select(User).where(func.lower(User.email) == func.lower(email.strip())))
    if user is None:
        raise NotFound(f"There is no user with the address {email}.")
    return user


async def disable(session: AsyncSession, user_id: int, *, actor: str = "system") -> User:
    return await patch(session, user_id, UserPatch(disabled=True), actor=actor)


async def enable(session: AsyncSession, user_id: int, *, actor: str = "system") -> User:
    return await patch(session, user_id, UserPatch(disabled=False), actor=actor)


async def patch(session: AsyncSession, user_id: int, wanted: UserPatch, *, actor: str = "system") -> User:
    """Takes effect with the person's next request; disabling ends their sessions."""
    admins = await _lock_active_admins(session)
    user = await session.get(User, user_id, with_for_update=True)
    if user is None:
        raise NotFound(f"There is no user {user_id}.")
    ends_admin = wanted.disabled or wanted.role not in (None, Role.ADMIN)
    if ends_admin and admins == [user.id]:
        raise Conflict("This is the last active admin: make somebody else an admin first.")
    changed = await _apply(session, user, wanted)
    if changed:
        await audit.record(session, actor, "user_changed", f"user:{user.id}", changed=changed)
        await session.flush()
    return user


async def _apply(session: AsyncSession, user: User, wanted: UserPatch) -> list[str]:
    changed = []
    if wanted.name is not None and wanted.name != user.name:
        user.name = _require_name(wanted.name)
        changed.append("name")
    if wanted.role is not None and wanted.role != user.role:
        user.role = wanted.role
        changed.append(f"role={wanted.role.value}")
    if wanted.disabled is not None and wanted.disabled != (user.disabled_at is not None):
        user.disabled_at = await _now(session) if wanted.disabled else None
        changed.append(f"disabled={str(wanted.disabled).lower()}")
        await sessions.close_all(session, user.id)
    return changed


async def _lock_active_admins(session: AsyncSession) -> list[int]:
    """In one order, so that two admins who disable each other wait for one another and one is refused."""
    statement = (
        select(User.id).where(User.role == Role.ADMIN, User.disabled_at.is_(None)).order_by(User.id).with_for_update()
    )
    return list((await session.scalars(statement)).all())


async def _now(session: AsyncSession) -> datetime:
    moment: datetime = (await session.execute(select(at(None)))).scalar_one()
    return moment


def require_email(email: str) -> str:
    email = email.strip()
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email) or not email.isprintable():
        raise Invalid("This is not an e-mail address.", email="This is not an e-mail address.")
    return email


def _require_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > max(LONGEST_NAME, LONGEST_EMAIL) or not name.isprintable():
        complaint = f"A name has 1 to {LONGEST_NAME} printable characters."
        raise Invalid(complaint, name=complaint)
    return name
