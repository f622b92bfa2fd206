"""API tokens: for programs, with a role and perhaps an end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.accounts.actors import Actor, Visit
from tickets_service.accounts.bearers import hash_of, new_secret
from tickets_service.accounts.clock import at
from tickets_service.accounts.schemas import LONGEST_NAME
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import ApiToken, Role

PREFIX = "tkt_"
"""Recognisable, so that secret scanners find one that was published."""
HINT_CHARACTERS = 4
NOTED_AT_MOST_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class NewlyMade:
    """*token* exists only here; the row holds its hash."""

    row: ApiToken
    token: str


async def add(
    session: AsyncSession,
    *,
    name: str,
    role: Role = Role.AGENT,
    expires_at: datetime | None = None,
    actor: str = "system",
) -> NewlyMade:
    """*expires_at* None: until it is revoked."""
    name = name.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        sentence = f"A token needs a name of 1 to {LONGEST_NAME} characters."
        raise Invalid(sentence, name=sentence)
    token = PREFIX + new_secret()
    row = await session.scalar(
        insert(ApiToken)
        .values(
            name=name,
            role=role,
            token_hash=hash_of(token),
            token_hint=token[-HINT_CHARACTERS:],
            expires_at=await _require_future(session, expires_at),
        )
        .on_conflict_do_nothing(index_elements=["name"], index_where=text("revoked_at IS NULL"))
        .returning(ApiToken)
    )
    if row is None:
        raise Conflict("There is a token of this name already: revoke it first or choose another name.")
    await audit.record(session, actor, "token_added", f"token:{row.id}", role=role.value)
    return NewlyMade(row, token)


async def list_tokens(
    session: AsyncSession, *, limit: int | None = None, after: int | None = None
) -> Sequence[ApiToken]:
    """In the order they were made, revoked ones too; *after* is the id the page before ended with."""
    statement = select(ApiToken).order_by(ApiToken.id).limit(limit)
    if after is not None:
        statement = statement.where(ApiToken.id > after)
    return (await session.scalars(statement)).all()


async def by_id(session: AsyncSession, token_id: int) -> ApiToken:
    row = await session.get(ApiToken, token_id)
    if row is None:
        raise NotFound(f"There is no token {token_id}.")
    return row


async def revoke(session: AsyncSession, token_id: int, *, actor: str = "system") -> None:
    """Twice is fine: the token is revoked."""
    revoked = await session.scalar(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=func.clock_timestamp())
        .returning(ApiToken.id)
    )
    if revoked is None:
        await by_id(session, token_id)
    else:
        await audit.record(session, actor, "token_revoked", f"token:{token_id}")


async def revoke_named(session: AsyncSession, name: str, *, actor: str = "system") -> None:
    token_id = await session.scalar(select(ApiToken.id).where(ApiToken.name == name, ApiToken.revoked_at.is_(None)))
    if token_id is None:
        raise NotFound(f"There is no token named {name} in use.")
    await revoke(session, token_id, actor=actor)


async def find(session: AsyncSession, token: str, *, now: datetime | None = None) -> Visit | None:
    """None when it is unknown, revoked or expired. Only reads."""
    moment = at(now)
    is_due = or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at < moment - NOTED_AT_MOST_EVERY)
    row = (
        await session.execute(
            select(ApiToken, is_due.label("is_due")).where(
                ApiToken.token_hash == hash_of(token),
                ApiToken.revoked_at.is_(None),
                or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > moment),
            )
        )
    ).one_or_none()
    if row is None:
        return None
    found: ApiToken = row[0]
    return Visit(Actor("token", found.id, found.name, found.role), is_due=row.is_due)


async def note_use(session: AsyncSession, token: str, *, now: datetime | None = None) -> None:
    moment = at(now)
    await session.execute(
        update(ApiToken)
        .where(
            ApiToken.token_hash == hash_of(token),
            or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at < moment - NOTED_AT_MOST_EVERY),
        )
        .values(last_used_at=moment)
    )


async def _require_future(session: AsyncSession, expires_at: datetime | None) -> datetime | None:
    """A time without a zone is UTC, as everywhere in the API."""
    if expires_at is None:
        return None
    if expires_at.tzinfo is None:
        expires_at = expires_at.replace(tzinfo=UTC)
    if expires_at <= (await session.execute(select(at(None)))).scalar_one():
        raise Invalid("A token must end in the future.", expires_at="This moment has passed.")
    return expires_at
