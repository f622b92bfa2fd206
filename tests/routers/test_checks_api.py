"""What must be looked at in a text, and sending it all the same."""

from __future__ import annotations

from uuid import uuid4

import pytest
from rows import add_connection, add_message, add_ticket
from sqlalchemy import func, select, text

from tickets_service.knowledge import articles
from tickets_service.knowledge.schemas import ArticleIn
from tickets_service.models import AIResponseDB, ArticleKind, DraftState, Reply

RISKY = "Wir erstatten Ihnen 20 Euro."
HARMLESS = "Vielen Dank für Ihre Nachricht."


@pytest.fixture
async def drafted(sessions):
    async with sessions.begin() as session:
        await add_connection(session)
        ticket = await add_ticket(session, 4711, source="ebay")
        message = await add_message(session, ticket, 1)
        draft = AIResponseDB(
            ticket_id=ticket.id, state=DraftState.READY, generated_text=RISKY, based_on_message_id=message.id
        )
        session.add(draft)
        await session.flush()
        return ticket.id, message.id, draft.id


def reply(drafted, **fields):
    _, message_id, draft_id = drafted
    given = {"kind": "message", "text": RISKY, "based_on_message_id": message_id, "ai_response_id": draft_id}
    return {"id": str(uuid4())} | given | fields


async def test_a_text_is_checked_without_storing_anything(agent, drafted):
    answer = await agent.post(f"/api/tickets/{drafted[0]}/checks", json={"text": RISKY})

    assert answer.status_code == 200
    assert (answer.json()["limit"], len(answer.json()["must_acknowledge"])) == (950, 1)


async def test_checks_refuse_what_cannot_be(agent, stranger, drafted):
    address = f"/api/tickets/{drafted[0]}/checks"

    assert (await stranger.post(address, json={"text": "x"})).status_code == 401
    assert (await agent.post("/api/tickets/999999/checks", json={"text": "x"})).status_code == 404
    assert (await agent.post("/api/tickets/x/checks", json={"text": "x"})).status_code == 422
    for wrong in ({}, {"text": 1}, {"text": "x", "colour": "red"}, {"text": "x" * 200_001}):
        assert (await agent.post(address, json=wrong)).status_code == 422


async def test_what_began_as_a_draft_is_sent_once_its_marks_are_acknowledged(agent, drafted, sessions):
    address = f"/api/tickets/{drafted[0]}/replies"
    refused = await agent.post(address, json=reply(drafted))
    keys = [mark["key"] for mark in refused.json()["unacknowledged"]]
    async with sessions() as session:
        stored = await session.scalar(select(func.count()).select_from(Reply))
        jobs = await session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send_reply'"))
    partly = await agent.post(address, json=reply(drafted, acknowledged=["guard:money:another"]))
    sent = reply(drafted, acknowledged=keys)
    accepted = await agent.post(address, json=sent)
    again = await agent.post(address, json=sent | {"acknowledged": []})

    assert (refused.status_code, stored, jobs, partly.status_code) == (409, 0, 0, 409)
    assert (accepted.status_code, again.status_code) == (201, 200)
    async with sessions() as session:
        assert (await session.scalars(select(Reply.acknowledged))).all() == [keys]


async def test_own_words_and_notes_need_no_acknowledgement(agent, drafted):
    address = f"/api/tickets/{drafted[0]}/replies"
    note = await agent.post(address, json=reply(drafted, kind="comment"))
    own = await agent.post(address, json=reply(drafted, ai_response_id=None))

    assert (note.status_code, own.status_code) == (201, 201)


async def test_a_rephrased_block_is_named_and_needs_an_acknowledgement(agent, drafted, sessions):
    block = "Sie können die Ware binnen vierzehn Tagen zurücksenden. Bitte legen Sie den Lieferschein bei."
    said = "Bitte legen Sie den Lieferschein bei; die Ware können Sie binnen zwanzig Tagen zurücksenden."
    async with sessions.begin() as session:
        wanted = ArticleIn(key="returns", kind=ArticleKind.BLOCK, title="Rücksendung", text=block)
        await articles.add(session, wanted, actor="test")
        other = ArticleIn(key="other", kind=ArticleKind.BLOCK, title="x", text=said, source="otto")
        await articles.add(session, other, actor="test")
    checked = (await agent.post(f"/api/tickets/{drafted[0]}/checks", json={"text": said})).json()
    address = f"/api/tickets/{drafted[0]}/replies"
    refused = await agent.post(address, json=reply(drafted, text=said))
    verbatim = await agent.post(address, json=reply(drafted, text=f"Guten Tag,\n\n{block}"))

    assert [(mark["of"], mark["what"], mark["verdict"], mark["verbatim"]) for mark in checked["marks"]] == [
        ("block", "returns", "rephrased", block)
    ]
    assert [mark["key"] for mark in refused.json()["unacknowledged"]] == checked["must_acknowledge"]
    assert verbatim.status_code == 201


async def test_a_harmless_edit_of_a_risky_draft_needs_none(agent, drafted):
    address = f"/api/tickets/{drafted[0]}/replies"

    assert (await agent.post(address, json=reply(drafted, text=HARMLESS))).status_code == 201


async def test_rules_hosts_and_accounts_are_the_shops_own(admin, agent, drafted):
    own = {"own_hosts": ["laden.example"], "own_ibans": ["DE89 3704 0044 0532 0130 00"]}
    changed = await admin.patch(
        "/api/preferences", json=own | {"channel_rules": {"channels": {"ebay": {"length": {"most": 20}}}}}
    )
    checks = await agent.post(f"/api/tickets/{drafted[0]}/checks", json={"text": "Konto DE89370400440532013000"})

    assert changed.json()["own_ibans"] == ["DE89370400440532013000"]
    assert checks.json()["must_acknowledge"] == ["channel:too_long"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"own_hosts": ["https://laden.example/"]},
        {"own_hosts": ["Laden"]},
        {"own_ibans": ["DE1"]},
        {"own_ibans": ["1234567890123456"]},
        {"own_ibans": ["DE88370400440532013000"]},
        {"own_ibans": ["DE8937040044053201300"]},
        {"channel_rules": {"channels": {"ebay": {"length": {"most": "viel"}}}}},
        {"channel_rules": {"colours": {}}},
        {"channel_rules": {"sources": {"ebay": "nowhere"}}},
    ],
)
async def test_rules_that_cannot_be_used_are_refused(admin, wrong):
    answer = await admin.patch("/api/preferences", json=wrong)

    assert answer.status_code == 422
    assert answer.json()["errors"]
