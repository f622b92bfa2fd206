"""Who is let in, and how the others are turned away."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from edge import SAME_ORIGIN, application, person, sign_in, visitor
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import update

from tickets_service.accounts import tokens
from tickets_service.models import ApiToken, Role
from tickets_service.routers.dependencies import AgentsOnly, CurrentActor

inside = APIRouter(dependencies=[AgentsOnly])


@inside.get("/inbox")
async def inbox(actor: CurrentActor) -> str:
    return actor.subject


@inside.post("/inbox/note")
async def note(actor: CurrentActor) -> str:
    return actor.subject


@inside.get("/api/events")
async def events(request: Request) -> StreamingResponse:
    async def told():
        yield b"data: first\n\n"
        await request.app.state.may_go_on.wait()
        yield b"data: second\n\n"

    return StreamingResponse(told(), media_type="text/event-stream")


@pytest.fixture
def app(held):
    app = application(held, inside)
    app.state.may_go_on = asyncio.Event()
    return app


UNDER_API = [
    ("GET", "/api/me"),
    ("GET", "/api"),
    ("GET", "/api/"),
    ("GET", "/api/no/such/thing"),
    ("GET", "/api/users/nonsense?limit=many"),
    ("POST", "/api/users"),
    ("PUT", "/api/users"),
    ("DELETE", "/api/tokens/1"),
    ("PATCH", "/api/users/1"),
    ("OPTIONS", "/api/users"),
    ("BREW", "/api/coffee"),
]


async def test_everything_under_api_asks_strangers_for_credentials_before_anything_else(stranger):
    for method, path in UNDER_API:
        answer = await stranger.request(method, path, content=b"{broken", headers={"Content-Type": "application/json"})

        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), (method, path)
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["title"] == "Unauthorized"


async def test_nonsense_is_no_credential(stranger):
    for sent in (
        "Bearer",
        "Bearer ",
        "Bearer tkt_no",
        "Bearer \x00",
        "Basic YWRhOmFkYQ==",
        "Token x",
        "bearer b",
        "Bearer ä",
    ):
        answer = await stranger.get("/api/me", headers=[(b"authorization", sent.encode("latin-1"))])

        assert answer.status_code == 401, sent


async def test_a_wrong_token_is_not_made_good_by_a_cookie(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    answer = await stranger.get("/api/me", headers={"Authorization": "Bearer tkt_wrong"})

    assert answer.status_code == 401


async def test_a_proxy_that_asks_for_its_own_password_does_not_hide_the_cookie(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    answer = await stranger.get("/api/me", headers={"Authorization": "Basic YWRhOmFkYQ=="})

    assert answer.status_code == 200


async def test_a_token_says_who_asks_and_opens_pages_too(agent):
    assert (await agent.get("/api/me")).json()["kind"] == "token"
    assert (await agent.get("/inbox")).status_code == 200


async def test_a_revoked_token_opens_nothing_with_the_next_request(agent, admin, sessions):
    token_id = (await agent.get("/api/me")).json()["id"]

    await admin.delete(f"/api/tokens/{token_id}")

    assert (await agent.get("/api/me")).status_code == 401


async def test_an_expired_token_opens_nothing(app, sessions):
    async with sessions.begin() as session:
        made = await tokens.add(session, name="short", expires_at=datetime.now(UTC) + timedelta(hours=1))
        await session.execute(
            update(ApiToken)
            .where(ApiToken.id == made.row.id)
            .values(expires_at=datetime.now(UTC) - timedelta(seconds=1))
        )

    async with visitor(app, headers={"Authorization": f"Bearer {made.token}"}) as client:
        assert (await client.get("/api/me")).status_code == 401


async def test_a_page_sends_a_stranger_to_the_sign_in_page(stranger):
    answer = await stranger.get("/inbox")

    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/inbox")


async def test_an_unknown_page_tells_a_stranger_nothing(stranger, agent):
    assert (await stranger.get("/no/such/page")).status_code == 303
    assert (await agent.get("/no/such/page")).status_code == 404


async def test_what_was_being_sent_when_a_session_ended_is_not_remembered_as_a_page(stranger):
    answer = await stranger.post("/inbox/note", headers=SAME_ORIGIN)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


async def test_a_partial_is_told_where_to_send_the_whole_page(stranger):
    answer = await stranger.get("/inbox", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/login?next=/inbox"


async def test_some_doors_are_open_to_strangers(stranger):
    for path in ("/login", "/health/live", "/openapi.json", "/static/icon.svg"):
        assert (await stranger.get(path)).status_code == 200, path


async def test_no_spelling_leads_around_the_gate(stranger):
    for path in (
        "/static/../pages.py",
        "/static/%2e%2e/rendering.py",
        "/static/..%2f..%2fsettings.py",
        "//api/me",
        "/static//etc/passwd",
    ):
        assert (await stranger.get(path)).status_code in (303, 404), path


async def test_a_websocket_is_turned_away(app):
    said = []

    async def send(message):
        said.append(message)

    scope = {"type": "websocket", "path": "/api/me", "headers": [], "client": ("127.0.0.1", 1), "scheme": "ws"}
    await app({**scope, "query_string": b"", "method": "GET"}, None, send)

    assert said == [{"type": "websocket.close", "code": 1008}]


async def test_events_stream_through_the_edge_as_they_happen(app, agent):
    said: asyncio.Queue = asyncio.Queue()
    gone = asyncio.Event()

    async def receive():
        await gone.wait()
        return {"type": "http.disconnect"}

    scope = _get(app, "/api/events", agent.headers["authorization"])
    running = asyncio.ensure_future(app(scope, receive, said.put))

    start = await said.get()
    first = await said.get()
    assert (start["type"], first["body"]) == ("http.response.start", b"data: first\n\n")
    app.state.may_go_on.set()
    assert (await said.get())["body"] == b"data: second\n\n"
    await running


async def test_a_session_is_found_while_many_ask_at_once(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    answers = await asyncio.gather(*(stranger.get("/api/me") for _ in range(40)))

    assert {answer.status_code for answer in answers} == {200}


async def test_agents_may_not_do_what_admins_may(agent, admin):
    assert (await agent.get("/api/users")).status_code == 403
    assert (await admin.get("/api/users")).status_code == 200


async def test_a_disabled_user_is_a_stranger(stranger, sessions, admin):
    await person(sessions)
    user_id = await person(sessions, "bob@example.com", Role.AGENT)
    await sign_in(stranger, "bob@example.com")

    await admin.patch(f"/api/users/{user_id}", json={"disabled": True})

    assert (await stranger.get("/inbox")).status_code == 303


def _get(app: FastAPI, path: str, authorization: str) -> dict:
    headers = [(b"host", b"127.0.0.1:8007"), (b"authorization", authorization.encode())]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8007),
    }
