"""How long a session lives, by an injected clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from edge import person
from sqlalchemy import select

from tickets_service.accounts import sessions as rooms
from tickets_service.models import Role, UserSession

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def opened(sessions):
    user_id = await person(sessions, password=None)
    async with sessions.begin() as session:
        return await rooms.open_for(session, user_id, now=START)


@pytest.fixture
def visit(sessions, opened):
    """A request at some time after the start: whether it was let in."""

    async def visit(after: timedelta, token: str = opened) -> bool:
        async with sessions.begin() as session:
            found = await rooms.find(session, token, now=START + after)
            if found is not None and found.is_due:
                await rooms.note_use(session, token, now=START + after)
            return found is not None

    return visit


async def test_a_session_ends_after_half_an_hour_without_a_request(visit):
    assert await visit(30 * MINUTE - timedelta(seconds=1))
    assert not await visit(60 * MINUTE)


async def test_a_session_that_was_left_alone_ends_at_the_half_hour(visit):
    assert not await visit(30 * MINUTE)


async def test_every_request_gives_another_half_hour_until_twelve_hours_are_over(visit):
    for minutes in range(20, 12 * 60, 20):
        assert await visit(minutes * MINUTE)

    assert await visit(12 * HOUR - timedelta(seconds=1))
    assert not await visit(12 * HOUR)


async def test_what_has_ended_is_not_revived(sessions, opened, visit):
    async with sessions.begin() as session:
        await rooms.note_use(session, opened, now=START + 40 * MINUTE)

    assert not await visit(40 * MINUTE)


async def test_the_use_is_noted_at_most_once_a_minute(sessions, visit):
    async def noted():
        async with sessions() as session:
            return await session.scalar(select(UserSession.last_used_at))

    await visit(timedelta(seconds=60))
    assert await noted() == START
    await visit(timedelta(seconds=61))
    assert await noted() == START + timedelta(seconds=61)


async def test_many_requests_at_once_note_it_once(visit):
    assert all(await asyncio.gather(*(visit(2 * MINUTE) for _ in range(20))))


async def test_a_cookie_that_was_never_given_out_opens_nothing(visit):
    for token in ("", "x", "\x00", "\ud800", "x" * 5000):
        assert not await visit(MINUTE, token)


async def test_sessions_that_ended_are_swept_when_the_next_one_opens(sessions, opened):
    user_id = await person(sessions, "bob@example.com", Role.AGENT, password=None)
    async with sessions.begin() as session:
        await rooms.open_for(session, user_id, now=START + HOUR)

    async with sessions() as session:
        assert [row.user_id for row in await session.scalars(select(UserSession))] == [user_id]


async def test_closing_all_of_a_person_leaves_those_of_others(sessions, opened, visit):
    user_id = await person(sessions, "bob@example.com", Role.AGENT, password=None)
    async with sessions.begin() as session:
        other = await rooms.open_for(session, user_id, now=START)
        await rooms.close_all(session, user_id)

    assert await visit(MINUTE)
    assert not await visit(MINUTE, other)
