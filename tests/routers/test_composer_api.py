"""Unsent text over HTTP."""

from __future__ import annotations

from uuid import uuid4

import pytest
from edge import person, sign_in, visitor
from rows import add_connection, add_message, add_ticket

from tickets_service.models import Role

KEEP = {"kind": "message", "text": "Guten Tag", "revision": 0}


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        await add_connection(session)
        row = await add_ticket(session, 4711)
        await add_message(session, row, 1)
        return row


async def test_text_is_saved_read_and_thrown_away(agent, ticket):
    address = f"/api/tickets/{ticket.id}/composer"
    empty = (await agent.get(address)).json()
    saved = await agent.put(address, json=KEEP)
    read = (await agent.get(address)).json()["items"]
    gone = await agent.delete(address, params={"kind": "message", "revision": 1})

    assert [(item["kind"], item["text"], item["revision"]) for item in empty["items"]] == [
        ("message", "", 0),
        ("comment", "", 0),
    ]
    assert (saved.status_code, saved.json()["revision"]) == (200, 1)
    assert set(saved.json()) == {"kind", "text", "ai_response_id", "revision", "updated_at"}
    assert (read[0]["text"], read[1]["text"]) == ("Guten Tag", "")
    assert (gone.status_code, gone.json()["text"], gone.json()["revision"]) == (200, "", 2)


async def test_an_older_revision_is_answered_with_what_is_stored(agent, ticket):
    address = f"/api/tickets/{ticket.id}/composer"
    await agent.put(address, json=KEEP)
    answer = await agent.put(address, json=KEEP | {"text": "anderes"})

    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    assert (answer.json()["stored"]["text"], answer.json()["stored"]["revision"]) == ("Guten Tag", 1)
    assert (await agent.delete(address, params={"kind": "message", "revision": 0})).status_code == 409


async def test_a_draft_of_another_ticket_is_no_beginning(agent, ticket):
    answer = await agent.put(f"/api/tickets/{ticket.id}/composer", json=KEEP | {"ai_response_id": 99})

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"ai_response_id"})


async def test_a_text_is_on_ones_second_device_and_nobody_elses(app, agent, sessions, ticket):
    address = f"/api/tickets/{ticket.id}/composer"
    await person(sessions, role=Role.AGENT)
    async with visitor(app) as desk, visitor(app) as phone:
        await sign_in(desk)
        await sign_in(phone)
        await desk.put(address, json=KEEP, headers={"Sec-Fetch-Site": "same-origin"})
        on_the_phone = (await phone.get(address)).json()["items"][0]["text"]

    assert on_the_phone == "Guten Tag"
    assert (await agent.get(address)).json()["items"][0]["text"] == ""


async def test_sending_empties_the_field_and_taking_it_back_fills_it(agent, ticket):
    address = f"/api/tickets/{ticket.id}/composer"
    await agent.put(address, json=KEEP)
    reply = {"id": str(uuid4()), "text": "Guten Tag", "kind": "message"}
    sent = await agent.post(
        f"/api/tickets/{ticket.id}/replies", json=reply | {"based_on_message_id": ticket.last_public_message_id}
    )
    after_sending = (await agent.get(address)).json()["items"][0]["text"]
    await agent.delete(f"/api/replies/{reply['id']}")

    assert (sent.status_code, after_sending) == (201, "")
    assert (await agent.get(address)).json()["items"][0]["text"] == "Guten Tag"


async def test_an_unknown_ticket_has_no_composer(agent):
    assert (await agent.get("/api/tickets/999/composer")).status_code == 404
    assert (await agent.put("/api/tickets/999/composer", json=KEEP)).status_code == 404
