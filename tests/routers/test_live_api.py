"""Live events over HTTP, as far as a transport that waits for the end can tell."""

from __future__ import annotations

from rows import add_ticket, add_user


async def test_a_stream_begins_with_when_to_come_back_and_a_hello(agent):
    answer = await agent.get("/api/live")

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.startswith('retry: 2000\n\nevent: hello\ndata: {"cursor": "')


async def test_polling_begins_with_a_cursor_and_goes_on_with_what_changed(agent, sessions):
    first = (await agent.get("/api/live/changes")).json()
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        user = await add_user(session)
    async with sessions.begin() as session:
        (await session.get_one(type(user), user.id)).disabled_at = user.created_at
    second = (await agent.get("/api/live/changes", params={"since": first["cursor"]})).json()
    third = (await agent.get("/api/live/changes", params={"since": second["cursor"]})).json()

    assert (first["items"], first["resync"]) == ([], False)
    assert second["items"] == [{"kind": "ticket", "ticket_ids": [ticket.id], "many": False}]
    assert third["items"] == []


async def test_a_made_up_cursor_is_refused(agent):
    answer = await agent.get("/api/live/changes?since=yesterday")

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"since"})
