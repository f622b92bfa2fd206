"""A person decides about a reply that nobody could find."""

from uuid import uuid4

import pytest
from letterbox import OWN_USER

from tickets_service.errors import Conflict, Invalid, NotFound, UpstreamFailed
from tickets_service.models import ReplyKind, ReplyState
from tickets_service.plenty.errors import Unclear

HTML = "<p>Ihr Paket kommt morgen.</p>"


@pytest.fixture
async def undecided(desk):
    reply_id = await desk.queued()
    await desk.put(reply_id, state=ReplyState.NEEDS_HUMAN, fence_id=desk.question.plenty_message_id)
    return reply_id


async def confirm(desk, reply_id, number):
    await desk.resolver.confirm(reply_id, plenty_message_id=number, actor="user:3")


async def test_a_person_names_the_message_that_it_became(desk, undecided):
    record = desk.plenty.write(1, HTML + "<p>Viele Grüße, Ihr Team</p>", user_id=OWN_USER)

    await confirm(desk, undecided, record.id)

    reply = await desk.reply(undecided)
    assert (reply.state, reply.plenty_message_id, reply.resolved_by) == (ReplyState.SENT, record.id, "user:3")
    assert desk.followed == [(undecided, record.id)]
    assert "reply_confirmed" in await desk.audited()


async def test_the_named_message_must_be_in_the_conversation(desk, undecided):
    desk.plenty.write(2, HTML, user_id=OWN_USER)

    for number in (desk.plenty.number, 4711):
        with pytest.raises(Invalid, match="not in this conversation"):
            await confirm(desk, undecided, number)
    assert await desk.state(undecided) is ReplyState.NEEDS_HUMAN


async def test_the_named_message_must_be_newer_than_the_reply(desk, undecided):
    with pytest.raises(Invalid, match="was there before"):
        await confirm(desk, undecided, desk.question.plenty_message_id)


async def test_a_note_cannot_be_what_became_of_a_reply(desk, undecided):
    note = desk.plenty.write(1, HTML, kind="comment", user_id=OWN_USER)

    with pytest.raises(Invalid, match="other kind"):
        await confirm(desk, undecided, note.id)


async def test_what_the_customer_wrote_is_no_reply_of_ours(desk, undecided):
    question = desk.plenty.write(1, "Hallo? Ist da jemand?")

    with pytest.raises(Invalid, match="written by the customer"):
        await confirm(desk, undecided, question.id)
    assert await desk.state(undecided) is ReplyState.NEEDS_HUMAN


async def test_one_message_cannot_be_two_replies(desk, undecided):
    record = desk.plenty.write(1, HTML, user_id=OWN_USER)
    other = await desk.queued(kind=ReplyKind.COMMENT)
    await desk.put(other, state=ReplyState.SENT, plenty_message_id=record.id)

    with pytest.raises(Invalid, match="another reply"):
        await confirm(desk, undecided, record.id)


async def test_without_a_look_at_plenty_nothing_is_confirmed(desk, undecided):
    desk.plenty.errors["thread"].append(Unclear("Nichts gehört."))
    with pytest.raises(UpstreamFailed):
        await confirm(desk, undecided, 5)

    desk.plenty.threads.clear()
    with pytest.raises(Invalid):
        await confirm(desk, undecided, 5)
    assert await desk.state(undecided) is ReplyState.NEEDS_HUMAN


async def test_an_abandoned_reply_makes_room_for_another_one(desk, undecided):
    await desk.resolver.abandon(undecided, actor="user:3")

    reply = await desk.reply(undecided)
    assert (reply.state, reply.resolved_by) == (ReplyState.ABANDONED, "user:3")
    assert "reply_abandoned" in await desk.audited()
    assert await desk.state(await desk.queued("Noch einmal.")) is ReplyState.QUEUED


@pytest.mark.parametrize("state", sorted(set(ReplyState) - {ReplyState.NEEDS_HUMAN}))
async def test_only_a_reply_that_needs_a_person_can_be_decided(desk, state):
    reply_id = await desk.queued()
    held = state in (ReplyState.CLAIMED, ReplyState.IN_FLIGHT)
    fields = {"claim_token": uuid4(), "post_deadline": desk.clock.time} if held else {}
    await desk.put(reply_id, state=state, plenty_message_id=5, **fields)

    for decide in (confirm(desk, reply_id, 5), desk.resolver.abandon(reply_id, actor="user:3")):
        with pytest.raises(Conflict, match=state.value):
            await decide
    assert await desk.state(reply_id) is state


async def test_there_must_be_such_a_reply(desk):
    for decide in (confirm(desk, uuid4(), 5), desk.resolver.abandon(uuid4(), actor="user:3")):
        with pytest.raises(NotFound):
            await decide


async def test_a_reply_that_was_found_while_a_person_looked_stays_found(desk, undecided):
    record = desk.plenty.write(1, HTML, user_id=OWN_USER)
    desk.plenty.before["thread"] = desk.sync

    with pytest.raises(Conflict, match="meanwhile"):
        await confirm(desk, undecided, record.id)
    assert desk.followed == [(undecided, record.id)]
    assert "reply_confirmed" not in await desk.audited()
