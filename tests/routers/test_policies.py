"""Who may use which route: everything is closed unless it says otherwise."""

from __future__ import annotations

import re

import pytest
from edge import SAME_ORIGIN, application, person, sign_in, visitor
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts

from tickets_service.accounts import users
from tickets_service.errors import CannotStart
from tickets_service.models import Role
from tickets_service.routers.dependencies import (
    Admin,
    AdminsOnly,
    Agent,
    AgentsOnly,
    CurrentActor,
    Public,
    require_policies,
)
from tickets_service.routers.entrances import Entrance
from tickets_service.routers.policies import admins_only, open_to_all, routes_with_policies

DONE_OR_NOT_FOUND = {200, 201, 204, 303, 404, 409, 422}
SHOWN_THE_WAY_IN = 303
PASSED_ON = {("GET", "/api/plenty/rest/{path:path}")}
"""Its own table says 403 to an address that is made up."""


async def test_every_route_says_who_may_use_it(app):
    require_policies(app)


def with_route(path: str, dependencies=(), endpoint=lambda: None, prefix=()) -> FastAPI:
    router = APIRouter(dependencies=list(prefix))
    router.add_api_route(path, endpoint, dependencies=list(dependencies))
    app = FastAPI(docs_url=None, redoc_url=None)
    app.include_router(router)
    return app


def for_agents(actor: Agent) -> None: ...


def for_admins(actor: Admin) -> None: ...


def for_anybody_known(actor: CurrentActor) -> None: ...


@pytest.mark.parametrize(
    "app_without",
    [
        with_route("/api/things"),
        with_route("/api/things", endpoint=for_anybody_known),
        with_route("/api/things", [AgentsOnly, AdminsOnly]),
        with_route("/api/things", [AdminsOnly], prefix=[AgentsOnly]),
        with_route("/api/things", [AdminsOnly], endpoint=for_agents),
        with_route("/api/things", [Public]),
        with_route("/things", [Public]),
        with_route("/health/things", [AgentsOnly]),
        with_route("/health/things"),
        with_route("/healthy", [Public]),
    ],
)
def test_a_service_with_a_route_that_is_unclear_does_not_start(app_without):
    with pytest.raises(CannotStart, match=r"things|healthy"):
        require_policies(app_without)


@pytest.mark.parametrize(
    "clear",
    [
        with_route("/api/things", endpoint=for_agents),
        with_route("/api/things", endpoint=for_admins),
        with_route("/api/things", [AdminsOnly], endpoint=for_anybody_known),
        with_route("/things", prefix=[AgentsOnly]),
        with_route("/health/things", [Public]),
    ],
)
def test_one_policy_that_fits_is_enough(clear):
    require_policies(clear)


def test_a_mounted_folder_may_only_lie_where_everybody_may_go():
    app = FastAPI(docs_url=None, redoc_url=None)
    app.mount("/files", FastAPI())

    with pytest.raises(CannotStart, match="/files"):
        require_policies(app)


@pytest.mark.parametrize(
    ("path", "entrance"),
    [
        ("/api", Entrance.API),
        ("/api/", Entrance.API),
        ("/apiary", Entrance.PAGE),
        ("/API/users", Entrance.PAGE),
        ("//api", Entrance.PAGE),
        ("/loginx", Entrance.PAGE),
        ("/login/", Entrance.PAGE),
        ("/staticx/a", Entrance.PAGE),
        ("/metrics/x", Entrance.PAGE),
        ("/metrics", Entrance.LOCAL),
        ("", Entrance.PAGE),
        ("/setup/x", Entrance.OPEN),
    ],
)
def test_what_only_looks_like_an_open_door_is_closed(path, entrance):
    assert Entrance.of(path) is entrance


WRITING_THROUGH_THE_PROXY = [(method, "/api/plenty/rest/{path:path}") for method in ("POST", "PUT", "PATCH", "DELETE")]
"""Closed for everybody, so it says nothing of roles."""


async def answers_of(client, app) -> dict[tuple[str, str], int]:
    """What *client* gets from every route, asked with made-up ids and nothing else."""
    found = {}
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or ()):
            path = re.sub(r"{[^}]+}", "9", route.path)
            found[method, route.path] = (await client.request(method, path, headers=SAME_ORIGIN)).status_code
    return found


async def test_every_route_keeps_to_its_policy_for_everybody(app, stranger, agent, admin, sessions):
    await person(sessions)
    disabled_id = await person(sessions, "eve@example.com", Role.ADMIN)
    async with visitor(app) as disabled:
        await sign_in(disabled, "eve@example.com")
        async with sessions.begin() as session:
            await users.disable(session, disabled_id)
        seen = {
            name: await answers_of(client, app)
            for name, client in {"stranger": stranger, "disabled": disabled, "agent": agent, "admin": admin}.items()
        }
    policies = {
        (method, path): policies[0]
        for path, methods, policies in routes_with_policies(app)
        if policies
        for method in methods
    }

    assert {seen["admin"].pop(written) for written in WRITING_THROUGH_THE_PROXY} == {403}
    policies = {route: policy for route, policy in policies.items() if route not in WRITING_THROUGH_THE_PROXY}
    closed = {route for route, policy in policies.items() if policy is not open_to_all}
    for_admins_alone = {route for route, policy in policies.items() if policy is admins_only}
    assert len(for_admins_alone) >= 9
    for nobody in ("stranger", "disabled"):
        assert {seen[nobody][route] for route in closed if route[1].startswith("/api")} == {401}
        assert {seen[nobody][route] for route in closed if not route[1].startswith("/api")} == {SHOWN_THE_WAY_IN}
    assert {seen["agent"][route] for route in for_admins_alone} == {403}
    assert {seen["agent"][route] for route in closed - for_admins_alone - PASSED_ON} <= DONE_OR_NOT_FOUND
    assert {seen["admin"][route] for route in closed - PASSED_ON} <= DONE_OR_NOT_FOUND


async def test_the_api_can_be_read_without_loading_anything_from_elsewhere(stranger):
    text = (await stranger.get("/docs")).text

    for words in ("POST /api/users", "InvitedUser", "admin | agent", "date-time or null"):
        assert words in text
    assert all(address[0] in "/#" and address[:2] != "//" for address in re.findall(r'(?:href|src)="([^"]+)"', text))
    assert "<script" not in text


async def test_an_application_of_ours_serves_its_schema_and_no_page_from_elsewhere(held, stranger):
    schema = (await stranger.get("/openapi.json")).json()

    assert "/api/users" in schema["paths"]
    assert "/login" not in schema["paths"]
    assert "ValidationError" not in str(schema)
    added = schema["paths"]["/api/users"]["post"]
    assert added["security"] == [{"token": []}]
    assert "application/problem+json" in added["responses"]["default"]["content"]
    assert application(held).docs_url is None
