"""What the inbox promises when processes come and go."""

from __future__ import annotations

import os
import signal

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
