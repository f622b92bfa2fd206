"""Alive, ready, and the figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from edge import application, person, sign_in, visitor
from sqlalchemy import text

from tickets_service.models import (
    AIResponseDB,
    CallWindow,
    ConnectionState,
    DraftState,
    OpenAICredentialDB,
    PlentyConnection,
    ProcessorCall,
    Purpose,
    Reply,
    ReplyKind,
    ReplyState,
    RunKind,
    RunState,
    SyncRun,
    Ticket,
    TicketStatus,
)
from tickets_service.vault import Place, Vault, new_key

SINCE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def connection(vault: Vault, **more) -> PlentyConnection:
    return PlentyConnection(
        id=1,
        base_url="https://shop.example",
        username="u",
        encrypted_password=vault.seal("p", Place("plenty_connection", "encrypted_password", "1")),
        state=ConnectionState.OK,
        checked_at=SINCE,
        **more,
    )


async def test_a_fresh_service_is_ready(stranger):
    answer = await stranger.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"
    assert {name for name, check in answer.json()["checks"].items() if check["ok"]} == {
        "database",
        "schema",
        "keys",
        "plenty",
        "openai",
        "embeddings",
    }


async def test_an_upstream_that_is_down_makes_it_degraded_and_says_since_when(stranger, sessions, vault):
    async with sessions.begin() as session:
        session.add(connection(vault, failing_since=SINCE, last_error="secret words of Plenty"))
        session.add(
            OpenAICredentialDB(
                label="l",
                encrypted_token=vault.seal("t", Place("a", "b", "c")),
                token_hint="abcd",
                is_active=True,
                failing_since=SINCE,
            )
        )

    answer = await stranger.get("/health/ready")

    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    for upstream in ("plenty", "openai"):
        assert answer.json()["checks"][upstream] == {"ok": False, "since": "2026-11-24T08:00:00Z"}
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("minutes_ago", "since"),
    [([], None), ([60, 30], 60), ([60, 30, -20, 5], None), ([60, 30, -20, 18], 18), ([5, 2], None)],
)
async def test_embeddings_that_fail_for_long_make_it_degraded(stranger, sessions, vault, minutes_ago, since):
    """Below zero: it worked then."""
    now = datetime.now(UTC)
    async with sessions.begin() as session:
        row = OpenAICredentialDB(
            label="l",
            encrypted_token=vault.seal("t", Place("a", "b", "c")),
            token_hint="abcd",
            is_active=True,
            embedding_model="e",
        )
        session.add(row)
        await session.flush()
        for minutes in minutes_ago:
            call = ProcessorCall(
                purpose=Purpose.EMBEDDING,
                credential="l",
                credential_id=row.id,
                host="h",
                model="e",
                at=now - timedelta(minutes=abs(minutes)),
                completion_tokens=0 if minutes < 0 else None,
            )
            session.add(call)
            await session.flush()

    answer = (await stranger.get("/health/ready")).json()

    told = answer["checks"]["embeddings"]
    assert (answer["status"], told["ok"]) == (("ready", True) if since is None else ("degraded", False))
    if since is not None:
        assert datetime.fromisoformat(told["since"]) == now - timedelta(minutes=since)


async def test_without_the_key_of_a_stored_secret_it_is_not_ready(held, sessions):
    other = Vault.from_texts([new_key()])
    async with sessions.begin() as session:
        session.add(connection(other))

    async with visitor(application(held)) as client:
        answer = await client.get("/health/ready")

    assert (answer.status_code, answer.json()["checks"]["keys"]["ok"]) == (503, False)


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "SELECT"),
        ("ALTER TABLE alembic_version RENAME TO elsewhere", "ALTER TABLE elsewhere RENAME TO alembic_version"),
    ],
)
async def test_on_another_schema_it_is_not_ready(stranger, sessions, change, back):
    async with sessions.begin() as session:
        await session.execute(text(change))
    answer = await stranger.get("/health/ready")
    async with sessions.begin() as session:
        await session.execute(text(back))

    assert (answer.status_code, answer.json()["status"]) == (503, "unready")
    assert answer.json()["checks"]["schema"] == {"ok": False, "since": None}


async def test_figures_are_for_this_machine_and_for_who_is_known(app, stranger, agent):
    async with (
        visitor(app, address="203.0.113.9") as far,
        visitor(app, address="203.0.113.9", headers=dict(agent.headers)) as known,
    ):
        assert (await stranger.get("/metrics")).status_code == 200
        assert (await far.get("/metrics")).status_code == 401
        assert (await known.get("/metrics")).status_code == 200


async def test_figures_of_an_empty_service_can_be_read(stranger):
    answer = await stranger.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "tickets_oldest_unresolved_reply_seconds 0.0" in answer.text
    assert "tickets_refreshed_ago_seconds" not in answer.text


async def test_figures_count_what_is_there(stranger, sessions):
    await person(sessions)
    await sign_in(stranger, password="wrong")
    ago = datetime.now(UTC) - timedelta(minutes=5)
    async with sessions.begin() as session:
        ticket = Ticket(title="t", status=TicketStatus.TODO)
        session.add(ticket)
        await session.flush()
        session.add_all(
            [
                AIResponseDB(ticket_id=ticket.id, state=DraftState.READY, generated_text="x"),
                Reply(
                    id="00000000-0000-4000-8000-000000000001",
                    ticket_id=ticket.id,
                    state=ReplyState.NEEDS_HUMAN,
                    kind=ReplyKind.MESSAGE,
                    text="x",
                    body="x",
                    body_sha256=b"x",
                    author="user:1",
                    send_at=ago,
                    posted_at=ago,
                    is_duplicate_suspected=True,
                ),
                CallWindow(scope="read/short", limit=80, calls_left=33),
                SyncRun(kind=RunKind.REFRESH, state=RunState.DONE, finished_at=ago),
            ]
        )
        await session.execute(
            text("INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('sending', 'a', 'doing')")
        )
        await session.execute(
            text("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('drafting', 'b'), ('drafting', 'b')")
        )

    lines = dict(
        line.rsplit(" ", 1) for line in (await stranger.get("/metrics")).text.splitlines() if not line.startswith("#")
    )

    assert lines['tickets_replies{state="NEEDS_HUMAN"}'] == "1.0"
    assert lines['tickets_drafts{state="READY"}'] == "1.0"
    assert lines['tickets_plenty_calls_left{window="read/short"}'] == "33.0"
    assert lines['tickets_jobs_due{queue="drafting"}'] == "2.0"
    assert lines["tickets_stalled_jobs"] == "1.0"
    assert lines["tickets_failed_sign_ins"] == "1.0"
    assert lines["tickets_suspected_duplicate_replies"] == "1.0"
    assert 299 <= float(lines["tickets_oldest_unresolved_reply_seconds"]) < 320
    assert 299 <= float(lines["tickets_refreshed_ago_seconds"]) < 320
