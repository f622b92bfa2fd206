"""Views, snoozing and bulk changes over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from edge import SAME_ORIGIN, enter, person, visitor
from rows import NOW, add_connection, add_statuses, add_ticket, add_user

from tickets_service.models import Role, Ticket, TicketStatus
from tickets_service.tickets import lifecycle

LATER = (NOW + timedelta(days=1)).isoformat()
VIEW = {"name": "Eilig", "filter": {"status": ["TODO"], "q": "paket", "view": "mine"}, "sort": "oldest"}


@pytest.fixture
async def tickets(sessions):
    async with sessions.begin() as session:
        await add_connection(session)
        await add_statuses(session)
        return [(await add_ticket(session, number, plenty_status_id=1)).id for number in (1, 2, 3)]


@pytest.fixture
async def ada(app, sessions):
    ada_id = await person(sessions, role=Role.AGENT)
    async with visitor(app, headers=SAME_ORIGIN) as client:
        await enter(client, sessions, ada_id)
        client.user_id = ada_id
        yield client


async def listed(client, **query):
    return [row["id"] for row in (await client.get("/api/tickets", params=query)).json()["items"]]


async def counted(client):
    found = (await client.get("/api/views/counts")).json()["items"]
    return {item["view"]: (item["count"], item["more"]) for item in found}


async def test_a_list_can_be_a_view(ada, tickets):
    await ada.patch(f"/api/tickets/{tickets[0]}", json={"assignee_id": ada.user_id})

    assert await listed(ada, view="mine") == [tickets[0]]
    assert await listed(ada, view="unassigned", sort="oldest") == tickets[1:]
    assert (await ada.get("/api/tickets?view=other")).status_code == 422


async def test_views_are_counted_up_to_99(ada, sessions, tickets):
    async with sessions.begin() as session:
        for number in range(100, 200):
            await add_ticket(session, number, status=TicketStatus.WAITING)
    saved = (await ada.post("/api/views", json=VIEW | {"filter": {"status": ["TODO"]}})).json()
    found = await counted(ada)

    assert list(found)[:8] == ["open", "mine", "unassigned", "draft_ready", "waiting", "snoozed", "done", "all"]
    assert (found["waiting"], found["mine"], found[str(saved["id"])]) == ((99, True), (0, False), (3, False))


async def test_a_snoozed_ticket_is_out_of_sight_until_it_wakes(ada, sessions, tickets):
    snoozed = await ada.patch(f"/api/tickets/{tickets[0]}", json={"snoozed_until": LATER})
    asleep = await listed(ada, view="unassigned")
    await ada.patch(f"/api/tickets/{tickets[0]}", json={"snoozed_until": None})

    assert snoozed.json()["snoozed_until"] is not None
    assert tickets[0] not in asleep
    assert tickets[0] in await listed(ada, view="unassigned")


async def test_a_ticket_whose_time_has_come_is_awake(ada, sessions, tickets):
    async with sessions.begin() as session:
        (await session.get_one(Ticket, tickets[0])).snoozed_until = NOW - timedelta(hours=1)
        (await session.get_one(Ticket, tickets[1])).snoozed_until = NOW + timedelta(hours=1)
    async with sessions.begin() as session:
        await lifecycle.wake_due(session)
    async with sessions() as session:
        until = [(await session.get_one(Ticket, ticket_id)).snoozed_until for ticket_id in tickets[:2]]

    assert (until[0], until[1] is None) == (None, False)


@pytest.mark.parametrize("until", ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00", "tomorrow"])
async def test_a_time_to_wake_is_in_the_future_and_knows_its_zone(ada, tickets, until):
    answer = await ada.patch(f"/api/tickets/{tickets[0]}", json={"snoozed_until": until})

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"snoozed_until"})


async def test_many_tickets_change_at_once_with_a_result_for_each(ada, tickets):
    ids = [tickets[2], 999, tickets[0], tickets[2]]
    answer = await ada.post("/api/tickets/bulk", json={"ids": ids, "status": "DONE", "assignee_id": ada.user_id})
    results = answer.json()["items"]

    assert [(result["id"], result["ok"]) for result in results] == [
        (tickets[2], True), (999, False), (tickets[0], True), (tickets[2], True),
    ]  # fmt: skip
    assert "999" in results[1]["error"]
    assert await listed(ada, view="done", assignee=ada.user_id) == [tickets[2], tickets[0]]


async def test_a_bulk_change_that_cannot_be_changes_nothing(ada, sessions, tickets):
    async with sessions.begin() as session:
        gone = await add_user(session, "eve@example.org", disabled_at=NOW)
    for wrong in (
        {"ids": tickets},
        {"ids": [], "status": "DONE"},
        {"ids": list(range(1, 202)), "status": "DONE"},
        {"ids": tickets, "status": None},
        {"ids": tickets, "status": "DONE", "assignee_id": gone.id},
        {"ids": tickets, "status": "DONE", "snoozed_until": "2020-01-01T00:00:00Z"},
    ):
        assert (await ada.post("/api/tickets/bulk", json=wrong)).status_code == 422

    assert await listed(ada, view="done") == []


async def test_a_view_is_saved_changed_and_deleted(ada):
    saved = await ada.post("/api/views", json=VIEW)
    view_id = saved.json()["id"]
    changed = await ada.patch(f"/api/views/{view_id}", json={"name": "Sehr eilig"})

    assert saved.status_code == 201
    assert saved.json() == VIEW | {"id": view_id, "is_shared": False, "is_mine": True}
    assert changed.json() == saved.json() | {"name": "Sehr eilig"}
    assert (await ada.delete(f"/api/views/{view_id}")).status_code == 204
    assert (await ada.get("/api/views")).json()["items"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"filter": {"colour": "red"}},
        {"filter": {"status": ["OPEN"]}},
        {"filter": {"view": "theirs"}},
        {"sort": "random"},
        {"name": " "},
    ],
)
async def test_a_view_that_no_list_understands_is_refused(ada, wrong):
    assert (await ada.post("/api/views", json=VIEW | wrong)).status_code == 422


async def test_a_name_is_used_once(ada):
    await ada.post("/api/views", json=VIEW)
    other = (await ada.post("/api/views", json=VIEW | {"name": "Andere"})).json()

    assert (await ada.post("/api/views", json=VIEW | {"name": "EILIG"})).status_code == 409
    assert (await ada.patch(f"/api/views/{other['id']}", json={"name": "eilig"})).status_code == 409


async def test_a_shared_view_is_everybodys_to_use_and_its_owners_to_change(ada, agent, admin):
    own = (await ada.post("/api/views", json=VIEW)).json()["id"]
    shared = (await ada.post("/api/views", json=VIEW | {"name": "Alle", "is_shared": True})).json()["id"]

    assert [(view["id"], view["is_mine"]) for view in (await agent.get("/api/views")).json()["items"]] == [
        (shared, False)
    ]
    assert (await agent.patch(f"/api/views/{shared}", json={"name": "x"})).status_code == 403
    assert (await agent.delete(f"/api/views/{own}")).status_code == 404
    assert (await admin.patch(f"/api/views/{shared}", json={"is_shared": False})).status_code == 200
    assert (await agent.get("/api/views")).json()["items"] == []
