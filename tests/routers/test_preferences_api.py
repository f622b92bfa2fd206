"""How a person likes to work, kept on their account."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from edge import SAME_ORIGIN, enter, person, sign_in, visitor
from rows import add_connection, add_message, add_ticket

from tickets_service.models import Role

USUAL = {"language": None, "theme": "system", "single_keys": True, "keys": {}, "undo_seconds": None,
         "reads_languages": ["de", "en"]}  # fmt: skip
MINE = "/api/preferences/mine"


@pytest.fixture
async def ada(app, sessions):
    ada_id = await person(sessions, role=Role.AGENT)
    async with visitor(app, headers=SAME_ORIGIN) as client:
        await enter(client, sessions, ada_id)
        yield client


async def test_what_is_left_out_stays_as_it_is(ada):
    before = (await ada.get(MINE)).json()
    changed = await ada.patch(MINE, json={"language": "de", "keys": {"done": "d", "snooze": None}})
    await ada.patch(MINE, json={"theme": "dark", "single_keys": False})

    assert before == USUAL
    assert changed.json() == USUAL | {"language": "de", "keys": {"done": "d", "snooze": None}}
    assert (await ada.get(MINE)).json() == changed.json() | {"theme": "dark", "single_keys": False}


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "fr"},
        {"theme": "pink"},
        {"undo_seconds": 7},
        {"keys": {"done": "x", "reply": "x"}},
        {"keys": {"done": "Ctrl+Alt+e"}},
        {"keys": {"no action": "x"}},
        {"keys": {"done": ""}},
        {"colour": "red"},
        {"reads_languages": []},
        {"reads_languages": ["deutsch"]},
        {"reads_languages": ["de", "xx"]},
    ],
)
async def test_what_cannot_be_is_refused(ada, wrong):
    answer = await ada.patch(MINE, json=wrong)

    assert (answer.status_code, set(answer.json()["errors"])) == (422, set(wrong))
    assert (await ada.get(MINE)).json() == USUAL


@pytest.mark.parametrize(
    ("keys", "blamed"),
    [
        ({"done": "x"}, "keys.done"),
        ({"take": "g"}, "keys.take"),
        ({"fly": "f"}, "keys.fly"),
        ({"done": "strg+t"}, "keys.done"),
        ({"done": "three whole words"}, "keys.done"),
    ],
)
async def test_a_key_that_could_not_work_is_refused_as_on_the_page(ada, keys, blamed):
    answer = await ada.patch(MINE, json={"keys": keys})

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {blamed})
    assert (await ada.get(MINE)).json() == USUAL


async def test_two_actions_may_change_keys(ada):
    assert (await ada.patch(MINE, json={"keys": {"done": "x", "select": "e"}})).status_code == 200


async def test_they_are_everybodys_own(app, ada, sessions):
    await ada.patch(MINE, json={"theme": "dark"})
    await person(sessions, "ben@example.com", Role.AGENT)
    async with visitor(app) as ben:
        await sign_in(ben, "ben@example.com")

        assert (await ben.get(MINE)).json() == USUAL


async def test_a_program_has_none(agent):
    assert (await agent.get(MINE)).status_code == 404
    assert (await agent.patch(MINE, json={"theme": "dark"})).status_code == 404


async def test_a_reply_waits_as_long_as_its_sender_likes(ada, agent, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
        row = await add_ticket(session, 4711)
        message = await add_message(session, row, 1)
    await ada.patch(MINE, json={"undo_seconds": 30})

    async def delay(client, kind):
        body = {"id": str(uuid4()), "text": "Hallo", "kind": kind, "based_on_message_id": message.id}
        reply = (await client.post(f"/api/tickets/{row.id}/replies", json=body)).json()
        return (datetime.fromisoformat(reply["send_at"]) - datetime.fromisoformat(reply["created_at"])).total_seconds()

    assert await delay(ada, "message") == pytest.approx(30, abs=0.1)
    assert await delay(agent, "comment") == pytest.approx(8, abs=0.1)
