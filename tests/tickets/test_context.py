"""The context of a ticket: read from Plenty on request, shown as it was read."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from rows import NOW, add_ticket
from sqlalchemy import text

from tickets_service.errors import Busy, NotFound
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.schemas import ContactOrders, ContactRecord, Lane, OrderItem, OrderRecord, Package
from tickets_service.tickets import context
from tickets_service.tickets.parcels import tracking_url


def order_of(number, **fields):
    known = dict.fromkeys(OrderRecord.__slots__) | {
        "items": (OrderItem("Teekanne", Decimal(2), Decimal("19.90"), "EUR"),),
        "packages": (Package("00340434161094"),), "carrier": "DHL Paket", "total": Decimal("39.80"), "currency": "EUR",
        "status_name": "Versendet", "created_at": NOW - timedelta(days=3),
    }  # fmt: skip
    return OrderRecord(**known | {"id": number} | fields)


class Shop:
    """Plenty, as far as a context asks; notes each call with its lane."""

    def __init__(self):
        self.calls, self.trouble = [], {}

    async def contact(self, contact_id, *, lane):
        self.note("contact", lane)
        return ContactRecord(contact_id, "Erika Muster", "erika@example.org", "de")

    async def contact_orders(self, contact_id, *, lane):
        self.note("contact_orders", lane)
        return ContactOrders(12, (order_of(502), order_of(501)))

    async def order(self, order_id, *, lane):
        self.note("order", lane)
        return order_of(order_id)

    def note(self, name, lane):
        assert lane is Lane.AGENT
        self.calls.append(name)
        if name in self.trouble:
            raise self.trouble[name]


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
def shown(sessions):
    async def look(ticket):
        async with sessions() as session:
            return await context.context(session, ticket.id)

    return look


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        return await add_ticket(session, 1, contact_id=7, order_id=501)


async def test_nothing_is_known_of_an_order_before_it_was_read(ticket, shown):
    found = await shown(ticket)

    assert (found.order_id, found.order, found.as_of, found.customer.orders_count) == (501, None, None, None)


async def test_a_refresh_reads_customer_and_order_and_keeps_them(sessions, shop, ticket, shown):
    refreshed = await context.refresh(sessions, shop, ticket.id)
    found = await shown(ticket)

    assert refreshed == found
    assert sorted(shop.calls) == ["contact", "contact_orders", "order"]
    assert (found.customer.name, found.customer.language, found.customer.orders_count) == ("Erika Muster", "de", 12)
    assert (found.order.plenty_order_id, found.order.total, found.order.items[0].name) == (
        501, Decimal("39.80"), "Teekanne",
    )  # fmt: skip
    assert found.order.packages[0].tracking_url.endswith("?piececode=00340434161094")
    assert found.as_of is not None


async def test_a_second_press_asks_nothing_and_a_later_one_asks_again(sessions, shop, ticket):
    await context.refresh(sessions, shop, ticket.id)
    await context.refresh(sessions, shop, ticket.id)
    asked_once = len(shop.calls)
    async with sessions.begin() as session:
        await session.execute(text("UPDATE order_copies SET read_at = now() - interval '1 minute'"))
    await context.refresh(sessions, shop, ticket.id)

    assert (asked_once, len(shop.calls)) == (3, 6)


async def test_without_an_order_the_customers_newest_is_shown(sessions, shop, shown):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 2, contact_id=7)
    await context.refresh(sessions, shop, ticket.id)
    found = await shown(ticket)

    assert (found.order_id, found.order.plenty_order_id) == (None, 502)


@pytest.mark.parametrize("error", [Unknown("gone"), AccessDenied("no right")])
async def test_what_plenty_hides_leaves_the_rest(sessions, shop, ticket, error):
    shop.trouble = {"order": error}
    found = await context.refresh(sessions, shop, ticket.id)

    assert (found.order, found.customer.orders_count) == (None, 12)


async def test_when_plenty_is_busy_nothing_is_lost(sessions, shop, ticket, shown):
    await context.refresh(sessions, shop, ticket.id)
    async with sessions.begin() as session:
        await session.execute(text("UPDATE order_copies SET read_at = now() - interval '1 hour'"))
    shop.trouble = {"order": Busy("later", retry_after=3)}

    with pytest.raises(Busy):
        await context.refresh(sessions, shop, ticket.id)
    assert (await shown(ticket)).order.plenty_order_id == 501


async def test_other_tickets_of_the_customer_are_found_by_contact_or_address(sessions, shown):
    async with sessions.begin() as session:
        first = await add_ticket(session, 1, contact_id=7)
        await add_ticket(session, 2, contact_id=7)
        await add_ticket(session, 3, contact_id=8)
        by_mail = await add_ticket(session, 4, customer_email="Erika@example.org")
        await add_ticket(session, 5, customer_email="erika@Example.org")
        alone = await add_ticket(session, 6)

    async def others(ticket):
        found = await shown(ticket)
        assert found.customer.other_tickets_count == len(found.other_tickets)
        return [other.plenty_ticket_id for other in found.other_tickets]

    assert (await others(first), await others(by_mail), await others(alone)) == ([2], [5], [])


async def test_a_ticket_that_does_not_exist_has_no_context(sessions, shop):
    with pytest.raises(NotFound):
        await context.refresh(sessions, shop, 999)


@pytest.mark.parametrize(
    ("carrier", "number", "url"),
    [
        ("DPD Classic", "0140512345", "https://tracking.dpd.de/status/de_DE/parcel/0140512345"),
        ("UPS Standard", "1Z 999 AA1", "https://www.ups.com/track?tracknum=1Z999AA1"),
        ("Spedition Nordfracht", "0034043416", None),
        ("Coupsy", "0034043416", None),
        ("DHL", "javascript:alert(1)", None),
        (None, "0034043416", None),
        ("DHL", None, None),
    ],
)
def test_only_known_carriers_have_a_page_for_a_parcel(carrier, number, url):
    assert tracking_url(carrier, number) == url
