"""One token for all processes, and logins that respect Plenty's seats."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from tickets_service.errors import Busy, Conflict, TooManyAttempts
from tickets_service.plenty import connection, logins
from tickets_service.plenty.errors import LoginRefused, NotConnected, TooManySessions, Unreachable
from tickets_service.plenty.manager import PlentyManager
from tickets_service.plenty.schemas import Lane, TicketQuery
from tickets_service.practice.plenty import run_practice_plenty


async def read(manager):
    return await manager.list_changed(TicketQuery(), 1, lane=Lane.SYNC)


async def a_while_passes(sessions):
    """As far as logins are concerned."""
    async with sessions.begin() as session:
        await session.execute(text("UPDATE plenty_tokens SET login_tried_at = login_tried_at - interval '20 minutes'"))


@pytest.mark.parametrize("fields", ["both", "camel", "snake"])
async def test_either_spelling_of_the_token_is_understood(unconnected, connect, plenty, fields):
    plenty.knobs.token_fields = fields
    await connect()

    assert (await read(unconnected)).records


@pytest.mark.parametrize("knobs", [{"login_fail": "401"}, {"login_fail": "200_without_token"}])
async def test_a_wrong_password_is_a_refused_login_and_nothing_is_stored(connect, plenty, sessions, knobs):
    plenty.knobs.turn(knobs)
    with pytest.raises(LoginRefused):
        await connect(password="wrong")
    async with sessions() as session:
        assert (await connection.show(session)).state == "NONE"


@pytest.mark.parametrize("ending", ["", "/", "/rest", "/rest/"])
async def test_the_address_is_normalised(connect, running, ending):
    assert (await connect(base_url=running.url + ending)).base_url == running.url


async def test_without_a_connection_nothing_can_be_read(unconnected):
    with pytest.raises(NotConnected):
        await read(unconnected)


@pytest.mark.parametrize("body", ["json", "empty", "html"])
async def test_ten_callers_refused_at_once_log_in_once(manager, plenty, sessions, body):
    plenty.knobs.unauth_body = body
    await read(manager)
    await a_while_passes(sessions)
    plenty.sessions.expire_all()
    logins = plenty.sessions.logins

    await asyncio.gather(*(read(manager) for _ in range(10)))

    assert plenty.sessions.logins == logins + 1


async def test_two_processes_share_one_token(manager, plenty, engine, sessions, vault):
    other = PlentyManager(engine, sessions, vault)
    logins = plenty.sessions.logins
    await read(manager)
    await read(other)
    assert plenty.sessions.logins == logins
    await a_while_passes(sessions)
    plenty.sessions.expire_all()
    await asyncio.gather(read(manager), read(other), read(manager), read(other))
    assert plenty.sessions.logins == logins + 1
    await other.aclose()


async def test_a_token_is_refreshed_before_it_ends_without_a_login(manager, plenty, sessions):
    async with sessions.begin() as session:
        await session.execute(text("UPDATE plenty_tokens SET expires_at = clock_timestamp() + interval '5 minutes'"))
    logins = plenty.sessions.logins

    assert (await read(manager)).records
    assert plenty.sessions.logins == logins
    assert any(call.path == "/rest/login/refresh" for call in plenty.calls)


async def test_there_is_at_most_one_login_a_minute(manager, plenty):
    plenty.sessions.expire_all()
    with pytest.raises(Busy) as busy:
        await read(manager)

    assert 0 < busy.value.retry_after <= 60


async def test_a_refused_login_is_not_tried_over_and_over(manager, plenty, sessions):
    plenty.store.users[0].password = "changed"
    plenty.sessions.expire_all()
    await a_while_passes(sessions)
    logins = plenty.sessions.logins
    for _ in range(3):
        with pytest.raises(LoginRefused):
            await read(manager)

    assert plenty.sessions.logins == logins + 1
    async with sessions() as session:
        shown = await connection.show(session)
    assert shown.state == "LOGIN_REFUSED"
    assert shown.failing_since is not None


async def test_taken_seats_are_their_own_error_with_their_own_words(manager, plenty, sessions):
    plenty.knobs.seats_taken_by_others = 3
    plenty.sessions.expire_all()
    await a_while_passes(sessions)
    with pytest.raises(TooManySessions, match="seats"):
        await read(manager)
    async with sessions() as session:
        assert (await connection.show(session)).state == "TOO_MANY_SESSIONS"


async def test_saving_the_connection_again_mends_it(manager, plenty, sessions, connect):
    plenty.store.users[0].password = "changed"
    plenty.sessions.expire_all()
    await a_while_passes(sessions)
    with pytest.raises(LoginRefused):
        await read(manager)

    assert (await connect(password="changed")).state == "OK"
    assert (await read(manager)).records


async def test_another_system_is_refused_while_tickets_are_stored(manager, connect, sessions):
    async with sessions.begin() as session:
        await session.execute(text("INSERT INTO tickets (title, status) VALUES ('t', 'TODO')"))
    with run_practice_plenty() as other, pytest.raises(Conflict):
        await connect(base_url=other.url)


async def test_nothing_secret_is_stored_in_the_open(manager, sessions):
    await read(manager)
    async with sessions() as session:
        rows = str((await session.execute(text("SELECT plenty_connection::text FROM plenty_connection"))).all())
        tokens = (await session.execute(text("SELECT plenty_tokens::text FROM plenty_tokens"))).all()
    assert "password" not in rows
    assert "def502" not in str(tokens)


async def test_failed_tries_to_connect_leave_the_budget_to_the_right_one(connect):
    for _ in range(logins.MOST_A_MINUTE + 1):
        with pytest.raises(Unreachable):
            await connect(base_url="http://127.0.0.1:9")

    assert (await connect()).state == "OK"


async def test_people_correct_a_password_at_once_but_not_without_end(connect, plenty, sessions):
    tries = logins.MOST_A_MINUTE
    for number in range(tries):
        with pytest.raises(LoginRefused):
            await connect(password=f"wrong {number}")
    asked = len(plenty.calls)

    with pytest.raises(TooManyAttempts) as refused:
        await connect()

    assert len(plenty.calls) == asked
    assert 0 < refused.value.retry_after <= 60
    async with sessions.begin() as session:
        await session.execute(text("UPDATE login_attempts SET window_ends_at = clock_timestamp()"))
    assert (await connect()).state == "OK"


async def test_ten_who_connect_at_once_are_ten(connect, plenty):
    came = await asyncio.gather(*(connect() for _ in range(10)), return_exceptions=True)

    assert sum(isinstance(each, TooManyAttempts) for each in came) == 10 - logins.MOST_A_MINUTE
    assert plenty.sessions.logins == logins.MOST_A_MINUTE


async def test_the_service_waits_its_minute_after_a_login_of_a_person(manager, plenty, sessions, connect):
    plenty.sessions.expire_all()
    await a_while_passes(sessions)
    with pytest.raises(LoginRefused):
        await connect(password="wrong")

    with pytest.raises(Busy, match="less than a minute ago"):
        await read(manager)


async def test_taken_seats_say_nothing_of_the_call_limits(connect, plenty):
    plenty.knobs.seats_taken_by_others = plenty.knobs.seat_limit
    with pytest.raises(TooManySessions):
        await connect()
    plenty.knobs.seats_taken_by_others = 0

    assert (await connect()).state == "OK"
