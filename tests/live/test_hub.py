"""Lines to open pages: told at once, hung up on when too slow, ended with the session and the service."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from rows import add_ticket
from sqlalchemy import text

from tickets_service.errors import TooManyAttempts
from tickets_service.live import Change, Hello, LiveHub, News
from tickets_service.live.hub import LINES_OF_ONE, WAITING_ON_A_LINE
from tickets_service.models import LiveKind

WITHIN = 8


@pytest.fixture
async def hub(database_url, sessions):
    hub = LiveHub(database_url, sessions)
    yield hub
    await hub.aclose()


class Page:
    """An open page that reads one event after the other."""

    def __init__(self, hub, who="user:1", quiet_for=60):
        self.is_welcome = True
        self.events = hub.events(who, self.ask, quiet_for=quiet_for)

    async def ask(self):
        return self.is_welcome

    async def next(self):
        async with asyncio.timeout(WITHIN):
            return await anext(self.events)

    async def ends(self):
        async with asyncio.timeout(WITHIN):
            async for _ in self.events:
                pass


@pytest.fixture
async def page(hub):
    page = Page(hub)
    async with aclosing(page.events):
        assert isinstance(await page.next(), Hello)
        yield page


async def new_ticket(sessions, number=1):
    async with sessions.begin() as session:
        return (await add_ticket(session, number)).id


async def test_every_page_hears_of_a_change(hub, page, sessions):
    other = Page(hub, "user:2")
    async with aclosing(other.events):
        await other.next()
        ticket_id = await new_ticket(sessions)

        assert await page.next() == await other.next() == Change(LiveKind.TICKET, (ticket_id,))


class LateHub(LiveHub):
    """Postgres takes its time to take the listening connection."""

    async def _listen(self):
        await asyncio.sleep(0.3)
        await super()._listen()


async def test_a_page_is_greeted_only_when_it_will_hear_everything_from_then_on(database_url, sessions):
    hub = LateHub(database_url, sessions)
    page = Page(hub)
    async with aclosing(page.events):
        await page.next()
        ticket_id = await new_ticket(sessions)

        assert (await page.next()).ticket_ids == (ticket_id,)
    await hub.aclose()


async def test_a_quiet_line_says_that_it_is_there(hub):
    page = Page(hub, quiet_for=0.05)
    async with aclosing(page.events):
        await page.next()

        assert await page.next() is None


async def test_a_line_ends_with_the_session(hub):
    page = Page(hub, quiet_for=0.05)
    async with aclosing(page.events):
        await page.next()
        page.is_welcome = False
        await page.ends()


async def test_it_is_asked_at_once_when_an_account_changed_and_the_page_hears_nothing_of_it(hub, page, sessions):
    async with sessions.begin() as session:
        await session.execute(text("INSERT INTO live_changes (kind) VALUES ('account')"))
        await session.execute(text("SELECT pg_notify('service_tickets_live', '')"))
    ticket_id = await new_ticket(sessions)
    heard = await page.next()
    page.is_welcome = False
    async with sessions.begin() as session:
        await session.execute(text("SELECT tell_live('account', '{}')"))

    assert heard.ticket_ids == (ticket_id,)
    await page.ends()


async def test_a_page_that_is_too_slow_is_hung_up_on(hub, page, sessions):
    hub.tell(News("", (Change(LiveKind.SYNC),) * (WAITING_ON_A_LINE + 1)))

    await page.ends()


async def test_nothing_is_lost_when_the_listening_connection_breaks(hub, page, sessions):
    await new_ticket(sessions)
    await page.next()
    async with sessions.begin() as session:
        await session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN service%'")
        )
    ticket_id = await new_ticket(sessions, 2)

    assert (await page.next()).ticket_ids == (ticket_id,)


async def test_one_person_has_only_so_many_lines(hub):
    pages = [Page(hub) for _ in range(LINES_OF_ONE)]
    for page in pages:
        await page.next()

    with pytest.raises(TooManyAttempts):
        hub.admit("user:1")
    hub.admit("user:2")
    await pages[0].events.aclose()
    hub.admit("user:1")
    for page in pages:
        await page.events.aclose()


async def test_closing_ends_every_line_and_those_that_come_later(hub, page):
    hub.close()
    await page.ends()
    late = Page(hub)

    assert isinstance(await late.next(), Hello)
    await late.ends()
