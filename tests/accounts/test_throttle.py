"""Guessing is slow, by an injected clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from edge import PASSWORD, person
from sqlalchemy import func, select, update

from tickets_service.accounts import signing_in, throttle
from tickets_service.accounts.signing_in import Attempt
from tickets_service.errors import TooManyAttempts, Unauthenticated
from tickets_service.models import LoginAttempts, User

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ADA = throttle.of_account("ada@example.com")


@pytest.fixture
def attempt(sessions):
    """One try, counted; the refusal if there is one."""

    async def attempt(*limits, after=timedelta()) -> TooManyAttempts | None:
        try:
            async with sessions.begin() as session:
                await throttle.count_attempt(session, *limits, now=START + after)
        except TooManyAttempts as refusal:
            return refusal
        return None

    return attempt


async def test_ten_tries_fit_into_fifteen_minutes(attempt):
    for second in range(10):
        assert await attempt(ADA, after=timedelta(seconds=second)) is None

    refusal = await attempt(ADA, after=timedelta(minutes=5))

    assert refusal.status == 429
    assert refusal.retry_after == 600
    assert await attempt(ADA, after=timedelta(minutes=15)) is None


async def test_waiting_refused_does_not_make_it_longer(attempt):
    for _ in range(10):
        await attempt(ADA)
    for minute in range(1, 15):
        assert await attempt(ADA, after=timedelta(minutes=minute)) is not None

    assert await attempt(ADA, after=timedelta(minutes=15)) is None


async def test_in_any_fifteen_minutes_from_any_number_of_addresses_an_account_is_tried_ten_times(attempt):
    allowed = [
        second
        for second in range(0, 900, 9)
        if await attempt(ADA, throttle.of_address(f"198.51.100.{second % 250}"), after=timedelta(seconds=second))
        is None
    ]

    assert len(allowed) == 10


async def test_one_address_may_try_many_accounts_but_not_endlessly(attempt):
    office = throttle.of_address("203.0.113.1")

    answers = [await attempt(throttle.of_account(f"u{n}@example.com"), office) for n in range(102)]

    assert [answer is None for answer in answers] == [True] * 100 + [False] * 2


async def test_a_refused_try_counts_nowhere(attempt, sessions):
    for _ in range(10):
        await attempt(ADA)
    elsewhere = throttle.of_address("203.0.113.1")

    await attempt(ADA, elsewhere)

    async with sessions() as session:
        assert await session.get(LoginAttempts, elsewhere.key) is None


async def test_many_tries_at_once_are_counted_one_by_one_and_never_lock_each_other(attempt):
    office = throttle.of_address("203.0.113.1")

    answers = await asyncio.gather(*(attempt(*((ADA, office) if n % 2 else (office, ADA))) for n in range(24)))

    assert sum(answer is None for answer in answers) == 10


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("unknown", "unknown", True),
    ],
)
def test_one_customer_of_a_provider_is_one_address(one, other, same):
    assert (throttle.of_address(one) == throttle.of_address(other)) is same


def test_the_account_is_not_kept_in_the_clear():
    assert "ada" not in ADA.key
    assert throttle.of_account(" ADA@example.com") == ADA


async def test_a_success_forgives_the_failures_before_it(sessions):
    await person(sessions)
    for _ in range(3):
        for _ in range(9):
            with pytest.raises(Unauthenticated):
                await signing_in.sign_in(sessions, Attempt("ada@example.com", "wrong", "203.0.113.1"))
        await signing_in.sign_in(sessions, Attempt("ada@example.com", PASSWORD, "203.0.113.1"))

    async with sessions() as session:
        left = (await session.execute(select(LoginAttempts.key, LoginAttempts.failures))).all()
    assert left == [("address:203.0.113.1", 27)]


async def test_counts_of_closed_windows_are_swept(sessions):
    await person(sessions)
    with pytest.raises(Unauthenticated):
        await signing_in.sign_in(sessions, Attempt("nobody@example.com", "wrong", "203.0.113.7"))
    async with sessions.begin() as session:
        await session.execute(update(LoginAttempts).values(window_ends_at=func.now() - timedelta(seconds=1)))

    await signing_in.sign_in(sessions, Attempt("ada@example.com", PASSWORD, "203.0.113.1"))

    async with sessions() as session:
        keys = list(await session.scalars(select(LoginAttempts.key)))
    assert keys == ["address:203.0.113.1"]


async def test_a_password_kept_in_an_old_way_is_kept_anew_at_the_next_sign_in(sessions):
    user_id = await person(sessions)
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    async with sessions.begin() as session:
        await session.execute(update(User).values(password_hash=weak))

    await signing_in.sign_in(sessions, Attempt("ada@example.com", PASSWORD, "203.0.113.1"))

    async with sessions() as session:
        assert (await session.get(User, user_id)).password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    await signing_in.sign_in(sessions, Attempt("ada@example.com", PASSWORD, "203.0.113.1"))
