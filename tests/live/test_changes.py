"""What counts as a change, and that none is missed."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from rows import NOW, add_connection, add_message, add_ticket, add_user
from sqlalchemy import func, text, update

from tickets_service import alarms
from tickets_service.errors import Invalid
from tickets_service.live import forget_old, news_since
from tickets_service.models import (
    AIResponseDB,
    AlarmKind,
    Doing,
    DraftState,
    PlentyConnection,
    ReplyKind,
    RunKind,
    RunState,
    SyncRun,
    Ticket,
    TicketStatus,
)
from tickets_service.replies.approving import Approval, approve
from tickets_service.tickets import presence
from tickets_service.tickets.presence import Person


@pytest.fixture
def since(sessions):
    """What changed since a cursor, by kind; without one the cursor of now."""

    async def look(cursor=None):
        async with sessions() as session:
            news = await news_since(session, cursor)
        if cursor is None:
            return news.cursor
        assert not news.resync
        return {change.kind.value: change.ticket_ids for change in news.changes}

    return look


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        row = await add_ticket(session, 1)
        await add_message(session, row, 1)
        return row


async def test_what_a_page_shows_of_a_ticket_is_told_and_nothing_else(sessions, ticket, since):
    start = await since()
    async with sessions.begin() as session:
        await session.execute(update(Ticket).values(synced_at=func.now(), messages_read_at=func.now()))
    quiet = await since(start)
    async with sessions.begin() as session:
        await session.execute(update(Ticket).values(status=TicketStatus.DONE))

    assert (quiet, await since(start)) == ({}, {"ticket": (ticket.id,)})


async def test_new_and_erased_tickets_are_told_together(sessions, since):
    start = await since()
    async with sessions.begin() as session:
        session.add_all(Ticket(plenty_ticket_id=n, title="x", status=TicketStatus.TODO) for n in range(3))
    new = (await since(start))["ticket"]
    middle = await since()
    async with sessions.begin() as session:
        await session.execute(text("DELETE FROM tickets"))

    assert (len(new), set((await since(middle))["ticket"])) == (3, set(new))


async def test_drafts_tell_their_states_and_not_their_every_word(sessions, ticket, since):
    async with sessions.begin() as session:
        session.add(AIResponseDB(ticket_id=ticket.id, state=DraftState.WRITING))
    start = await since()
    async with sessions.begin() as session:
        await session.execute(update(AIResponseDB).values(generated_text="Guten"))
    quiet = await since(start)
    async with sessions.begin() as session:
        await session.execute(update(AIResponseDB).values(state=DraftState.READY))

    assert (quiet, await since(start)) == ({}, {"draft": (ticket.id,)})


async def test_replies_presence_and_what_concerns_everybody_are_told(sessions, ticket, since):
    start = await since()
    async with sessions.begin() as session:
        approval = Approval(uuid4(), "Hallo", ReplyKind.MESSAGE, ticket.last_public_message_id)
        await approve(session, ticket.id, approval, author="user:1", undo=timedelta())
        await presence.say(session, ticket.id, Person("user:1", "Ada"), Doing.TYPING)
        await alarms.sound(session, AlarmKind.MANY_TICKETS_GONE, "Viele fehlen.")
        await add_connection(session)
        session.add(SyncRun(kind=RunKind.REFRESH, state=RunState.RUNNING))

    assert await since(start) == {
        "reply": (ticket.id,), "presence": (ticket.id,), "alarm": (), "plenty": (), "sync": (),
    }  # fmt: skip


async def test_a_heartbeat_and_a_check_that_finds_nothing_new_are_not_told(sessions, ticket, since):
    async with sessions.begin() as session:
        await add_connection(session)
        await presence.say(session, ticket.id, Person("user:1", "Ada"), Doing.VIEWING)
    start = await since()
    async with sessions.begin() as session:
        await presence.say(session, ticket.id, Person("user:1", "Ada"), Doing.VIEWING)
        await session.execute(update(PlentyConnection).values(checked_at=NOW))

    assert await since(start) == {}


async def test_what_commits_late_is_not_missed_and_nothing_is_told_twice(sessions, ticket, since):
    async with sessions() as slow:
        await slow.execute(update(Ticket).values(title="Langsam"))
        async with sessions.begin() as session:
            other = await add_ticket(session, 2)
        async with sessions() as session:
            start = (await news_since(session, None)).cursor
            before = await since(start)
        await slow.commit()
    async with sessions() as session:
        late = await news_since(session, start)

    assert (before, [change.ticket_ids for change in late.changes]) == ({}, [(ticket.id,)])
    assert await since(late.cursor) == {}
    assert other.id != ticket.id


async def test_too_many_to_name_are_told_as_many(sessions, since):
    start = await since()
    async with sessions.begin() as session:
        session.add_all(Ticket(plenty_ticket_id=n, title="x", status=TicketStatus.TODO) for n in range(51))
    async with sessions() as session:
        (change,) = (await news_since(session, start)).changes

    assert (change.ticket_ids, change.many) == ((), True)


async def test_an_old_cursor_or_one_of_another_database_means_reading_everything_again(sessions, since):
    start = await since()
    at, _, snapshot = start.partition("~")
    async with sessions() as session:
        for cursor in (f"{int(at) - 601}~{snapshot}", f"{int(at) + 999}~{snapshot}", f"{at}~{10**15}:{10**15}:"):
            assert (await news_since(session, cursor)).resync, cursor


@pytest.mark.parametrize("cursor", ["", "x", "1~2:1:", "1~1:9:9,3", "1~0:3:", "1~1:2:3", "1~-1:2:", "9" * 40])
async def test_a_cursor_that_was_not_made_here_is_refused(sessions, cursor):
    async with sessions() as session:
        with pytest.raises(Invalid):
            await news_since(session, cursor)


async def test_old_changes_are_forgotten(sessions, ticket):
    async with sessions.begin() as session:
        await session.execute(text("UPDATE live_changes SET at = now() - interval '16 minutes'"))
        await add_user(session)
        await add_ticket(session, 2)
        await forget_old(session)
        left = await session.scalar(text("SELECT count(*) FROM live_changes"))

    assert left == 1
