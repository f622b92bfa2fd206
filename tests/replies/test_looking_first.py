"""What the thread says before a POST: the conversation moved on, the reply is there already, or all is well."""

import pytest
from letterbox import COLLEAGUE, OWN_USER
from sqlalchemy import update

from tickets_service.models import Quarantined, ReplyKind, ReplyState, Ticket
from tickets_service.plenty.schemas import Malformed
from tickets_service.replies import queries

HTML = "<p>Ihr Paket kommt morgen.</p>"
NOTE = {"kind": ReplyKind.COMMENT}


@pytest.mark.parametrize("author", [None, COLLEAGUE, OWN_USER])
async def test_a_newer_public_message_makes_a_reply_stale(desk, author):
    reply_id = await desk.queued()
    desk.plenty.write(1, "Es ist angekommen!", user_id=author)

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.STALE, [])
    assert "newer message" in reply.error


async def test_only_of_a_reply_that_came_too_late_the_ticket_is_to_be_read_again(desk):
    late, sent = await desk.queued(), await desk.queued(kind=ReplyKind.COMMENT)
    desk.plenty.write(1, "Es ist angekommen!")
    await desk.path.send(sent)
    await desk.path.send(late)

    async with desk.sessions() as session:
        assert await queries.ticket_of_stale(session, late) == (await desk.reply(late)).ticket_id
        assert await queries.ticket_of_stale(session, sent) is None


async def test_neither_a_newer_note_nor_our_own_earlier_reply_makes_a_reply_stale(desk):
    await desk.path.send(await desk.queued("Wir sehen nach."))
    desk.plenty.write(1, "Kundin ist freundlich", kind="comment", user_id=COLLEAGUE)
    reply_id = await desk.queued()

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT


async def test_a_changed_status_is_no_reason_to_hold_a_reply_back(desk):
    reply_id = await desk.queued()
    async with desk.sessions.begin() as session:
        await session.execute(update(Ticket).values(status="DONE", plenty_status_id=3))

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT


async def test_a_first_text_is_stale_as_soon_as_anybody_wrote(desk):
    reply_id = await desk.queued()
    await desk.put(reply_id, based_on_message_id=None)

    await desk.path.send(reply_id)

    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.STALE, [])


async def test_after_a_restored_backup_the_reply_is_found_where_it_already_is(desk):
    reply_id = await desk.queued()
    there = desk.plenty.write(1, HTML, user_id=OWN_USER)
    desk.plenty.write(1, "Danke!")

    await desk.path.send(reply_id)

    assert ((await desk.reply(reply_id)).plenty_message_id, desk.plenty.posts) == (there.id, [])
    assert desk.followed == [(reply_id, there.id)]


async def test_equal_words_of_somebody_else_are_not_ours(desk):
    reply_id = await desk.queued()
    desk.plenty.write(1, HTML, user_id=COLLEAGUE)

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.STALE


async def test_two_equal_replies_never_take_each_others_message(desk):
    first = await desk.queued("Danke!")
    await desk.path.send(first)
    second = await desk.queued("Danke!")
    await desk.path.send(second)

    numbers = {(await desk.reply(reply_id)).plenty_message_id for reply_id in (first, second)}
    assert (len(numbers), len(desk.plenty.posts)) == (2, 2)


async def test_a_ticket_that_is_gone_from_plenty_takes_no_reply(desk):
    reply_id = await desk.queued()
    desk.plenty.threads.clear()

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.REJECTED, [])
    assert "does not have this ticket" in reply.error


async def test_a_text_that_is_not_the_approved_one_does_not_go_out(desk):
    reply_id = await desk.queued()
    await desk.put(reply_id, body="<p>Überweisen Sie bitte an …</p>")

    await desk.path.send(reply_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, desk.plenty.posts) == (ReplyState.REJECTED, [])
    assert "not the one that was approved" in reply.error


@pytest.mark.parametrize("record_id", [None, 4711])
async def test_a_thread_with_something_new_and_unreadable_in_it_is_not_answered(desk, record_id):
    reply_id = await desk.queued()
    desk.plenty.malformed = (Malformed("message", record_id, "{}", "has no text"),)

    assert await desk.gave_up(reply_id) == 15
    assert (await desk.state(reply_id), desk.plenty.posts) == (ReplyState.QUEUED, [])


async def test_something_unreadable_that_is_known_does_not_hold_a_reply_back(desk):
    reply_id = await desk.queued()
    desk.plenty.malformed = (Malformed("message", 4711, "{}", "has no text"),)
    async with desk.sessions.begin() as session:
        session.add(
            Quarantined(kind="message", plenty_record_id=4711, payload="{}", payload_hash=b"x", reason="has no text")
        )

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT


async def test_a_note_is_never_public_and_never_stale(desk):
    reply_id = await desk.queued("Kundin anrufen", **NOTE)
    desk.plenty.write(1, "Wo bleibt die Antwort?")

    await desk.path.send(reply_id)

    assert await desk.state(reply_id) is ReplyState.SENT
    assert desk.plenty.posts == [(1, "comment", "<p>Kundin anrufen</p>")]


async def test_a_note_does_not_take_a_public_message_for_itself(desk):
    reply_id = await desk.queued(**NOTE)
    desk.plenty.write(1, HTML, user_id=OWN_USER)

    await desk.path.send(reply_id)

    assert desk.plenty.posts == [(1, "comment", HTML)]


async def test_a_note_like_one_from_before_is_written_all_the_same(desk):
    earlier = desk.plenty.write(1, "<p>Kundin angerufen</p>", kind="comment", user_id=OWN_USER)
    await desk.mirror(earlier)
    reply_id = await desk.queued("Kundin angerufen", kind=ReplyKind.COMMENT, based_on_message_id=None)

    await desk.path.send(reply_id)

    assert (await desk.state(reply_id), len(desk.plenty.posts)) == (ReplyState.SENT, 1)


async def test_a_ticket_that_became_confidential_meanwhile_takes_notes_only(desk):
    reply_id, note_id = await desk.queued(), await desk.queued(**NOTE)
    async with desk.sessions.begin() as session:
        await session.execute(update(Ticket).values(confidential=True))

    await desk.path.send(reply_id)
    await desk.path.send(note_id)

    reply = await desk.reply(reply_id)
    assert (reply.state, len(desk.plenty.posts)) == (ReplyState.REJECTED, 1)
    assert "became confidential" in reply.error
    assert await desk.state(note_id) is ReplyState.SENT
