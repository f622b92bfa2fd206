"""The whole history: newest first whichever way Plenty lists it, every ticket once, from where it stopped."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from helpdesk import CLOSED
from sqlalchemy import delete, text, update

from tickets_service import alarms
from tickets_service.errors import Busy
from tickets_service.models import AlarmKind, RunKind, RunState, SyncRun, Ticket, TicketMessage
from tickets_service.plenty.errors import Unclear
from tickets_service.tickets import firsts, queries, runs


@pytest.fixture(params=["newest first", "oldest first"])
def history(desk, request):
    desk.is_oldest_first = request.param == "oldest first"
    desk.page_size = 3
    for number in range(1, 11):
        desk.add_ticket(number, status=CLOSED)
    return desk


async def test_the_newest_come_first_whichever_way_plenty_lists(mirror, history):
    run = await mirror.run(RunKind.FULL)

    assert (run.state, run.tickets_seen, run.tickets_total) == (RunState.DONE, 10, 10)
    read = [mirror.desk_id(taken) for taken, _ in mirror.told]
    assert sorted(read) == list(range(1, 11))
    assert max(read[-4:]) < min(read[:4]), "a page is read a few threads at a time"


@pytest.mark.parametrize("stop", range(1, 11))
async def test_it_goes_on_where_it_stopped(mirror, history, stop):
    run_id = await mirror.ask(RunKind.FULL)
    mirror.stop_after = stop
    with pytest.raises(Busy):
        await mirror.work(run_id)
    mirror.stop_after = None

    await mirror.work(run_id)

    run = await mirror.row(SyncRun, run_id)
    assert (run.state, run.tickets_seen, run.messages_new) == (RunState.DONE, 10, 10)
    assert history.calls.count("list") <= 5, "four pages, and the first one twice where the list begins with the oldest"


@pytest.mark.parametrize("call", ["list", "thread"])
async def test_it_waits_while_plenty_is_down_and_then_misses_nothing(mirror, history, sessions, call):
    run_id = await mirror.ask(RunKind.FULL)
    history.errors[call] = [Unclear("Plenty answered with status 502.") for _ in range(4)]
    with pytest.raises(Busy):
        await mirror.work(run_id)
    run = await mirror.row(SyncRun, run_id)
    assert (run.state, run.error) == (RunState.RUNNING, "Plenty answered with status 502.")
    async with sessions() as session:
        done = await queries.tickets_done(session, run)
    assert done < 10
    for _ in range(5):
        with suppress(Busy):
            await mirror.work(run_id)

    run = await mirror.row(SyncRun, run_id)
    assert (run.state, run.error, run.tickets_seen, run.messages_new) == (RunState.DONE, None, 10, 10)
    assert await mirror.count("sync_quarantine") == 0


@pytest.mark.parametrize("page", [2, 3, 4])
async def test_deletions_while_it_walks_hide_no_ticket(mirror, history, page):
    original, deleted = history.list_changed, []

    async def list_changed(query, number, *, lane):
        if number == page and not deleted:
            deleted.append(history.tickets.pop(5))
        return await original(query, number, lane=lane)

    history.list_changed = list_changed
    run = await mirror.run(RunKind.FULL)

    assert run.state is RunState.DONE
    for number in set(range(1, 11)) - {5}:
        assert await mirror.ticket(number) is not None, number


async def test_a_list_that_shrank_by_half_is_not_believed_until_a_person_says_so(mirror, history, sessions):
    await mirror.run(RunKind.FULL)
    for number in range(1, 7):
        history.tickets.pop(number)

    run = await mirror.run(RunKind.FULL)
    assert run.state is RunState.FAILED
    assert "lists 4 tickets where it listed 10" in run.error
    async with sessions.begin() as session:
        assert [alarm.kind for alarm in await alarms.waiting(session)] == [AlarmKind.FEW_TICKETS_LISTED]
        await alarms.accept(session, AlarmKind.FEW_TICKETS_LISTED, actor="user:1")

    assert (await mirror.run(RunKind.FULL)).state is RunState.DONE
    assert (await mirror.run(RunKind.FULL)).state is RunState.DONE
    async with sessions() as session:
        assert await alarms.waiting(session) == []


async def test_large_mails_are_stored_in_parts(mirror, desk):
    for number in range(1, 13):
        desk.add_ticket(number, status=CLOSED, text="<p>" + "x" * (firsts.CHARACTERS_TOGETHER // 4) + "</p>")

    run = await mirror.run(RunKind.FULL)

    assert (run.state, run.tickets_seen, run.messages_new) == (RunState.DONE, 12, 12)


async def test_an_import_is_done_when_what_a_refresh_met_first_is_stored_too(mirror, history, sessions):
    await mirror.run(RunKind.FULL)
    async with sessions.begin() as session:
        left_behind = update(Ticket).where(Ticket.plenty_ticket_id.in_((1, 2))).returning(Ticket.id)
        ids = (await session.scalars(left_behind.values(thread_due=RunKind.REFRESH, messages_read_at=None))).all()
        await session.execute(delete(TicketMessage).where(TicketMessage.ticket_id.in_(ids)))

    run = await mirror.run(RunKind.FULL)

    assert (run.state, run.messages_new) == (RunState.DONE, 2)


async def test_an_import_waits_for_a_refresh_that_is_at_work(mirror, history, sessions):
    await mirror.run(RunKind.FULL)
    async with sessions.begin() as session:
        await session.execute(
            update(Ticket).where(Ticket.plenty_ticket_id == 1).values(thread_due=RunKind.REFRESH, messages_read_at=None)
        )
        await runs.ask_for_run(session, RunKind.REFRESH)

    with pytest.raises(Busy):
        await mirror.run(RunKind.FULL)


async def test_an_import_that_another_worker_holds_comes_back(mirror, history, engine, sessions):
    async with sessions.begin() as session:
        run = await runs.ask_for_run(session, RunKind.FULL)
    async with runs.only_one(engine, runs.LOCKS[RunKind.FULL]):
        with pytest.raises(Busy):
            await mirror.work(run.id)


async def test_a_list_that_collapses_while_it_is_walked_stops_the_import(mirror, history, sessions):
    original = history.list_changed

    async def list_changed(query, number, *, lane):
        if history.calls.count("list") >= 2:
            for gone in range(1, 10):
                history.tickets.pop(gone, None)
        return await original(query, number, lane=lane)

    history.list_changed = list_changed
    run = await mirror.run(RunKind.FULL)

    assert (run.state, "lists 1 tickets where it listed 10" in run.error) == (RunState.FAILED, True)
    async with sessions() as session:
        assert [alarm.kind for alarm in await alarms.waiting(session)] == [AlarmKind.FEW_TICKETS_LISTED]


async def test_a_refresh_that_no_worker_has_taken_has_not_crashed(mirror, sessions):
    run_id = await mirror.ask(RunKind.REFRESH)
    async with sessions.begin() as session:
        await session.execute(update(SyncRun).values(alive_until=SyncRun.started_at - timedelta(hours=1)))
        await runs.heal_crashed(session)

    assert (await mirror.row(SyncRun, run_id)).state is RunState.RUNNING

    async with sessions.begin() as session:
        await session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        await runs.heal_crashed(session)

    assert (await mirror.row(SyncRun, run_id)).state is RunState.FAILED
