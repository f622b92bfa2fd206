"""Guessing is slow: failed sign-ins are counted per account, per address and per known device."""

from __future__ import annotations

import hashlib
import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.dml import ReturningInsert

from tickets_service.accounts.clock import at
from tickets_service.errors import TooManyAttempts
from tickets_service.models import LoginAttempts

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 100
"""Generous: a whole office may stand behind one address."""
IPV6_NETWORK_BITS = 64
"""One customer of a provider owns at least this many addresses."""


@dataclass(frozen=True)
class Limit:
    key: str
    most: int


def of_account(email: str) -> Limit:
    """Hashed, because people type passwords into the wrong field."""
    digest = hashlib.sha256(email.strip().lower().encode("utf-8", "surrogatepass")).hexdigest()
    return Limit(f"account:{digest}", PER_ACCOUNT)


def of_device(device: str) -> Limit:
    """A browser that signed in before has its own count, so that strangers cannot lock its owner out."""
    return Limit(f"device:{device}", PER_ACCOUNT)


def of_address(address: str) -> Limit:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return Limit(f"address:{address[:64]}", PER_ADDRESS)
    if isinstance(ip, ipaddress.IPv6Address):
        where = str(ip.ipv4_mapped or ipaddress.ip_network((ip, IPV6_NETWORK_BITS), strict=False))
    else:
        where = str(ip)
    return Limit(f"address:{where}", PER_ADDRESS)


async def count_attempt(session: AsyncSession, *limits: Limit, now: datetime | None = None) -> None:
    """Counts before the password is looked at, so that a thousand tries at once are a thousand tries.

    Raises TooManyAttempts when a limit is reached; the refused try is not counted.
    """
    for limit in sorted(limits, key=lambda limit: limit.key):
        counted = await session.scalar(_one_more(limit, now))
        if counted is None:
            raise await _refusal(session, limit, now)


async def forgive(session: AsyncSession, *limits: Limit) -> None:
    """After a success: the account and device start anew, the address gets this one try back."""
    keys = {limit.key for limit in limits}
    own = [key for key in keys if not key.startswith("address:")]
    await session.execute(delete(LoginAttempts).where(LoginAttempts.key.in_(own)))
    await session.execute(
        update(LoginAttempts)
        .where(LoginAttempts.key.in_(keys), LoginAttempts.failures > 0)
        .values(failures=LoginAttempts.failures - 1)
    )


async def sweep(session: AsyncSession, *, now: datetime | None = None) -> None:
    await session.execute(delete(LoginAttempts).where(LoginAttempts.window_ends_at <= at(now)))


def _one_more(limit: Limit, now: datetime | None) -> ReturningInsert[tuple[int]]:
    moment = at(now)
    is_over = LoginAttempts.window_ends_at <= moment
    return (
        insert(LoginAttempts)
        .values(key=limit.key, failures=1, window_ends_at=moment + WINDOW)
        .on_conflict_do_update(
            index_elements=[LoginAttempts.key],
            set_={
                "failures": case((is_over, 1), else_=LoginAttempts.failures + 1),
                "window_ends_at": case((is_over, moment + WINDOW), else_=LoginAttempts.window_ends_at),
            },
            where=or_(is_over, LoginAttempts.failures < limit.most),
        )
        .returning(LoginAttempts.failures)
    )


async def _refusal(session: AsyncSession, limit: Limit, now: datetime | None) -> TooManyAttempts:
    ends_at = await session.scalar(select(LoginAttempts.window_ends_at).where(LoginAttempts.key == limit.key))
    moment = (await session.execute(select(at(now)))).scalar_one()
    seconds = max(1, math.ceil((ends_at - moment).total_seconds())) if ends_at else 1
    return TooManyAttempts(
        f"Too many failed sign-ins. Try again in {math.ceil(seconds / 60)} min.", retry_after=seconds
    )
