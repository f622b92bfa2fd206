"""Connecting Plenty and a model over HTTP."""

from __future__ import annotations

import pytest
from rows import add_statuses, add_ticket

from tickets_service.plenty.logins import MOST_A_MINUTE
from tickets_service.practice.plenty import run_practice_plenty


def connection(plenty, **more):
    return {"base_url": plenty.url, "username": "practice", "password": "practice"} | more


async def test_a_connection_is_tested_before_it_is_stored(admin, plenty):
    assert (await admin.get("/api/plenty/connection")).json()["state"] == "NONE"
    refused = await admin.put("/api/plenty/connection", json=connection(plenty, password="wrong"))
    assert refused.status_code == 422
    assert (await admin.get("/api/plenty/connection")).json()["state"] == "NONE"

    stored = await admin.put("/api/plenty/connection", json=connection(plenty, base_url=f"{plenty.url}/rest/"))

    assert (stored.status_code, stored.json()["base_url"], stored.json()["state"]) == (200, plenty.url, "OK")
    assert "practice" not in str({k: v for k, v in stored.json().items() if k != "username"})


async def test_passwords_are_not_guessed_here(admin, plenty):
    wrong = connection(plenty, password="wrong")
    answers = [await admin.put("/api/plenty/connection", json=wrong) for _ in range(MOST_A_MINUTE + 1)]

    assert [answer.status_code for answer in answers] == [*[422] * MOST_A_MINUTE, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].headers["Content-Type"] == "application/problem+json"


async def test_a_new_connection_is_read_from_at_once(admin, plenty):
    await admin.put("/api/plenty/connection", json=connection(plenty))

    begun = (await admin.get("/api/tickets/sync/runs")).json()["items"]

    assert [(run["kind"], run["state"]) for run in begun] == [("refresh", "RUNNING")]


@pytest.mark.parametrize(
    "base_url",
    ["http://shop.example", "https://10.0.0.1", "https://169.254.169.254", "ftp://shop.example", "shop", "",
     "https://user:pw@shop.example", "https://[::ffff:10.0.0.1]", "https://2130706433:1/x\\y"],
)  # fmt: skip
async def test_an_address_no_plenty_can_have_is_refused_by_name(admin, plenty, base_url):
    answer = await admin.put("/api/plenty/connection", json=connection(plenty, base_url=base_url))

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["base_url"])


async def test_a_plenty_that_does_not_answer_is_a_bad_gateway(admin, plenty):
    answer = await admin.put("/api/plenty/connection", json=connection(plenty, base_url="http://127.0.0.1:9"))

    assert answer.status_code == 502


async def test_another_system_is_refused_while_tickets_are_stored(admin, plenty, sessions):
    await admin.put("/api/plenty/connection", json=connection(plenty))
    async with sessions.begin() as session:
        await add_ticket(session, 1)
    with run_practice_plenty() as other:
        answer = await admin.put("/api/plenty/connection", json=connection(other))

    assert answer.status_code == 409
    assert (await admin.put("/api/plenty/connection", json=connection(plenty))).status_code == 200


async def test_limits_and_reads_are_passed_on(admin, agent, plenty):
    await admin.put("/api/plenty/connection", json=connection(plenty))
    listed = await agent.get("/api/plenty/rest/tickets?itemsPerPage=2")
    assert (listed.status_code, len(listed.json()["entries"])) == (200, 2)
    scopes = {window["scope"] for window in (await agent.get("/api/plenty/limits")).json()["items"]}
    assert {"read/short", "read/long", "write/short"} <= scopes


@pytest.mark.parametrize(
    "path",
    ["login", "users/me", "tickets/1/../../login", "tickets/%2e%2e/login", "tickets//1", "tickets/1?x=1", "orders",
     "tickets/0", "tickets/1%0d%0aX:1", "batch", "tickets/1/messages/1", "//evil.example/rest/tickets", "TICKETS"],
)  # fmt: skip
async def test_nothing_outside_the_table_is_passed_on(admin, agent, plenty, path):
    await admin.put("/api/plenty/connection", json=connection(plenty))
    calls = len(plenty.plenty.calls)

    answer = await agent.get(f"/api/plenty/rest/{path}")

    assert answer.status_code in (403, 404)
    assert len(plenty.plenty.calls) == calls


async def test_without_a_connection_reads_are_refused(agent):
    assert (await agent.get("/api/plenty/rest/tickets")).status_code == 409


async def test_what_a_status_means_is_edited(admin, sessions):
    async with sessions.begin() as session:
        await add_statuses(session)
    items = (await admin.get("/api/plenty/statuses")).json()["items"]
    items[0]["status"], items[1]["is_target"] = "IN_PROGRESS", False

    edited = await admin.put("/api/plenty/statuses", json={"items": items})

    assert edited.status_code == 200, edited.text
    assert edited.json()["items"][0]["status"] == "IN_PROGRESS"
    unknown = [{"plenty_status_id": 99, "status": "DONE", "is_target": True}]
    assert (await admin.put("/api/plenty/statuses", json={"items": unknown})).status_code == 422


async def test_a_ticket_is_read_again_on_demand(admin, agent, plenty, sessions):
    await admin.put("/api/plenty/connection", json=connection(plenty))
    newest = max(plenty.plenty.tickets)
    async with sessions.begin() as session:
        ticket = await add_ticket(session, newest)

    answer = await agent.post(f"/api/tickets/{ticket.id}/refresh")

    assert answer.status_code == 200
    assert answer.json()["title"] == plenty.plenty.tickets[newest].title
    assert answer.json()["synced_at"] is not None
    assert (await agent.post("/api/tickets/999/refresh")).status_code == 404


async def test_a_credential_keeps_its_token_to_itself(admin, model):
    offered = {"label": "Main", "token": "sk-practice-secret-9876", "base_url": model.base_url}
    first = await admin.post("/api/openai/credentials", json=offered)
    second = await admin.post("/api/openai/credentials", json=offered | {"label": "Spare", "model": "gpt-4o"})

    assert first.status_code == 201
    assert (first.json()["is_active"], first.json()["token_hint"], first.json()["model"]) == (
        True,
        "9876",
        "gpt-4o-mini",
    )
    assert second.json()["is_active"] is False
    everything = (await admin.get("/api/openai/credentials")).text + first.text + second.text
    assert "sk-practice" not in everything


async def test_a_credential_is_tested_activated_changed_and_removed(admin, model):
    offered = {"label": "Main", "token": "sk-practice-1", "base_url": model.base_url}
    first = (await admin.post("/api/openai/credentials", json=offered)).json()
    second = (await admin.post("/api/openai/credentials", json=offered | {"token": "wrong"})).json()

    tested = (await admin.post(f"/api/openai/credentials/{first['id']}/test")).json()
    assert (tested["ok"], "gpt-4o-mini" in tested["models"], tested["error"]) == (True, True, None)
    broken = (await admin.post(f"/api/openai/credentials/{second['id']}/test")).json()
    assert (broken["ok"], broken["models"]) == (False, [])
    assert "token" in broken["error"]
    assert (await admin.post(f"/api/openai/credentials/{second['id']}/activation")).status_code == 204
    shown = {row["id"]: row["is_active"] for row in (await admin.get("/api/openai/credentials")).json()["items"]}
    assert shown == {first["id"]: False, second["id"]: True}
    address = f"/api/openai/credentials/{first['id']}"
    assert (await admin.patch(address, json={"model": "gpt-4.1"})).json()["model"] == "gpt-4.1"
    assert (await admin.patch(address, json={"base_url": "https://other.example/v1"})).status_code == 422
    assert (await admin.delete(address)).status_code == 204
    assert (await admin.get(address)).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"token": ""}, "token"),
        ({"token": "schlüssel"}, "token"),
        ({"label": ""}, "label"),
        ({"base_url": "http://169.254.169.254/v1"}, "base_url"),
        ({"base_url": "nowhere"}, "base_url"),
        ({"context_window": 10}, "context_window"),
        ({"model": "a b"}, "model"),
    ],
)
async def test_a_credential_that_cannot_be_names_the_field(admin, change, field):
    answer = await admin.post("/api/openai/credentials", json={"label": "l", "token": "t"} | change)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]


async def test_the_connection_check_says_what_is_wrong_and_what_to_do(admin, agent, plenty):
    said = (await admin.post("/api/plenty/connection/check")).json()["items"]
    assert [part["ok"] for part in said] == [False, False, True, True, True]
    assert "plenty connect" in said[0]["sentence"]

    await admin.put("/api/plenty/connection", json=connection(plenty))
    said = {part["name"]: part for part in (await admin.post("/api/plenty/connection/check")).json()["items"]}
    assert all(part["ok"] for part in said.values())
    assert "event procedure" in said["e-mail"]["sentence"]


async def test_missing_rights_are_named_with_where_to_give_them(admin, plenty):
    await admin.put("/api/plenty/connection", json=connection(plenty, username="limited", password="limited"))
    said = {part["name"]: part for part in (await admin.post("/api/plenty/connection/check")).json()["items"]}

    assert not said["plenty rights"]["ok"]
    assert "may not read contacts and orders" in said["plenty rights"]["sentence"]
    assert "Roles" in said["plenty rights"]["sentence"]
