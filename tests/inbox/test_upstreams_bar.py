"""The yellow bar of the inbox: since when, why, what still works, and where to look."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from edge import SAME_ORIGIN, application, enter, person, visitor
from rows import add_connection, add_ticket

from tickets_service.inbox.upstreams import calls_again_in
from tickets_service.models import (
    AIResponseDB,
    CallWindow,
    ConnectionState,
    DraftState,
    OpenAICredentialDB,
    PlentyConnection,
    Preferences,
    Role,
    RunKind,
    RunState,
    SyncRun,
)
from tickets_service.plenty.budget import WindowOverview

LONG_AGO = timedelta(minutes=20)
ENGLISH = SAME_ORIGIN | {"Accept-Language": "en"}


@pytest.fixture
async def connected(sessions):
    async with sessions.begin() as session:
        await add_connection(session)


@pytest.fixture
async def admin(held, sessions):
    admin_id = await person(sessions, "boss@example.com", Role.ADMIN)
    async with visitor(application(held), headers=ENGLISH) as client:
        await enter(client, sessions, admin_id)
        yield client


async def add_refresh(sessions, state, *, ago, error=None):
    async with sessions.begin() as session:
        began = datetime.now(UTC) - ago
        ended = None if state is RunState.RUNNING else began + timedelta(seconds=2)
        session.add(SyncRun(kind=RunKind.REFRESH, state=state, started_at=began, finished_at=ended, error=error))


async def inbox(client):
    return (await client.get("/inbox", headers=ENGLISH)).text


async def test_all_is_well_and_nothing_is_said(browser, sessions, connected):
    await add_refresh(sessions, RunState.DONE, ago=LONG_AGO)

    assert 'class="bar"' not in await inbox(browser)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ConnectionState.UNREACHABLE, "Plenty has not answered since"),
        (ConnectionState.LOGIN_REFUSED, "Plenty has refused the login since"),
        (ConnectionState.TOO_MANY_SESSIONS, "Plenty has had no free seat for the service since"),
    ],
)
async def test_a_plenty_that_fails_is_told_with_time_reason_and_remedy(
    browser, admin, sessions, connected, state, words
):
    async with sessions.begin() as session:
        row = await session.get_one(PlentyConnection, 1)
        row.state, row.failing_since, row.last_error = state, datetime.now(UTC), "It is out."
    shown = await inbox(browser)

    assert f"{words} today, " in shown
    assert "It is out." in shown
    assert "What is stored can be read; replies wait" in shown
    assert 'href="/sync"' in shown
    assert "/settings/plenty" not in shown
    assert 'href="/settings/plenty"' in await inbox(admin)


async def test_a_limit_that_is_reached_says_when_it_goes_on(browser, sessions, connected):
    async with sessions.begin() as session:
        session.add(
            CallWindow(
                scope="read/short", limit=80, calls_left=0, blocked_until=datetime.now(UTC) + timedelta(seconds=40.5)
            )
        )

    assert re.search(r"limit is reached; it can be read again in \d\d seconds\.", await inbox(browser))


async def test_refreshes_that_fail_or_take_long_make_the_tickets_old(browser, sessions, connected):
    await add_refresh(sessions, RunState.DONE, ago=LONG_AGO)
    await add_refresh(sessions, RunState.RUNNING, ago=timedelta(minutes=6))
    assert "Plenty lags." in await inbox(browser)
    await add_refresh(sessions, RunState.FAILED, ago=timedelta(minutes=7), error="Plenty answered with status 500.")

    assert "Plenty lags." in await inbox(browser)


async def test_a_single_failure_is_not_worth_a_bar(browser, sessions, connected):
    await add_refresh(sessions, RunState.DONE, ago=timedelta(minutes=2))
    await add_refresh(sessions, RunState.FAILED, ago=timedelta(minutes=1), error="Plenty answered with status 500.")

    assert 'class="bar"' not in await inbox(browser)


async def test_a_first_refresh_that_fails_says_why(browser, sessions, connected):
    await add_refresh(sessions, RunState.FAILED, ago=timedelta(minutes=1), error="Plenty answered with status 500.")
    shown = await inbox(browser)

    assert "No refresh from Plenty has worked yet." in shown
    assert "Plenty answered with status 500." in shown


async def test_only_an_admin_is_sent_to_set_up_what_is_missing(browser, admin, sessions):
    assert 'href="/start"' not in await inbox(browser)
    assert 'href="/start"' in await inbox(admin)
    async with sessions.begin() as session:
        await add_connection(session)

    assert "/start" not in (await inbox(browser)).replace("/start/", "")
    assert 'href="/start#credential"' in await inbox(admin)


def test_only_windows_of_reading_that_are_used_up_are_waited_for():
    later = datetime.now(UTC) + timedelta(seconds=90)
    windows = [
        WindowOverview("read/long", 1000, 900, 3600, None),
        WindowOverview("read/short", 80, 0, 12.0, None),
        WindowOverview("write/short", 40, 0, 50.0, later),
    ]

    assert calls_again_in(windows) == 12.0
    assert calls_again_in(windows[:1]) is None
    assert 85 < calls_again_in([WindowOverview("read/short", 80, 80, None, later)]) <= 90


@pytest.mark.parametrize(
    ("cap", "words"),
    [
        ("drafts_per_hour", "as many drafts in the last hour as the settings allow"),
        ("drafts_per_day", "as many drafts in the last day as the settings allow"),
        ("automatic_drafts_per_day", "As many drafts were written unasked today as the settings allow"),
    ],
)
async def test_a_cap_that_lets_nothing_be_drafted_is_told(browser, sessions, connected, cap, words):
    await add_refresh(sessions, RunState.DONE, ago=timedelta(minutes=1))
    async with sessions.begin() as session:
        session.add(OpenAICredentialDB(label="x", encrypted_token=b"", token_hint="ce-1", model="m", is_active=True))
        ticket = await add_ticket(session, 1)
        session.add(AIResponseDB(ticket_id=ticket.id, state=DraftState.DISMISSED, is_automatic=True))
    assert 'class="bar"' not in await inbox(browser)
    async with sessions.begin() as session:
        setattr(await session.get_one(Preferences, 1), cap, 1)

    assert words in await inbox(browser)
