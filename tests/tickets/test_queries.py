"""The inbox list and one ticket."""

from datetime import UTC, datetime, timedelta

import pytest
from rows import NOW, add_connection, add_message, add_ticket

from tickets_service.errors import NotFound
from tickets_service.models import AIResponseDB, Direction, DraftState, TicketStatus
from tickets_service.tickets import queries
from tickets_service.tickets.queries import InboxFilter


async def found(session, **wanted):
    page = await queries.inbox(session, InboxFilter(**wanted), limit=50, after=None)
    return [ticket.plenty_ticket_id for ticket in page.items]


async def test_newest_customer_activity_comes_first_and_silent_tickets_last(sessions):
    async with sessions.begin() as session:
        for number, minutes in ((1, 30), (2, 10), (3, None), (4, 20)):
            at = minutes and NOW - timedelta(minutes=minutes)
            await add_ticket(session, number, last_customer_message_at=at)

        assert await found(session) == [2, 4, 1, 3]


async def test_paging_by_cursor_meets_every_ticket_once(sessions):
    async with sessions.begin() as session:
        for number in range(1, 26):
            at = None if number % 5 == 0 else NOW - timedelta(minutes=number // 3)
            await add_ticket(session, number, last_customer_message_at=at)
        met, after = [], None
        while True:
            page = await queries.inbox(session, InboxFilter(), limit=4, after=after)
            met += [ticket.plenty_ticket_id for ticket in page.items]
            after = page.next_key
            if after is None:
                break

        assert len(met) == 25
        assert met == await found(session)


async def test_each_filter_narrows_the_list(sessions):
    async with sessions.begin() as session:
        await add_ticket(session, 1, order_id=300, contact_id=7, source="ebay")
        await add_ticket(session, 2, status=TicketStatus.DONE)

        assert await found(session, statuses=(TicketStatus.DONE,)) == [2]
        assert await found(session, statuses=(TicketStatus.DONE, TicketStatus.TODO)) == [2, 1]
        assert await found(session, order_id=300) == [1]
        assert await found(session, contact_id=7) == [1]
        assert await found(session, source="ebay") == [1]
        assert await found(session, assignee_id=1) == []


async def test_search_looks_at_title_customer_order_and_messages(sessions):
    async with sessions.begin() as session:
        first = await add_ticket(session, 1, title="Lampe defekt", customer_name="Erika Öztürk", order_id=30017)
        await add_message(session, first, 10, text="Die Stehlampe flackert seit Dienstag.")
        await add_ticket(session, 2, title="Rechnung", customer_email="mueller@example.org")

        assert await found(session, q="lampe") == [1]
        assert await found(session, q="öztürk") == [1]
        assert await found(session, q="30017") == [1]
        assert await found(session, q="flackert dienst") == [1]
        assert await found(session, q="rechn") == [2]
        assert await found(session, q="mueller@example.org") == [2]
        assert await found(session, q="kaputt") == []
        assert await found(session, q="!!!") == []
        assert await found(session, q="99999999999999999999999") == []
        assert await found(session, q="a & | ! ( ' :* \\") == []


async def test_the_draft_state_is_that_of_the_newest_draft_that_counts(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        await add_ticket(session, 2)
        session.add(AIResponseDB(ticket_id=ticket.id, state=DraftState.READY, generated_text="Guten Tag"))
        await session.flush()

        assert (await queries.ticket(session, ticket.id)).draft_state == "READY"
        assert await found(session, draft_state="READY") == [1]
        assert await found(session, draft_state="NONE") == [2]


async def test_a_ticket_links_to_plenty_and_an_unknown_one_is_not_found(sessions):
    async with sessions.begin() as session:
        await add_connection(session)
        ticket = await add_ticket(session, 4711)

        assert "4711" in (await queries.ticket(session, ticket.id)).plenty_url
        with pytest.raises(NotFound):
            await queries.ticket(session, 999)
        with pytest.raises(NotFound):
            await queries.messages(session, 999)


async def test_messages_come_oldest_first_with_an_author_and_in_pages(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1, customer_name="Erika")
        same = datetime(2026, 11, 1, tzinfo=UTC)
        await add_message(session, ticket, 12, created_at=same, direction=Direction.AGENT, plenty_user_id=3)
        await add_message(session, ticket, 11, created_at=same)
        await add_message(session, ticket, 13, direction=Direction.INTERNAL, author="Anna")

        first, key = await queries.messages(session, ticket.id, limit=2)
        rest, end = await queries.messages(session, ticket.id, limit=2, after=key)

        assert [(m.plenty_message_id, m.author) for m in first + rest] == [
            (11, "Erika"),
            (12, "Plenty user 3"),
            (13, "Anna"),
        ]
        assert end is None
