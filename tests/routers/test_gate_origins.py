"""Where a request comes from: other sites, proxies, foreign names."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from edge import ORIGIN, PASSWORD, SAME_ORIGIN, application, person, sign_in, visitor
from fastapi.routing import iter_route_contexts
from sqlalchemy import text

from tickets_service.routers.origins import SAFE_METHODS, is_known_host
from tickets_service.settings import Settings

FROM_ELSEWHERE = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
    "another port of this host": {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:3000"},
    "the address bar": {"Sec-Fetch-Site": "none"},
    "a confused browser": {"Sec-Fetch-Site": "same-origin, cross-site"},
    "an old browser on another site": {"Origin": "https://evil.example"},
    "an old browser on another port": {"Origin": "http://127.0.0.1:3000"},
    "an old browser over https": {"Origin": "https://127.0.0.1:8007"},
    "a name that begins like ours": {"Origin": "http://127.0.0.1:8007.evil.example"},
    "a user part": {"Origin": "http://127.0.0.1:8007@evil.example"},
    "a sandboxed frame": {"Origin": "null"},
    "nowhere": {},
}
BODIES = {
    "json": {"content": b"{}", "headers": {"Content-Type": "application/json"}},
    "form": {"data": {"email": "ada@example.com", "password": PASSWORD}},
    "text": {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
}


def writes(app) -> list[tuple[str, str]]:
    """Every unsafe route that is registered, with some value for each part of its address."""
    return [
        (method, re.sub(r"{[^}]+}", "9", route.path))
        for route in iter_route_contexts(app.routes)
        for method in sorted((route.methods or set()) - SAFE_METHODS)
    ]


def is_refused_as_foreign(answer) -> bool:
    return answer.status_code == 403 and "came from another site" in answer.text


async def everything(sessions) -> str:
    """All rows of the accounts' tables, as they are."""
    tables = ("users", "api_tokens", "password_links", "audit_log", "login_attempts", "sessions")
    async with sessions() as session:
        rows = [
            (await session.execute(text(f"SELECT {table}::text FROM {table} ORDER BY 1"))).all() for table in tables
        ]
    return str(rows)


async def refusals(app, stranger, sessions, where, body):
    """How every write is answered that comes from *where* with *body*; none may leave a trace."""
    await person(sessions)
    await sign_in(stranger)
    before = await everything(sessions)
    sent = {**body, "headers": {**body.get("headers", {}), **where}}
    answers = {(method, path): await stranger.request(method, path, **sent) for method, path in writes(app)}
    assert len(answers) >= 8
    assert await everything(sessions) == before
    return {address for address, answer in answers.items() if not is_refused_as_foreign(answer)}


@pytest.mark.parametrize("where", FROM_ELSEWHERE)
async def test_no_other_site_can_make_a_browser_write(app, stranger, sessions, where):
    assert await refusals(app, stranger, sessions, FROM_ELSEWHERE[where], BODIES["form"]) == set()


@pytest.mark.parametrize("body", BODIES)
async def test_no_kind_of_body_gets_past(app, stranger, sessions, body):
    assert await refusals(app, stranger, sessions, FROM_ELSEWHERE["another site"], BODIES[body]) == set()


async def test_our_own_pages_may_write(app, stranger, sessions):
    await person(sessions)

    for headers in (SAME_ORIGIN, {"Origin": ORIGIN}, {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}):
        for method, path in writes(app):
            if not stranger.cookies:  # one of the writes signs out
                await sign_in(stranger)
            answer = await stranger.request(method, path, headers=headers)
            assert not is_refused_as_foreign(answer), (method, path)


async def test_a_service_opened_under_its_other_loopback_name_is_its_own_origin(app, sessions):
    await person(sessions)
    async with visitor(app, base_url="http://localhost:8007", headers={"Origin": "http://localhost:8007"}) as client:
        answer = await client.post("/login", data={"email": "ada@example.com", "password": PASSWORD})

    assert answer.status_code == 303


async def test_a_token_is_no_browser_and_may_write_from_anywhere(admin):
    answer = await admin.post("/api/tokens", json={"name": "reports"}, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 201


async def test_reading_never_writes(app, stranger, sessions):
    await person(sessions)
    await sign_in(stranger)
    before = await everything(sessions)

    for route in iter_route_contexts(app.routes):
        if "GET" in (route.methods or ()):
            await stranger.get(re.sub(r"{[^}]+}", "9", route.path))

    assert await everything(sessions) == before


async def test_a_foreign_name_for_our_address_is_refused(stranger):
    for host in (
        "evil.example",
        "evil.example:8007",
        "127.0.0.1.evil.example",
        "",
        "localhost.evil.example",
        "a b",
        "127.0.0.1@evil",
        "[",
        "10.0.0.1",
    ):
        assert (await stranger.get("/login", headers={"Host": host})).status_code == 421, host


async def test_every_name_of_loopback_is_ours(stranger):
    for host in ("127.0.0.1:8007", "localhost", "LOCALHOST:1", "[::1]:8007", "127.0.0.2", "localhost."):
        assert (await stranger.get("/login", headers={"Host": host})).status_code == 200, host


def test_behind_a_proxy_the_public_name_and_bare_addresses_are_ours():
    settings = Settings(
        _env_file=None, host="0.0.0.0", public_url="https://tickets.example.com", trusted_proxies="10.0.0.0/8"
    )

    assert is_known_host("tickets.example.com", settings)
    assert is_known_host("Tickets.Example.com:443", settings)
    assert is_known_host("10.0.0.7:8007", settings)
    assert not is_known_host("evil.example", settings)


def test_without_a_public_name_an_open_bind_takes_what_its_proxy_lets_through():
    settings = Settings(_env_file=None, host="0.0.0.0", trusted_proxies="10.0.0.0/8")

    assert is_known_host("whatever.example", settings)


@pytest.fixture
def behind_a_proxy(held):
    settings = Settings(_env_file=None, public_url="https://tickets.example.com", trusted_proxies="10.0.0.0/8")
    return application(replace(held, settings=settings))


async def test_over_https_cookies_are_bound_to_the_host(behind_a_proxy, sessions):
    await person(sessions)
    async with visitor(behind_a_proxy, base_url="https://tickets.example.com") as client:
        answer = await sign_in(client)

        session_cookie, device = answer.headers.get_list("set-cookie")
        assert session_cookie.startswith("__Host-session=")
        assert device.startswith("__Host-device=")
        for cookie in (session_cookie, device):
            assert {"HttpOnly", "Path=/", "Secure", "SameSite=lax"} <= set(cookie.split("; "))
            assert "Domain" not in cookie
        assert (await client.get("/api/me")).status_code == 200


async def test_on_plain_loopback_the_cookie_has_no_prefix_and_is_kept_from_scripts(stranger, sessions):
    await person(sessions)

    cookie = (await sign_in(stranger)).headers.get_list("set-cookie")[0]

    assert cookie.startswith("session=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


async def test_a_cookie_without_the_prefix_is_worth_nothing_over_https(behind_a_proxy, sessions):
    await person(sessions)
    async with visitor(behind_a_proxy, base_url="https://tickets.example.com") as client:
        await sign_in(client)
        value = client.cookies["__Host-session"]
        client.cookies.clear()

        assert (await client.get("/api/me", headers={"Cookie": f"session={value}"})).status_code == 401


FORGED = [
    {"X-Forwarded-For": "127.0.0.1"},
    {"X-Forwarded-For": "10.0.0.1"},
    {"Forwarded": "for=127.0.0.1;host=127.0.0.1"},
    {"X-Forwarded-Host": "tickets.example.com", "Host": "evil.example"},
    {"X-Real-IP": "127.0.0.1"},
]


async def test_forwarded_headers_of_strangers_count_for_nothing(behind_a_proxy):
    async with visitor(behind_a_proxy, address="203.0.113.9", base_url="https://tickets.example.com") as client:
        for headers in FORGED:
            assert (await client.get("/metrics", headers=headers)).status_code in (401, 421), headers


async def test_an_unnamed_proxy_on_this_machine_does_not_make_the_world_local(stranger):
    assert (await stranger.get("/metrics")).status_code == 200
    assert (await stranger.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})).status_code == 401


async def test_a_named_proxy_says_who_asks_and_by_which_name(behind_a_proxy, sessions):
    await person(sessions)
    headers = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "tickets.example.com",
        "X-Forwarded-Proto": "https",
    }
    async with visitor(behind_a_proxy, address="10.1.1.1", base_url="http://backend:8007", headers=headers) as client:
        answer = await client.post(
            "/login",
            data={"email": "ada@example.com", "password": "wrong"},
            headers={"Origin": "https://tickets.example.com"},
        )

    assert answer.status_code == 401
    async with sessions() as session:
        keys = [
            key for (key,) in await session.execute(text("SELECT key FROM login_attempts WHERE key LIKE 'address%'"))
        ]
    assert keys == ["address:203.0.113.9"]
