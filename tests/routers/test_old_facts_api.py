"""A reply that tells of an order which could not be read again is sent once somebody answers for that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from rows import add_connection, add_message, add_ticket
from sqlalchemy import func, select, update

from tickets_service.drafting.judging import FACTS_NOT_FRESH
from tickets_service.models import AIResponseDB, DraftState, OrderCopy, Reply

SENT = "Ihr Paket wurde am 03.01.2026 verschickt."
THANKS = "Vielen Dank für Ihre Nachricht."
ORDER = {
    "id": 501, "external_id": None, "status_id": "7", "status_name": "Versendet", "payment_status": "fullyPaid",
    "created_at": "2026-01-02T10:00:00Z", "paid_at": None, "completed_at": None, "shipped_at": "2026-01-03T10:00:00Z",
    "estimated_delivery_at": None, "total": "39.80", "currency": "EUR", "contact_id": 7, "items": [],
    "carrier": "DHL Paket", "packages": [], "delivery_address": None,
}  # fmt: skip
OLD = timedelta(minutes=30)


@pytest.fixture
async def post(agent, sessions):
    """To a ticket whose order was read half an hour ago; Plenty is away."""
    async with sessions.begin() as session:
        await add_connection(session, "http://127.0.0.1:9")
        ticket = await add_ticket(session, 4711, contact_id=7, order_id=501)
        message = await add_message(session, ticket, 1)
        session.add(OrderCopy(plenty_order_id=501, facts=ORDER, read_at=datetime.now(UTC) - OLD))
        draft = AIResponseDB(
            ticket_id=ticket.id, state=DraftState.READY, generated_text=SENT, based_on_message_id=message.id
        )
        session.add(draft)
        await session.flush()
        given = {"kind": "message", "based_on_message_id": message.id, "ai_response_id": draft.id}

    async def send(text, **fields):
        body = {"id": str(uuid4()), "text": text} | given | fields
        return await agent.post(f"/api/tickets/{ticket.id}/replies", json=body)

    return send


async def test_what_is_said_of_an_order_that_cannot_be_read_again_must_be_acknowledged(post, sessions):
    refused = await post(SENT)
    async with sessions() as session:
        stored = await session.scalar(select(func.count()).select_from(Reply))
    accepted = await post(SENT, acknowledged=[FACTS_NOT_FRESH])

    assert (refused.status_code, stored) == (409, 0)
    assert [(mark["key"], mark["verdict"], mark["reason"]) for mark in refused.json()["unacknowledged"]] == [
        (FACTS_NOT_FRESH, "outdated", "facts_not_fresh")
    ]
    assert accepted.status_code == 201
    async with sessions() as session:
        assert await session.scalar(select(Reply.acknowledged)) == [FACTS_NOT_FRESH]


@pytest.mark.parametrize(
    "fields", [{"text": THANKS}, {"text": SENT, "ai_response_id": None}, {"text": SENT, "kind": "comment"}]
)
async def test_thanks_own_words_and_notes_need_none(post, fields):
    text = fields.pop("text")

    assert (await post(text, **fields)).status_code == 201


async def test_facts_of_the_last_ten_minutes_need_not_be_read_again(post, sessions):
    async with sessions.begin() as session:
        await session.execute(update(OrderCopy).values(read_at=func.clock_timestamp()))

    assert (await post(SENT)).status_code == 201
