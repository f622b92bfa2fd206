"""Tickets, replies and drafts over HTTP, as the contract writes them."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
from rows import NOW, add_connection, add_message, add_statuses, add_ticket, add_user
from sqlalchemy import update

from tickets_service.models import (
    AIResponseDB,
    Direction,
    DraftState,
    OpenAICredentialDB,
    Quarantined,
    Reply,
    Ticket,
    TicketStatus,
)

NOBODYS = "00000000-0000-4000-8000-000000000000"
TICKET_FIELDS = {
    "id", "plenty_ticket_id", "title", "status", "plenty_status_id", "plenty_status_name", "type_id", "priority",
    "source", "confidential", "plenty_id", "plenty_url", "contact_id", "order_id", "customer_name", "customer_email",
    "assignee_id", "language", "documents_count", "deadline_at", "resubmission_at", "draft_state", "last_message_at",
    "last_customer_message_at", "last_customer_message_id", "created_at", "updated_at", "synced_at",
}  # fmt: skip
MESSAGE_FIELDS = {"id", "plenty_message_id", "direction", "author", "text", "quoted_text", "html", "created_at"}
REPLY_FIELDS = {
    "id", "ticket_id", "state", "text", "kind", "ai_response_id", "based_on_message_id", "send_at", "sent_at",
    "plenty_message_id", "error", "created_at",
}  # fmt: skip
DRAFT_FIELDS = {
    "id", "ticket_id", "state", "generated_text", "model_used", "hint", "based_on_message_id", "prompt_tokens",
    "completion_tokens", "cost_usd", "error", "created_at", "finished_at",
}  # fmt: skip


@pytest.fixture
async def ticket(sessions):
    """A ticket with one message of its customer's."""
    async with sessions.begin() as session:
        await add_connection(session)
        await add_statuses(session)
        row = await add_ticket(session, 4711, plenty_status_id=1, contact_id=7)
        await add_message(session, row, 1)
        return row


@pytest.fixture
async def credential(sessions):
    async with sessions.begin() as session:
        row = OpenAICredentialDB(label="c", encrypted_token=b"x", token_hint="abcd", is_active=True)
        session.add(row)
    return row


def reply_body(ticket, text="Guten Tag", **more):
    return {
        "id": str(uuid4()),
        "text": text,
        "kind": "message",
        "based_on_message_id": ticket.last_public_message_id,
    } | more


async def test_a_ticket_has_every_field_of_the_contract(agent, ticket):
    listed = (await agent.get("/api/tickets")).json()["items"][0]
    whole = (await agent.get(f"/api/tickets/{ticket.id}")).json()

    assert set(listed) >= TICKET_FIELDS
    assert set(whole) >= TICKET_FIELDS | {"messages", "ai_response", "reply"}
    assert set(whole["messages"][0]) >= MESSAGE_FIELDS
    assert (whole["draft_state"], whole["ai_response"], whole["reply"]) == ("NONE", None, None)
    assert whole["last_customer_message_id"] == whole["messages"][0]["id"]
    assert whole["messages"][0]["created_at"].endswith("Z")


@pytest.mark.parametrize(
    "address",
    ["/api/tickets/999", "/api/tickets/999/messages", "/api/tickets/999/replies", "/api/tickets/999/ai-responses",
     "/api/ai-responses/999", "/api/ai-responses/999/events", f"/api/replies/{NOBODYS}", "/api/nothing"],
)  # fmt: skip
async def test_an_unknown_id_is_not_found(agent, address):
    answer = await agent.get(address)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/api/tickets?status=OPEN", "status"),
        ("/api/tickets?limit=0", "limit"),
        ("/api/tickets?limit=201", "limit"),
        ("/api/tickets?cursor=nonsense", "cursor"),
        ("/api/tickets?draft_state=PERHAPS", "draft_state"),
        ("/api/tickets?order_id=none", "order_id"),
        ("/api/tickets/abc", "ticket_id"),
        ("/api/replies/abc", "reply_id"),
    ],
)
async def test_an_invalid_parameter_is_named(agent, address, field):
    answer = await agent.get(address)

    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.json()["errors"])


async def test_the_list_pages_by_cursor(agent, sessions):
    async with sessions.begin() as session:
        for number in range(1, 8):
            await add_ticket(session, number)
    first = (await agent.get("/api/tickets?limit=5")).json()
    rest = (await agent.get("/api/tickets", params={"limit": 5, "cursor": first["next_cursor"]})).json()

    assert [ticket["plenty_ticket_id"] for ticket in first["items"] + rest["items"]] == [7, 6, 5, 4, 3, 2, 1]
    assert rest["next_cursor"] is None


async def test_filters_narrow_the_list(agent, ticket, sessions):
    async with sessions.begin() as session:
        await add_ticket(session, 2, status=TicketStatus.DONE, title="Rechnung", order_id=30017)
    for query, found in (
        ("status=DONE", [2]),
        ("status=DONE&status=TODO", [4711, 2]),
        ("q=rechn", [2]),
        ("q=30017", [2]),
        ("q=paket", [4711]),
        ("contact_id=7", [4711]),
        ("order_id=30017", [2]),
        ("draft_state=READY", []),
    ):
        items = (await agent.get(f"/api/tickets?{query}")).json()["items"]
        assert [ticket["plenty_ticket_id"] for ticket in items] == found, query


async def test_a_change_is_here_at_once(agent, ticket, sessions):
    async with sessions.begin() as session:
        user = await add_user(session)
    answer = await agent.patch(
        f"/api/tickets/{ticket.id}", json={"status": "IN_PROGRESS", "assignee_id": user.id, "priority": 3}
    )

    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["assignee_id"], answer.json()["priority"]) == (
        "IN_PROGRESS", user.id, 3,
    )  # fmt: skip
    assert (await agent.get(f"/api/tickets?assignee={user.id}")).json()["items"][0]["id"] == ticket.id


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "OPEN"}, "status"),
        ({"status": None}, "status"),
        ({"priority": "high"}, "priority"),
        ({"assignee_id": 999}, "assignee_id"),
        ({"title": "neu"}, "title"),
    ],
)
async def test_a_change_that_makes_no_sense_names_the_field(agent, ticket, body, field):
    answer = await agent.patch(f"/api/tickets/{ticket.id}", json=body)

    assert answer.status_code == 422
    assert field in answer.json()["errors"]


async def test_only_an_admin_erases_and_only_once(agent, admin, ticket):
    assert (await agent.delete(f"/api/tickets/{ticket.id}")).status_code == 403
    assert (await admin.delete(f"/api/tickets/{ticket.id}")).status_code == 204
    assert (await admin.delete(f"/api/tickets/{ticket.id}")).status_code == 404


async def test_a_reply_is_approved_once_however_often_it_is_sent(agent, ticket):
    body = reply_body(ticket)
    first = await agent.post(f"/api/tickets/{ticket.id}/replies", json=body)
    again = await agent.post(f"/api/tickets/{ticket.id}/replies", json=body)
    other = await agent.post(f"/api/tickets/{ticket.id}/replies", json=body | {"text": "anders"})

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert set(first.json()) >= REPLY_FIELDS
    assert again.json() == first.json()
    assert (await agent.get(f"/api/tickets/{ticket.id}")).json()["reply"]["id"] == body["id"]
    assert len((await agent.get(f"/api/tickets/{ticket.id}/replies")).json()["items"]) == 1


async def test_twenty_impatient_clicks_are_one_reply(agent, ticket):
    answers = await asyncio.gather(
        *(agent.post(f"/api/tickets/{ticket.id}/replies", json=reply_body(ticket)) for _ in range(20))
    )

    assert sorted(answer.status_code for answer in answers) == [201] + 19 * [409]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"text": ""}, 422),
        ({"text": " \n\u200b"}, 422),
        ({"kind": "mail"}, 422),
        ({"id": "1"}, 422),
        ({"based_on_message_id": None}, 409),
        ({"based_on_message_id": 999}, 409),
        ({"ai_response_id": 999}, 422),
        ({"unknown": 1}, 422),
        ({"text": "x" * 1_100_000}, 413),
    ],
)
async def test_a_reply_that_cannot_be_is_refused(agent, ticket, change, status):
    answer = await agent.post(f"/api/tickets/{ticket.id}/replies", json=reply_body(ticket) | change)

    assert answer.status_code == status, answer.text


async def test_a_reply_must_say_which_message_it_answers(agent, ticket):
    body = reply_body(ticket)
    del body["based_on_message_id"]

    assert (await agent.post(f"/api/tickets/{ticket.id}/replies", json=body)).status_code == 422


async def test_a_thread_that_moved_on_refuses_the_reply(agent, ticket, sessions):
    body = reply_body(ticket)
    async with sessions.begin() as session:
        await add_message(session, await session.get(Ticket, ticket.id), 2)

    answer = await agent.post(f"/api/tickets/{ticket.id}/replies", json=body)

    assert answer.status_code == 409
    assert "moved on" in answer.json()["detail"]


async def test_a_confidential_ticket_takes_notes_only(agent, ticket, sessions):
    async with sessions.begin() as session:
        await session.execute(update(Ticket).values(confidential=True))

    assert (await agent.post(f"/api/tickets/{ticket.id}/replies", json=reply_body(ticket))).status_code == 409
    note = reply_body(ticket, kind="comment")
    assert (await agent.post(f"/api/tickets/{ticket.id}/replies", json=note)).status_code == 201


async def test_a_reply_can_be_taken_back_while_it_waits(agent, ticket, sessions):
    reply = (await agent.post(f"/api/tickets/{ticket.id}/replies", json=reply_body(ticket))).json()

    cancelled = await agent.delete(f"/api/replies/{reply['id']}")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "CANCELLED")
    assert (await agent.delete(f"/api/replies/{reply['id']}")).status_code == 409
    assert (await agent.delete(f"/api/replies/{uuid4()}")).status_code == 404
    assert (await agent.get(f"/api/tickets/{ticket.id}")).json()["reply"] is None


async def test_a_resolution_is_only_for_a_reply_that_needs_a_person(agent, ticket, sessions):
    reply = (await agent.post(f"/api/tickets/{ticket.id}/replies", json=reply_body(ticket))).json()
    address = f"/api/replies/{reply['id']}/resolution"
    assert (await agent.post(address, json={"outcome": "abandoned"})).status_code == 409
    async with sessions.begin() as session:
        await session.execute(update(Reply).values(state="CANCELLED"))
        doubtful = Reply(
            id=uuid4(),
            ticket_id=ticket.id,
            state="NEEDS_HUMAN",
            kind="message",
            text="t",
            body="t",
            body_sha256=b"",
            author="user:1",
            send_at=NOW,
        )
        session.add(doubtful)
    address = f"/api/replies/{doubtful.id}/resolution"

    assert (await agent.post(address, json={"outcome": "perhaps"})).status_code == 422
    assert (await agent.post(address, json={"outcome": "sent"})).status_code == 422
    assert (await agent.post(address, json={"outcome": "abandoned"})).json()["state"] == "ABANDONED"
    assert (await agent.post(address, json={"outcome": "abandoned"})).status_code == 409


async def test_a_draft_is_asked_for_once_at_a_time(agent, ticket, credential):
    first = await agent.post(f"/api/tickets/{ticket.id}/ai-responses", json={"hint": "biete Ersatz an"})
    again = await agent.post(f"/api/tickets/{ticket.id}/ai-responses")

    assert (first.status_code, again.status_code) == (202, 202)
    assert set(first.json()) >= DRAFT_FIELDS
    assert again.json()["id"] == first.json()["id"]
    assert first.json()["based_on_message_id"] == ticket.last_public_message_id
    assert (await agent.get(f"/api/tickets/{ticket.id}")).json()["ai_response"]["state"] == "QUEUED"
    assert (await agent.get("/api/tickets?draft_state=QUEUED")).json()["items"][0]["id"] == ticket.id


async def test_a_draft_that_is_ready_stays_while_the_next_one_is_written(agent, ticket, credential, sessions):
    async with sessions.begin() as session:
        session.add(AIResponseDB(ticket_id=ticket.id, state=DraftState.READY, generated_text="alt"))
    await agent.post(f"/api/tickets/{ticket.id}/ai-responses", json={})

    states = [row["state"] for row in (await agent.get(f"/api/tickets/{ticket.id}/ai-responses")).json()["items"]]
    assert states == ["QUEUED", "READY"]
    listed = {
        state: [row["draft_state"] for row in (await agent.get(f"/api/tickets?draft_state={state}")).json()["items"]]
        for state in ("READY", "QUEUED")
    }
    assert listed == {"READY": ["READY"], "QUEUED": []}


async def test_without_a_credential_a_draft_is_refused_with_what_to_do(agent, ticket):
    answer = await agent.post(f"/api/tickets/{ticket.id}/ai-responses", json={})

    assert answer.status_code == 409
    assert "credential" in answer.json()["detail"]


@pytest.mark.parametrize("body", [{"hint": "x" * 3000}, {"credential_id": 999}, {"credential_id": "x"}, {"hints": ""}])
async def test_a_draft_that_cannot_be_is_refused(agent, ticket, credential, body):
    assert (await agent.post(f"/api/tickets/{ticket.id}/ai-responses", json=body)).status_code == 422


async def test_the_events_of_a_finished_draft_are_its_text_and_its_end(agent, ticket, sessions):
    async with sessions.begin() as session:
        draft = AIResponseDB(ticket_id=ticket.id, state=DraftState.READY, generated_text="Guten Tag")
        session.add(draft)

    said = await agent.get(f"/api/ai-responses/{draft.id}/events")

    assert said.headers["content-type"].startswith("text/event-stream")
    assert said.text.startswith('event: text\ndata: {"text": "Guten Tag"}\n\nevent: done\ndata: {')


async def test_feedback_is_kept_and_may_change(agent, ticket, sessions):
    async with sessions.begin() as session:
        draft = AIResponseDB(ticket_id=ticket.id, state=DraftState.READY, generated_text="Guten Tag")
        session.add(draft)
    address = f"/api/ai-responses/{draft.id}/feedback"

    assert (await agent.post(address, json={"rating": "up"})).status_code == 204
    assert (await agent.post(address, json={"rating": "down", "reason": "zu lang"})).status_code == 204
    assert (await agent.post(address, json={"rating": "maybe"})).status_code == 422
    assert (await agent.post("/api/ai-responses/999/feedback", json={"rating": "up"})).status_code == 404


async def test_a_sync_without_a_connection_is_refused_and_one_under_way_is_joined(agent, sessions):
    assert (await agent.post("/api/tickets/sync")).status_code == 409
    async with sessions.begin() as session:
        await add_connection(session)

    first = await agent.post("/api/tickets/sync", json={"full": False})
    assert first.status_code == 202
    assert (await agent.post("/api/tickets/sync", json={})).json()["id"] == first.json()["id"]
    full = (await agent.post("/api/tickets/sync", json={"full": True})).json()
    assert (full["kind"], full["state"]) == ("full", "RUNNING")
    overview = (await agent.get("/api/tickets/sync")).json()
    assert (overview["running"], overview["last_run"], overview["backfill"]["state"]) == (True, None, "RUNNING")
    assert (await agent.post("/api/tickets/sync", json={"full": "soon"})).status_code == 422


async def test_an_opened_ticket_is_the_same_when_asked_again(agent, ticket):
    body = {"id": str(uuid4()), "title": "Rückruf", "text": "Guten Tag, wir melden uns.", "contact_id": 7}
    first = await agent.post("/api/tickets", json=body)
    again = await agent.post("/api/tickets", json=body)

    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json()["id"] == first.json()["id"]
    assert first.json()["plenty_ticket_id"] is None
    whole = (await agent.get(f"/api/tickets/{first.json()['id']}")).json()
    assert whole["reply"]["text"] == "Guten Tag, wir melden uns."


@pytest.mark.parametrize("change", [{"title": ""}, {"text": "  "}, {"id": "x"}, {"contact_id": "x"}, {"plenty": 1}])
async def test_a_ticket_that_cannot_be_is_refused_whole(agent, ticket, change):
    body = {"id": str(uuid4()), "title": "Rückruf", "text": "Guten Tag"} | change

    assert (await agent.post("/api/tickets", json=body)).status_code == 422
    assert len((await agent.get("/api/tickets")).json()["items"]) == 1


async def test_quarantined_records_are_shown_to_admins(admin, sessions):
    async with sessions.begin() as session:
        session.add(Quarantined(kind="ticket", plenty_record_id=9, payload="{}", payload_hash=b"", reason="no id"))

    assert (await admin.get("/api/tickets/quarantine")).json()["items"][0]["reason"] == "no id"


async def test_preferences_are_edited_by_admins(admin):
    assert (await admin.get("/api/preferences")).json()["automatic_drafts_per_day"] == 500
    changed = await admin.patch("/api/preferences", json={"status_after_reply": None, "shop_name": "Wohnladen"})

    assert (changed.json()["status_after_reply"], changed.json()["shop_name"]) == (None, "Wohnladen")
    assert changed.json()["automatic_drafts_per_day"] == 500
    for wrong in ({"automatic_drafts_per_day": -1}, {"house_rules": "x" * 4_001}):
        assert (await admin.patch("/api/preferences", json=wrong)).status_code == 422


async def test_internal_notes_never_count_as_the_newest_public_message(agent, ticket, sessions):
    async with sessions.begin() as session:
        row = await session.get(Ticket, ticket.id)
        await add_message(session, row, 2, direction=Direction.INTERNAL)

    assert (await agent.post(f"/api/tickets/{ticket.id}/replies", json=reply_body(ticket))).status_code == 201
