"""The context of a ticket: read from Plenty on request, shown as it was read."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from rows import NOW, add_ticket
from sqlalchemy import text

from tickets_service.errors import Busy, Invalid, NotFound
from tickets_service.models import ChoiceReason, OrderCopy, Ticket
from tickets_service.plenty import copies
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.parcels import tracking_url
from tickets_service.plenty.schemas import (
    ContactOrders,
    ContactRecord,
    Lane,
    OrderItem,
    OrderRecord,
    Package,
    ReturnRecord,
    TicketRecord,
)
from tickets_service.tickets import choosing, context, mirror


def order_of(number, **fields):
    needed = [field.name for field in dataclasses.fields(OrderRecord) if field.default is dataclasses.MISSING]
    known = dict.fromkeys(needed) | {
        "items": (OrderItem("Teekanne", Decimal(2), Decimal("19.90"), "EUR"),),
        "packages": (Package("00340434161094"),), "carrier": "DHL Paket", "total": Decimal("39.80"), "currency": "EUR",
        "status_name": "Versendet", "created_at": NOW - timedelta(days=3), "contact_id": 7,
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
        return ContactOrders(12, (order_of(503, type_id=3), order_of(502), order_of(500)))

    async def order(self, order_id, *, lane):
        self.note("order", lane)
        return order_of(order_id)

    async def order_by_external_id(self, external_id, *, lane):
        self.note("order_by_external_id", lane)
        return order_of(500, external_id=external_id) if external_id == "302-1234567-1234567" else None

    async def complete(self, order, *, lane):
        self.note("complete", lane)
        return replace(order, returns=(ReturnRecord(777, "Retoure", NOW, ()),))

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
    assert sorted(shop.calls) == ["complete", "contact", "contact_orders", "order"]
    assert [one.plenty_order_id for one in found.order.returns] == [777]
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

    assert (asked_once, len(shop.calls)) == (4, 8)


async def test_without_an_order_the_customers_newest_is_shown(sessions, shop, shown):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 2, contact_id=7)
    await context.refresh(sessions, shop, ticket.id)
    found = await shown(ticket)

    assert (found.order_id, found.order.plenty_order_id) == (None, 502)
    assert (found.order_choice.order_id, found.order_choice.reason) == (502, ChoiceReason.NEWEST_ORDER)
    assert sorted(shop.calls) == ["contact", "contact_orders"], "an order of the list need not be read again"


async def test_what_an_earlier_version_kept_is_read_again(sessions, shop, ticket, shown):
    async with sessions.begin() as session:
        session.add(OrderCopy(plenty_order_id=501, facts={"plenty_order_id": 501, "items": []}, read_at=NOW))

    assert (await shown(ticket)).order is None
    assert (await context.refresh(sessions, shop, ticket.id)).order.plenty_order_id == 501


async def test_an_agents_choice_is_shown_and_survives_a_sync(sessions, shop, ticket, shown):
    await choosing.choose_order(sessions, shop, ticket.id, 500, actor="user:1")
    record = TicketRecord(
        id=1, title="Neu", type_id=1, status_id=None, priority_id=None, plenty_id=1, source="email", confidential=False,
        contact_id=7, order_id=501, documents_count=0, created_at=None, updated_at=None, deadline_at=None,
        resubmission_at=None, finished_at=None,
    )  # fmt: skip
    async with sessions.begin() as session:
        await mirror.take_page(session, [record], {}, reader=None)
    found = await shown(ticket)

    assert (found.order_id, found.order.plenty_order_id) == (501, 500)
    assert found.order_choice.reason is ChoiceReason.CHOSEN_BY_AGENT
    await choosing.choose_order(sessions, shop, ticket.id, None, actor="user:1")
    assert (await shown(ticket)).order_choice.reason is ChoiceReason.LINKED


@pytest.mark.parametrize(("typed", "number"), [(" 502 ", 502), ("#500", 500), ("302-1234567-1234567", 500)])
async def test_an_order_is_chosen_by_the_number_somebody_types(sessions, shop, ticket, shown, typed, number):
    await choosing.choose_named(sessions, shop, ticket.id, typed, actor="user:1")
    found = await shown(ticket)

    assert (found.order_choice.order_id, found.order_choice.reason) == (number, ChoiceReason.CHOSEN_BY_AGENT)
    assert [one.plenty_order_id for one in found.order.returns] == [777], "its facts are fresh"


@pytest.mark.parametrize("typed", ["", " # ", "0", "none", "9" * 30, "9" * 60])
async def test_a_number_of_no_order_is_refused(sessions, shop, ticket, typed):
    with pytest.raises(Invalid):
        await choosing.choose_named(sessions, shop, ticket.id, typed, actor="user:1")


async def test_digits_that_are_no_id_may_be_a_shops_own_number(sessions, shop, ticket):
    shop.trouble = {"order": Unknown("gone")}
    with pytest.raises(Invalid):
        await choosing.choose_named(sessions, shop, ticket.id, "4711", actor="user:1")

    assert shop.calls == ["order", "order_by_external_id"]


async def test_what_looks_like_a_marketplaces_number_may_be_a_shops_own(sessions, shop, ticket):
    with pytest.raises(Invalid):
        await choosing.choose_named(sessions, shop, ticket.id, "4YXC9K2PQZ", actor="user:1")

    assert shop.calls == ["order_by_external_id", "order_by_external_id"], "as OTTO writes it, and as it was typed"


async def test_the_customers_other_orders_are_kept_to_choose_from(sessions, shop, ticket, shown):
    assert (await shown(ticket)).other_orders == []
    await context.refresh(sessions, shop, ticket.id)
    await choosing.choose_order(sessions, shop, ticket.id, 502, actor="user:1")

    assert [(line.plenty_order_id, line.total) for line in (await shown(ticket)).other_orders] == [
        (500, Decimal("39.80"))
    ]


async def test_an_order_that_a_draft_has_read_does_not_stand_for_the_customers_orders(sessions, shop, ticket, shown):
    async with sessions.begin() as session:
        await copies.keep(session, [order_of(501)])
    assert (await shown(ticket)).as_of is None
    shop.trouble = {"contact": AccessDenied("no right"), "contact_orders": AccessDenied("no right")}
    await context.refresh(sessions, shop, ticket.id)

    assert (await shown(ticket)).as_of is not None, "what Plenty hides is not asked for again at once"


@pytest.mark.parametrize(
    ("contact", "mine", "emails", "is_elsewhere"),
    [
        (8, "erika@example.org", (), True),
        (7, "erika@example.org", ("other@example.org",), False),
        (None, "erika@example.org", ("Erika@example.org",), False),
        (None, "erika@example.org", ("other@example.org",), True),
        (None, None, ("other@example.org",), False),
    ],
)
async def test_a_chosen_order_of_another_customer_is_told_so(
    sessions, shop, ticket, shown, contact, mine, emails, is_elsewhere
):
    async with sessions.begin() as session:
        (await session.get_one(Ticket, ticket.id)).customer_email = mine

    async def order(order_id, *, lane):
        return order_of(order_id, contact_id=contact, emails=emails)

    shop.order = order
    await choosing.choose_order(sessions, shop, ticket.id, 900, actor="user:1")

    assert (await shown(ticket)).order_choice.is_elsewhere is is_elsewhere


async def test_an_order_plenty_does_not_show_cannot_be_chosen(sessions, shop, ticket):
    shop.trouble = {"order": Unknown("gone")}
    with pytest.raises(Invalid):
        await choosing.choose_order(sessions, shop, ticket.id, 999, actor="user:1")
    with pytest.raises(NotFound):
        await choosing.choose_order(sessions, shop, 999, 501, actor="user:1")


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
