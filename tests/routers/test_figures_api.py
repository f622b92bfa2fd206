"""What became of drafts, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from rows import NOW, add_message, add_ticket

from tickets_service.models import (
    AIResponseDB,
    AIResponseFeedback,
    DraftOutcome,
    DraftState,
    NoDraft,
    Rating,
    Reply,
    Use,
)


async def outcome(session, ticket, use, changed, *, age=timedelta(), **draft):
    row = AIResponseDB(
        ticket_id=ticket.id, state="USED", generated_text="t", created_at=NOW - age,
        **{"model_used": "gpt-4o-mini", "language": "de", "intent": "return", "cost_usd": Decimal("0.02")} | draft,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    session.add(DraftOutcome(ai_response_id=row.id, use=use, changed=changed, created_at=NOW - age))
    return row


async def test_nothing_sent_yet_is_told_without_dividing_by_it(agent):
    told = (await agent.get("/api/drafts/figures?days=7")).json()

    assert (told["as_is"], told["changed"], told["cost_per_sent_answer_usd"]) == (0, None, None)
    assert len(told["days"]) == 7
    assert told["intents"] == told["unused"] == []


async def test_drafts_are_counted_by_what_became_of_them(agent, sessions):
    async with sessions.begin() as session:
        mail, ebay = await add_ticket(session, 1, source="email"), await add_ticket(session, 2, source="ebay")
        await outcome(session, mail, Use.AS_IS, Decimal(0))
        await outcome(session, mail, Use.LIGHT, Decimal("0.2"), age=timedelta(days=2))
        await outcome(session, ebay, Use.HEAVY, Decimal("0.7"), language="en", cost_usd=None)
        await outcome(session, ebay, Use.DISCARDED, Decimal(1), language="en", intent=None, cost_usd=None)
        await outcome(session, mail, Use.AS_IS, Decimal(0), age=timedelta(days=40))
    told = (await agent.get("/api/drafts/figures?days=30")).json()
    channels = {group["name"]: group for group in told["channels"]}

    assert [told[use] for use in ("as_is", "light", "heavy", "discarded")] == [1, 1, 1, 1]
    assert told["changed"] == pytest.approx(0.3)
    assert [sum(day[use] for use in Use) for day in told["days"]][-3:] == [1, 0, 3]
    assert Decimal(channels["email"]["cost_per_sent_answer_usd"]) == Decimal("0.02")
    assert (channels["ebay"]["cost_usd"], channels["ebay"]["cost_per_sent_answer_usd"]) == (None, None)
    assert {group["name"]: group["drafts"] for group in told["intents"]} == {"return": 3, None: 1}
    assert [group["name"] for group in told["languages"]] == ["de", "en"]


async def answered(session, number, *, after, draft=None, held_back=False):
    ticket = await add_ticket(session, number, no_draft_reason=NoDraft.HELD_BACK if held_back else None)
    message = await add_message(session, ticket, number)
    if draft is not None:
        session.add(AIResponseDB(ticket_id=ticket.id, based_on_message_id=message.id, generated_text="t", **draft))
    session.add(
        Reply(
            id=uuid4(), ticket_id=ticket.id, kind="message", state="SENT", text="t", body="t", body_sha256=b"",
            based_on_message_id=message.id, author="user:1", send_at=NOW, plenty_message_id=number + 9000,
            created_at=message.created_at + after,
        )
    )  # fmt: skip


async def test_how_long_customers_wait_is_told_with_drafts_and_without(agent, sessions):
    automatic = {"state": DraftState.USED, "is_automatic": True}
    async with sessions.begin() as session:
        for number, minutes in enumerate((2, 4, 60), start=1):
            await answered(session, number, after=timedelta(minutes=minutes), draft=automatic)
        for number, minutes in enumerate((10, 30), start=11):
            await answered(session, number, after=timedelta(minutes=minutes), held_back=True)
        await answered(session, 21, after=timedelta(minutes=1))
        await answered(session, 22, after=timedelta(minutes=1), draft={"state": DraftState.USED})
        await answered(session, 23, after=timedelta(minutes=1), draft={"state": DraftState.USED}, held_back=True)
        await answered(
            session, 24, after=timedelta(minutes=1), draft=automatic | {"state": DraftState.FAILED, "error": "e"}
        )
    told = (await agent.get("/api/drafts/figures?days=7")).json()["answer_times"]
    page = (await agent.get("/figures?days=7")).text

    assert told["drafted"] == {"answers": 3, "median_seconds": 240}
    assert told["held_back"] == {"answers": 2, "median_seconds": 1200}
    assert "4 minutes" in page
    assert "20 minutes" in page


async def test_discarded_drafts_say_what_they_lacked(agent, sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        row = await outcome(session, ticket, Use.DISCARDED, Decimal(1), open_questions=["Which size?"])
        for actor, reason in (("user:1", "Wrong order"), ("user:2", None)):
            session.add(AIResponseFeedback(ai_response_id=row.id, actor=actor, rating=Rating.DOWN, reason=reason))
        silent = await outcome(session, ticket, Use.DISCARDED, Decimal(1), age=timedelta(days=1))
    found = (await agent.get("/api/drafts/figures")).json()["unused"]

    assert [(each["ai_response_id"], each["open_questions"], each["reasons"]) for each in found] == [
        (row.id, ["Which size?"], ["Wrong order"]),
        (silent.id, [], []),
    ]


async def test_figures_are_for_agents_and_for_some_days(agent, stranger):
    assert (await stranger.get("/api/drafts/figures")).status_code == 401
    for days in ("0", "367", "many"):
        assert (await agent.get(f"/api/drafts/figures?days={days}")).status_code == 422
