"""The history of runs over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rows import NOW

from tickets_service.models import RunKind, RunState, SyncRun

REFRESH, FULL = RunKind.REFRESH, RunKind.FULL
DONE, FAILED, RUNNING = RunState.DONE, RunState.FAILED, RunState.RUNNING


@pytest.fixture
async def runs(sessions):
    """Five runs, one a minute; the newest is under way."""
    history = [(REFRESH, DONE), (FULL, DONE), (REFRESH, DONE), (REFRESH, FAILED), (REFRESH, RUNNING)]
    async with sessions.begin() as session:
        for minute, (kind, state) in enumerate(history):
            finished = None if state is RUNNING else NOW + timedelta(minutes=minute)
            session.add(SyncRun(kind=kind, state=state, started_at=NOW, finished_at=finished))
            await session.flush()


async def test_runs_are_listed_newest_first_in_pages(agent, runs):
    first = (await agent.get("/api/tickets/sync/runs?limit=3")).json()
    rest = (await agent.get("/api/tickets/sync/runs", params={"limit": 3, "cursor": first["next_cursor"]})).json()

    assert [run["state"] for run in first["items"]] == ["RUNNING", "FAILED", "DONE"]
    assert ([run["kind"] for run in rest["items"]], rest["next_cursor"]) == (["full", "refresh"], None)


async def test_runs_of_one_kind_can_be_asked_for(agent, runs):
    found = (await agent.get("/api/tickets/sync/runs?kind=full")).json()["items"]

    assert [run["kind"] for run in found] == ["full"]
    assert (await agent.get("/api/tickets/sync/runs?kind=other")).status_code == 422


async def test_the_age_of_the_tickets_is_that_of_the_last_refresh_that_succeeded(agent, runs):
    third_run = NOW + timedelta(minutes=2)

    assert (await agent.get("/api/tickets/sync")).json()["refreshed_at"] == third_run.isoformat().replace("+00:00", "Z")


async def test_before_any_refresh_nobody_knows_how_old_they_are(agent):
    assert (await agent.get("/api/tickets/sync")).json()["refreshed_at"] is None
