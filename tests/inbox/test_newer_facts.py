"""A draft beside an order that was read again: it is judged by what stands there now."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from rows import add_message, add_ticket

from tickets_service.drafting.judging import stored
from tickets_service.drafting.order_facts import kept_facts
from tickets_service.inbox import blocks
from tickets_service.models import AIResponseDB, DraftState, OrderCopy

PARCEL, OTHER_PARCEL = "00340434161094", "00340434161195"
TEXT = f"Guten Tag,\n\nIhr Paket hat die Sendungsnummer {PARCEL}.\n\nMit freundlichen Grüßen"
ORDER = {
    "id": 501, "external_id": None, "status_id": "7", "status_name": "Versendet", "payment_status": "fullyPaid",
    "created_at": "2026-01-02T10:00:00Z", "paid_at": None, "completed_at": None, "shipped_at": "2026-01-03T10:00:00Z",
    "estimated_delivery_at": None, "total": "39.80", "currency": "EUR", "contact_id": 7, "items": [],
    "carrier": "DHL Paket", "packages": [{"number": PARCEL}], "delivery_address": None,
}  # fmt: skip
AGREES, OUTDATED = 'class="holds"', 'class="source missing"'


@pytest.fixture
async def ticket(sessions):
    """Its draft was written half an hour ago, from the order as it was then."""
    async with sessions.begin() as session:
        row = await add_ticket(session, 1, contact_id=7, order_id=501)
        message = await add_message(session, row, 1)
        session.add(OrderCopy(plenty_order_id=501, facts=ORDER, read_at=datetime.now(UTC) - timedelta(minutes=30)))
        await session.flush()
        known = await kept_facts(session, row.id)
        checks = await blocks.checks_of(session, row.id, TEXT)
        session.add(
            AIResponseDB(
                ticket_id=row.id,
                state=DraftState.READY,
                generated_text=TEXT,
                facts=known.sheet.as_json(),
                order_choice=known.case.choice.as_json(),
                used_ids=[fact.id for fact in known.sheet.facts if fact.value == PARCEL],
                checks=stored(checks),
                based_on_message_id=message.id,
            )
        )
        return row


@pytest.fixture
def read_anew(sessions):
    async def read(**changed):
        async with sessions.begin() as session:
            copy = await session.get_one(OrderCopy, 501)
            copy.facts, copy.read_at = ORDER | changed, datetime.now(UTC)

    return read


async def shown(browser, ticket):
    return html.unescape((await browser.get(f"/inbox/{ticket.id}")).text)


async def test_a_draft_that_still_agrees_is_shown_so(browser, ticket, read_anew):
    before = await shown(browser, ticket)
    await read_anew()
    after = await shown(browser, ticket)

    for page in (before, after):
        assert AGREES in page
        assert OUTDATED not in page
        assert 'name="acknowledged"' not in page


async def test_another_parcel_is_held_against_the_draft(browser, ticket, read_anew):
    await read_anew(packages=[{"number": OTHER_PARCEL}])
    page = await shown(browser, ticket)

    assert OTHER_PARCEL in page
    assert AGREES not in page
    assert re.search(rf'<mark class="contradicted"[^>]*>{PARCEL}</mark>', page)
    assert "The order has another tracking number." in page
    assert OUTDATED in page
    assert 'name="acknowledged"' in page


async def test_what_the_page_asks_to_acknowledge_is_what_sending_asks_for(browser, ticket, read_anew):
    await read_anew(packages=[{"number": OTHER_PARCEL}])
    page = await shown(browser, ticket)
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("reply_id", "ai_response_id")}
    fields["based_on_message_id"] = re.search(r'name="based_on_message_id" value="([^"]*)"', page)[1]
    keys = re.findall(r'name="acknowledged" value="([^"]*)"', page)
    address, typed = f"/inbox/{ticket.id}/replies", {"text": TEXT, "kind": "message"}
    refused = await browser.post(address, data=fields | typed)
    sent = await browser.post(address, data=fields | typed | {"acknowledged": keys})

    assert (refused.status_code, sent.status_code) == (409, 303)


async def test_a_draft_without_facts_is_judged_by_those_that_were_read_since(browser, sessions, ticket, read_anew):
    async with sessions.begin() as session:
        draft = await session.get_one(AIResponseDB, 1)
        draft.facts = draft.checks = None
    await read_anew()

    assert AGREES in await shown(browser, ticket)
