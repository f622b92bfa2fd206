"""Who is on a ticket, who types, and taking over."""

from __future__ import annotations

import pytest
from rows import add_ticket
from sqlalchemy import text

from tickets_service.tickets import presence

TYPING, VIEWING = {"doing": "typing"}, {"doing": "viewing"}


@pytest.fixture
async def address(sessions):
    async with sessions.begin() as session:
        return f"/api/tickets/{(await add_ticket(session, 1)).id}/presence"


async def silent_for(sessions, seconds):
    async with sessions.begin() as session:
        await session.execute(text(f"UPDATE presence SET seen_at = now() - interval '{seconds} s'"))


def names(answer):
    return [(person["name"], person["doing"]) for person in answer.json()["people"]]


def holder(answer):
    return answer.json()["locked_by"] and answer.json()["locked_by"]["name"]


ADMIN, AGENT = "admin of the test", "agent of the test"


async def test_everybody_sees_who_is_there_and_what_they_do(admin, agent, address):
    await admin.put(address, json=VIEWING)
    answer = await agent.put(address, json=TYPING)
    row = (await admin.get("/api/tickets")).json()["items"][0]

    assert names(answer) == [(AGENT, "typing"), (ADMIN, "viewing")]
    assert names(await admin.get(address)) == names(answer)
    assert (await admin.get("/api/presence")).json()["items"] == [answer.json()]
    assert (row["people"], row["locked_by"]) == (answer.json()["people"], answer.json()["locked_by"])
    assert set(row["locked_by"]) == {"kind", "id", "name", "doing"}


async def test_who_begins_to_type_first_holds_the_ticket(admin, agent, address):
    await admin.put(address, json=TYPING)
    await agent.put(address, json=TYPING)
    still = await admin.put(address, json=TYPING)
    after = await admin.put(address, json=VIEWING)

    assert (holder(still), holder(after)) == (ADMIN, AGENT)


async def test_taking_over_lasts_while_the_other_goes_on_typing(admin, agent, address):
    await admin.put(address, json=TYPING)
    taken = await agent.post(f"{address}/takeover")
    later = await admin.put(address, json=TYPING)

    assert (holder(taken), holder(later)) == (AGENT, AGENT)
    assert names(later) == [(AGENT, "typing"), (ADMIN, "typing")]


async def test_who_leaves_or_falls_silent_is_gone(admin, agent, address, sessions):
    await admin.put(address, json=TYPING)
    await agent.put(address, json=TYPING)
    await admin.delete(address)
    left = await agent.get(address)
    await silent_for(sessions, 46)
    silent = await agent.get(address)
    async with sessions.begin() as session:
        await presence.forget_the_silent(session)
        rows = await session.scalar(text("SELECT count(*) FROM presence"))

    assert (names(left), names(silent), rows) == ([(AGENT, "typing")], [], 0)


async def test_somebody_who_comes_back_after_a_silence_begins_anew(admin, agent, address, sessions):
    await admin.put(address, json=TYPING)
    await silent_for(sessions, 46)
    await agent.put(address, json=TYPING)

    assert holder(await admin.put(address, json=TYPING)) == AGENT


async def test_nobody_is_on_a_ticket_that_does_not_exist(agent):
    assert (await agent.get("/api/tickets/999/presence")).status_code == 404
    assert (await agent.put("/api/tickets/999/presence", json=VIEWING)).status_code == 404
    assert (await agent.post("/api/tickets/999/presence/takeover")).status_code == 404
    assert (await agent.put("/api/tickets/1/presence", json={"doing": "sleeping"})).status_code == 422
