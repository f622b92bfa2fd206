"""Unsent text: never lost, never in another ticket, never overwritten by something older."""

from __future__ import annotations

import asyncio

import pytest
from rows import add_ticket

from tickets_service.errors import NotFound, Outdated
from tickets_service.models import ReplyKind, ReplyState
from tickets_service.replies import approving, composing
from tickets_service.replies.composing import Place

ANNA, BEN = "user:1", "user:2"
MESSAGE, COMMENT = ReplyKind.MESSAGE, ReplyKind.COMMENT


@pytest.fixture
def written(desk):
    """What stands in a composer: (text, revision)."""

    async def look(author=ANNA, kind=MESSAGE, ticket_id=None):
        async with desk.sessions() as session:
            found = await composing.texts(session, ticket_id or desk.ticket.id, author=author)
        return next((row.text, row.revision) for row in found if row.kind is kind)

    return look


@pytest.fixture
def save(desk):
    async def save(text, revision, *, author=ANNA, kind=MESSAGE, ticket_id=None):
        async with desk.sessions.begin() as session:
            place = Place(ticket_id or desk.ticket.id, author, kind)
            return (await composing.save(session, place, text, ai_response_id=None, revision=revision)).revision

    return save


async def test_each_person_ticket_and_kind_has_a_text_of_its_own(desk, save, written):
    async with desk.sessions.begin() as session:
        other = await add_ticket(session, 99)
    await save("an den Kunden", 0)
    await save("unter uns", 0, kind=COMMENT)
    await save("von Ben", 0, author=BEN)

    assert await written() == ("an den Kunden", 1)
    assert await written(kind=COMMENT) == ("unter uns", 1)
    assert await written(author=BEN) == ("von Ben", 1)
    assert await written(ticket_id=other.id) == ("", 0)


async def test_an_older_save_is_refused_with_what_is_stored(save, written):
    await save("erster", 0)
    await save("zweiter", 1)

    with pytest.raises(Outdated) as refusal:
        await save("verspätet", 1)

    assert (refusal.value.stored["text"], refusal.value.stored["revision"]) == ("zweiter", 2)
    assert await written() == ("zweiter", 2)


async def test_a_save_whose_answer_was_lost_may_be_repeated(save, written):
    await save("Guten Tag", 0)

    assert await save("Guten Tag", 0) == 1
    assert await written() == ("Guten Tag", 1)


async def test_of_saves_at_the_same_time_one_counts(save, written):
    outcomes = await asyncio.gather(*(save(f"Text {n}", 0) for n in range(6)), return_exceptions=True)

    assert [outcome for outcome in outcomes if not isinstance(outcome, Outdated)] == [1]
    assert (await written())[1] == 1


async def test_a_late_save_does_not_revive_what_was_thrown_away(desk, save, written):
    await save("doch nicht", 0)
    async with desk.sessions.begin() as session:
        await composing.throw_away(session, Place(desk.ticket.id, ANNA, MESSAGE), revision=1)

    with pytest.raises(Outdated):
        await save("doch nicht mehr", 1)

    assert await written() == ("", 2)


async def test_approving_takes_the_text_of_that_person_and_kind_away(desk, save, written):
    await save("Ihr Paket kommt", 0)
    await save("Notiz", 0, kind=COMMENT)
    await save("von Ben", 0, author=BEN)
    await desk.approve()

    assert await written() == ("", 2)
    assert await written(kind=COMMENT) == ("Notiz", 1)
    assert await written(author=BEN) == ("von Ben", 1)


async def test_the_first_save_that_arrives_after_its_reply_was_approved_is_refused(desk, save, written):
    await desk.approve()

    with pytest.raises(Outdated):
        await save("Ihr Paket", 0)

    assert (await written())[0] == ""


@pytest.mark.parametrize("_", range(5))
async def test_a_save_and_an_approval_at_the_same_time_leave_no_text_behind(desk, save, written, _):
    await asyncio.gather(save("Ihr Pa", 0), desk.approve(), return_exceptions=True)

    assert (await written())[0] == ""


async def test_taking_a_reply_back_brings_its_text_back(desk, written):
    reply_id = await desk.queued("Ihr Paket kommt morgen.")
    async with desk.sessions.begin() as session:
        await approving.cancel(session, reply_id, actor=BEN)

    assert await written() == ("Ihr Paket kommt morgen.", 2)


async def test_what_was_typed_meanwhile_stays_below_the_text_that_came_back(desk, save, written):
    reply_id = await desk.queued("Ihr Paket kommt morgen.")
    await save("PS: Gruß", 1)
    async with desk.sessions.begin() as session:
        await approving.cancel(session, reply_id, actor=ANNA)

    assert await written() == ("Ihr Paket kommt morgen.\n\nPS: Gruß", 3)


async def test_a_reply_that_was_not_sent_because_the_conversation_moved_on_is_text_again(desk, written):
    reply_id = await desk.queued()
    desk.plenty.write(desk.ticket.plenty_ticket_id, "Noch etwas!")
    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.STALE
    assert (await written())[0] == "Ihr Paket kommt morgen."


async def test_there_is_no_text_for_a_ticket_that_does_not_exist(desk, save):
    with pytest.raises(NotFound):
        await save("x", 0, ticket_id=10**6)
