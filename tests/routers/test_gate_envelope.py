"""What every answer carries, and what bodies may be."""

from __future__ import annotations

import asyncio
import re

import pytest
import structlog
from edge import application, person, sign_in
from fastapi import APIRouter, Request
from fastapi.routing import iter_route_contexts
from starlette.responses import HTMLResponse

from tickets_service.routers.dependencies import AgentsOnly, Public
from tickets_service.routers.intake import LARGEST_BODY_BYTES, Intake

router = APIRouter()


@router.get("/health/page", dependencies=[Public])
async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(request.state.csp_nonce)


@router.get("/health/frame", dependencies=[Public])
async def frame() -> HTMLResponse:
    return HTMLResponse("mail", headers={"Content-Security-Policy": "sandbox; default-src 'none'"})


@router.get("/health/cached", dependencies=[Public])
async def cached() -> HTMLResponse:
    return HTMLResponse("", headers={"Vary": "Accept", "Cache-Control": "private, max-age=5"})


@router.get("/health/bound", dependencies=[Public])
async def bound() -> dict:
    return structlog.contextvars.get_contextvars()


@router.post("/api/size", dependencies=[AgentsOnly])
async def size(request: Request) -> int:
    return len(await request.body())


@pytest.fixture
def app(held):
    return application(held, router)


def is_dressed(headers) -> bool:
    return (
        re.fullmatch(r"[0-9a-f]{32}", headers["x-request-id"]) is not None
        and headers["x-content-type-options"] == "nosniff"
        and headers["referrer-policy"] == "same-origin"
        and headers["cross-origin-opener-policy"] == "same-origin"
        and headers["x-frame-options"] in ("DENY", "SAMEORIGIN")
        and "frame-ancestors 'none'" in headers["content-security-policy"]
        and headers["cache-control"] in ("no-store", "no-cache")
        and {"Sec-Fetch-Site", "Origin", "Cookie"} <= set(headers["vary"].split(", "))
    )


async def test_every_answer_of_every_route_is_dressed(app, stranger, agent, sessions):
    paths = {route.path.replace("{", "").replace("}", "") for route in iter_route_contexts(app.routes)}
    paths |= {"/static/icon.svg", "/static/missing", "/api/none", "/none", "/setup/wrong"}
    for client in (stranger, agent):
        for path in paths - {"/health/frame", "/health/cached"}:
            for method in ("GET", "POST", "DELETE", "HEAD"):
                answer = await client.request(method, path)
                assert is_dressed(answer.headers), (method, path, answer.headers)


async def test_refusals_at_the_edge_are_dressed_too(stranger, agent):
    for client, asked, status in (
        (agent, {"Host": "evil.example"}, 421),
        (agent, {"Content-Length": "99999999"}, 413),
        (stranger, {"Authorization": "Bearer x"}, 401),
    ):
        answer = await client.request("POST", "/api/size", headers=asked)

        assert answer.status_code == status
        assert is_dressed(answer.headers)


async def test_a_page_has_the_policy_of_the_contract(stranger):
    answer = await stranger.get("/health/page")

    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'nonce-{answer.text}'; worker-src 'self'; font-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; require-trusted-types-for 'script'; trusted-types htmx tickets"
    )


async def test_a_nonce_is_used_once(stranger):
    nonces = {(await stranger.get("/health/page")).text for _ in range(200)}

    assert len(nonces) == 200
    assert min(map(len, nonces)) >= 22


async def test_the_mail_frame_keeps_its_own_policy(stranger):
    answer = await stranger.get("/health/frame")

    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


async def test_what_an_answer_says_itself_about_caching_stands(stranger):
    answer = await stranger.get("/health/cached")

    assert answer.headers["cache-control"] == "private, max-age=5"
    assert "Accept" in answer.headers["vary"]


async def test_nothing_that_is_shown_to_somebody_is_kept_by_the_browser(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    assert (await stranger.get("/api/me")).headers["cache-control"] == "no-store"
    assert (await stranger.get("/login")).headers["cache-control"] == "no-store"


async def test_the_request_id_is_ours_and_in_every_log_line(stranger):
    answer = await stranger.get("/health/bound", headers={"X-Request-ID": "forged\r\nline"})

    assert answer.json() == {"request_id": answer.headers["x-request-id"]}
    assert structlog.contextvars.get_contextvars() == {}


async def test_a_body_may_hold_a_mebibyte_and_no_more(agent):
    assert (await agent.post("/api/size", content=b"x" * LARGEST_BODY_BYTES)).json() == LARGEST_BODY_BYTES
    assert (await agent.post("/api/size", content=b"x" * (LARGEST_BODY_BYTES + 1))).status_code == 413


async def test_a_body_that_does_not_say_how_long_it_is_is_counted(agent):
    async def endless():
        for _ in range(40):
            yield b"x" * 65_536

    answer = await agent.post("/api/size", content=endless())

    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


async def test_who_asks_before_sending_too_much_is_told_before_sending():
    said = []

    async def send(message):
        said.append(message)

    scope = {"type": "http", "path": "/api/size", "method": "POST", "query_string": b""}
    headers = [(b"content-length", b"99999999"), (b"expect", b"100-continue")]
    await Intake(None)({**scope, "headers": headers}, None, send)

    assert said[0]["status"] == 413


async def test_a_sender_who_leaves_in_the_middle_is_not_answered_and_no_fault():
    said = []
    told = iter([{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}])

    async def receive():
        return next(told)

    async def send(message):
        said.append(message)

    scope = {"type": "http", "path": "/api/size", "method": "POST", "query_string": b""}
    await Intake(None)({**scope, "headers": [(b"content-length", b"10")]}, receive, send)

    assert said == []


async def test_a_request_with_hundreds_of_headers_is_refused(agent):
    answer = await agent.get("/api/me", headers=[(f"x-{n}", "a") for n in range(300)])

    assert answer.status_code == 431


async def test_strangers_are_turned_away_before_their_body_is_read(stranger):
    answer = await stranger.post("/api/size", content=b"x" * (LARGEST_BODY_BYTES + 1))

    assert answer.status_code == 401


async def test_a_strange_length_breaks_nothing(agent):
    for announced in ("-1", "1e9", "٣", "x", ""):
        answer = await agent.post("/api/size", content=b"abc", headers=[(b"content-length", announced.encode())])

        assert answer.status_code in (200, 400), announced


async def test_a_body_that_trickles_in_is_not_waited_for():
    said = []

    async def never():
        await asyncio.Event().wait()

    async def send(message):
        said.append(message)

    async def app(_scope, _receive, _send):
        raise AssertionError

    scope = {
        "type": "http",
        "path": "/api/size",
        "headers": [(b"content-length", b"10")],
        "method": "POST",
        "query_string": b"",
    }
    await Intake(app, arrives_within=0.01)(scope, never, send)

    assert said[0]["status"] == 408
