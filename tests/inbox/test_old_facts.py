"""A text about an order that could not be read again: the page asks for an answer to that, and keeps asking."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from rows import add_connection, add_message, add_ticket
from sqlalchemy import func, update

from tickets_service.drafting.judging import FACTS_NOT_FRESH
from tickets_service.models import AIResponseDB, DraftState, OrderCopy

TEXT = "Ihr Paket wurde am 03.01.2026 verschickt."
ORDER = {
    "id": 501, "external_id": None, "status_id": "7", "status_name": "Versendet", "payment_status": "fullyPaid",
    "created_at": "2026-01-02T10:00:00Z", "paid_at": None, "completed_at": None, "shipped_at": "2026-01-03T10:00:00Z",
    "estimated_delivery_at": None, "total": "39.80", "currency": "EUR", "contact_id": 7, "items": [],
    "carrier": "DHL Paket", "packages": [], "delivery_address": None,
}  # fmt: skip
ASKED = f'value="{FACTS_NOT_FRESH}"'


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        await add_connection(session, "http://127.0.0.1:9")
        row = await add_ticket(session, 1, contact_id=7, order_id=501)
        message = await add_message(session, row, 1)
        session.add(OrderCopy(plenty_order_id=501, facts=ORDER, read_at=datetime.now(UTC) - timedelta(minutes=30)))
        draft = AIResponseDB(
            ticket_id=row.id, state=DraftState.READY, generated_text=TEXT, based_on_message_id=message.id
        )
        session.add(draft)
        await session.flush()
        return row.id, message.id, draft.id


async def checks(browser, ticket, **form):
    return html.unescape((await browser.post(f"/inbox/{ticket[0]}/checks", data={"text": TEXT} | form)).text)


async def test_the_page_asks_once_sending_was_refused_and_until_it_was_read_again(browser, ticket, sessions):
    before = await checks(browser, ticket)
    asked = await checks(browser, ticket, offered=FACTS_NOT_FRESH)
    ticked = await checks(browser, ticket, acknowledged=FACTS_NOT_FRESH)
    async with sessions.begin() as session:
        await session.execute(update(OrderCopy).values(read_at=func.clock_timestamp()))
    after = await checks(browser, ticket, offered=FACTS_NOT_FRESH)

    assert [ASKED in shown for shown in (before, asked, ticked, after)] == [False, True, True, False]
    assert [f"{ASKED} checked" in shown for shown in (asked, ticked)] == [False, True]
    assert "could not be read again" in asked


async def test_without_a_script_the_refused_form_asks_for_it(browser, ticket):
    ticket_id, message_id, draft_id = ticket
    form = {
        "reply_id": str(uuid4()), "kind": "message", "text": TEXT, "based_on_message_id": message_id,
        "ai_response_id": draft_id,
    }  # fmt: skip
    refused = await browser.post(f"/inbox/{ticket_id}/replies", data=form)
    sent = await browser.post(f"/inbox/{ticket_id}/replies", data=form | {"acknowledged": FACTS_NOT_FRESH})

    assert (refused.status_code, ASKED in refused.text) == (409, True)
    assert sent.status_code == 303
