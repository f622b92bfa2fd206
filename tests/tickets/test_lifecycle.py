"""Changing, erasing and opening tickets, and what Plenty hears of it."""

from uuid import uuid4

import pytest
from rows import add_connection, add_statuses, add_ticket, add_user
from sqlalchemy import select, text

from tickets_service.errors import Busy, Conflict, Invalid, NotFound
from tickets_service.models import ErasedTicket, Reply, ReplyKind, ReplyState, Ticket, TicketStatus
from tickets_service.plenty.errors import Refused, Unclear
from tickets_service.tickets import lifecycle, pushing
from tickets_service.tickets.lifecycle import NewTicketText, TicketChange


async def jobs_in(sessions):
    async with sessions() as session:
        return list(await session.scalars(text("SELECT task_name FROM procrastinate_jobs ORDER BY id")))


@pytest.fixture
async def ticket(sessions, desk):
    desk.add_ticket(1)
    async with sessions.begin() as session:
        await add_statuses(session)
        await add_connection(session)
        return await add_ticket(session, 1, plenty_status_id=1)


async def change(sessions, ticket_id, **fields):
    async with sessions.begin() as session:
        await lifecycle.change(session, ticket_id, TicketChange(frozenset(fields), **fields), actor="user:1")


async def reread(sessions, ticket_id):
    async with sessions() as session:
        return await session.get(Ticket, ticket_id)


async def test_a_status_is_set_here_at_once_and_in_plenty_by_a_job(sessions, desk, ticket):
    await change(sessions, ticket.id, status=TicketStatus.DONE)
    row = await reread(sessions, ticket.id)
    assert (row.status, row.pending_status) == (TicketStatus.DONE, TicketStatus.DONE)
    assert await jobs_in(sessions) == ["push_ticket"]

    await pushing.push_ticket(sessions, desk, ticket.id)

    assert desk.statuses_written == [(1, 3)]
    row = await reread(sessions, ticket.id)
    assert (row.pending_status, row.plenty_status_id, row.plenty_status_name) == (None, 3, "Erledigt")


async def test_setting_the_same_status_again_asks_nothing_of_plenty(sessions, ticket):
    await change(sessions, ticket.id, status=TicketStatus.TODO)

    assert await jobs_in(sessions) == []


async def test_a_status_the_shop_cannot_write_stays_here(sessions, desk, ticket):
    async with sessions.begin() as session:
        await session.execute(text("UPDATE ticket_statuses SET is_target = false"))
    await change(sessions, ticket.id, status=TicketStatus.WAITING)

    await pushing.push_ticket(sessions, desk, ticket.id)

    row = await reread(sessions, ticket.id)
    assert (row.status, row.pending_status, desk.statuses_written) == (TicketStatus.WAITING, None, [])


async def test_what_plenty_refuses_is_not_tried_for_ever(sessions, desk, ticket):
    desk.errors["set_status"] = [Refused("no")]
    await change(sessions, ticket.id, status=TicketStatus.DONE)

    await pushing.push_ticket(sessions, desk, ticket.id)

    row = await reread(sessions, ticket.id)
    assert (row.status, row.pending_status, row.plenty_status_id) == (TicketStatus.DONE, None, 1)


async def test_a_busy_plenty_leaves_the_change_pending(sessions, desk, ticket):
    desk.errors["set_status"] = [Busy("wait", retry_after=1)]
    await change(sessions, ticket.id, status=TicketStatus.DONE)
    with pytest.raises(Busy):
        await pushing.push_ticket(sessions, desk, ticket.id)

    assert (await reread(sessions, ticket.id)).pending_status is TicketStatus.DONE


async def test_a_priority_is_written_too(sessions, desk, ticket):
    await change(sessions, ticket.id, priority=4)
    await pushing.push_ticket(sessions, desk, ticket.id)

    assert desk.tickets[1].priority_id == 4
    assert (await reread(sessions, ticket.id)).pending_priority is None


async def test_an_assignee_must_be_somebody(sessions, ticket):
    async with sessions.begin() as session:
        user = await add_user(session)
    await change(sessions, ticket.id, assignee_id=user.id)
    assert (await reread(sessions, ticket.id)).assignee_id == user.id
    await change(sessions, ticket.id, assignee_id=None)
    assert (await reread(sessions, ticket.id)).assignee_id is None

    with pytest.raises(Invalid):
        await change(sessions, ticket.id, assignee_id=999)


async def test_changing_nothing_that_exists_is_not_found(sessions):
    with pytest.raises(NotFound):
        await change(sessions, 999, status=TicketStatus.DONE)


@pytest.mark.parametrize("fields", [{"status": None}, {"priority": None}])
async def test_status_and_priority_cannot_be_taken_away(sessions, ticket, fields):
    with pytest.raises(Invalid):
        await change(sessions, ticket.id, **fields)


async def change_and_stumble(sessions, ticket_id):
    async with sessions.begin() as session:
        wanted = TicketChange(frozenset({"status"}), status=TicketStatus.DONE)
        await lifecycle.change(session, ticket_id, wanted, actor="user:1")
        raise RuntimeError


async def test_no_job_survives_a_change_that_does_not(sessions, ticket):
    with pytest.raises(RuntimeError):
        await change_and_stumble(sessions, ticket.id)

    assert await jobs_in(sessions) == []


async def add_reply(sessions, ticket_id, state):
    token = uuid4() if state in ("CLAIMED", "IN_FLIGHT") else None
    async with sessions.begin() as session:
        now = await session.scalar(text("SELECT now()"))
        session.add(
            Reply(
                id=uuid4(),
                ticket_id=ticket_id,
                state=state,
                kind=ReplyKind.MESSAGE,
                text="t",
                body="t",
                body_sha256=b"",
                author="user:1",
                send_at=now,
                claim_token=token,
                post_deadline=now,
            )
        )


async def test_erasing_removes_the_copy_and_remembers_to_leave_it_out(sessions, ticket):
    async with sessions.begin() as session:
        await lifecycle.erase(session, ticket.id, actor="user:1")

    async with sessions() as session:
        assert await session.get(Ticket, ticket.id) is None
        assert await session.get(ErasedTicket, 1) is not None
    with pytest.raises(NotFound):
        async with sessions.begin() as session:
            await lifecycle.erase(session, ticket.id, actor="user:1")


@pytest.mark.parametrize("state", [ReplyState.CLAIMED, ReplyState.IN_FLIGHT, ReplyState.UNKNOWN])
async def test_a_ticket_with_a_reply_on_its_way_is_not_erased(sessions, ticket, state):
    await add_reply(sessions, ticket.id, state)
    with pytest.raises(Conflict):
        async with sessions.begin() as session:
            await lifecycle.erase(session, ticket.id, actor="user:1")


async def open_ticket(sessions, client_id, **fields):
    async with sessions.begin() as session:
        return await lifecycle.open_ticket(session, NewTicketText(client_id, title="Rückruf", **fields), actor="user:1")


async def test_a_ticket_opened_here_is_created_in_plenty_once(sessions, desk, ticket):
    client_id = uuid4()
    opened, is_new = await open_ticket(sessions, client_id, contact_id=7)
    again, is_new_again = await open_ticket(sessions, client_id, contact_id=7)
    assert (is_new, is_new_again, again.id) == (True, False, opened.id)
    assert await jobs_in(sessions) == ["create_ticket"]

    await pushing.create_ticket(sessions, desk, opened.id)
    await pushing.create_ticket(sessions, desk, opened.id)

    assert desk.calls.count("create_ticket") == 1
    row = await reread(sessions, opened.id)
    assert (row.plenty_ticket_id, row.status, row.creation_error) == (2, TicketStatus.IN_PROGRESS, None)


async def test_an_unclear_creation_looks_for_the_ticket_instead_of_making_another(sessions, desk, ticket):
    opened, _ = await open_ticket(sessions, uuid4())
    create = desk.create_ticket

    async def create_and_lose_the_answer(new):
        await create(new)
        raise Unclear("no answer")

    desk.create_ticket = create_and_lose_the_answer
    with pytest.raises(Unclear):
        await pushing.create_ticket(sessions, desk, opened.id)
    async with sessions.begin() as session:
        await session.execute(text("UPDATE tickets SET creation_tried_at = '2026-11-20 00:00Z'"))

    await pushing.create_ticket(sessions, desk, opened.id)

    assert desk.calls.count("create_ticket") == 1
    assert (await reread(sessions, opened.id)).plenty_ticket_id == 2


async def test_a_creation_nobody_can_find_again_is_left_to_a_person(sessions, desk, ticket):
    opened, _ = await open_ticket(sessions, uuid4())
    desk.errors["create_ticket"] = [Unclear("no answer")]
    with pytest.raises(Unclear):
        await pushing.create_ticket(sessions, desk, opened.id)

    await pushing.create_ticket(sessions, desk, opened.id)

    row = await reread(sessions, opened.id)
    assert row.plenty_ticket_id is None
    assert "unclear" in row.creation_error


async def test_a_busy_plenty_creates_the_ticket_later(sessions, desk, ticket):
    opened, _ = await open_ticket(sessions, uuid4())
    desk.errors["create_ticket"] = [Busy("wait", retry_after=1)]
    with pytest.raises(Busy):
        await pushing.create_ticket(sessions, desk, opened.id)

    await pushing.create_ticket(sessions, desk, opened.id)

    assert (await reread(sessions, opened.id)).plenty_ticket_id == 2


async def test_a_ticket_needs_a_title_with_something_in_it(sessions, ticket):
    with pytest.raises(Invalid):
        async with sessions.begin() as session:
            await lifecycle.open_ticket(session, NewTicketText(uuid4(), title="   "), actor="user:1")


@pytest.mark.parametrize(
    ("kind", "close_after", "status"),
    [
        (ReplyKind.MESSAGE, False, TicketStatus.WAITING),
        (ReplyKind.MESSAGE, True, TicketStatus.DONE),
        (ReplyKind.COMMENT, True, TicketStatus.TODO),
    ],
)
async def test_a_reply_moves_the_ticket_on_and_a_note_does_not(sessions, ticket, kind, close_after, status):
    async with sessions.begin() as session:
        reply = Reply(id=uuid4(), ticket_id=ticket.id, kind=kind, close_after=close_after)
        await lifecycle.after_reply(session, reply)
        session.expunge_all()

    async with sessions() as session:
        assert await session.scalar(select(Ticket.status).where(Ticket.id == ticket.id)) is status
