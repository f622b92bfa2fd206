"""One-time links: set a first password, reset a lost one, make the first admin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.accounts import passwords, sessions, users
from tickets_service.accounts.bearers import hash_of, new_secret
from tickets_service.accounts.clock import at
from tickets_service.db import Sessions
from tickets_service.errors import Conflict, NotFound
from tickets_service.models import PasswordLink, Role, User

INVITATION_GOOD_FOR = timedelta(days=7)
RESET_GOOD_FOR = timedelta(hours=24)
FIRST_SETUP_GOOD_FOR = timedelta(hours=24)

ONE_FIRST_ADMIN_LOCK = 0x61646D31
"""Two people who open set-up links at the same moment make one admin."""

CLOSED = "This link does not work: it was used, has expired, or was replaced by a newer one. Ask an admin for another."


@dataclass(frozen=True)
class Invitation:
    """For whom a link sets a password. None: for nobody yet, it makes the first admin."""

    user_id: int | None
    email: str | None


async def invite(
    session: AsyncSession, user_id: int, *, good_for: timedelta = INVITATION_GOOD_FOR, now: datetime | None = None
) -> str:
    """The last part of the address `/setup/…`. Earlier links of this person stop working.

    Raises Conflict for somebody who is disabled: no link would let them in.
    """
    user = await users.by_id(session, user_id)
    if user.disabled_at is not None:
        raise Conflict("This account is disabled, so no link would work: enable it first, in the settings under Users.")
    await session.execute(delete(PasswordLink).where(PasswordLink.user_id == user_id))
    return await _new_link(session, user_id, good_for, now)


async def reset(session: AsyncSession, user_id: int, *, now: datetime | None = None) -> str:
    """As `invite`, for somebody who is expected to use it today."""
    return await invite(session, user_id, good_for=RESET_GOOD_FOR, now=now)


async def first_setup_link(session: AsyncSession, *, now: datetime | None = None) -> str | None:
    """None once there is any user."""
    if await _has_users(session):
        return None
    return await _new_link(session, None, FIRST_SETUP_GOOD_FOR, now)


async def look_at(session: AsyncSession, token: str, *, now: datetime | None = None) -> Invitation:
    """Raises NotFound unless the link can be used. Only reads."""
    row = (
        await session.execute(
            select(PasswordLink.user_id, User.email)
            .outerjoin(User, User.id == PasswordLink.user_id)
            .where(
                PasswordLink.token_hash == hash_of(token),
                PasswordLink.used_at.is_(None),
                PasswordLink.expires_at > at(now),
                User.disabled_at.is_(None),
            )
        )
    ).one_or_none()
    if row is None or (row.user_id is None and await _has_users(session)):
        raise NotFound(CLOSED)
    return Invitation(row.user_id, row.email)


async def accept(
    sessions_of_database: Sessions,
    token: str,
    *,
    password: str,
    email: str = "",
    name: str = "",
    now: datetime | None = None,
) -> int:
    """Whose password was set. *email* and *name* count only for the first admin.

    No transaction is open while hashing.
    """
    async with sessions_of_database.begin() as session:
        invitation = await look_at(session, token, now=now)
    email = users.require_email(email) if invitation.email is None else invitation.email
    passwords.require_good(password, email=email)
    password_hash = await passwords.hashed(password)
    async with sessions_of_database.begin() as session:
        await _use_up(session, token, now)
        if invitation.user_id is None:
            return await _make_first_admin(session, email=email, name=name, password_hash=password_hash)
        return await _set_password(session, invitation.user_id, password_hash)


async def _new_link(session: AsyncSession, user_id: int | None, good_for: timedelta, now: datetime | None) -> str:
    moment = at(now)
    await session.execute(
        delete(PasswordLink).where(or_(PasswordLink.expires_at <= moment, PasswordLink.used_at.is_not(None)))
    )
    token = new_secret()
    session.add(PasswordLink(token_hash=hash_of(token), user_id=user_id, expires_at=moment + good_for))
    await session.flush()
    return token


async def _use_up(session: AsyncSession, token: str, now: datetime | None) -> None:
    used = await session.scalar(
        update(PasswordLink)
        .where(
            PasswordLink.token_hash == hash_of(token),
            PasswordLink.used_at.is_(None),
            PasswordLink.expires_at > at(now),
        )
        .values(used_at=at(now))
        .returning(PasswordLink.token_hash)
    )
    if used is None:
        raise NotFound(CLOSED)


async def _make_first_admin(session: AsyncSession, *, email: str, name: str, password_hash: str) -> int:
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_FIRST_ADMIN_LOCK})
    if await _has_users(session):
        raise NotFound(CLOSED)
    admin = await users.add_user(session, email=email, name=name, role=Role.ADMIN)
    admin.password_hash = password_hash
    return admin.id


async def _set_password(session: AsyncSession, user_id: int, password_hash: str) -> int:
    """Whoever was signed in as this person is not any more."""
    found = await session.scalar(
        update(User)
        .where(User.id == user_id, User.disabled_at.is_(None))
        .values(password_hash=password_hash)
        .returning(User.id)
    )
    if found is None:
        raise NotFound(CLOSED)
    await sessions.close_all(session, user_id)
    await audit.record(session, f"user:{user_id}", "password_set", f"user:{user_id}")
    return user_id


async def _has_users(session: AsyncSession) -> bool:
    return await session.scalar(select(User.id).limit(1)) is not None
