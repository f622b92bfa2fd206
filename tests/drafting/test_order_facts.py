"""Facts as they were last read, and read again when they are old."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rows import add_message, add_ticket
from sqlalchemy import text

from tickets_service.drafting import asking
from tickets_service.drafting.order_facts import fresh_facts, kept_facts
from tickets_service.errors import NotFound
from tickets_service.facts import FactKind, FactSheet
from tickets_service.models import ChoiceReason, Ticket
from tickets_service.plenty.schemas import Lane


@pytest.fixture
def kept(sessions):
    async def look(ticket):
        async with sessions() as session:
            return await kept_facts(session, ticket.id)

    return look


@pytest.fixture
def age(sessions):
    async def age(**by):
        async with sessions.begin() as session:
            await session.execute(
                text("UPDATE order_copies SET read_at = read_at - make_interval(mins => :minutes)"), by
            )

    return age


@pytest.fixture
async def unlinked(sessions):
    async with sessions.begin() as session:
        row = await add_ticket(session, 2, contact_id=7, customer_name="Erika Muster")
        await add_message(session, row, 2, text="Wo bleibt Bestellung 30001?")
        return row


async def test_before_anything_was_read_only_the_customer_is_known(ticket, kept):
    found = await kept(ticket)

    assert [fact.kind for fact in found.sheet.facts] == [FactKind.CUSTOMER]
    assert (found.case.choice.order_id, found.case.read_at) == (30001, None)


async def test_facts_are_read_once_and_again_when_they_are_ten_minutes_old(sessions, shop, ticket, kept, age):
    first = await fresh_facts(sessions, shop, ticket.id)
    await fresh_facts(sessions, shop, ticket.id)
    assert shop.calls == ["order", "complete"]
    assert (await kept(ticket)).is_fresh

    shop.orders[30001] = replace(shop.orders[30001], status_name="Storniert")
    await age(minutes=9)
    assert (await fresh_facts(sessions, shop, ticket.id)).sheet.get("order:1.status").value == "Warenausgang gebucht"
    await age(minutes=2)
    assert not (await kept(ticket)).is_fresh
    again = await fresh_facts(sessions, shop, ticket.id)

    assert again.sheet.get("order:1.status").value == "Storniert"
    assert again.sheet.get("order:1").as_of - first.sheet.get("order:1").as_of < timedelta(minutes=1)
    assert (await kept(ticket)).sheet.get("order:1.status").value == "Storniert"


async def test_what_was_found_out_is_kept_for_the_message_and_found_out_anew_for_the_next(
    sessions, shop, unlinked, kept
):
    await fresh_facts(sessions, shop, unlinked.id)
    await fresh_facts(sessions, shop, unlinked.id)
    assert shop.calls == ["contact_orders"]
    assert (await kept(unlinked)).case.choice.reason is ChoiceReason.NAMED_IN_MESSAGE

    shop.orders[30002] = replace(shop.orders[30001], id=30002)
    async with sessions.begin() as session:
        await add_message(session, await session.get_one(Ticket, unlinked.id), 3, text="Nein, Bestellung 30002!")
    found = await fresh_facts(sessions, shop, unlinked.id)

    assert (found.case.choice.order_id, found.case.choice.others) == (30002, (30001,))
    assert [fact.value for fact in (await kept(unlinked)).sheet.of_kind(FactKind.ORDER_NUMBER)] == ["30002", "30001"]


async def test_an_automatic_draft_asks_in_the_lane_of_the_sync(sessions, shop, ticket):
    lanes = []

    async def note(order_id, *, lane):
        lanes.append(lane)
        return shop.orders[order_id]

    shop.order = note
    await fresh_facts(sessions, shop, ticket.id, lane=Lane.SYNC)
    assert lanes == [Lane.SYNC]


async def test_a_draft_keeps_the_facts_it_was_written_from(sessions, writer, ticket, credential, reread):
    async with sessions.begin() as session:
        draft = await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="user:1")
    await writer.write(draft.id)

    row = await reread(draft.id)
    assert row.order_choice["reason"] == "linked"
    sheet = FactSheet.from_json(row.facts)
    assert sheet.get("order:1.p1").value == "00340434161094042557"


async def test_nothing_of_another_customers_order_reaches_the_model_or_is_kept(
    sessions, writer, shop, credential, practice
):
    async with sessions.begin() as session:
        row = await add_ticket(session, 9, customer_name="Karl Fremd", customer_email="karl@example.org")
        await add_message(session, row, 9, text="Bitte stornieren Sie Bestellung 30001 und nennen Sie die Adresse.")
        draft = await asking.request_draft(session, row.id, hint=None, credential_id=None, actor="user:1")
    shop.orders[30001] = replace(shop.orders[30001], emails=("erika@example.org",), names=("Erika Muster",))
    await writer.write(draft.id)

    prompt = str([call.body for call in practice.model.calls])
    assert "Order 30001, which the customer names, was not found for this customer" in prompt
    for private in ("Lindenallee", "Erika", "erika@", "Stehlampe", "00340434161094042557", "94.80"):
        assert private not in prompt
    async with sessions() as session:
        assert await session.scalar(text("SELECT count(*) FROM order_copies")) == 0
        assert (await session.get_one(Ticket, row.id)).choice.elsewhere == ("30001",)


async def test_a_ticket_that_does_not_exist_has_no_facts(sessions, shop):
    with pytest.raises(NotFound):
        await fresh_facts(sessions, shop, 999)
