"""The list: views, both orders, snippets and hits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rows import NOW, add_message, add_ticket, add_user

from tickets_service.models import AIResponseDB, Direction, DraftState, TicketStatus
from tickets_service.tickets.listing import InboxFilter, Sort, ViewName, inbox

LATER, EARLIER = NOW + timedelta(days=1), NOW - timedelta(minutes=1)


@pytest.fixture
def found(sessions):
    """Plenty's ids of the tickets on all pages of the list."""

    async def look(*, limit=50, **wanted):
        numbers, after = [], None
        while True:
            async with sessions() as session:
                page = await inbox(session, InboxFilter(**wanted), limit=limit, after=after)
            assert len(page.items) <= limit
            numbers += [row.plenty_ticket_id for row in page.items]
            after = page.next_key
            if after is None:
                return numbers

    return look


@pytest.fixture
async def anna(sessions):
    """Anna's id, in a shop with a ticket for each view."""
    async with sessions.begin() as session:
        user = await add_user(session)
        await add_ticket(session, 1, assignee_id=user.id)
        await add_ticket(session, 2)
        await add_ticket(session, 3, status=TicketStatus.WAITING)
        await add_ticket(session, 4, status=TicketStatus.DONE, assignee_id=user.id)
        await add_ticket(session, 5, assignee_id=user.id, snoozed_until=LATER)
        await add_ticket(session, 6, assignee_id=user.id, snoozed_until=EARLIER)
        drafted = await add_ticket(session, 7)
        session.add(AIResponseDB(ticket_id=drafted.id, state=DraftState.READY, generated_text="Hallo"))
    return user.id


@pytest.mark.parametrize(
    ("view", "tickets"),
    [
        (ViewName.OPEN, [7, 6, 3, 2, 1]),
        (ViewName.MINE, [6, 1]),
        (ViewName.UNASSIGNED, [7, 3, 2]),
        (ViewName.DRAFT_READY, [7]),
        (ViewName.WAITING, [3]),
        (ViewName.SNOOZED, [5]),
        (ViewName.DONE, [4]),
        (ViewName.ALL, [7, 6, 5, 4, 3, 2, 1]),
    ],
)
async def test_each_view_holds_its_tickets(found, anna, view, tickets):
    assert await found(view=view, viewer_id=anna) == tickets


async def test_a_program_has_nothing_assigned(found, anna):
    assert await found(view=ViewName.MINE) == []


async def test_a_failed_draft_that_was_followed_by_another_is_not_failed(sessions, found):
    async with sessions.begin() as session:
        tickets = [await add_ticket(session, number) for number in (1, 2)]
        for ticket in tickets:
            session.add(AIResponseDB(ticket_id=ticket.id, state=DraftState.FAILED, error="x"))
        await session.flush()
        session.add(AIResponseDB(ticket_id=tickets[0].id, state=DraftState.QUEUED))

    assert await found(draft_state="FAILED") == [2]
    assert await found(draft_state="QUEUED") == [1]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize(("sort", "tickets"), [(Sort.NEWEST, [3, 2, 1, 6, 5, 4]), (Sort.OLDEST, [1, 2, 3, 4, 5, 6])])
async def test_both_orders_page_without_gaps_and_leave_those_nobody_wrote_in_to_the_end(
    sessions, found, sort, tickets, limit
):
    async with sessions.begin() as session:
        for number in range(1, 7):
            ticket = await add_ticket(session, number)
            if number <= 3:
                await add_message(session, ticket, number)

    assert await found(sort=sort, limit=limit) == tickets


async def test_a_row_shows_how_the_newest_message_begins(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        await add_message(session, ticket, 1, text="Wo ist mein Paket?")
        await add_message(session, ticket, 2, text="Es  kommt\n\nmorgen. " + "x" * 500, direction=Direction.AGENT)
        await add_ticket(session, 2)
    async with sessions() as session:
        row, empty = (await inbox(session, InboxFilter(), limit=9, after=None)).items

    assert row.snippet.startswith("Es kommt morgen. x")
    assert (len(row.snippet), row.snippet_direction, row.hits) == (160, Direction.AGENT, [])
    assert (empty.snippet, empty.snippet_direction) == ("", None)


async def test_hits_are_pieces_of_the_text_as_it_was_written(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1, title="Paket <b>kaputt</b>", customer_name="Erika Paketova", order_id=77)
        await add_message(session, ticket, 1, text="Guten Tag,\n" + "lang " * 30 + "mein PAKET ist weg")
    async with sessions() as session:
        (row,) = (await inbox(session, InboxFilter(q="paket"), limit=9, after=None)).items
    hits = {hit.field: [(piece.text, piece.hit) for piece in hit.pieces] for hit in row.hits}

    assert hits["title"] == [("Paket", True), (" <b>kaputt</b>", False)]
    assert hits["customer_name"] == [("Erika ", False), ("Paket", True), ("ova", False)]
    assert ("PAKET", True) in hits["message"]
    assert hits["message"][0] == ("… lang lang lang mein ", False)
    assert sum(len(text) for text, _ in hits["message"]) < 220
    assert "order_id" not in hits


async def test_a_hit_behind_an_endless_word_stands_at_the_beginning(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        await add_message(session, ticket, 1, text="https://example.com/" + "-" * 300 + "/paket weg")
    async with sessions() as session:
        (row,) = (await inbox(session, InboxFilter(q="paket"), limit=9, after=None)).items

    assert [piece.text for piece in row.hits[0].pieces] == ["… ", "paket", " weg"]


async def test_an_order_number_is_a_hit(sessions):
    async with sessions.begin() as session:
        await add_ticket(session, 1, order_id=50007)
    async with sessions() as session:
        (row,) = (await inbox(session, InboxFilter(q="50007"), limit=9, after=None)).items

    assert [(hit.field, hit.pieces[0].hit) for hit in row.hits] == [("order_id", True)]
