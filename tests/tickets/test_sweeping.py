"""Gone tickets are found by two complete sweeps and a 404, and never because an answer was wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from helpdesk import CLOSED
from sqlalchemy import func, select, update

from tickets_service import alarms
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import AlarmKind, MissedTicket, RunKind, RunState, Sweep, Ticket, TicketStatus
from tickets_service.plenty.errors import AccessDenied
from tickets_service.plenty.schemas import Malformed
from tickets_service.tickets.sweeping import sweep

TICKETS = 12


class Sweeps:
    def __init__(self, mirror):
        self.mirror = mirror

    async def run(self) -> Sweep:
        await sweep(self.mirror.engine, self.mirror.sessions, self.mirror.desk)
        async with self.mirror.sessions() as session:
            return await session.scalar(select(Sweep).order_by(Sweep.id.desc()).limit(1))

    async def an_hour_passes(self):
        async with self.mirror.sessions.begin() as session:
            await session.execute(update(MissedTicket).values(missed_at=MissedTicket.missed_at - timedelta(hours=1)))

    async def gone(self) -> set[int]:
        async with self.mirror.sessions() as session:
            return set(await session.scalars(select(Ticket.plenty_ticket_id).where(Ticket.gone_at.is_not(None))))


@pytest.fixture
async def sweeps(mirror, desk):
    desk.page_size = 5
    for number in range(1, TICKETS + 1):
        desk.add_ticket(number, status=CLOSED)
    await mirror.run(RunKind.FULL)
    return Sweeps(mirror)


async def test_a_deleted_ticket_is_marked_after_two_misses_an_hour_apart(sweeps, desk, mirror):
    desk.tickets.pop(4)

    first = await sweeps.run()
    assert (first.state, first.tickets_listed, first.tickets_missing, first.tickets_gone) == (RunState.DONE, 11, 1, 0)
    assert (await sweeps.run()).tickets_gone == 0, "too early for a second miss"
    await sweeps.an_hour_passes()
    assert (await sweeps.run()).tickets_gone == 1

    assert await sweeps.gone() == {4}
    assert (await mirror.ticket(4)).status is TicketStatus.DONE
    assert (await sweeps.run()).tickets_missing == 0


async def test_a_ticket_that_only_the_list_leaves_out_is_not_gone(sweeps, desk):
    hidden = desk.tickets.pop(4)
    await sweeps.run()
    await sweeps.an_hour_passes()
    original = desk.ticket

    async def ticket(ticket_id, *, lane):
        return hidden if ticket_id == 4 else await original(ticket_id, lane=lane)

    desk.ticket = ticket
    await sweeps.run()

    assert await sweeps.gone() == set()


async def test_a_ticket_that_was_missed_once_and_is_back_starts_anew(sweeps, desk):
    away = desk.tickets.pop(4)
    await sweeps.run()
    await sweeps.an_hour_passes()
    desk.tickets[4] = away
    await sweeps.run()
    desk.tickets.pop(4)
    await sweeps.run()

    assert await sweeps.gone() == set()


async def test_a_gone_ticket_that_is_listed_again_is_back(sweeps, desk, mirror):
    away = desk.tickets.pop(4)
    await sweeps.run()
    await sweeps.an_hour_passes()
    await sweeps.run()
    desk.tickets[4] = away
    await mirror.run(RunKind.FULL)

    assert (await mirror.ticket(4)).gone_at is None


async def test_too_many_at_once_are_left_to_a_person(sweeps, desk, sessions):
    for number in range(1, 7):
        desk.tickets.pop(number)
    await sweeps.run()
    await sweeps.an_hour_passes()

    stopped = await sweeps.run()
    assert stopped.state is RunState.FAILED
    assert "6 of 12 tickets seem to be gone" in stopped.error
    assert await sweeps.gone() == set()
    async with sessions.begin() as session:
        assert [alarm.kind for alarm in await alarms.waiting(session)] == [AlarmKind.MANY_TICKETS_GONE]
        await alarms.accept(session, AlarmKind.MANY_TICKETS_GONE, actor="user:1")

    assert (await sweeps.run()).tickets_gone == 6
    async with sessions() as session:
        assert await alarms.waiting(session) == []


async def test_half_a_list_says_nothing(sweeps, desk):
    original = desk.list_changed

    async def cut(query, page, *, lane):
        whole = await original(query, page, lane=lane)
        return replace(whole, is_last=True, records=whole.records[:2])

    desk.list_changed = cut
    for _ in range(3):
        cut_short = await sweeps.run()
        assert (cut_short.state, cut_short.tickets_missing) == (RunState.FAILED, 0)
        await sweeps.an_hour_passes()

    assert await sweeps.gone() == set()


async def test_an_empty_list_is_an_alarm_and_marks_nothing(sweeps, desk, sessions):
    desk.tickets.clear()

    assert (await sweeps.run()).state is RunState.FAILED
    assert await sweeps.gone() == set()
    async with sessions() as session:
        assert [alarm.kind for alarm in await alarms.waiting(session)] == [AlarmKind.FEW_TICKETS_LISTED]


async def test_it_goes_on_where_it_had_to_wait(sweeps, desk, sessions):
    original, calls = desk.list_changed, []

    async def list_changed(query, page, *, lane):
        calls.append(page)
        if calls == [1, 2]:
            raise Busy("budget", retry_after=1)
        return await original(query, page, lane=lane)

    desk.list_changed = list_changed
    with pytest.raises(Busy):
        await sweeps.run()

    assert (await sweeps.run()).state is RunState.DONE
    assert calls == [1, 2, 2, 3]
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Sweep)) == 1


async def test_plenty_down_fails_the_sweep_with_its_sentence(sweeps, desk):
    desk.errors["list"] = [UpstreamFailed("Plenty answered with status 502.")]

    failed = await sweeps.run()

    assert (failed.state, failed.error) == (RunState.FAILED, "Plenty answered with status 502.")


async def test_a_ticket_that_came_while_it_looked_is_not_missed(sweeps, desk, mirror):
    original = desk.list_changed

    async def list_changed(query, page, *, lane):
        found = await original(query, page, lane=lane)
        if page == 1 and query.status_id is None:
            desk.add_ticket(99)
        return found

    desk.list_changed = list_changed
    await sweeps.run()

    async with mirror.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(MissedTicket)) == 0


async def test_one_ticket_that_may_not_be_read_holds_up_no_other(sweeps, desk):
    for number in (1, 2):
        desk.tickets.pop(number)
    await sweeps.run()
    await sweeps.an_hour_passes()
    desk.errors["ticket"] = [AccessDenied("Plenty denies the API user this call (403).")]
    assert (await sweeps.run()).state is RunState.DONE
    assert await sweeps.gone() == {2}

    assert (await sweeps.run()).state is RunState.DONE
    assert await sweeps.gone() == {1, 2}


async def test_a_record_without_an_id_is_remembered_over_a_wait(sweeps, desk):
    hidden = desk.tickets.pop(12)
    original, waited = desk.list_changed, []

    async def list_changed(query, page, *, lane):
        if page == 2 and not waited:
            waited.append(page)
            raise Busy("budget", retry_after=1)
        whole = await original(query, page, lane=lane)
        broken = (Malformed("ticket", None, "{}", "has no id"),) if page == 1 else ()
        return replace(whole, total=12, malformed=broken)

    desk.list_changed = list_changed
    with pytest.raises(Busy):
        await sweeps.run()
    row = await sweeps.run()

    assert (row.state, row.tickets_listed, hidden.id) == (RunState.DONE, 12, 12)


async def test_an_acceptance_holds_until_all_that_is_gone_is_marked(sweeps, desk, sessions):
    for number in range(1, 7):
        desk.tickets.pop(number)
    await sweeps.run()
    await sweeps.an_hour_passes()
    await sweeps.run()
    async with sessions.begin() as session:
        await alarms.accept(session, AlarmKind.MANY_TICKETS_GONE, actor="user:1")
    original, down = desk.ticket, []

    async def ticket(ticket_id, *, lane):
        if len(down) < 3:
            down.append(ticket_id)
            raise UpstreamFailed("Plenty answered with status 500.")
        return await original(ticket_id, lane=lane)

    desk.ticket = ticket
    assert (await sweeps.run()).state is RunState.FAILED
    assert await sweeps.gone() == set()

    assert (await sweeps.run()).tickets_gone == 6
