"""The service as processes, driven from outside: the main job, and a worker that dies in the middle of a send."""

from __future__ import annotations

import os
import signal
from uuid import uuid4

import httpx2
import pytest
from service import Service, until

from tickets_service.embedded import start_embedded
from tickets_service.practice.model import Knobs as ModelKnobs
from tickets_service.practice.model import run_practice_model
from tickets_service.practice.plenty import run_practice_plenty
from tickets_service.schema import head
from tickets_service.vault import new_key

pytestmark = pytest.mark.timeout(180)
OVER = ("SENT", "STALE", "REJECTED", "NEEDS_HUMAN", "CANCELLED")


@pytest.fixture
def plenty():
    with run_practice_plenty() as running:
        yield running


@pytest.fixture
def model():
    with run_practice_model(knobs=ModelKnobs(latency_seconds=0.05)) as running:
        yield running


@pytest.fixture
def service(tmp_path):
    service = Service(tmp_path / "a folder with spaces")
    yield service
    service.stop_all()


def connect(api, plenty, model):
    connection = {"base_url": f"{plenty.url}/rest/", "username": "practice", "password": "practice"}
    assert api.put("/plenty/connection", json=connection).json()["state"] == "OK"
    credential = {"label": "practice", "token": "sk-practice-1", "base_url": model.base_url}
    assert api.post("/openai/credentials", json=credential).status_code == 201


def synced(api):
    assert api.post("/tickets/sync").status_code == 202
    until(lambda: not api.get("/tickets/sync").json()["running"])
    return api.get("/tickets").json()["items"]


def approve(api, ticket, text, **more):
    body = {"id": str(uuid4()), "text": text, "kind": "message", "based_on_message_id": ticket["messages"][-1]["id"]}
    answer = api.post(f"/tickets/{ticket['id']}/replies", json=body | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def ended(api, reply_id, *, seconds=30):
    def look():
        reply = api.get(f"/replies/{reply_id}").json()
        return reply if reply["state"] in OVER else None

    return until(look, seconds=seconds)


def test_the_main_job_from_a_customers_mail_to_the_reply_in_plenty(service, plenty, model):
    service.forked = False
    opened = plenty.plenty.customer_opens("Guten Tag, wo bleibt meine Bestellung? Erika Muster")
    service.serve()
    api = service.api()
    connect(api, plenty, model)

    (listed,) = synced(api)
    draft = until(lambda: (d := api.get(f"/tickets/{listed['id']}").json())["draft_state"] == "READY" and d)
    text = draft["ai_response"]["generated_text"]
    reply = approve(api, draft, text, ai_response_id=draft["ai_response"]["id"])
    assert ended(api, reply["id"])["state"] == "SENT"

    assert [message.type for message in plenty.plenty.messages(opened.id)] == ["message", "message"]
    after = api.get(f"/tickets/{listed['id']}").json()
    assert (after["status"], after["draft_state"], len(after["messages"])) == ("WAITING", "NONE", 2)
    synced(api)
    assert len(api.get(f"/tickets/{listed['id']}/messages").json()["items"]) == 2, "adopted, not doubled"

    keys = service.folder / "data" / "secret.keys"
    keys.write_text(new_key() + "\n" + keys.read_text())
    assert service.command("keys", "rotate") == "4 secrets were sealed anew."
    keys.write_text(keys.read_text().split()[0])
    plenty.plenty.customer_writes(opened.id, "Danke, und wann genau?")
    assert until(lambda: len(synced(api)) and api.get(f"/tickets/{listed['id']}").json()["draft_state"] == "READY")


def test_a_worker_killed_in_the_middle_of_a_send_sends_nothing_twice(service, plenty, model):
    opened = plenty.plenty.customer_opens("Wann kommt mein Paket?")
    service.serve("--no-worker")
    worker = service.start("worker")
    api = service.api()
    connect(api, plenty, model)
    (listed,) = synced(api)
    ticket = api.get(f"/tickets/{listed['id']}").json()
    plenty.plenty.add_fault("timeout_after", method="POST", path=f"/rest/tickets/{opened.id}", seconds=30)

    reply = approve(api, ticket, "Ihr Paket ist unterwegs.")
    until(lambda: len(plenty.plenty.messages(opened.id)) == 2)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert api.get(f"/replies/{reply['id']}").json()["state"] == "IN_FLIGHT"
    service.start("worker")

    def the_new_worker_has_read():
        return [call for call in plenty.plenty.calls if call.path.endswith("/messages")]

    until(the_new_worker_has_read)
    synced(api)
    posts = [call for call in plenty.plenty.calls if (call.method, call.path) == ("POST", f"/rest/tickets/{opened.id}")]
    assert len(posts) == 1
    assert len(plenty.plenty.messages(opened.id)) == 2


def test_plenty_down_is_said_with_its_beginning_and_caught_up_with(service, plenty, model):
    service.serve()
    api = service.api()
    connect(api, plenty, model)
    plenty.plenty.add_fault("502_before", path="/rest/tickets.*", times=1000)
    api.post("/tickets/sync")
    until(lambda: api.get("/plenty/connection").json()["failing_since"])
    assert httpx2.get(f"{service.url}/health/ready").status_code == 200

    plenty.plenty.faults.clear()
    plenty.plenty.customer_opens("Hallo?")
    assert until(lambda: synced(api))
    assert api.get("/plenty/connection").json()["failing_since"] is None


def test_a_new_message_that_an_import_met_first_is_drafted_by_the_next_refresh(service, plenty, model):
    service.serve()
    api = service.api()
    connect(api, plenty, model)
    synced(api)
    plenty.plenty.customer_opens("Wo bleibt mein Paket?")
    api.post("/tickets/sync", json={"full": True})
    until(lambda: not api.get("/tickets/sync").json()["running"])
    assert api.get("/tickets").json()["items"]
    synced(api)

    assert until(lambda: api.get("/tickets").json()["items"][0]["draft_state"] != "NONE")


@pytest.fixture
def database(service):
    """Kept up for commands that follow each other."""
    with start_embedded(service.folder / "data", durable=False):
        yield


def test_the_command_line_does_the_main_job_too(service, database, plenty, model):
    plenty.plenty.customer_opens("Hallo?")
    url = ("--url", plenty.url)
    said = service.command("plenty", "connect", *url, "--username", "practice", "--password-stdin", typed="practice\n")
    assert said == f"Connected to {plenty.url}."
    credential = ("--label", "p", "--base-url", model.base_url, "--token-stdin")
    service.command("openai", "add", *credential, typed="sk-practice-1\n")
    assert "1 tickets seen" in service.command("sync")
    assert "tickets seen" in service.command("sync", "--full")
    assert service.command("migrate") == f"The schema is at {head()}."
    assert service.command("doctor").count("ok") == 11
    assert service.command("keys", "rotate") == "0 secrets were sealed anew."


def test_people_and_programs_are_let_in_by_command(service, database):
    anna = ("anna@example.org", "--role", "admin", "--password-stdin")
    service.command("user", "add", *anna, typed="seven grey parrots\n")
    assert "/setup/" in service.command("user", "add", "ben@example.org", "--name", "Ben")
    assert "/setup/" in service.command("user", "reset", "anna@example.org")
    service.command("user", "disable", "ben@example.org")
    assert "disabled" in service.command("user", "list")
    refused = service.command("user", "reset", "ben@example.org", succeeds=False)
    assert "enable it first" in refused
    assert "/setup/" not in refused
    token = service.command("token", "add", "robot")
    assert "\n" not in token
    service.command("token", "revoke", "robot")
    listed = service.command("token", "list")
    assert "revoked" in listed
    assert token not in listed


FAILING = {
    ("user", "disable", "nobody@example.org"): ("", "There is no user"),
    ("token", "revoke", "nothing"): ("", "There is no token"),
    ("sync",): ("", "No Plenty connection"),
    ("plenty", "connect", "--url", "http://shop.example", "--username", "u", "--password-stdin"): ("p\n", "https"),
    ("openai", "add", "--label", "l", "--token-stdin"): ("", "No token"),
    ("openai", "add", "--label", "", "--token-stdin"): ("sk-x\n", "--label"),
}


def test_a_command_that_fails_says_one_sentence(service, database):
    for arguments, (typed, words) in FAILING.items():
        said = service.command(*arguments, typed=typed, succeeds=False)

        assert words in said
        assert "Traceback" not in said


def test_a_start_is_announced_not_doubled_and_ends_calmly(service):
    service.forked = False
    process = service.serve("--no-worker")
    printed = until(lambda: [word for word in service.said().split() if "/setup/" in word])
    with httpx2.Client(headers={"Sec-Fetch-Site": "same-origin"}) as browser:
        form = {"email": "chef@example.org", "name": "Chefin", "password": "seven grey parrots"}
        assert browser.post(printed[0], data=form).status_code == 303
        assert browser.post(printed[0], data=form).status_code == 404, "the link works once"
    assert "cannot be used" in service.command("serve", succeeds=False), "the port is taken"
    process.send_signal(signal.SIGTERM)

    assert process.wait(40) == 0
    assert not (service.folder / "data" / "postgres" / "data" / "postmaster.pid").exists()


def test_a_killed_database_comes_back_and_nothing_is_lost(service, plenty, model):
    plenty.plenty.customer_opens("Wann kommt mein Paket?")
    service.environment["TICKETS_UNDO_SECONDS"] = "3"
    service.serve()
    api = service.api()
    connect(api, plenty, model)
    (listed,) = synced(api)
    reply = approve(api, api.get(f"/tickets/{listed['id']}").json(), "Ihr Paket ist unterwegs.")
    pid_file = service.folder / "data" / "postgres" / "data" / "postmaster.pid"
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)

    def is_sent():
        answer = api.get(f"/replies/{reply['id']}")
        return answer.status_code == 200 and answer.json()["state"] == "SENT"

    until(is_sent, seconds=60)
    assert [message.type for message in plenty.plenty.messages(listed["plenty_ticket_id"])] == ["message", "message"]


def test_a_wrong_key_refuses_the_start(service, database):
    service.command("openai", "add", "--label", "main", "--token-stdin", typed="sk-practice-1\n")
    (service.folder / "data" / "secret.keys").write_text(new_key())

    assert "is not among TICKETS_SECRET_KEYS" in service.command("serve", succeeds=False)
    said = service.doctor()
    assert "FAIL keys: A stored secret was sealed with another key" in said
    assert "ok   schema" in said
