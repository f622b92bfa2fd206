"""The order of a ticket and its facts over HTTP."""

from __future__ import annotations

import pytest
from rows import add_message, add_ticket


@pytest.fixture
async def connected(admin, plenty):
    offered = {"base_url": plenty.url, "username": "practice", "password": "practice"}
    assert (await admin.put("/api/plenty/connection", json=offered)).status_code == 200
    return plenty.plenty


@pytest.fixture
async def ticket(sessions, connected):
    async with sessions.begin() as session:
        row = await add_ticket(session, 990_001, contact_id=1001, customer_email="sabine.krueger@example.org")
        await add_message(session, row, 990_001, text="Die Stehlampe aus Bestellung 30001 flackert.")
        return row


def orders_asked(practice):
    return [call.path for call in practice.calls if "/orders/" in call.path and "statuses" not in call.path]


async def test_facts_are_shown_as_read_and_read_when_asked_for(agent, ticket, connected):
    before = (await agent.get(f"/api/tickets/{ticket.id}/facts")).json()
    assert (before["order_id"], before["reason"], before["as_of"]) == (None, None, None)
    assert [fact["kind"] for fact in before["facts"]] == ["customer"]
    connected.calls.clear()

    read = (await agent.post(f"/api/tickets/{ticket.id}/facts/refresh")).json()
    shown = (await agent.get(f"/api/tickets/{ticket.id}/facts")).json()
    await agent.post(f"/api/tickets/{ticket.id}/facts/refresh")

    assert orders_asked(connected) == ["/rest/orders/contacts/1001"]
    assert (read["order_id"], read["reason"], read["is_fresh"], read["zone"]) == (
        30001, "named_in_message", True, "Europe/Berlin",
    )  # fmt: skip
    by_id = {fact["id"]: fact for fact in shown["facts"]}
    assert (by_id["order:1.p1"]["value"], by_id["order:1.p1.carrier"]["of"]) == ("00340434161094042557", "order:1.p1")
    assert (by_id["order:1.total"]["value"], by_id["order:1.total"]["currency"]) == ("94.80", "EUR")
    assert (by_id["order:1.sent"]["value"], by_id["order:1.d1"]["value"]) == (True, "RE10001")
    assert by_id["order:1"]["as_of"] is not None


async def test_an_agent_chooses_another_order_and_takes_it_back(agent, ticket, connected):
    address = f"/api/tickets/{ticket.id}"
    await agent.post(f"{address}/facts/refresh")
    chosen = await agent.put(f"{address}/order", json={"order_id": 30025})

    assert chosen.status_code == 200
    assert (chosen.json()["order"]["plenty_order_id"], chosen.json()["order_choice"]["reason"]) == (
        30025, "chosen_by_agent",
    )  # fmt: skip
    assert (await agent.get(f"{address}/facts")).json()["order_id"] == 30025
    back = (await agent.put(f"{address}/order", json={"order_id": None})).json()
    assert (back["order_choice"]["order_id"], back["order_choice"]["reason"]) == (30001, "named_in_message")
    assert connected.tickets.get(990_001) is None, "Plenty is told nothing"


async def test_an_agent_chooses_by_a_number_of_a_marketplace(agent, ticket, connected):
    address = f"/api/tickets/{ticket.id}/order"
    chosen = (await agent.put(address, json={"number": "M53KUW5"})).json()
    by_plentys = (await agent.put(address, json={"number": "#30025"})).json()

    assert (chosen["order_choice"]["order_id"], by_plentys["order_choice"]["order_id"]) == (30027, 30025)
    unknown = await agent.put(address, json={"number": "M00KUW5"})
    refused = [
        await agent.put(address, json=wanted)
        for wanted in ({}, {"number": None}, {"number": ""}, {"number": "1", "order_id": 1})
    ]
    assert (unknown.status_code, {answer.status_code for answer in refused}) == (422, {422})


@pytest.mark.parametrize(
    ("number", "order_id"),
    [("m53kuw5", 30027), ("302 4455667 1122334", 30022), ("30244556671122334", 30022), ("12 09876 54321", 30015)],
)
async def test_a_number_of_a_marketplace_may_be_typed_otherwise(agent, ticket, connected, number, order_id):
    chosen = await agent.put(f"/api/tickets/{ticket.id}/order", json={"number": number})

    assert (chosen.status_code, chosen.json()["order_choice"]["order_id"]) == (200, order_id)


async def test_an_order_of_somebody_else_is_named_and_not_shown(agent, sessions, connected):
    async with sessions.begin() as session:
        row = await add_ticket(session, 990_002, contact_id=1002, customer_email="m.yilmaz@example.net")
        await add_message(session, row, 990_002, text="Bitte Bestellung 30001 und M53KUW5 an mich senden.")
    read = (await agent.post(f"/api/tickets/{row.id}/facts/refresh")).json()

    assert (read["order_id"], read["reason"]) == (None, None)
    assert read["elsewhere"] == ["30001", "M53KUW5"]
    assert "Lindenallee" not in str(read)
    shown = (await agent.post(f"/api/tickets/{row.id}/context/refresh")).json()
    assert (shown["order"], shown["order_choice"]["order_id"]) == (None, None)
    assert shown["order_choice"]["elsewhere"] == ["30001", "M53KUW5"]


async def test_a_marketplace_number_finds_a_guests_order(agent, sessions, connected):
    async with sessions.begin() as session:
        row = await add_ticket(session, 990_003, customer_email="Erika.Muster@example.org", title="Bestellung M53KUW5")
        await add_message(session, row, 990_003, text="Wann kommt das?")
    read = (await agent.post(f"/api/tickets/{row.id}/facts/refresh")).json()

    assert (read["order_id"], read["reason"]) == (30027, "named_in_subject")


@pytest.mark.parametrize(
    ("text", "order_id", "reason"),
    [
        ("Mein Paket mit der Sendungsnummer 00340434161094042557 ist seit Tagen in Hagen.", 30001, "named_by_parcel"),
        ("Auf der Rechnung RE10001 fehlt die Steuernummer.", 30001, "named_by_document"),
        ("Lieferschein 30001, bitte prüfen", 30001, "named_by_document"),
        ("Auf der Rechnung RE99999 fehlt die Steuernummer.", 30025, "number_unknown"),
    ],
)
async def test_a_parcel_or_a_document_finds_its_order(agent, sessions, connected, text, order_id, reason):
    async with sessions.begin() as session:
        row = await add_ticket(session, 990_004, contact_id=1001)
        await add_message(session, row, 990_004, text=text)
    read = (await agent.post(f"/api/tickets/{row.id}/facts/refresh")).json()

    assert (read["order_id"], read["reason"]) == (order_id, reason)


@pytest.mark.parametrize(
    ("body", "status"),
    [({"order_id": 1}, 422), ({"order_id": 0}, 422), ({}, 422), ({"order_id": 30001, "more": 1}, 422)],
)
async def test_nonsense_is_refused(agent, ticket, body, status):
    assert (await agent.put(f"/api/tickets/{ticket.id}/order", json=body)).status_code == status


async def test_strangers_and_unknown_tickets_are_refused(agent, stranger, ticket):
    assert (await stranger.put(f"/api/tickets/{ticket.id}/order", json={"order_id": 1})).status_code == 401
    assert (await stranger.get(f"/api/tickets/{ticket.id}/facts")).status_code == 401
    assert (await stranger.post(f"/api/tickets/{ticket.id}/facts/refresh")).status_code == 401
    assert (await agent.put("/api/tickets/999/order", json={"order_id": 30001})).status_code == 404
    assert (await agent.get("/api/tickets/999/facts")).status_code == 404
    assert (await agent.post("/api/tickets/999/facts/refresh")).status_code == 404
