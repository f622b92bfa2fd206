"""The sync page: everybody reads it, an admin acts on it, and it follows what runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rows import NOW, add_connection

from tickets_service import alarms
from tickets_service.models import (
    AlarmKind,
    CallWindow,
    Quarantined,
    RunKind,
    RunState,
    Sweep,
    SyncRun,
)

REFRESH, FULL = RunKind.REFRESH, RunKind.FULL


@pytest.fixture
async def connected(sessions):
    async with sessions.begin() as session:
        await add_connection(session)


async def add_run(sessions, kind=REFRESH, state=RunState.DONE, **fields):
    async with sessions.begin() as session:
        finished = None if state is RunState.RUNNING else NOW
        run = SyncRun(
            kind=kind, state=state, started_at=NOW - timedelta(minutes=3), finished_at=finished,
            alive_until=NOW + timedelta(hours=1), **fields,
        )  # fmt: skip
        session.add(run)
        await session.flush()
        return run.id


async def quarantine(sessions, **fields):
    async with sessions.begin() as session:
        session.add(Quarantined(**{"id": 7, "kind": "ticket", "payload": "{}", "payload_hash": b"x"} | fields))


async def runs_of(admin):
    return [(run["kind"], run["state"]) for run in (await admin.get("/api/tickets/sync/runs")).json()["items"]]


async def test_before_anything_is_connected_the_page_says_so(agent, admin):
    text = (await agent.get("/sync")).text

    assert "Nothing is connected yet" in text
    assert "Nothing has run yet" in text
    assert "<form" not in text.partition('id="main"')[2]
    assert 'href="/start"' in (await admin.get("/sync")).text


async def test_everybody_sees_what_only_an_admin_may_do(agent, admin, sessions, connected):
    await quarantine(sessions, plenty_record_id=4711, reason="createdAt: is no date")
    async with sessions.begin() as session:
        await alarms.sound(session, AlarmKind.MANY_TICKETS_GONE, "Six tickets seem to be gone.")
    read, acted = (await agent.get("/sync")).text, (await admin.get("/sync")).text

    for words in ("Six tickets seem to be gone.", "Ticket 4711", "createdAt: is no date"):
        assert words in read
        assert words in acted
    of_admins = (
        "/sync/history",
        "/sync/sweep",
        "/sync/alarms/many_tickets_gone/acceptance",
        "/sync/quarantine/7/retry",
    )
    assert [action for action in of_admins if f'action="{action}"' in read] == []
    assert [action for action in of_admins if f'action="{action}"' in acted] == list(of_admins)
    assert 'action="/sync/refresh"' in read
    for action in of_admins:
        assert (await agent.post(action)).status_code == 403


async def test_a_run_shows_what_it_did_and_why_it_stopped(agent, sessions, connected):
    await add_run(sessions, tickets_seen=1200, tickets_changed=3, messages_new=17, calls=41)
    await add_run(sessions, state=RunState.FAILED, error="Plenty answered with status 500.", quarantined=2)
    text = (await agent.get("/sync")).text

    for words in ("3 of 1,200", ">17<", ">41<", "3 minutes", "Plenty answered with status 500.", "2 records could not"):
        assert words in text


async def test_an_import_shows_how_far_it_is(agent, admin, sessions, connected):
    await add_run(sessions, FULL, RunState.RUNNING, tickets_seen=250, tickets_total=1000)
    text = (await agent.get("/sync")).text

    assert '<progress max="100" value="25"' in text
    assert "of 1,000 tickets" in text
    assert 'action="/sync/history"' not in (await admin.get("/sync")).text


async def test_more_tickets_than_there_were_are_no_more_than_all_of_them(agent, sessions, connected):
    await add_run(sessions, FULL, RunState.RUNNING, tickets_seen=12, tickets_total=10)

    assert 'value="100"' in (await agent.get("/sync")).text


async def test_the_page_follows_only_what_moves(agent, sessions, connected):
    await add_run(sessions)
    assert "hx-get" not in (await agent.get("/sync")).text
    await add_run(sessions, state=RunState.RUNNING)

    assert 'hx-get="/sync?kind=refresh"' in (await agent.get("/sync?kind=refresh")).text


async def test_calls_left_and_when_there_are_more_are_told_in_words(agent, sessions, connected):
    async with sessions.begin() as session:
        now = datetime.now(UTC)
        soon, later = now + timedelta(seconds=50), now + timedelta(hours=5)
        session.add_all(
            [
                CallWindow(scope="read/short", limit=80, calls_left=61, is_open=True, resets_at=soon, is_assumed=False),
                CallWindow(scope="write/long", limit=17_280, calls_left=17_000, is_assumed=False, blocked_until=later),
            ]
        )
    text = (await agent.get("/sync")).text

    assert "61 of 80 left" in text
    assert "all of them again in" in text
    assert "refused by Plenty; again in 5 hours" in text


async def test_a_refresh_is_asked_for_by_anybody_an_import_by_an_admin(agent, admin, connected):
    first = await agent.post("/sync/refresh")
    again = await agent.post("/sync/refresh")
    full = await admin.post("/sync/history")

    assert [(each.status_code, each.headers["location"]) for each in (first, again, full)] == [(303, "/sync")] * 3
    assert await runs_of(admin) == [("full", "RUNNING"), ("refresh", "RUNNING")]


@pytest.mark.parametrize("action", ["/sync/refresh", "/sync/history", "/sync/sweep"])
async def test_nothing_can_be_asked_for_without_a_connection(admin, action):
    answer = await admin.post(action)

    assert answer.status_code == 409
    assert "connect one first" in answer.text
    assert 'id="sync"' in answer.text


async def test_a_look_for_deleted_tickets_is_under_way_as_soon_as_it_is_asked_for(admin, sessions, connected):
    async with sessions.begin() as session:
        session.add(Sweep(state=RunState.DONE, tickets_listed=980, tickets_gone=3, tickets_missing=1))
    before = (await admin.get("/sync")).text
    assert (await admin.post("/sync/sweep")).status_code == 303
    after = (await admin.get("/sync")).text

    assert "3 tickets were marked as deleted." in before
    assert "1 more is missing" in before
    assert "being compared" in after
    assert "hx-get" in after


async def test_an_alarm_is_accepted_once_looked_at(admin, sessions):
    async with sessions.begin() as session:
        await alarms.sound(session, AlarmKind.FEW_TICKETS_LISTED, "Plenty lists 3 tickets.")
    assert (await admin.post("/sync/alarms/few_tickets_listed/acceptance")).status_code == 303
    text = (await admin.get("/sync")).text

    assert "Accepted: " in text
    assert "/acceptance" not in text
    gone = await admin.post("/sync/alarms/many_tickets_gone/acceptance")
    assert (gone.status_code, "There is no alarm" in gone.text) == (404, True)
    assert (await admin.post("/sync/alarms/nonsense/acceptance")).status_code == 422


async def test_a_record_without_an_id_cannot_be_asked_for(admin, sessions, connected):
    await quarantine(sessions, kind="contact", reason="no id")

    assert "/retry" not in (await admin.get("/sync")).text
    refused = await admin.post("/sync/quarantine/7/retry")
    assert (refused.status_code, "read again with its list" in refused.text) == (409, True)
    assert (await admin.post("/sync/quarantine/8/retry")).status_code == 404


async def test_after_reading_a_record_again_the_page_says_how_it_is(admin, sessions, connected):
    await quarantine(sessions, plenty_record_id=4711, reason="createdAt: is no date")

    assert "still wrong" in (await admin.get("/sync?retried=7")).text
    assert "reads well now" in (await admin.get("/sync?retried=8")).text


async def test_the_history_of_runs_is_read_in_pages_and_by_kind(agent, sessions, connected):
    ids = [await add_run(sessions, FULL if number == 3 else REFRESH, calls=number) for number in range(20)]
    newest = (await agent.get("/sync")).text
    earlier = (await agent.get(f"/sync?before={ids[5]}")).text
    imports = (await agent.get("/sync?kind=full")).text

    assert f'href="/sync?before={ids[5]}#runs-name"' in newest
    assert (earlier.count('scope="row"'), "Newest runs" in earlier, "Earlier runs" in earlier) == (5, True, False)
    assert imports.count('scope="row"') == 1


@pytest.mark.parametrize(
    ("query", "status"), [("kind=nonsense", 200), ("before=x", 422), ("before=0", 422), ("before=1", 200)]
)
async def test_a_strange_address_breaks_nothing(agent, query, status):
    assert (await agent.get(f"/sync?{query}")).status_code == status
