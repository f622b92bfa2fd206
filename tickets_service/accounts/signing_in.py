"""Signing in: count, look, hash, open. No transaction is open while hashing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.accounts import passwords, sessions, throttle
from tickets_service.db import Sessions
from tickets_service.errors import Unauthenticated
from tickets_service.models import User

log = structlog.get_logger()


@dataclass(frozen=True)
class Attempt:
    """*device* names a browser that this account signed in with before; *leaving* is the session it still holds."""

    email: str
    password: str
    address: str
    device: str | None = None
    leaving: str | None = None

    @property
    def limits(self) -> tuple[throttle.Limit, throttle.Limit]:
        who = throttle.of_account(self.email) if self.device is None else throttle.of_device(self.device)
        return who, throttle.of_address(self.address)


@dataclass(frozen=True)
class SignedIn:
    """*token* goes into the cookie."""

    user_id: int
    token: str


async def sign_in(database: Sessions, attempt: Attempt, *, now: datetime | None = None) -> SignedIn:
    """Raises Unauthenticated without saying whether the account exists, or TooManyAttempts."""
    async with database.begin() as session:
        await throttle.count_attempt(session, *attempt.limits, now=now)
        user = await _active_user(session, attempt.email)
    password_hash = user.password_hash if user else None
    is_right = await passwords.is_right(attempt.password, password_hash)
    if user is None or password_hash is None or not is_right:
        log.warning("login_failed", address=attempt.address, user_id=user.id if user else None)
        raise Unauthenticated("The e-mail address or the password is wrong.")
    fresh_hash = await passwords.hashed(attempt.password) if passwords.is_outdated(password_hash) else password_hash
    async with database.begin() as session:
        await _require_unchanged(session, user.id, password_hash, fresh_hash)
        await throttle.forgive(session, *attempt.limits)
        await throttle.sweep(session, now=now)
        if attempt.leaving is not None:
            await sessions.close(session, attempt.leaving)
        token = await sessions.open_for(session, user.id, now=now)
        await audit.record(session, f"user:{user.id}", "signed_in", f"user:{user.id}")
    return SignedIn(user.id, token)


async def _active_user(session: AsyncSession, email: str) -> User | None:
    if "\x00" in email:
        return None
    return await session.scalar(
        select(User).where(func.lower(User.email) == func.lower(email.strip()), User.disabled_at.is_(None))
    )


async def _require_unchanged(session: AsyncSession, user_id: int, known_hash: str, fresh_hash: str) -> None:
    """The person may have been disabled, or have got a new password, while we were hashing."""
    found = await session.scalar(
        update(User)
        .where(User.id == user_id, User.disabled_at.is_(None), User.password_hash == known_hash)
        .values(password_hash=fresh_hash)
        .returning(User.id)
    )
    if found is None:
        raise Unauthenticated("The e-mail address or the password is wrong.")
