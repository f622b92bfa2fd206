"""What a merchant's own statuses mean here."""

import pytest

from tickets_service.errors import Invalid
from tickets_service.models import Ticket, TicketStatus
from tickets_service.plenty.schemas import StatusRecord
from tickets_service.tickets import statuses
from tickets_service.tickets.statuses import StatusMeaning, guess_meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Neu", TicketStatus.TODO),
        ("Offen", TicketStatus.TODO),
        ("Open", TicketStatus.TODO),
        ("In Bearbeitung", TicketStatus.IN_PROGRESS),
        ("In progress", TicketStatus.IN_PROGRESS),
        ("Wartet auf Kunde", TicketStatus.WAITING),
        ("Wiedervorlage", TicketStatus.WAITING),
        ("Waiting for customer", TicketStatus.WAITING),
        ("Erledigt", TicketStatus.DONE),
        ("Geschlossen", TicketStatus.DONE),
        ("GELÖST", TicketStatus.DONE),
        ("Closed", TicketStatus.DONE),
        ("Nicht gelöst", TicketStatus.TODO),
        ("Unresolved", TicketStatus.TODO),
        ("Etwas ganz Eigenes", TicketStatus.TODO),
    ],
)
def test_a_name_is_understood(name, meaning):
    assert guess_meaning([name]) is meaning


async def learn(sessions, *records):
    async with sessions.begin() as session:
        await statuses.learn(session, records)
    async with sessions() as session:
        return await statuses.meanings(session)


NEW = StatusRecord(1, 1, {"de": "Neu", "en": "New"})
OPEN = StatusRecord(2, 1, {"de": "Offen"})
DONE = StatusRecord(3, 1, {"de": "Erledigt"})


async def test_each_meaning_has_one_status_that_is_written(sessions):
    names = await learn(sessions, NEW, OPEN, DONE)

    assert [number for number, name in names.items() if name.is_target] == [1, 3]


async def test_an_edited_meaning_survives_the_next_reading_of_names(sessions):
    await learn(sessions, NEW, OPEN, DONE)
    async with sessions.begin() as session:
        await statuses.edit(session, [StatusMeaning(2, TicketStatus.WAITING, is_target=True)], actor="user:1")

    names = await learn(sessions, NEW, StatusRecord(2, 1, {"de": "Offen (neu benannt)"}), DONE)

    assert (names[2].name, names[2].status) == ("Offen (neu benannt)", TicketStatus.WAITING)


async def test_tickets_follow_an_edited_meaning(sessions):
    await learn(sessions, NEW, DONE)
    async with sessions.begin() as session:
        session.add(Ticket(plenty_ticket_id=1, title="t", status=TicketStatus.TODO, plenty_status_id=1))
    async with sessions.begin() as session:
        await statuses.edit(session, [StatusMeaning(1, TicketStatus.IN_PROGRESS, is_target=True)], actor="user:1")

    async with sessions() as session:
        assert (await session.get(Ticket, 1)).status is TicketStatus.IN_PROGRESS


@pytest.mark.parametrize(
    "lines",
    [
        [StatusMeaning(99, TicketStatus.DONE, is_target=True)],
        [StatusMeaning(1, TicketStatus.TODO, is_target=True), StatusMeaning(1, TicketStatus.DONE, is_target=False)],
        [StatusMeaning(2, TicketStatus.TODO, is_target=True)],
    ],
    ids=["unknown status", "twice the same", "two to be written for one meaning"],
)
async def test_nonsense_is_refused_by_name(sessions, lines):
    await learn(sessions, NEW, OPEN, DONE)
    with pytest.raises(Invalid) as refusal:
        async with sessions.begin() as session:
            await statuses.edit(session, lines, actor="user:1")

    assert "items" in refusal.value.errors


async def test_a_type_without_its_own_status_uses_the_one_of_no_type(sessions):
    await learn(sessions, StatusRecord(5, None, {"de": "Erledigt"}))
    async with sessions() as session:
        assert await statuses.target_of(session, 7, TicketStatus.DONE) == 5
        assert await statuses.target_of(session, 7, TicketStatus.WAITING) is None
