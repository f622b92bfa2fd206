"""Drafts over HTTP: what a model said of one, and what it says in a language its agent reads."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr
from rows import add_message, add_ticket

from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.models import AIResponseDB, NoDraft, Ticket

FRENCH = "Bonjour,\n\nvotre colis est en route.\n\nCordialement"


@pytest.fixture
async def draft(sessions, vault, model):
    model.model.knobs.latency_seconds = 0
    async with sessions.begin() as session:
        offered = CredentialIn(label="main", token=SecretStr("sk-practice-1"), base_url=model.base_url)
        await credentials.add(session, vault, offered, actor="user:1")
        ticket = await add_ticket(session, 1)
        await add_message(session, ticket, 1, text="Où est mon colis ?")
        row = AIResponseDB(ticket_id=ticket.id, state="READY", generated_text=FRENCH, language="fr", credential_id=1)
        session.add(row)
        await session.flush()
        return row.id


def asked(model):
    return [call.body for call in model.model.calls if call.path.endswith("/chat/completions")]


async def translate(client, draft, language="de"):
    return await client.post(f"/api/ai-responses/{draft}/translation", json={"language": language})


async def test_a_translation_is_made_once_and_kept(agent, draft, model):
    first, second = await translate(agent, draft), await translate(agent, draft)

    assert (first.status_code, second.json()) == (200, first.json())
    assert (first.json()["language"], first.json()["model_used"]) == ("de", "gpt-4o-mini")
    assert first.json()["text"]
    (body,) = asked(model)
    assert "votre colis est en route" in body["messages"][1]["content"]
    assert body["messages"][1]["content"].endswith("into German.\n")
    assert "response_format" not in body


async def test_the_model_is_not_told_whose_draft_it_translates(agent, admin, draft, model, sessions):
    async with sessions.begin() as session:
        row = await session.get_one(AIResponseDB, draft)
        row.generated_text = f"Bonjour Erika Muster, {FRENCH}"
        (await session.get_one(Ticket, row.ticket_id)).customer_name = "Erika Muster"
    await translate(agent, draft)
    (call,) = (await admin.get("/api/openai/calls")).json()["items"]

    assert "Muster" not in str(asked(model))
    assert (call["purpose"], call["ai_response_id"], call["hidden"]) == ("translation", draft, {"name": 2})


async def test_it_costs_what_it_costs(agent, admin, draft):
    translated = await translate(agent, draft)
    told = (await admin.get("/api/drafts/costs")).json()

    assert (told["drafts"], told["cost_usd"]) == (0, translated.json()["cost_usd"])


async def test_two_at_once_get_the_same(agent, draft):
    answers = await asyncio.gather(*(translate(agent, draft) for _ in range(4)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1


async def test_there_are_refusals(agent, stranger, draft, sessions, model):
    async with sessions.begin() as session:
        other = await add_ticket(session, 2)
        session.add(AIResponseDB(id=77, ticket_id=other.id, state="WRITING", generated_text="Bon"))
    refused = [await translate(stranger, draft), await translate(agent, 999), await translate(agent, 77)]
    refused += [await translate(agent, draft, "fr"), await translate(agent, draft, "deutsch")]

    assert [answer.status_code for answer in refused] == [401, 404, 409, 409, 422]
    assert asked(model) == []


@pytest.mark.parametrize("code", ["xx", "zz", "DE", ""])
async def test_what_is_no_language_is_not_translated_into(agent, draft, model, code):
    refused = await translate(agent, draft, code)

    assert refused.status_code == 422
    assert "is no two-letter code of a language" in refused.text
    assert asked(model) == []


@pytest.mark.parametrize(
    ("fault", "status"),
    [("rate_limit_exceeded", 503), ("server_error", 503), ("html_page", 503), ("invalid_api_key", 502),
     ("empty_answer", 502), ("refusal", 502)],
)  # fmt: skip
async def test_a_model_that_is_busy_or_lies_leaves_nothing_behind(agent, draft, model, fault, status):
    model.model.add_fault(fault)
    failed = await translate(agent, draft)

    assert failed.status_code == status
    assert (await translate(agent, draft)).status_code == 200


async def test_without_a_credential_nothing_is_translated(agent, draft, sessions):
    async with sessions.begin() as session:
        await credentials.remove(session, 1, actor="u")

    assert (await translate(agent, draft)).status_code == 409


async def test_a_draft_says_what_it_stands_on(agent, draft):
    told = (await agent.get(f"/api/ai-responses/{draft}")).json()

    assert (told["language"], told["intent"], told["grounding"]) == ("fr", None, None)
    assert [told[name] for name in ("used_ids", "open_questions", "promises", "marks")] == [[]] * 4
    assert (told["prompt_version"], told["cached_tokens"], told["model_calls"]) == (None, None, 0)


async def test_a_ticket_says_why_its_newest_message_has_no_draft(agent, sessions):
    async with sessions.begin() as session:
        row = await add_ticket(session, 3)
        message = await add_message(session, row, 3, text="Danke!")
        row.no_draft_reason, row.no_draft_message_id = NoDraft.THANKS, message.id
    told = (await agent.get(f"/api/tickets/{row.id}")).json()["no_draft_reason"]
    listed = [ticket["no_draft_reason"] for ticket in (await agent.get("/api/tickets")).json()["items"]]
    async with sessions.begin() as session:
        await add_message(session, await session.get(type(row), row.id), 4)

    assert (told, listed) == ("thanks", ["thanks"])
    assert (await agent.get(f"/api/tickets/{row.id}")).json()["no_draft_reason"] is None


async def test_caps_and_waits_are_edited_like_other_preferences(admin, agent):
    wanted = {"drafts_per_ticket": None, "drafts_per_hour": 5, "held_back_share": 0.1, "draft_after_seconds": 0}
    changed = await admin.patch("/api/preferences", json=wanted)

    assert changed.json().items() >= (wanted | {"drafts_per_day": 5000}).items()
    for wrong in ({"held_back_share": 1.1}, {"drafts_per_day": -1}, {"draft_after_seconds": 601}):
        assert (await admin.patch("/api/preferences", json=wrong)).status_code == 422
    assert (await agent.patch("/api/preferences", json=wanted)).status_code == 403


async def test_a_credential_has_a_cap_for_the_month(admin, draft):
    path = "/api/openai/credentials/1"
    changed = (await admin.patch(path, json={"monthly_cap_usd": "12.50"})).json()["monthly_cap_usd"]
    lifted = (await admin.patch(path, json={"monthly_cap_usd": None})).json()["monthly_cap_usd"]

    assert (changed, lifted) == ("12.50", None)
    assert (await admin.patch(path, json={"monthly_cap_usd": -1})).status_code == 422
