"""A refresh brings what is open and new, reads only what changed, and repeats nothing."""

import pytest
from helpdesk import CLOSED, NEW, WORKING
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import (
    ErasedTicket,
    Preferences,
    RunKind,
    RunState,
    SyncRun,
    Ticket,
    TicketMessage,
    TicketStatus,
)
from tickets_service.plenty.errors import NotConnected, Unclear
from tickets_service.plenty.schemas import Malformed
from tickets_service.tickets import runs


async def test_open_tickets_arrive_with_messages_customer_and_status(mirror, desk):
    desk.add_ticket(11, contact=7, order=300)
    desk.add_ticket(12, status=CLOSED)

    run = await mirror.run()

    assert (run.state, run.tickets_seen, run.tickets_changed, run.messages_new) == (RunState.DONE, 1, 1, 1)
    ticket = await mirror.ticket(11)
    assert (ticket.status, ticket.plenty_status_name, ticket.customer_name) == (TicketStatus.TODO, "Neu", "Kunde 7")
    assert (ticket.order_id, ticket.language) == (300, "de")
    assert ticket.last_customer_message_at is not None
    assert await mirror.ticket(12) is None


async def test_a_second_refresh_reads_no_thread_that_is_as_it_was(mirror, desk):
    for number in range(1, 31):
        desk.add_ticket(number)
    await mirror.run()
    desk.calls.clear()

    run = await mirror.run()

    assert (run.tickets_changed, run.messages_new) == (0, 0)
    assert desk.calls.count("thread") == 5, "only the rotation"
    assert desk.calls.count("contact") == 0


async def test_replaying_the_same_pages_creates_nothing(mirror, desk):
    desk.add_ticket(1, contact=1)
    await mirror.run()
    before = [await mirror.count(table) for table in ("tickets", "ticket_messages", "audit_log", "procrastinate_jobs")]

    await mirror.work(await mirror.ask())
    after = [await mirror.count(table) for table in ("tickets", "ticket_messages", "audit_log", "procrastinate_jobs")]

    assert after[:3] == before[:3]
    assert after[3] == before[3] + 1, "the job of the run itself"


async def test_a_changed_ticket_is_read_again(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    desk.write(1, "Und?")

    run = await mirror.run()

    assert run.messages_new == 1
    assert mirror.told[-1][0].has_new_customer_message


async def test_the_rotation_finds_a_message_that_did_not_bump_the_ticket(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    desk.write(1, "Noch etwas", bump=False)

    run = await mirror.run()

    assert run.messages_new == 1


async def test_a_ticket_closed_in_plenty_is_read_once_and_done_here(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    desk.change(1, status_id=CLOSED, updated_at=desk.now())
    desk.calls.clear()

    await mirror.run()
    await mirror.run()

    assert (await mirror.ticket(1)).status is TicketStatus.DONE
    assert desk.calls.count("ticket") == 1


async def test_a_ticket_that_vanished_from_plenty_leaves_the_open_ones(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    del desk.tickets[1]

    run = await mirror.run()

    assert run.state is RunState.DONE
    assert not (await mirror.ticket(1)).listed_open


async def test_a_customer_who_answers_makes_a_waiting_ticket_work_again(mirror, desk):
    desk.add_ticket(1, status=4)
    await mirror.run()
    assert (await mirror.ticket(1)).status is TicketStatus.WAITING
    desk.write(1, "Hier die Fotos")

    await mirror.run()

    ticket = await mirror.ticket(1)
    assert (ticket.status, ticket.pending_status) == (TicketStatus.TODO, TicketStatus.TODO)


async def test_the_shop_may_leave_the_status_as_it_is(mirror, desk):
    async with mirror.sessions.begin() as session:
        await session.execute(update(Preferences).values(status_after_customer_message=None))
    desk.add_ticket(1, status=4)
    await mirror.run()
    desk.write(1, "Hier die Fotos")

    await mirror.run()

    assert (await mirror.ticket(1)).status is TicketStatus.WAITING


async def test_a_pending_status_of_ours_survives_a_sync(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    async with mirror.sessions.begin() as session:
        await session.execute(update(Ticket).values(status=TicketStatus.DONE, pending_status=TicketStatus.DONE))
    desk.change(1, status_id=WORKING, updated_at=desk.now())

    await mirror.run()

    assert (await mirror.ticket(1)).status is TicketStatus.DONE


async def test_an_erased_ticket_stays_away(mirror, desk):
    desk.add_ticket(1)
    async with mirror.sessions.begin() as session:
        session.add(ErasedTicket(plenty_ticket_id=1))

    await mirror.run()

    assert await mirror.ticket(1) is None


async def test_a_broken_record_is_set_aside_and_the_rest_goes_in(mirror, desk):
    desk.add_ticket(1)
    desk.malformed = [Malformed("ticket", 99, "{}", "it has no id")]

    run = await mirror.run()

    assert (run.quarantined, run.tickets_seen) == (1, 1)
    assert await mirror.count("sync_quarantine") == 1


async def test_a_thread_that_cannot_be_read_does_not_hold_up_the_others(mirror, desk):
    for number in range(1, 4):
        desk.add_ticket(number)
    desk.errors["thread"] = [UpstreamFailed("an HTML page")]

    run = await mirror.run()

    assert run.state is RunState.DONE
    assert await mirror.count("ticket_messages") == 2
    await mirror.run()
    assert await mirror.count("ticket_messages") == 3


async def test_plenty_down_fails_the_run_with_its_sentence_and_the_next_one_catches_up(mirror, desk):
    desk.add_ticket(1)
    desk.errors["list"] = [UpstreamFailed("Plenty does not answer.")]

    run = await mirror.run()

    assert (run.state, run.error) == (RunState.FAILED, "Plenty does not answer.")
    assert (await mirror.run()).state is RunState.DONE


async def test_a_run_that_has_to_wait_goes_on_where_it_was(mirror, desk):
    for number in range(1, 11):
        desk.add_ticket(number)
    desk.errors["thread"] = [Busy("budget", retry_after=20)]
    run_id = await mirror.ask()

    with pytest.raises(Busy):
        await mirror.work(run_id)
    lists = desk.calls.count("list")
    assert (await mirror.row(SyncRun, run_id)).state is RunState.RUNNING
    await mirror.work(run_id)

    run = await mirror.row(SyncRun, run_id)
    assert (run.state, run.tickets_seen, run.messages_new) == (RunState.DONE, 10, 10)
    assert desk.calls.count("list") == lists, "the lists were walked already"


async def test_asking_twice_joins_the_run_under_way(mirror):
    assert await mirror.ask() == await mirror.ask()
    assert await mirror.ask(RunKind.FULL) != await mirror.ask()


async def test_a_crashed_run_does_not_block_the_next(mirror, desk):
    crashed = await mirror.ask()
    async with mirror.sessions.begin() as session:
        await session.execute(update(SyncRun).values(alive_until=desk.now().replace(year=2020)))
        await session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))

    following = await mirror.ask()

    assert following != crashed
    assert (await mirror.row(SyncRun, crashed)).error == runs.CRASHED


async def test_two_workers_on_one_run_do_its_work_once(mirror, desk):
    desk.add_ticket(1)
    run_id = await mirror.ask()
    async with runs.only_one(mirror.engine, runs.LOCKS[RunKind.REFRESH]) as mine:
        assert mine
        await mirror.work(run_id)
        assert desk.calls == []

    await mirror.work(run_id)
    assert (await mirror.row(SyncRun, run_id)).state is RunState.DONE


async def test_without_a_connection_a_run_is_refused(sessions):
    with pytest.raises(NotConnected):
        async with sessions.begin() as session:
            await runs.ask_for_run(session, RunKind.REFRESH)


async def test_a_moved_total_reads_the_page_before_again(mirror, desk):
    desk.page_size = 2
    for number in range(1, 5):
        desk.add_ticket(number)
    shifted = []
    original = desk.list_changed

    async def list_changed(query, page, *, lane):
        if page == 2 and query.status_id == NEW and not shifted:
            shifted.append(True)
            desk.tickets.pop(4)
        return await original(query, page, lane=lane)

    desk.list_changed = list_changed
    await mirror.run()

    async with mirror.sessions() as session:
        found = set(await session.scalars(select(Ticket.plenty_ticket_id)))
    assert {1, 2, 3} <= found


async def test_an_edited_message_is_rewritten_and_not_doubled(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    message = desk.messages[1][0]
    desk.messages[1][0] = type(message)(**{f: getattr(message, f) for f in message.__slots__} | {"text": "Neu"})

    await mirror.run()

    async with mirror.sessions() as session:
        assert list(await session.scalars(select(TicketMessage.text))) == ["Neu"]


async def test_tickets_whose_record_became_garbage_stop_nobody_else(mirror, desk):
    for number in range(1, 7):
        desk.add_ticket(number)
    await mirror.run()
    garbled = [1, 2, 3, 4]
    for number in garbled:
        desk.change(number, status_id=CLOSED)  # as if it were not in the list
    desk.malformed = [Malformed("ticket", number, "{}", "createdAt is no date") for number in garbled]
    desk.errors["ticket"] = [Unclear("Plenty's answer cannot be read: createdAt is no date.") for _ in garbled]
    desk.write(5, "Und?")

    run = await mirror.run()

    assert (run.state, run.messages_new, run.quarantined) == (RunState.DONE, 1, 4)
    assert (await mirror.ticket(1)).listed_open, "it is looked for again"


async def test_plenty_going_down_in_the_middle_ends_a_refresh(mirror, desk):
    for number in range(1, 7):
        desk.add_ticket(number)
    await mirror.run()
    for number in range(1, 5):
        desk.change(number, status_id=CLOSED)
    desk.errors["ticket"] = [Unclear("Plenty answered with status 502.") for _ in range(4)]

    run = await mirror.run()

    assert (run.state, run.error) == (RunState.FAILED, "Plenty answered with status 502.")


async def test_a_run_that_meets_a_busy_database_goes_on_where_it_was(mirror, desk):
    for number in range(1, 4):
        desk.add_ticket(number)
    desk.errors["thread"] = [OperationalError("SELECT", {}, Exception("canceling statement due to lock timeout"))]
    run_id = await mirror.ask(RunKind.FULL)
    with pytest.raises(OperationalError):
        await mirror.work(run_id)
    assert (await mirror.row(SyncRun, run_id)).state is RunState.RUNNING

    await mirror.work(run_id)

    run = await mirror.row(SyncRun, run_id)
    assert (run.state, run.tickets_seen, run.messages_new) == (RunState.DONE, 3, 3)


async def test_a_full_run_imports_everything_and_drafts_nothing(mirror, desk):
    desk.page_size = 3
    for number in range(1, 9):
        desk.add_ticket(number, status=CLOSED if number % 2 else NEW)

    run = await mirror.run(RunKind.FULL)

    assert (run.state, run.tickets_seen, run.tickets_total, run.messages_new) == (RunState.DONE, 8, 8, 8)
    assert not any(may_draft for _, may_draft in mirror.told)


async def test_a_full_run_that_has_to_wait_lists_no_page_twice(mirror, desk):
    desk.page_size = 3
    for number in range(1, 9):
        desk.add_ticket(number, status=CLOSED)
    desk.errors["thread"] = [Busy("budget", retry_after=5)]
    run_id = await mirror.ask(RunKind.FULL)
    with pytest.raises(Busy):
        await mirror.work(run_id)

    await mirror.work(run_id)

    run = await mirror.row(SyncRun, run_id)
    assert (run.state, run.tickets_seen, run.messages_new) == (RunState.DONE, 8, 8)
    assert desk.calls.count("list") == 3


async def test_a_snoozed_ticket_wakes_when_its_customer_writes(mirror, desk, sessions):
    desk.add_ticket(1)
    desk.add_ticket(2)
    await mirror.run()
    async with sessions.begin() as session:
        await session.execute(text("UPDATE tickets SET snoozed_until = now() + interval '1 day'"))
    desk.write(1, "Hallo?")
    desk.write(2, "wir warten", user=3)
    await mirror.run()

    assert (await mirror.ticket(1)).snoozed_until is None
    assert (await mirror.ticket(2)).snoozed_until is not None


async def test_news_is_what_came_after_the_refresh_before(mirror, desk, sessions):
    first, full, second = [await mirror.run(kind) for kind in (RunKind.REFRESH, RunKind.FULL, RunKind.REFRESH)]

    async with sessions() as session:
        assert await runs.news_since(session, first.id) is None, "of the first one everything is history"
        assert await runs.news_since(session, full.id) is None
        assert await runs.news_since(session, second.id) == first.started_at - runs.CLOCKS_DIFFER_BY
