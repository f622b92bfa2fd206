"""Every list of the API comes in pages: `limit`, `cursor`, `next_cursor`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rows import add_statuses, add_ticket

from tickets_service.models import Alarm, AlarmKind, CallWindow
from tickets_service.routers.paging import encode_cursor

UNPAGED = {"/api/knowledge/search"}
"""Its best ones; there is no next page of them."""
SHORT = [
    "/api/alarms",
    "/api/openai/credentials",
    "/api/openai/prices",
    "/api/plenty/limits",
    "/api/plenty/statuses",
    "/api/presence",
    "/api/tickets/{ticket_id}/composer",
    "/api/views",
    "/api/views/counts",
    "/api/voices",
]


def lists_of(app):
    """Path → names of its parameters, of everything that answers with `items` and a `next_cursor`."""
    described = app.openapi()
    found = {}
    for path, methods in described["paths"].items():
        answers = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        name = answers.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
        if "next_cursor" in described["components"]["schemas"].get(name, {}).get("properties", {}):
            found[path] = {parameter["name"] for parameter in methods["get"].get("parameters", [])}
    return found


@pytest.fixture
async def ticket_id(sessions):
    """The shop holds two or more of everything that is listed."""
    async with sessions.begin() as session:
        first, second = await add_ticket(session, 1), await add_ticket(session, 2)
        await add_statuses(session)
        now = datetime.now(UTC)
        session.add_all(
            Alarm(kind=kind, sentence="Look.", since=now - timedelta(hours=n)) for n, kind in enumerate(AlarmKind)
        )
        session.add_all(CallWindow(scope=scope, limit=80, calls_left=33) for scope in ("write/short", "read/short"))
        return first.id, second.id


@pytest.fixture
async def filled(admin, ticket_id):
    for name in ("Ä", "b", "C"):
        credential = {"label": name, "token": f"sk-{name}-practice".replace("Ä", "A"), "model": "gpt-4o-mini"}
        assert (await admin.post("/api/openai/credentials", json=credential)).status_code == 201
        assert (await admin.post("/api/views", json={"name": name, "filter": {}})).status_code == 201
    for path in ("/api/voices", "/api/voices/7", "/api/voices/12"):
        assert (await admin.put(path, json={})).status_code == 200
    for each in ticket_id:
        assert (await admin.put(f"/api/tickets/{each}/presence", json={"doing": "viewing"})).status_code == 200
    return ticket_id[0]


async def test_every_list_takes_a_limit_and_a_cursor_and_refuses_bad_ones(app, admin, filled):
    lists = lists_of(app)
    assert set(SHORT) <= set(lists)

    for path, parameters in lists.items():
        if path not in UNPAGED:
            address = path.replace("{ticket_id}", str(filled)).replace("{article_id}", "1")
            assert {"limit", "cursor"} <= parameters, path
            for wrong in ({"limit": "0"}, {"limit": "201"}, {"limit": "x"}, {"cursor": "nonsense"}):
                answer = await admin.get(address, params=wrong)
                assert (answer.status_code, list(answer.json()["errors"])) == (422, list(wrong)), path


@pytest.mark.parametrize("path", SHORT)
async def test_the_pages_of_a_short_list_hold_what_the_whole_does(admin, filled, path):
    address = path.replace("{ticket_id}", str(filled))
    whole = (await admin.get(address, params={"limit": 200})).json()
    walked, cursor = [], None
    for _ in whole["items"]:
        page = (await admin.get(address, params={"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        walked, cursor = walked + page["items"], page["next_cursor"]
        assert len(page["items"]) == 1

    assert len(walked) > 1
    assert _lasting(walked) == _lasting(whole["items"])
    assert (cursor, whole["next_cursor"]) == (None, None)


def _lasting(items):
    """Without what changes as time goes by."""
    return [{name: value for name, value in item.items() if name != "resets_in"} for item in items]


async def test_statuses_are_put_back_as_they_were_read(admin, filled):
    read = (await admin.get("/api/plenty/statuses")).json()

    answer = await admin.put("/api/plenty/statuses", json={"items": read["items"]})

    assert answer.json() == read


@pytest.mark.parametrize("key", [("\0", 1), ("a", 2**63)])
async def test_a_cursor_that_no_row_can_have_is_refused(admin, key):
    answer = await admin.get("/api/views", params={"cursor": encode_cursor(*key)})

    assert answer.status_code == 422


async def test_a_cursor_of_one_order_is_refused_in_another(admin, filled):
    cursor = (await admin.get("/api/tickets", params={"limit": 1})).json()["next_cursor"]

    other = await admin.get("/api/tickets", params={"limit": 1, "sort": "oldest", "cursor": cursor})
    same = await admin.get("/api/tickets", params={"limit": 1, "sort": "newest", "cursor": cursor})

    assert (other.status_code, list(other.json()["errors"]), same.status_code) == (422, ["cursor"], 200)
