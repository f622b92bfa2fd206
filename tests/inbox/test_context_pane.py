"""Beside the conversation: customer, order and other tickets, as they were last read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from edge import SAME_ORIGIN
from rows import add_ticket

from tickets_service.models import Contact, OrderCopy

GERMAN = SAME_ORIGIN | {"Accept-Language": "de"}
ORDER = {
    "id": 501, "external_id": None, "status_id": "7", "status_name": "Versendet", "payment_status": "fullyPaid",
    "created_at": "2026-01-02T10:00:00Z", "paid_at": None, "completed_at": None, "shipped_at": "2026-01-03T10:00:00Z",
    "estimated_delivery_at": None, "total": "39.80", "currency": "EUR", "contact_id": 7,
    "items": [{"name": "Teekanne", "quantity": "2", "price": "19.90", "currency": "EUR"}],
    "carrier": "DHL Paket", "packages": [{"number": "00340434161094"}], "delivery_address": None,
}  # fmt: skip


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        return await add_ticket(session, 1, contact_id=7, order_id=501, customer_name="Erika Muster", language="de")


@pytest.fixture
async def read(sessions, ticket):
    """Customer and order were read two minutes ago."""
    two_minutes_ago = datetime.now(UTC) - timedelta(minutes=2)
    async with sessions.begin() as session:
        session.add(
            Contact(plenty_contact_id=7, read_at=two_minutes_ago, orders_count=12, orders_read_at=two_minutes_ago)
        )
        session.add(OrderCopy(plenty_order_id=501, facts=ORDER, read_at=two_minutes_ago))
        await add_ticket(session, 2, contact_id=7, title="Lampe flackert")


async def test_what_was_read_stands_there_with_its_age(browser, ticket, read):
    text = (await browser.get(f"/inbox/{ticket.id}", headers=GERMAN)).text

    for words in (
        "Erika Muster",
        "Teekanne",
        "39,80",
        "Versendet",
        "bezahlt",
        "Lampe flackert",
        "Kunde und Auftrag: <time datetime=",
    ):
        assert words in text
    assert "<dd>12</dd>" in text
    assert "piececode=00340434161094" in text
    assert " data-old" not in text[text.index("read-context") :]


@pytest.mark.parametrize(
    ("status", "name", "badge"),
    [
        ("7", "Versendet", 'class="badge ok"><svg class="i" aria-hidden="true"><use href="#i-check"'),
        ("8.1", "Storniert", 'class="badge bad"><svg class="i" aria-hidden="true"><use href="#i-ban"'),
    ],
)
async def test_a_cancelled_order_is_not_ticked_off(browser, sessions, ticket, read, status, name, badge):
    async with sessions.begin() as session:
        (await session.get_one(OrderCopy, 501)).facts = ORDER | {"status_id": status, "status_name": name}
    text = (await browser.get(f"/inbox/{ticket.id}", headers=GERMAN)).text

    assert f"{badge}/></svg>{name}</span>" in text


async def test_before_anything_was_read_the_page_says_so_and_asks_by_itself(browser, ticket):
    text = (await browser.get(f"/inbox/{ticket.id}", headers=GERMAN)).text

    assert "Auftrag 501" in text
    assert "Kunde und Auftrag lesen" in text
    assert " data-old" in text[text.index("read-context") :]


async def test_a_ticket_without_order_and_customer_offers_nothing_to_read(browser, sessions):
    async with sessions.begin() as session:
        alone = await add_ticket(session, 3)
    text = (await browser.get(f"/inbox/{alone.id}", headers=GERMAN)).text

    assert "weder Auftrag noch" in text
    assert "read-context" not in text


@pytest.mark.parametrize("part", ["", "1"])
async def test_an_order_that_cannot_be_read_is_told_beside_what_was_read_before(browser, ticket, read, part):
    answer = await browser.post(f"/inbox/{ticket.id}/context", data={"part": part}, headers=GERMAN)

    assert answer.status_code == 200
    assert "lässt sich gerade nicht lesen" in answer.text
    assert "Teekanne" in answer.text
    assert (answer.text.count("<main") == 0) is bool(part)


async def test_what_was_read_seconds_ago_is_not_asked_for_again(browser, sessions, ticket, read):
    async with sessions.begin() as session:
        (await session.get_one(Contact, 7)).orders_read_at = datetime.now(UTC)
        (await session.get_one(OrderCopy, 501)).read_at = datetime.now(UTC)
    answer = await browser.post(f"/inbox/{ticket.id}/context?view=mine", data={})

    assert (answer.status_code, answer.headers["location"]) == (303, f"/inbox/{ticket.id}?view=mine")
    assert (await browser.post("/inbox/999/context")).status_code == 404
