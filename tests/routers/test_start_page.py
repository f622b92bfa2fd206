"""The first run's checklist: each step by its form, its state as the database has it."""

from __future__ import annotations

import re

import pytest
from rows import NOW, add_connection, add_message, add_ticket
from sqlalchemy import select

from tickets_service.models import (
    AIResponseDB,
    DraftState,
    OpenAICredentialDB,
    PlentyConnection,
    RunKind,
    RunState,
    SyncRun,
)


def login(plenty, **more):
    return {"base_url": plenty.url, "username": "practice", "password": "practice"} | more


def states(answer):
    return dict(re.findall(r'<li id="(\w+)" class="step (\w+)"', answer.text))


async def show(client):
    return states(await client.get("/start"))


async def add_run(sessions, state, **fields):
    async with sessions.begin() as session:
        session.add(SyncRun(kind=RunKind.REFRESH, state=state, **fields))


async def add_draft(sessions, state, **fields):
    async with sessions.begin() as session:
        number = 1 + len((await session.scalars(select(AIResponseDB.id))).all())
        ticket = await add_ticket(session, number)
        await add_message(session, ticket, number)
        session.add(AIResponseDB(ticket_id=ticket.id, state=state, **fields))


async def stored(sessions, what):
    async with sessions() as session:
        return (await session.scalars(select(what))).all()


async def test_only_an_admin_sets_the_service_up(agent, admin, stranger):
    assert (await agent.get("/start")).status_code == 403
    for action in ("connection", "refresh", "credential"):
        assert (await agent.post(f"/start/{action}")).status_code == 403
    assert (await stranger.get("/start")).status_code == 303

    assert await show(admin) == {"connection": "to_do", "refresh": "later", "credential": "to_do", "draft": "later"}


async def test_an_admin_is_led_there_until_plenty_is_connected(agent, admin, sessions):
    assert (await admin.get("/")).headers["location"] == "/start"
    assert (await agent.get("/")).headers["location"] == "/inbox"
    async with sessions.begin() as session:
        await add_connection(session)

    assert (await admin.get("/")).headers["location"] == "/inbox"


async def test_connecting_begins_the_first_refresh(admin, plenty):
    answer = await admin.post("/start/connection", data=login(plenty))

    assert (answer.status_code, answer.headers["location"]) == (303, "/start#refresh")
    page = await admin.get("/start")
    assert states(page) | {"credential": ""} == {
        "connection": "done",
        "refresh": "under_way",
        "credential": "",
        "draft": "later",
    }
    assert page.text.count('hx-get="/start"') == 2


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"password": "wrong"}, 422, "does not accept this user name and password"),
        ({"base_url": "shop"}, 422, "An address starts with https://"),
        ({"base_url": "http://127.0.0.1:9"}, 502, "Plenty cannot be reached"),
        ({"username": " "}, 422, "A connection needs a user name and a password."),
    ],
)
async def test_a_connection_that_does_not_work_is_not_stored(admin, plenty, sessions, wrong, status, words):
    answer = await admin.post("/start/connection", data=login(plenty, **wrong))

    assert (answer.status_code, words in answer.text) == (status, True)
    assert f'value="{login(plenty, **wrong)["base_url"]}"' in answer.text
    assert 'type="password" name="password" maxlength' in answer.text
    assert await stored(sessions, PlentyConnection) == []


async def test_a_form_without_fields_is_told_what_it_needs(admin):
    assert (await admin.post("/start/connection")).status_code == 422
    assert "A credential needs a token." in (await admin.post("/start/credential")).text
    assert (await admin.post("/start/refresh")).status_code == 409


async def test_a_credential_is_stored_tried_and_used(admin, model, sessions):
    answer = await admin.post("/start/credential", data={"token": "sk-practice-1", "base_url": model.base_url})

    assert (answer.status_code, answer.headers["location"]) == (303, "/start#draft")
    (row,) = await stored(sessions, OpenAICredentialDB)
    assert (row.is_active, row.model, row.label, row.token_hint) == (True, "gpt-4o-mini", "127.0.0.1", "ce-1")
    shown = await admin.get("/start")
    assert states(shown)["credential"] == "done"
    assert "sk-practice" not in shown.text


async def test_a_token_that_does_not_work_is_said_at_once_and_replaced_by_the_next(admin, model, sessions):
    wrong = await admin.post("/start/credential", data={"token": "sk-invalid", "base_url": "http://127.0.0.1:9/v1"})
    assert wrong.status_code == 502
    assert "It is stored, but a test failed:" in wrong.text
    assert 'value="http://127.0.0.1:9/v1"' in wrong.text
    assert (states(wrong)["credential"], states(wrong)["draft"]) == ("failed", "later")
    assert (await show(admin))["credential"] == "failed"
    await admin.post("/start/credential", data={"token": "sk-practice-2", "base_url": model.base_url})

    (row,) = await stored(sessions, OpenAICredentialDB)
    assert (row.base_url, row.token_hint, row.failing_since) == (model.base_url, "ce-2", None)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("model", "gpt 4o", "has no spaces"),
        ("token", "sk-ümlaut", "This is no API token."),
        ("base_url", "http://169.254.169.254/v1", "no model can be there"),
        ("base_url", "ollama", "An address starts with https://"),
    ],
)
async def test_what_no_credential_can_be_is_not_stored(admin, sessions, field, value, words):
    answer = await admin.post("/start/credential", data={"token": "sk-1", field: value})

    assert (answer.status_code, words in answer.text) == (422, True)
    assert await stored(sessions, OpenAICredentialDB) == []


async def test_an_endless_field_is_refused(admin):
    assert (await admin.post("/start/credential", data={"token": "x" * 5_000})).status_code == 422


async def add_credential(sessions, **fields):
    async with sessions.begin() as session:
        session.add(
            OpenAICredentialDB(label="x", encrypted_token=b"", token_hint="ce-1", model="m", is_active=True, **fields)
        )


async def test_a_step_that_failed_says_why_and_can_be_done_again(admin, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
    await add_run(sessions, RunState.FAILED, error="Plenty answered with status 500.")
    failed = await admin.get("/start")
    assert (states(failed)["refresh"], "Plenty answered with status 500." in failed.text) == ("failed", True)
    assert (await admin.post("/start/refresh")).headers["location"] == "/start#refresh"

    assert (await show(admin))["refresh"] == "under_way"


async def test_a_refresh_that_succeeded_once_is_done_for_good(admin, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
    await add_run(sessions, RunState.DONE, tickets_seen=56)
    await add_run(sessions, RunState.FAILED, error="Plenty answered with status 500.")
    page = await admin.get("/start")

    assert states(page)["refresh"] == "done"
    assert "56 open tickets are here." in page.text


async def test_the_last_step_follows_the_drafts(admin, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
    await add_run(sessions, RunState.DONE)
    await add_credential(sessions)
    assert "No ticket waits for a first answer" in (await admin.get("/start")).text
    await add_draft(sessions, DraftState.FAILED, error="The model cannot be reached.")
    failed = await admin.get("/start")
    assert (states(failed)["draft"], "The model cannot be reached." in failed.text) == ("failed", True)
    await add_draft(sessions, DraftState.WRITING)
    assert (await show(admin))["draft"] == "under_way"
    await add_draft(sessions, DraftState.READY, generated_text="Gern")
    page = await admin.get("/start")

    assert states(page) == dict.fromkeys(("connection", "refresh", "credential", "draft"), "done")
    assert 'class="btn primary" href="/inbox?view=ready"' in page.text
    assert 'hx-get="/start"' not in page.text


async def test_a_draft_that_was_stale_when_it_was_written_is_not_the_first_one(admin, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
    await add_run(sessions, RunState.DONE)
    await add_credential(sessions)
    await add_draft(sessions, DraftState.STALE, generated_text="Gern", model_used="gpt-practice")
    await add_draft(sessions, DraftState.QUEUED)
    assert (await show(admin))["draft"] == "under_way"
    await add_draft(sessions, DraftState.USED, generated_text="Gern", model_used="gpt-practice")

    assert (await show(admin))["draft"] == "done"


async def test_a_credential_that_began_to_fail_asks_for_another(admin, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
    await add_run(sessions, RunState.DONE)
    await add_draft(sessions, DraftState.QUEUED)
    await add_credential(sessions, failing_since=NOW, last_error="It refuses the token.")
    page = await admin.get("/start")

    assert (states(page)["credential"], states(page)["draft"]) == ("failed", "later")
    assert "It refuses the token." in page.text
    assert 'action="/start/credential"' in page.text
