"""What may be spent, and which tickets are left without a draft."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from rows import NOW, add_message, add_ticket
from sqlalchemy import func, select, text, update

from tickets_service.drafting import asking, automatic, caps
from tickets_service.drafting.prices import PriceIn, PricesIn, price_table, replace_own
from tickets_service.drafting.thinking import Usage
from tickets_service.errors import Conflict
from tickets_service.models import AIResponseDB, Direction, DraftState, NoDraft, OpenAICredentialDB, Preferences, Ticket


@pytest.fixture
async def caught(sessions, ticket, credential):
    """Asks for a draft of the ticket and tells what was said against it; None if nothing."""

    async def ask():
        try:
            async with sessions.begin() as session:
                await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="u")
        except Conflict as refusal:
            return refusal.message
        return None

    return ask


async def settings(sessions, **values):
    async with sessions.begin() as session:
        await session.execute(update(Preferences).values(**values))


async def spent(sessions, ticket, dollars, **fields):
    async with sessions.begin() as session:
        session.add(
            AIResponseDB(
                ticket_id=ticket.id, state=DraftState.DISMISSED, credential_id=1, cost_usd=Decimal(dollars), **fields
            )
        )


async def reason(sessions, ticket):
    async with sessions() as session:
        row = await session.get(Ticket, ticket.id)
        drafts = await session.scalar(select(func.count()).select_from(AIResponseDB))
        return row.no_draft_reason, drafts


async def new_message(sessions, ticket):
    async with sessions.begin() as session:
        await automatic.draft_new_message(session, ticket.id)


@pytest.mark.parametrize(
    ("cap", "says"),
    [("drafts_per_ticket", "This ticket"), ("drafts_per_hour", "last hour"), ("drafts_per_day", "last day")],
)
async def test_over_a_cap_nothing_is_drafted_unasked_and_a_person_is_told(sessions, ticket, caught, cap, says):
    await spent(sessions, ticket, "0.01")
    await settings(sessions, **{cap: 1})
    await new_message(sessions, ticket)

    assert says in await caught()
    assert await reason(sessions, ticket) == (NoDraft.OVER_CAP, 1)
    await settings(sessions, **{cap: 2})
    assert await caught() is None
    assert await reason(sessions, ticket) == (None, 2)


async def test_caps_can_be_lifted(sessions, ticket, caught):
    await settings(sessions, drafts_per_ticket=None, drafts_per_hour=None, drafts_per_day=None)

    assert await caught() is None


async def test_a_credential_may_cost_so_much_a_month(sessions, ticket, caught):
    async with sessions.begin() as session:
        await session.execute(update(OpenAICredentialDB).values(monthly_cap_usd=Decimal("0.05")))
    await spent(sessions, ticket, "0.04")
    await spent(sessions, ticket, "9", created_at=NOW - timedelta(days=32))
    assert await caught() is None
    await spent(sessions, ticket, "0.01")
    async with sessions.begin() as session:
        await session.execute(update(AIResponseDB).values(state=DraftState.DISMISSED))
        assert await automatic.draft_waiting(session) == 0
        assert await caps.spent_this_month(session, 1) == Decimal("0.05")

    assert "this month" in await caught()


async def test_a_draft_that_waited_while_the_month_was_spent_fails_with_the_reason(
    sessions, ticket, caught, writer, reread, practice
):
    await caught()
    await spent(sessions, ticket, "1")
    async with sessions.begin() as session:
        await session.execute(update(OpenAICredentialDB).values(monthly_cap_usd=Decimal(1)))
    await writer.write(1)

    row = await reread(1)
    assert (row.state, "this month" in row.error, practice.model.calls) == (DraftState.FAILED, True, [])


async def test_thanks_are_left_without_a_draft_until_somebody_asks_or_writes(sessions, ticket, caught):
    async with sessions.begin() as session:
        row = await session.get(Ticket, ticket.id)
        await add_message(session, row, 20, text="Vielen Dank für die schnelle Hilfe!")
        await automatic.draft_new_message(session, ticket.id)
        assert await automatic.draft_waiting(session) == 0
    assert await reason(sessions, ticket) == (NoDraft.THANKS, 0)
    async with sessions.begin() as session:
        await add_message(session, await session.get(Ticket, ticket.id), 21, text="Wann kommt denn das Paket?")
    await new_message(sessions, ticket)

    assert await reason(sessions, ticket) == (None, 1)


@pytest.mark.parametrize(
    ("asked", "left_out"), [("Sollen wir Ersatz schicken?", None), ("Ihr Paket ist unterwegs.", NoDraft.THANKS)]
)
async def test_a_nod_is_an_answer_where_the_shop_asked_something(sessions, ticket, credential, asked, left_out):
    async with sessions.begin() as session:
        row = await session.get(Ticket, ticket.id)
        await add_message(session, row, 20, text=asked, direction=Direction.AGENT)
        await add_message(session, row, 21, text="Ok")
        await automatic.draft_new_message(session, ticket.id)

    assert await reason(sessions, ticket) == (left_out, 1 if left_out is None else 0)


async def test_what_is_held_back_can_still_be_asked_for(sessions, ticket, caught):
    await settings(sessions, held_back_share=Decimal(1))
    await new_message(sessions, ticket)
    assert await reason(sessions, ticket) == (NoDraft.HELD_BACK, 0)

    assert await caught() is None
    assert await reason(sessions, ticket) == (None, 1)


async def test_tickets_left_out_do_not_use_up_what_a_day_allows(sessions, credential):
    await settings(sessions, automatic_drafts_per_day=2)
    async with sessions.begin() as session:
        for number in range(1, 7):
            row = await add_ticket(session, number)
            await add_message(session, row, number, text="Danke!" if number > 3 else "Wo ist mein Paket?")
        assert await automatic.draft_waiting(session) == 2


@pytest.mark.parametrize(("seconds", "waits"), [(0, False), (30, True)])
async def test_an_automatic_draft_waits_for_more_messages(sessions, ticket, credential, seconds, waits):
    await settings(sessions, draft_after_seconds=seconds)
    await new_message(sessions, ticket)
    async with sessions() as session:
        is_later = (
            "SELECT scheduled_at > now() + interval '5 seconds' FROM procrastinate_jobs WHERE task_name = 'write_draft'"
        )
        assert bool(await session.scalar(text(is_later))) is waits


async def test_whoever_asks_for_a_draft_that_still_waits_gets_it_at_once(sessions, ticket, credential, caught):
    await settings(sessions, draft_after_seconds=30)
    await new_message(sessions, ticket)
    await caught()
    async with sessions() as session:
        at_once = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'write_draft' AND scheduled_at IS NULL"
        assert await session.scalar(text(at_once)) == 1
        assert await session.scalar(select(func.count()).select_from(AIResponseDB)) == 1


async def test_cached_tokens_cost_their_own_price_and_unknown_ones_none(sessions):
    async with sessions.begin() as session:
        price = PriceIn(model="house", prompt=Decimal(10), cached_prompt=Decimal(1), completion=Decimal(20))
        await replace_own(session, PricesIn(items=[price]), actor="u")
        table = await price_table(session)

    assert table.cost("house", Usage(1_000_000, 400_000, 100_000, 1)) == Decimal("8.4")
    assert table.cost("house-2026-01-01", Usage(1_000_000, None, 0, 1)) == Decimal(10)
    assert table.cost("gpt-4o-mini", Usage(1_000_000, 0, 1_000_000, 1)) == Decimal("0.75")
    assert table.cost("llama3", Usage(1, 0, 1, 1)) is None
    assert table.cost("gpt-4o", Usage(None, None, 5, 1)) is None
