"""Browser sessions. The cookie holds 256 random bits, the table only their hash."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import Actor, Visit
from tickets_service.accounts.bearers import hash_of, new_secret
from tickets_service.accounts.clock import at
from tickets_service.accounts.personal import Personal
from tickets_service.models import User, UserSession

ENDS_WHEN_IDLE_FOR = timedelta(minutes=30)
ENDS_AFTER = timedelta(hours=12)
NOTED_AT_MOST_EVERY = timedelta(minutes=1)


async def open_for(session: AsyncSession, user_id: int, *, now: datetime | None = None) -> str:
    """What goes into the cookie. Sessions that have ended by themselves are swept on the way."""
    await session.execute(delete(UserSession).where(_has_ended(at(now))))
    token = new_secret()
    moment = at(now)
    session.add(UserSession(token_hash=hash_of(token), user_id=user_id, created_at=moment, last_used_at=moment))
    await session.flush()
    return token


async def find(session: AsyncSession, token: str, *, now: datetime | None = None) -> Visit | None:
    """None when the session has ended or its user is disabled. Only reads."""
    moment = at(now)
    row = (
        await session.execute(
            select(User, (UserSession.last_used_at < moment - NOTED_AT_MOST_EVERY).label("is_due"))
            .join(UserSession, UserSession.user_id == User.id)
            .where(UserSession.token_hash == hash_of(token), User.disabled_at.is_(None), ~_has_ended(moment))
        )
    ).one_or_none()
    if row is None:
        return None
    user: User = row[0]
    return Visit(Actor("user", user.id, user.name, user.role, Personal.of(user)), is_due=row.is_due)


async def note_use(session: AsyncSession, token: str, *, now: datetime | None = None) -> None:
    """Keeps the session from idling out. Of many requests at once one writes, and nothing that ended is revived."""
    moment = at(now)
    await session.execute(
        update(UserSession)
        .where(
            and_(
                UserSession.token_hash == hash_of(token),
                UserSession.last_used_at < moment - NOTED_AT_MOST_EVERY,
                ~_has_ended(moment),
            )
        )
        .values(last_used_at=moment)
    )


async def close(session: AsyncSession, token: str) -> None:
    await session.execute(delete(UserSession).where(UserSession.token_hash == hash_of(token)))


async def close_all(session: AsyncSession, user_id: int) -> None:
    await session.execute(delete(UserSession).where(UserSession.user_id == user_id))


def _has_ended(moment: ColumnElement[datetime]) -> ColumnElement[bool]:
    return or_(UserSession.last_used_at <= moment - ENDS_WHEN_IDLE_FOR, UserSession.created_at <= moment - ENDS_AFTER)
