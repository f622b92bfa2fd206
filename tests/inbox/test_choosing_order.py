"""Choosing another order on the page: in forms, without a script."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rows import add_message, add_ticket
from sqlalchemy import select

from tickets_service.inbox.contexts import WHY, marketplace_of
from tickets_service.models import AIResponseDB, AuditEntry, ChoiceReason, Contact, DraftState, OrderCopy, Ticket
from tickets_service.plenty import connection
from tickets_service.plenty.connection import Offered
from tickets_service.practice.plenty import run_practice_plenty

GERMAN = {"Accept-Language": "de"}
SCRIPT = {"Accept": "application/json"}
LINES = [
    {"plenty_order_id": 30025, "external_id": "302-1234567-1234567", "created_at": "2026-11-03T10:00:00Z",
     "total": "149.00", "currency": "EUR"},
    {"plenty_order_id": 30001, "external_id": None, "created_at": "2026-10-01T10:00:00Z", "total": "94.80",
     "currency": "EUR"},
]  # fmt: skip
ORDER = {
    "id": 30001, "external_id": None, "status_id": "7", "status_name": "Versendet", "payment_status": "fullyPaid",
    "created_at": "2026-10-01T10:00:00Z", "paid_at": None, "completed_at": None, "shipped_at": "2026-10-03T10:00:00Z",
    "estimated_delivery_at": None, "total": "94.80", "currency": "EUR", "contact_id": 1001,
    "items": [{"name": "Stehlampe", "quantity": "1", "price": "89.90", "currency": "EUR"}],
    "carrier": "DHL", "packages": [], "delivery_address": None,
}  # fmt: skip


@pytest.fixture
def plenty():
    with run_practice_plenty(seeded=True) as running:
        yield running


@pytest.fixture
async def connected(held, plenty, vault):
    offered = Offered(base_url=plenty.url, username="practice", password="practice")
    await connection.connect(held.sessions, vault, held.plenty.wire, offered, actor="test")
    return plenty.plenty


@pytest.fixture
async def ticket(sessions):
    now = datetime.now(UTC)
    choice = {"order_id": 30001, "reason": "named_in_message", "others": [], "elsewhere": [], "message_id": None}
    async with sessions.begin() as session:
        row = await add_ticket(session, 1, contact_id=1001, customer_name="Sabine Krüger", order_choice=choice)
        await add_message(session, row, 1, text="Die Stehlampe aus Bestellung 30001 flackert.")
        known = {"orders_count": 2, "newest_order_id": 30025, "recent_orders": LINES, "orders_read_at": now}
        session.add(Contact(plenty_contact_id=1001, read_at=now, **known))
        session.add(OrderCopy(plenty_order_id=30001, facts=ORDER, read_at=now))
        return row


@pytest.fixture
async def draft(sessions, ticket):
    async with sessions.begin() as session:
        row = AIResponseDB(
            ticket_id=ticket.id,
            state=DraftState.READY,
            generated_text="Der Gesamtbetrag Ihrer Bestellung ist 94,80 €.",
            order_choice={"order_id": 30001},
            based_on_message_id=ticket.last_public_message_id,
        )
        session.add(row)
        await session.flush()
        return row.id


async def test_the_page_says_why_this_order_and_offers_the_others(page):
    page.answer = await page.browser.get(page.address, headers=GERMAN)
    text = page.answer.text

    assert "Vom Kunden genannt." in text
    menu = text[text.index('data-menu="order"') :]
    for words in ("Anderer Auftrag", 'value="30025"', "Amazon 302-1234567-1234567", "149,00", "03.11."):
        assert words in menu
    assert 'value="30001"' not in menu
    assert "Von selbst gefunden" not in menu
    assert 'id="other-order" class="bar" hidden' in text


async def test_where_the_customer_names_an_unknown_order_none_is_shown_and_the_page_says_why(page, ticket, sessions):
    choice = {"order_id": None, "reason": None, "others": [], "elsewhere": ["30002"], "message_id": None}
    async with sessions.begin() as session:
        (await session.get_one(Ticket, ticket.id)).order_choice = choice
    text = (await page.browser.get(page.address, headers=GERMAN)).text

    assert "Keiner ist gewählt: Der Kunde nennt einen, der zu ihm nicht gefunden wurde." in text
    assert "30002" in text
    assert 'class="card order"' not in text


def test_every_reason_has_words():
    assert set(WHY) == set(ChoiceReason)


@pytest.mark.parametrize(
    ("number", "name"),
    [("302-1234567-1234567", "Amazon"), ("12-34567-89012", "eBay"), ("M53KUW5", "Kaufland"), ("a1b2c3d4e5", "OTTO"),
     ("SHOP-17", None), (None, None)],
)  # fmt: skip
def test_a_marketplace_is_known_by_its_numbers(number, name):
    assert marketplace_of(number) == name


async def test_another_order_is_chosen_and_taken_back(connected, draft, page, sessions):
    answer = await page.post("/order?view=mine", {"order": "30025"})

    assert answer.headers["location"] == f"{page.address}?view=mine"
    text = page.answer.text
    assert ("Order 30025" in text, "Chosen here." in text, "As found by itself" in text) == (True, True, True)
    assert "This draft was written for order 30001, and the ticket is about order 30025 now." in text
    assert page.text == "Der Gesamtbetrag Ihrer Bestellung ist 94,80 €.", (
        "the draft stays until somebody asks for another"
    )
    assert "The order has another amount." in text, "it is checked against the order chosen now"
    async with sessions() as session:
        assert (await session.get_one(Ticket, draft_ticket(page))).chosen_order_id == 30025
        entry = await session.scalar(select(AuditEntry).where(AuditEntry.action == "order_chosen"))
        assert entry.detail == {"order": 30025}
    await page.post("/order", {"order": "0"})
    assert ("Order 30001" in page.answer.text, "Chosen here." in page.answer.text) == (True, False)
    assert 'id="other-order" class="bar" hidden' in page.answer.text


def draft_ticket(page):
    return int(page.address.rpartition("/")[2])


async def test_a_typed_number_is_looked_up(connected, page):
    await page.post("/order", {"number": " #30025 "})

    assert "Order 30025" in page.answer.text


@pytest.mark.parametrize("number", ["", "99999999", "no number"])
async def test_what_is_no_order_is_said_above_the_answer(connected, page, number):
    answer = await page.post("/order", {"number": number})

    assert answer.status_code == 422
    assert "Order 30001" in page.answer.text
    assert ("Which order is it?" in page.answer.text) or ("Plenty shows no order" in page.answer.text)


async def test_a_script_is_told_the_reason_alone(connected, browser, page):
    answer = await browser.post(f"{page.address}/order", data={"number": "99999999"}, headers=SCRIPT)

    assert (answer.status_code, "99999999" in answer.json()["detail"]) == (422, True)
    assert (await browser.post("/inbox/999/order", data={"order": "1"}, headers=SCRIPT)).status_code == 404
    assert (await browser.post(f"{page.address}/order", data={"order": "x"}, headers=SCRIPT)).status_code == 422


async def test_a_draft_without_an_order_is_told_of_once_one_was_chosen(connected, sessions, draft, page):
    async with sessions.begin() as session:
        (await session.get_one(AIResponseDB, draft)).order_choice = {"order_id": None}
    assert 'id="other-order" class="bar" hidden' in (await page.open()).answer.text
    await page.post("/order", {"order": "30025"})

    assert "This draft was written without an order, and the ticket is about order 30025 now." in page.answer.text


async def test_an_order_of_somebody_else_is_shown_with_a_warning(connected, page):
    await page.post("/order", {"number": "30002"})

    assert "This order shows another customer than the ticket." in page.answer.text
