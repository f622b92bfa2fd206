"""Changing many tickets at once, and putting tickets aside for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from edge import SAME_ORIGIN
from rows import add_connection, add_statuses, add_ticket, add_user

from tickets_service.errors import Invalid
from tickets_service.inbox.snoozing import Snooze, choices, until
from tickets_service.models import Ticket, TicketStatus

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN = SAME_ORIGIN | {"Accept-Language": "de"}
FRIDAY = datetime(2026, 11, 27, 10, 12, tzinfo=BERLIN)


@pytest.fixture
async def ids(sessions, browser):
    async with sessions.begin() as session:
        await add_connection(session)
        await add_statuses(session)
        return [(await add_ticket(session, number, plenty_status_id=1)).id for number in (1, 2, 3)]


@pytest.fixture
def rows(sessions, ids):
    async def read(*names):
        async with sessions() as session:
            tickets = [await session.get_one(Ticket, number) for number in ids]
            return [tuple(getattr(ticket, name) for name in names) for ticket in tickets]

    return read


async def test_the_selected_tickets_change_and_the_list_is_shown_again(browser, ids, rows):
    answer = await browser.post("/inbox/bulk?view=all&sort=oldest", data={"ids": ids[:2], "status": "DONE"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox?view=all&sort=oldest")
    assert await rows("status") == [(TicketStatus.DONE,), (TicketStatus.DONE,), (TicketStatus.TODO,)]


async def test_tickets_are_assigned_and_given_back(browser, sessions, ids, rows):
    async with sessions.begin() as session:
        anna = await add_user(session)
    await browser.post("/inbox/bulk", data={"ids": ids, "assignee": anna.id})
    await browser.post("/inbox/bulk", data={"ids": ids[2:], "assignee": "nobody"})

    assert await rows("assignee_id") == [(anna.id,), (anna.id,), (None,)]


async def test_tickets_are_snoozed_and_brought_back(browser, ids, rows):
    await browser.post("/inbox/bulk", data={"ids": ids, "snooze": "tomorrow", "at": ""})
    text = (await browser.get("/inbox?view=snoozed", headers=GERMAN)).text
    await browser.post("/inbox/bulk", data={"ids": ids[:1], "snooze": "wake"})

    assert text.count("bis morgen, 09:00") == 3
    assert [until is None for (until,) in await rows("snoozed_until")] == [True, False, False]


@pytest.mark.parametrize("part", ["", "1"])
async def test_what_failed_is_told_for_each_ticket_and_the_rest_is_done(browser, ids, rows, part):
    answer = await browser.post(
        "/inbox/bulk", data={"ids": [*ids, 999], "status": "WAITING", "part": part}, headers=GERMAN
    )

    assert answer.status_code == 200
    assert "3 Tickets geändert" in answer.text
    assert answer.text.count("<li>") >= 1
    assert "999" in answer.text
    assert await rows("status") == [(TicketStatus.WAITING,)] * 3


@pytest.mark.parametrize(
    "form",
    [
        {"status": "DONE"},
        {},
        {"ids": [1], "assignee": "0x1"},
        {"ids": [1], "assignee": "999999"},
        {"ids": [1], "snooze": "at", "at": "soon"},
        {"ids": [1], "snooze": "at", "at": "2020-01-01T10:00"},
        {"ids": ["x"], "status": "DONE"},
        {"ids": [1], "status": "GONE"},
        {"ids": [1], "snooze": "sometimes"},
    ],
)
async def test_what_makes_no_sense_changes_nothing_and_is_told(browser, ids, rows, form):
    answer = await browser.post("/inbox/bulk", data=form)

    assert answer.status_code == 422
    assert await rows("status", "snoozed_until", "assignee_id") == [(TicketStatus.TODO, None, None)] * 3


async def test_a_ticket_is_put_aside_from_its_page(browser, ids, rows):
    answer = await browser.post(f"/inbox/{ids[0]}/snooze?view=mine", data={"snooze": "monday"})
    text = (await browser.get(f"/inbox/{ids[0]}", headers=GERMAN)).text
    await browser.post(f"/inbox/{ids[0]}/snooze", data={"snooze": "wake"})

    assert answer.headers["location"] == f"/inbox/{ids[0]}?view=mine"
    assert "Jetzt zurückholen" in text.partition("tk-tools")[2].partition("</header>")[0]
    assert (await rows("snoozed_until"))[0] == (None,)


async def test_a_time_that_is_over_is_refused_on_the_page_of_the_ticket(browser, ids):
    answer = await browser.post(
        f"/inbox/{ids[0]}/snooze", data={"snooze": "at", "at": "2020-01-01T10:00"}, headers=GERMAN
    )

    assert answer.status_code == 422
    assert 'id="banner"' in answer.text


async def test_a_script_is_told_the_reason_alone(browser, ids):
    answer = await browser.post(
        f"/inbox/{ids[0]}/snooze", data={"snooze": "at"}, headers={**SAME_ORIGIN, "Accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["detail"]) == (422, "Until when? Choose a date and a time.")


def times(now):
    return {each.choice.value: f"{each.until:%a %d %H:%M}" for each in choices(now)}


def test_the_times_to_choose_from_are_those_of_a_working_day():
    assert times(FRIDAY) == {"later_today": "Fri 27 13:30", "tomorrow": "Sat 28 09:00", "monday": "Mon 30 09:00"}
    assert times(FRIDAY + timedelta(hours=9)) == {"tomorrow": "Sat 28 09:00", "monday": "Mon 30 09:00"}
    assert "monday" not in times(FRIDAY + timedelta(days=2))
    assert times(FRIDAY + timedelta(days=3))["monday"] == "Mon 07 09:00"
    assert choices(FRIDAY.astimezone(UTC)) == choices(FRIDAY)


def test_nine_in_the_morning_is_nine_after_the_clocks_were_changed_too():
    assert until(Snooze.TOMORROW, "", datetime(2026, 10, 24, 12, tzinfo=BERLIN)).utcoffset() == timedelta(hours=1)


def test_a_written_time_is_the_shops():
    assert until(Snooze.AT, "2026-12-01T10:15", FRIDAY) == datetime(2026, 12, 1, 9, 15, tzinfo=UTC)
    assert until(Snooze.WAKE, "", FRIDAY) is None
    with pytest.raises(Invalid):
        until(Snooze.AT, "", FRIDAY)
