"""A refresh asks for every open ticket, and not every minute for lists that are empty."""

import pytest
from helpdesk import CLOSED, NEW, WORKING
from sqlalchemy import update

from tickets_service.models import SyncState, TicketStatus
from tickets_service.tickets import statuses
from tickets_service.tickets.statuses import StatusMeaning

WAITING = 4
BESIDE_THE_LISTS_IN_USE = 3


async def forget_names(mirror):
    async with mirror.sessions.begin() as session:
        await session.execute(update(SyncState).values(statuses_read_at=None))


async def test_the_first_refresh_reads_every_open_list(mirror, desk):
    for number, status in enumerate((NEW, WORKING, WAITING), start=1):
        desk.add_ticket(number, status=status)

    run = await mirror.run()

    assert (run.tickets_seen, desk.calls.count("list")) == (3, 3)


@pytest.mark.parametrize("is_oldest_first", [False, True])
@pytest.mark.parametrize("names_are_old", [False, True])
async def test_beside_the_lists_in_use_three_calls_are_enough(mirror, desk, is_oldest_first, names_are_old):
    desk.is_oldest_first, desk.page_size = is_oldest_first, 2
    for number in (1, 2):
        desk.add_ticket(number)
    for number in range(3, 8):
        desk.add_ticket(number, status=CLOSED)
    await mirror.run()
    if names_are_old:
        await forget_names(mirror)
    desk.calls.clear()

    await mirror.run()

    assert desk.calls.count("list") + 2 * desk.calls.count("statuses") <= 1 + BESIDE_THE_LISTS_IN_USE


@pytest.mark.parametrize("is_oldest_first", [False, True])
async def test_a_new_ticket_is_found_at_once_in_a_list_that_was_empty(mirror, desk, is_oldest_first):
    desk.is_oldest_first, desk.page_size = is_oldest_first, 3
    for number in range(1, 6):
        desk.add_ticket(number, status=CLOSED)
    await mirror.run()
    for number, status in enumerate((NEW, WORKING, WAITING), start=11):
        desk.add_ticket(number, status=status)

    run = await mirror.run()

    assert (run.tickets_changed, run.messages_new) == (3, 3)
    assert await mirror.count("tickets") == 3, "closed ones on the newest page are not taken in by a refresh"


async def test_a_ticket_that_moves_to_an_empty_list_is_followed_at_once(mirror, desk):
    desk.add_ticket(1)
    await mirror.run()
    desk.change(1, status_id=WAITING, updated_at=desk.now())

    await mirror.run()

    ticket = await mirror.ticket(1)
    assert (ticket.status, ticket.listed_open) == (TicketStatus.WAITING, True)


async def test_an_old_ticket_that_is_opened_again_is_found_when_it_is_the_turn_of_its_list(mirror, desk):
    desk.page_size = 2
    for number in range(1, 9):
        desk.add_ticket(number, status=CLOSED)
    await mirror.run()
    desk.change(1, status_id=WAITING)

    for _ in range(len((NEW, WORKING, WAITING))):
        await mirror.run()

    assert (await mirror.ticket(1)).status is TicketStatus.WAITING


async def test_a_status_that_becomes_an_open_one_is_read_by_the_next_refresh(mirror, desk):
    desk.page_size = 2
    desk.add_ticket(1, status=CLOSED)
    for number in range(2, 9):
        desk.add_ticket(number)
    await mirror.run()
    async with mirror.sessions.begin() as session:
        await statuses.edit(session, [StatusMeaning(CLOSED, TicketStatus.TODO, is_target=False)], actor="test")

    await mirror.run()

    assert await mirror.ticket(1) is not None
