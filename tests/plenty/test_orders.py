"""Orders with all a reply needs, whatever way Plenty spells them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.schemas import Lane

AGENT = Lane.AGENT
KNOBS = [
    {}, {"search_lazily": "never"}, {"search_lazily": "always"}, {"order_search_filters": "some"},
    {"order_references": "origin"}, {"order_references": "reference"}, {"order_references": "absent"},
    {"order_documents": "absent"}, {"document_types": "camel"}, {"address_emails": "option"},
    {"status_number_in_name": True}, {"ids_as_strings": False}, {"page_as_string": True},
]  # fmt: skip


async def complete(manager, order_id):
    return await manager.complete(await manager.order(order_id, lane=AGENT), lane=AGENT)


def calls_to(plenty, *parts):
    return [call.path for call in plenty.calls if any(part in call.path for part in parts)]


@pytest.mark.parametrize("knobs", KNOBS, ids=str)
async def test_an_order_is_read_with_every_knob(manager, plenty, knobs):
    plenty.knobs.turn(knobs)
    order = await complete(manager, 30007)

    item = order.items[0]
    assert (item.name, item.quantity, item.price) == ("Garderobe Haken & Co., Nussbaum", Decimal(2), Decimal(119))
    assert (item.id, item.variation_id, item.number) == (3000701, 300071, "WL-300071")
    assert (order.total, order.shipping_costs, order.paid) == (Decimal("242.90"), Decimal("4.90"), Decimal("242.90"))
    assert order.delivery_address == "Praxis Dr. Berger, Thomas Berger, Marktplatz 1, 73728 Esslingen"
    assert order.invoice_address == "Praxis Dr. Berger, Thomas Berger, Postfach 1044, 73726 Esslingen"
    assert [(one.number, one.return_number) for one in order.packages] == [("00340434161094042700", "990034500012")]
    assert (order.status_name, order.names) == ("Warenausgang gebucht", ("Thomas Berger",))
    assert order.emails == ("einkauf@berger-praxis.example.com",)
    wanted = {("invoice", "RE10007")} | (set() if "order_documents" in knobs else {("deliveryNote", "LS10007")})
    assert {(one.kind, one.number) for one in order.documents} == wanted
    assert order.returns == ()


@pytest.mark.parametrize(
    "knobs", [knobs for knobs in KNOBS if "search_lazily" not in knobs or "never" in str(knobs)], ids=str
)
async def test_a_return_is_found_with_every_knob(manager, plenty, knobs):
    plenty.knobs.turn(knobs)
    if knobs.get("order_references") == "absent":
        plenty.store.orders[30026]["orderItems"][0]["orderItemName"] = "Kissenbezug Samt 50x50, Senfgelb"
    by_order = await complete(manager, 30008)
    of_contact = await manager.contact_orders(1008, lane=AGENT)

    assert [(one.id, one.status_name) for one in by_order.returns] == [(30026, "Retoure")]
    assert [order.id for order in of_contact.newest] == [30026, 30008]
    assert of_contact.sales[0].returns == by_order.returns


async def test_a_search_that_tells_nothing_leaves_returns_out(manager, plenty):
    plenty.knobs.turn({"search_lazily": "always"})

    assert (await complete(manager, 30008)).returns == ()


@pytest.mark.parametrize("knobs", KNOBS, ids=str)
async def test_an_order_is_found_by_the_number_of_its_marketplace(manager, plenty, knobs):
    plenty.knobs.turn(knobs)
    found = await manager.order_by_external_id("302-4455667-1122334", lane=AGENT)

    assert (found.id, found.external_id) == (30022, "302-4455667-1122334")
    assert await manager.order_by_external_id("999-4455667-1122334", lane=AGENT) is None


async def test_the_case_of_letters_tells_no_orders_apart(manager, plenty):
    plenty.knobs.turn({"order_search_filters": "some"})

    assert (await manager.order_by_external_id("m53kuw5", lane=AGENT)).id == 30027


async def test_a_refused_filter_finds_nothing(manager, plenty):
    plenty.knobs.turn({"order_search_filters": "422"})

    assert await manager.order_by_external_id("302-4455667-1122334", lane=AGENT) is None
    assert (await complete(manager, 30008)).returns == ()


async def test_few_calls_are_made(manager, plenty):
    await manager.order(30001, lane=AGENT)
    plenty.calls.clear()
    await complete(manager, 30007)
    assert calls_to(plenty, "/orders") == ["/rest/orders/30007", "/rest/orders/search"]

    plenty.calls.clear()
    await manager.contact_orders(1008, lane=AGENT)
    await manager.order_by_external_id("M53KUW5", lane=AGENT)
    assert calls_to(plenty, "/orders") == ["/rest/orders/contacts/1008", "/rest/orders/search"]


async def test_a_return_has_no_returns(manager, plenty):
    order = await manager.order(30026, lane=AGENT)
    plenty.calls.clear()

    assert order.is_return
    assert await manager.complete(order, lane=AGENT) is order
    assert plenty.calls == []


async def test_an_order_that_is_not_there_is_unknown(manager):
    with pytest.raises(Unknown):
        await manager.order(1, lane=AGENT)
