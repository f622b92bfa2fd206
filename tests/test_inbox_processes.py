"""What the inbox promises when processes come and go."""

from __future__ import annotations

import json
import os
import signal
import time

import psycopg
import pytest
from service import Service, until

from tickets_service.db import libpq_url
from tickets_service.embedded import start_embedded

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def database(tmp_path):
    """A server of its own, so that the web process can be killed without its database."""
    with start_embedded(tmp_path / "postgres", durable=False) as server:
        yield server.url


@pytest.fixture
def service(tmp_path, database):
    service = Service(tmp_path / "service", TICKETS_DATABASE_URL=database)
    service.command("migrate")
    with psycopg.connect(libpq_url(database), autocommit=True) as connection:
        connection.execute("INSERT INTO tickets (plenty_ticket_id, title, status) VALUES (1, 'Paket', 'TODO')")
    yield service
    service.stop_all()


def test_typed_text_survives_the_death_of_the_web_process(service):
    api = service.api("agent")
    web = service.serve("--no-worker")
    kept = api.put("/tickets/1/composer", json={"kind": "message", "text": "Ihr Paket", "revision": 0})
    os.kill(web.pid, signal.SIGKILL)
    web.wait()
    service.serve("--no-worker")

    assert kept.status_code == 200
    assert until(lambda: api.get("/tickets/1/composer").json()["items"])[0]["text"] == "Ihr Paket"


def events(answer):
    """The name and content of each event as it comes."""
    name = ""
    for line in answer.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def test_a_change_reaches_pages_of_every_process_also_after_the_database_hung_up(service, database, tmp_path):
    second = Service(tmp_path / "second", TICKETS_DATABASE_URL=database)
    second.environment["TICKETS_DATA_DIR"] = service.environment["TICKETS_DATA_DIR"]
    service.serve("--no-worker")
    second.serve("--no-worker")
    api, other = service.api("agent"), second.api("agent")
    with other.stream("GET", "/live") as answer:
        heard = events(answer)
        hello = next(heard)
        api.patch("/tickets/1", json={"status": "IN_PROGRESS"})
        first = next(heard)
        with psycopg.connect(libpq_url(database), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        until(lambda: api.patch("/tickets/1", json={"status": "DONE"}).status_code == 200)
        again = next(heard)
    second.stop_all()

    assert (hello[0], list(hello[1])) == ("hello", ["cursor"])
    assert first == again == ("ticket", {"ticket_ids": [1], "many": False})


def test_a_stream_ends_with_its_token_and_with_the_service(service):
    web = service.serve("--no-worker")
    api = service.api("agent")
    admin = service.api("admin")
    token = next(item for item in admin.get("/tokens").json()["items"] if item["role"] == "agent")
    with api.stream("GET", "/live") as answer, admin.stream("GET", "/live") as left:
        heard, last = events(answer), events(left)
        next(heard)
        next(last)
        assert service.api("admin").delete(f"/tokens/{token['id']}").status_code == 204
        assert list(heard) == []
        web.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert list(last) == []
        assert web.wait(10) == 0

    assert time.monotonic() - started < 4
