"""What an open list asks for when it hears that tickets changed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from rows import NOW, add_message, add_ticket

from tickets_service.models import TicketStatus, User


@pytest.fixture
async def tickets(sessions, browser):
    async with sessions.begin() as session:
        made = [await add_ticket(session, number, title=f"Titel {number}") for number in (1, 2, 3)]
        for row in made:
            await add_message(session, row, row.id)
        made[1].assignee_id = (await session.get_one(User, 1)).id
        made[2].status = TicketStatus.DONE
        return [row.id for row in made]


def shown(answer):
    """The ids that belong into the list, and those that do not."""
    here, gone = answer.text.split('<ul class="gone">')
    return [[int(found) for found in re.findall(r'data-ticket="(\d+)"', part)] for part in (here, gone)]


async def test_rows_are_shown_as_they_are_now_and_those_that_left_the_view_apart(browser, tickets):
    first, second, done = tickets
    answer = await browser.get("/inbox/changes", params={"ids": f"{first},{done},{second},999999"})
    mine = await browser.get("/inbox/changes", params={"view": "mine", "ids": f"{first},{second}"})
    searched = await browser.get("/inbox/changes", params={"q": "Titel 2", "ids": f"{first},{second}"})

    assert shown(answer) == [[second, first], [done]]
    assert shown(mine) == shown(searched) == [[second], [first]]
    assert f'href="/inbox/{first}?view=mine"' in mine.text
    assert re.search(r"<mark>Titel</mark>", searched.text)
    assert "<html" not in answer.text


async def test_the_counts_of_the_views_come_with_them(browser, tickets):
    text = (await browser.get("/inbox/changes", params={"view": "mine"})).text

    assert re.findall(r'class="count" href="([^"]+)"( aria-current="true")?>(\d+)', text) == [
        ("/inbox", "", "2"),
        ("/inbox?view=mine", ' aria-current="true"', "1"),
        ("/inbox?view=unassigned", "", "1"),
        ("/inbox?view=draft_ready", "", "0"),
        ("/inbox?view=waiting", "", "0"),
        ("/inbox?view=snoozed", "", "0"),
    ]


async def test_the_beginning_of_the_list_is_added_where_nobody_knows_what_changed(browser, sessions):
    async with sessions.begin() as session:
        for number in range(1, 61):
            await add_ticket(session, number, last_customer_message_at=NOW - timedelta(minutes=number))
    here, gone = shown(await browser.get("/inbox/changes", params={"ids": "60,50", "first": "1"}))

    assert here == [*range(1, 51), 60]
    assert gone == []


@pytest.mark.parametrize("ids", ["1;2", "-1", "1 OR 1", "x", "1," * 6000])
async def test_other_than_ids_is_refused(browser, ids):
    assert (await browser.get("/inbox/changes", params={"ids": ids})).status_code == 422


async def test_what_is_no_id_of_a_ticket_finds_nothing(browser):
    assert shown(await browser.get("/inbox/changes", params={"ids": "9" * 40 + ",,999999"})) == [[], []]


async def test_a_page_knows_since_when_it_is_true(browser, sessions, ticket):
    page = (await browser.get(f"/inbox/{ticket.id}")).text
    cursor = re.search(r'data-cursor="([^"]+)"', page)[1]
    async with sessions.begin() as session:
        other = await add_ticket(session, 2)
    news = (await browser.get("/api/live/changes", params={"since": cursor})).json()

    assert [(item["kind"], item["ticket_ids"]) for item in news["items"]] == [("ticket", [other.id])]


async def test_notes_and_messages_can_be_told_apart_by_id(browser, sessions, ticket):
    async with sessions.begin() as session:
        note = await add_message(session, ticket, 7, direction="internal", text="Kulant")
    page = (await browser.get(f"/inbox/{ticket.id}/pane")).text

    assert f'<aside class="note" data-message="{note.id}"' in page
