"""Prices, caps and what was spent, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from rows import NOW, add_message, add_ticket

from tickets_service.models import AIResponseDB, Reply, ReplyKind, ReplyState

OWN = {"model": "house-model", "prompt": "1.5", "cached_prompt": "0.5", "completion": "3"}


def price_of(answer, model):
    return next(item for item in answer.json()["items"] if item["model"] == model)


async def test_known_prices_can_be_replaced_and_come_back(admin):
    known = price_of(await admin.get("/api/openai/prices"), "gpt-4o-mini")
    changed = await admin.put(
        "/api/openai/prices", json={"items": [OWN, {"model": "gpt-4o-mini", "prompt": "9", "completion": "9"}]}
    )
    back = await admin.put("/api/openai/prices", json={"items": []})

    assert (Decimal(known["prompt"]), Decimal(known["cached_prompt"]), known["is_own"]) == (
        Decimal("0.15"),
        Decimal("0.075"),
        False,
    )
    assert Decimal(price_of(changed, "house-model")["cached_prompt"]) == Decimal("0.5")
    assert (Decimal(price_of(changed, "gpt-4o-mini")["cached_prompt"]), price_of(changed, "gpt-4o-mini")["is_own"]) == (
        9,
        True,
    )
    assert price_of(back, "gpt-4o-mini") == known
    assert "house-model" not in back.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": [OWN, OWN]},
        {"items": [OWN | {"prompt": "-1"}]},
        {"items": [OWN | {"model": "a b"}]},
        {"items": [OWN | {"cached_prompt": "1.6"}]},
        {},
    ],
)
async def test_prices_that_cannot_be_are_refused(admin, wrong):
    assert (await admin.put("/api/openai/prices", json=wrong)).status_code == 422


async def test_money_is_the_admins(agent, stranger):
    for path in ("/api/openai/prices", "/api/drafts/costs"):
        assert (await agent.get(path)).status_code == 403
        assert (await stranger.get(path)).status_code == 401
    assert (await agent.put("/api/openai/prices", json={"items": []})).status_code == 403


async def spend(session, ticket, dollars, *, model="gpt-4o-mini", age=timedelta(), cached=40):
    row = AIResponseDB(
        ticket_id=ticket.id, state="USED", generated_text="t", model_used=model, prompt_tokens=100,
        cached_tokens=cached, completion_tokens=10, cost_usd=dollars, created_at=NOW - age,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    return row


async def test_costs_are_told_by_day_by_model_and_for_each_answer_that_went_out(admin, sessions):
    empty = (await admin.get("/api/drafts/costs")).json()
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        message = await add_message(session, ticket, 1)
        used = await spend(session, ticket, Decimal("0.03"))
        await spend(session, ticket, Decimal("0.01"), model="gpt-4o", age=timedelta(days=3))
        await spend(session, ticket, None, model="house-model", cached=None)
        await spend(session, ticket, Decimal(7), age=timedelta(days=40))
        sent = {"state": ReplyState.SENT, "ai_response_id": used.id, "sent_at": NOW, "plenty_message_id": 77}
        session.add(
            Reply(
                id=uuid4(), ticket_id=ticket.id, kind=ReplyKind.MESSAGE, text="t", body="t", body_sha256=b"",
                based_on_message_id=message.id, author="user:1", send_at=NOW, **sent,
            )
        )  # fmt: skip
    told = (await admin.get("/api/drafts/costs?days=30")).json()

    assert (empty["drafts"], empty["cost_per_sent_answer_usd"], empty["cached_share"]) == (0, None, None)
    assert (told["drafts"], told["unpriced"], told["sent_answers"]) == (3, 1, 1)
    assert Decimal(told["cost_usd"]) == Decimal(told["cost_per_sent_answer_usd"]) == Decimal("0.04")
    assert told["cached_share"] == pytest.approx(80 / 300, abs=0.001)
    assert [day["drafts"] for day in told["days"]] == [1, 2]
    assert [model["model"] for model in told["models"]] == ["gpt-4o", "gpt-4o-mini", "house-model"]
    assert (await admin.get("/api/drafts/costs?days=0")).status_code == 422
