"""Writing a draft while an earlier one is ready, and while Plenty does not answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from tickets_service.drafting import asking
from tickets_service.drafting.errors import ModelBusy
from tickets_service.drafting.sheets import SHOP_ZONE
from tickets_service.errors import Busy
from tickets_service.models import AIResponseDB, DraftState, OrderCopy
from tickets_service.plenty import copies
from tickets_service.plenty.errors import BudgetSpent, Unreachable


@pytest.fixture
async def draft(sessions, ticket, credential):
    async with sessions.begin() as session:
        return (await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="user:1")).id


def asked(practice):
    return [call for call in practice.model.calls if call.path.endswith("/chat/completions")]


@pytest.fixture
def asked_long_ago(sessions, draft):
    async def age():
        async with sessions.begin() as session:
            (await session.get_one(AIResponseDB, draft)).created_at = datetime.now(UTC) - timedelta(minutes=1)

    return age


async def test_whoever_asked_gets_a_draft_from_the_order_as_it_was_last_read(
    writer, draft, reread, sessions, shop, practice, asked_long_ago
):
    async with sessions.begin() as session:
        read_at = datetime.now(UTC) - timedelta(hours=2)
        await copies.keep(session, shop.orders.values())
        await session.execute(update(OrderCopy).values(read_at=read_at))
    shop.errors["order"] = [BudgetSpent("later", retry_after=9), BudgetSpent("later", retry_after=90)]
    with pytest.raises(Busy):
        await writer.write(draft)
    waits = await reread(draft)
    await writer.write(draft)
    written = await reread(draft)

    assert (waits.state, waits.error) == (DraftState.QUEUED, "later")
    assert (written.state, written.error, written.marks[-1]) == (DraftState.READY, None, {"kind": "old_facts"})
    told = asked(practice)[0].body["messages"][1]["content"]
    assert "00340434161094042557" in told
    assert f"as of {read_at.astimezone(SHOP_ZONE):%Y-%m-%d %H.%M}" in told


@pytest.mark.parametrize("error", [Unreachable("gone"), BudgetSpent("later", retry_after=1)])
async def test_an_order_that_was_never_read_is_not_waited_for_either(
    writer, draft, reread, shop, practice, asked_long_ago, error
):
    await asked_long_ago()
    shop.errors["order"] = [error]
    await writer.write(draft)

    assert (await reread(draft)).marks[-1] == {"kind": "old_facts"}
    assert "could not be read just now" in asked(practice)[0].body["messages"][1]["content"]


async def test_a_broken_plenty_is_asked_again_while_somebody_waits(writer, draft, reread, shop):
    shop.errors["order"] = [Unreachable("gone") for _ in range(2)]
    for _ in range(2):
        with pytest.raises(Busy) as busy:
            await writer.write(draft)
    await writer.write(draft)

    assert (busy.value.message, busy.value.retry_after) == ("gone", 5)
    assert {"kind": "old_facts"} not in (await reread(draft)).marks


async def test_a_draft_nobody_asked_for_waits_for_plenty(writer, draft, sessions, shop, asked_long_ago):
    await asked_long_ago()
    async with sessions.begin() as session:
        (await session.get_one(AIResponseDB, draft)).is_automatic = True
    shop.errors["order"] = [Unreachable("gone")]

    with pytest.raises(Unreachable):
        await writer.write(draft)


@pytest.fixture
async def earlier(sessions, ticket):
    async with sessions.begin() as session:
        row = AIResponseDB(ticket_id=ticket.id, state="READY", generated_text="Der erste Entwurf.")
        session.add(row)
        await session.flush()
        return row.id


async def test_a_draft_that_is_ready_stays_until_the_next_one_is(writer, earlier, draft, reread, practice):
    practice.model.add_fault("server_error")
    with pytest.raises(ModelBusy):
        await writer.write(draft)
    waiting = [(await reread(each)).state for each in (earlier, draft)]
    await writer.write(draft)

    assert waiting == [DraftState.READY, DraftState.QUEUED]
    assert [(await reread(each)).state for each in (earlier, draft)] == [DraftState.DISMISSED, DraftState.READY]


async def test_a_draft_that_is_ready_outlives_one_that_fails(writer, earlier, draft, reread, practice):
    practice.model.add_fault("invalid_api_key")
    await writer.write(draft)

    assert [(await reread(each)).state for each in (earlier, draft)] == [DraftState.READY, DraftState.FAILED]


async def test_a_draft_nobody_wants_takes_nothing_away(writer, earlier, draft, reread, sessions):
    async with sessions.begin() as session:
        await asking.mark_used(session, earlier)
    await writer.write(draft)

    assert [(await reread(each)).state for each in (earlier, draft)] == [DraftState.USED, DraftState.STALE]
