"""The context of a ticket over HTTP."""

from __future__ import annotations

from rows import add_ticket


async def test_a_context_is_shown_before_anything_was_read(agent, sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1, contact_id=7, customer_name="Erika Muster")
    shown = (await agent.get(f"/api/tickets/{ticket.id}/context")).json()

    assert set(shown) == {"customer", "order_id", "order", "order_choice", "other_orders", "other_tickets", "as_of"}
    assert shown["customer"]["name"] == "Erika Muster"
    assert (shown["order"], shown["other_tickets"], shown["as_of"]) == (None, [], None)
    assert (await agent.get("/api/tickets/999/context")).status_code == 404


async def test_without_a_connection_nothing_can_be_read(agent, sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1, contact_id=7)

    assert (await agent.post(f"/api/tickets/{ticket.id}/context/refresh")).status_code == 409
