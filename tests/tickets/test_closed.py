"""Closed tickets are compared every hour."""

import pytest
from helpdesk import CLOSED
from rows import add_statuses
from sqlalchemy import select, text, update

from tickets_service.errors import Busy
from tickets_service.models import RunKind, RunState, SyncRun, SyncState, TicketStatus
from tickets_service.plenty.schemas import Malformed
from tickets_service.tickets import closed


@pytest.fixture
async def shop(mirror, desk):
    """Two open tickets were mirrored, one of them is closed by now."""
    async with mirror.sessions.begin() as session:
        await add_statuses(session)
    desk.add_ticket(1)
    desk.add_ticket(2)
    await mirror.run()
    desk.change(1, status_id=CLOSED, updated_at=desk.now())
    await mirror.run()
    return mirror


async def an_hour_passes(mirror):
    async with mirror.sessions.begin() as session:
        await session.execute(text("UPDATE sync_state SET closed_compared_at = closed_compared_at - interval '1 hour'"))


async def test_a_customer_who_answers_on_a_closed_ticket_reopens_it(shop, desk):
    await closed.compare_closed(shop.sessions, desk)
    desk.write(1, "Es ist wieder kaputt")
    await an_hour_passes(shop)

    await closed.compare_closed(shop.sessions, desk)
    await shop.run()

    ticket = await shop.ticket(1)
    assert (ticket.status, ticket.pending_status) == (TicketStatus.TODO, TicketStatus.TODO)


async def test_it_is_done_once_an_hour(shop, desk):
    await closed.compare_closed(shop.sessions, desk)
    calls = len(desk.calls)

    await closed.compare_closed(shop.sessions, desk)

    assert len(desk.calls) == calls


async def test_old_history_is_left_to_an_import(shop, desk):
    desk.add_ticket(9, status=CLOSED)
    desk.change(9, updated_at=desk.now().replace(year=2020))

    await closed.compare_closed(shop.sessions, desk)

    assert await shop.ticket(9) is None


async def test_a_garbled_record_without_an_id_is_forgotten_when_no_list_shows_it_any_more(shop, desk):
    desk.malformed = [Malformed("ticket", None, "{}", "it has no id")]
    await shop.run()
    await closed.compare_closed(shop.sessions, desk)
    assert await shop.count("sync_quarantine") == 1
    async with shop.sessions.begin() as session:
        await session.execute(text("UPDATE sync_quarantine SET last_seen_at = last_seen_at - interval '3 hours'"))
    await an_hour_passes(shop)

    await closed.compare_closed(shop.sessions, desk)

    assert await shop.count("sync_quarantine") == 0


async def test_while_an_import_runs_it_brings_what_is_unknown(shop, desk):
    desk.add_ticket(9, status=CLOSED)
    desk.write(1, "Es ist wieder kaputt")
    run_id = await shop.ask(RunKind.FULL)

    await closed.compare_closed(shop.sessions, desk)
    assert await shop.ticket(9) is None
    assert (await shop.ticket(1)).thread_due is RunKind.REFRESH

    async with shop.sessions.begin() as session:
        await session.execute(update(SyncRun).where(SyncRun.id == run_id).values(state=RunState.FAILED))
    await an_hour_passes(shop)
    await closed.compare_closed(shop.sessions, desk)
    assert await shop.ticket(9) is not None, "the import ended without it"


async def test_a_comparison_that_has_to_wait_goes_on_at_its_page(shop, desk):
    desk.page_size = 2
    for number in range(10, 16):
        desk.add_ticket(number, status=CLOSED)
    original, asked = desk.list_changed, []

    async def busy_on_page_three(query, page, *, lane):
        asked.append(page)
        if page == 3 and asked.count(3) == 1:
            raise Busy("budget", retry_after=5)
        return await original(query, page, lane=lane)

    desk.list_changed = busy_on_page_three
    with pytest.raises(Busy):
        await closed.compare_closed(shop.sessions, desk)
    await closed.compare_closed(shop.sessions, desk)

    assert asked == [1, 2, 3, 3, 4]
    async with shop.sessions() as session:
        assert (await session.scalars(select(SyncState))).one().closed_progress == {}
