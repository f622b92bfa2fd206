"""Which passwords are accepted, and how they are kept."""

from __future__ import annotations

import asyncio
import statistics
import time

import pytest
from argon2 import PasswordHasher, extract_parameters

from tickets_service.accounts import passwords
from tickets_service.errors import Invalid

EMAIL = "anna.schmidt@moebelhaus-nord.de"


@pytest.mark.parametrize(
    "password",
    [
        "correct staple battery",
        "zwölf graue Gänse",
        "            seven spaces are fine x",
        "日本語のパスワードはとても長い",
        "👩‍🚀🐙🦑🦐🦞🦀🐡🐠🐟🐬🐳🐋",
        "kQ7!vLm2#xPz",
        "x" * 60 + "abcdefgh" * 8,
        "anna likes to walk in the rain",
        "\x00 is a character as well",
        "no digits no capitals",
    ],
)
def test_any_characters_make_a_good_password(password):
    passwords.require_good(password, email=EMAIL)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "elevenchars",
        "x" * 129,
        "password1234",
        "Passwort1234",
        "PASSWORD12345",
        "123456789012",
        "qwertzuiop123",
        "correcthorsebatterystaple",
        "aaaaaaaaaaaaaaaa",
        "abababababab",
        "abc123abc123",
        "hallohallohallo",
        "            ",
        EMAIL,
        EMAIL.upper(),
        "anna.schmidt1",
        "annaschmidt12",
        "moebelhaus-nord!",
        "TicketsService1",
        "service-tickets",
        "Plentymarkets2026",
        "plentyoneticket",
    ],
)
def test_what_anybody_would_try_first_is_refused(password):
    with pytest.raises(Invalid) as refused:
        passwords.require_good(password, email=EMAIL)

    assert set(refused.value.errors) == {"password"}
    assert not password or password not in refused.value.message


async def test_a_password_is_checked_to_the_last_character_and_kept_with_argon2id():
    password = "long " * 25
    kept = await passwords.hashed(password)

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.is_right(password, kept)
    assert not await passwords.is_right(password + "x", kept)
    assert not await passwords.is_right(password[:-1], kept)
    assert not await passwords.is_right(password.upper(), kept)
    assert await passwords.hashed(password) != kept


async def test_nobody_has_no_password_and_damage_opens_nothing():
    assert not await passwords.is_right("nobody has this password", None)
    assert not await passwords.is_right("", None)
    assert not await passwords.is_right("x", "$argon2id$damaged")
    assert not await passwords.is_right("\ud800", None)


def test_a_hash_of_weaker_days_is_outdated():
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash("x")

    assert passwords.is_outdated(weak)
    assert extract_parameters(weak).time_cost == 1


async def test_no_more_than_two_are_hashed_at_a_time():
    async def ticks() -> int:
        count = 0
        while not all(each.done() for each in running):
            await asyncio.sleep(0.001)
            count += 1
        return count

    running = [asyncio.ensure_future(passwords.hashed(f"password {n}")) for n in range(12)]
    counted = await ticks()

    assert counted > 12, "the loop goes on while passwords are hashed"
    assert len({thread.name for thread in passwords._HASHING._threads}) <= 2  # noqa: SLF001


async def test_an_unknown_account_takes_as_long_as_a_known_one():
    kept = await passwords.hashed("the right sentence")
    times: dict[str, list[float]] = {"known": [], "unknown": []}
    for _ in range(25):
        for who, found in (("known", kept), ("unknown", None)):
            start = time.perf_counter()
            await passwords.is_right("a wrong sentence", found)
            times[who].append(time.perf_counter() - start)

    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.6 < known / unknown < 1.6
