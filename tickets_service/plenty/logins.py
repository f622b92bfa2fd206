"""Logins that a person asks for: some in a row, so that a typing error can be corrected, but not any number."""

from __future__ import annotations

import math
from datetime import timedelta

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import TooManyAttempts
from tickets_service.models import LoginAttempts, PlentyToken

MOST_A_MINUTE = 5
"""Of all people and processes together: each may take a seat, and Plenty locks an account that is guessed at."""
ONE_MINUTE = timedelta(minutes=1)
COUNTED_AS = "plenty:connecting"


async def count_try(session: AsyncSession) -> None:
    """Counts before Plenty is asked, so that ten at once are ten. Raises TooManyAttempts; that try is not counted.

    The service's own next login waits a minute from here, as after one of its own.
    """
    now = func.clock_timestamp()
    is_over = LoginAttempts.window_ends_at <= now
    counted = await session.scalar(
        insert(LoginAttempts)
        .values(key=COUNTED_AS, failures=1, window_ends_at=now + ONE_MINUTE)
        .on_conflict_do_update(
            index_elements=[LoginAttempts.key],
            set_={
                "failures": case((is_over, 1), else_=LoginAttempts.failures + 1),
                "window_ends_at": case((is_over, now + ONE_MINUTE), else_=LoginAttempts.window_ends_at),
            },
            where=or_(is_over, LoginAttempts.failures < MOST_A_MINUTE),
        )
        .returning(LoginAttempts.failures)
    )
    if counted is None:
        raise await _refusal(session)
    await session.execute(
        insert(PlentyToken)
        .values(id=1, login_tried_at=now)
        .on_conflict_do_update(index_elements=["id"], set_={"login_tried_at": now})
    )


async def give_back(session: AsyncSession) -> None:
    """Plenty was not asked after all."""
    await session.execute(
        update(LoginAttempts)
        .where(LoginAttempts.key == COUNTED_AS, LoginAttempts.failures > 0)
        .values(failures=LoginAttempts.failures - 1)
    )


async def _refusal(session: AsyncSession) -> TooManyAttempts:
    seconds = await session.scalar(
        select(func.extract("epoch", LoginAttempts.window_ends_at - func.clock_timestamp())).where(
            LoginAttempts.key == COUNTED_AS
        )
    )
    return TooManyAttempts(
        "Logging in to Plenty was tried several times within a minute, and Plenty locks accounts for that: "
        "look at the user name and the password, and try again in a minute.",
        retry_after=max(1, math.ceil(seconds or 0)),
    )
