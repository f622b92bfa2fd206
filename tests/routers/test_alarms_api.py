"""Alarms, sweeps and quarantined records as an admin's program meets them."""

from __future__ import annotations

import pytest

from tickets_service import alarms
from tickets_service.models import AlarmKind, Quarantined, RunState, Sweep


@pytest.fixture
async def alarm(sessions):
    async with sessions.begin() as session:
        await alarms.sound(session, AlarmKind.MANY_TICKETS_GONE, "Six tickets seem to be gone.")


async def test_an_alarm_is_shown_and_accepted_once_looked_at(agent, admin, alarm):
    (shown,) = (await agent.get("/api/alarms")).json()["items"]
    assert (shown["kind"], shown["sentence"], shown["accepted_at"]) == (
        "many_tickets_gone",
        "Six tickets seem to be gone.",
        None,
    )
    assert (await agent.post("/api/alarms/many_tickets_gone/acceptance")).status_code == 403
    assert (await admin.post("/api/alarms/many_tickets_gone/acceptance")).status_code == 204

    assert (await agent.get("/api/alarms")).json()["items"][0]["accepted_at"] is not None


async def test_there_is_nothing_to_accept_without_an_alarm(admin):
    assert (await admin.post("/api/alarms/many_tickets_gone/acceptance")).status_code == 404
    assert (await admin.post("/api/alarms/nonsense/acceptance")).status_code == 422


async def test_the_same_alarm_again_takes_the_acceptance_back(admin, sessions, alarm):
    await admin.post("/api/alarms/many_tickets_gone/acceptance")
    async with sessions.begin() as session:
        await alarms.sound(session, AlarmKind.MANY_TICKETS_GONE, "Seven.")

    (shown,) = (await admin.get("/api/alarms")).json()["items"]
    assert (shown["sentence"], shown["accepted_at"]) == ("Seven.", None)


async def test_alarms_are_counted_in_the_figures(stranger, alarm):
    figures = (await stranger.get("/metrics")).text

    assert 'tickets_alarms{kind="many_tickets_gone"} 1.0' in figures
    assert 'tickets_alarms{kind="few_tickets_listed"} 0.0' in figures


async def test_the_newest_sweep_is_shown(agent, admin, sessions):
    assert (await agent.get("/api/tickets/sweep")).json() is None
    assert (await admin.post("/api/tickets/sweep")).status_code == 409, "nothing is connected"
    async with sessions.begin() as session:
        session.add(Sweep(state=RunState.DONE, tickets_gone=3))

    assert (await agent.get("/api/tickets/sweep")).json()["tickets_gone"] == 3


async def test_a_record_without_an_id_is_not_retried(admin, sessions):
    async with sessions.begin() as session:
        session.add(Quarantined(id=7, kind="ticket", payload="{}", payload_hash=b"x", reason="no id"))

    assert (await admin.post("/api/tickets/quarantine/7/retry")).status_code == 409
    assert (await admin.post("/api/tickets/quarantine/8/retry")).status_code == 404
