"""The ticket page: what is sent, what is given back, and that nothing is sent a second time by the page itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tickets_service import inbox
from tickets_service.drafting import queries as drafts
from tickets_service.inbox.remote import remote_thread
from tickets_service.models import AIResponseDB, Direction, DraftState, Reply, ReplyKind, ReplyState, TicketMessage
from tickets_service.plenty.schemas import MessageRecord, Thread
from tickets_service.tasks import follow_sent

SCRIPTS = Path(inbox.__file__).parent / "static" / "js"


async def replies(sessions):
    async with sessions() as session:
        return list(await session.scalars(select(Reply).order_by(Reply.created_at)))


async def test_a_reply_is_approved_with_the_text_of_the_field(page, sessions):
    answer = await page.send("Guten Tag,\r\nIhr Paket kommt morgen.")

    assert (answer.status_code, answer.headers["location"]) == (303, page.address)
    (reply,) = await replies(sessions)
    assert (reply.text, reply.state) == ("Guten Tag,\nIhr Paket kommt morgen.", ReplyState.QUEUED)
    assert "will be sent shortly" in page.answer.text


async def test_a_double_click_sends_once(page, sessions):
    form = page.field("reply_id")
    await page.send("Ihr Paket kommt morgen.", reply_id=form)
    await page.post("/replies", {"reply_id": form, "kind": "message", "text": "Ihr Paket kommt morgen.",
                                 "based_on_message_id": page.field("based_on_message_id")})  # fmt: skip

    assert len(await replies(sessions)) == 1


async def test_what_is_refused_comes_back_with_the_text_and_the_page_stays(page, browser, ticket, sessions):
    await page.send("Erste Antwort")
    refused = await page.send("Zweite Antwort")

    assert refused.status_code == 409
    assert page.text == "Zweite Antwort"
    assert "on its way" in page.answer.text
    assert page.is_held
    assert len(await replies(sessions)) == 1


async def test_taking_back_leads_to_a_page_of_its_own_with_the_text(page, sessions):
    await page.send("Noch nicht.")
    (reply,) = await replies(sessions)
    undone = await page.undo(reply.id)

    assert undone.status_code == 303
    assert (page.text, page.is_held) == ("Noch nicht.", True)
    assert [row.state for row in await replies(sessions)] == [ReplyState.CANCELLED]


async def test_only_a_cancelled_reply_of_this_ticket_stands_in_the_field_again(page, sessions):
    await page.send("Schon unterwegs")
    (reply,) = await replies(sessions)

    assert (await page.open(taken_back=reply.id)).text == ""
    assert (await page.open(taken_back="nonsense")).answer.status_code == 422


async def test_a_note_leaves_the_draft_for_the_customer(page, sessions, ticket):
    async with sessions.begin() as session:
        session.add(
            AIResponseDB(
                ticket_id=ticket.id,
                state=DraftState.READY,
                generated_text="Guten Tag",
                based_on_message_id=ticket.last_public_message_id,
                is_automatic=True,
            )
        )
    await page.open()
    await page.send("Kunde hat angerufen", kind="comment")
    (note,) = await replies(sessions)
    assert note.kind is ReplyKind.COMMENT
    async with sessions.begin() as session:
        record = MessageRecord(9, 1, "comment", "Kunde hat angerufen", "backend", 3, note.created_at)
        await follow_sent(session, note, record)

    async with sessions() as session:
        draft = await drafts.current(session, ticket.id)
    assert draft.state is DraftState.READY
    assert (await page.open()).text == "Guten Tag"


def test_no_script_ever_repeats_a_form():
    """`location.reload()` on the answer to a form posts it again, without a word in chromium."""
    assert [path.name for path in SCRIPTS.iterdir() if re.search(r"\breload\(", path.read_text())] == []


async def test_an_unclear_reply_is_shown_with_both_decisions_and_what_plenty_holds(page, browser, sessions, ticket):
    await page.send("Ihr Paket ist unterwegs.")
    async with sessions.begin() as session:
        reply = await session.scalar(select(Reply))
        reply.state = ReplyState.NEEDS_HUMAN
    await page.open()
    text = page.answer.text
    remote = await browser.get(f"{page.address}/replies/{reply.id}/remote", params={"part": "1"})
    elsewhere = await browser.get(f"/inbox/{ticket.id + 1}/replies/{reply.id}/remote")

    assert "Did this reply arrive?" in text
    assert "Please decide above first whether the earlier reply arrived." in text
    assert "Decision needed" in (await browser.get("/inbox")).text
    assert 'name="outcome" value="sent"' in text
    assert 'name="outcome" value="abandoned"' in text
    assert "connect one first" in remote.text
    assert (remote.status_code, elsewhere.status_code) == (200, 404)


@pytest.mark.parametrize(
    ("state", "words"),
    [(ReplyState.QUEUED, "is being sent"), (ReplyState.UNKNOWN, "Unclear whether sent")],
)
async def test_the_list_says_that_a_reply_is_under_way(page, browser, sessions, state, words):
    await page.send("Ihr Paket ist unterwegs.")
    async with sessions.begin() as session:
        (await session.scalar(select(Reply))).state = state
    row = (await browser.get("/inbox")).text.partition('class="t-meta"')[2].partition("</li>")[0]

    assert words in row
    assert "draft" not in row


class Plenty:
    """One thread, as Plenty gives it."""

    def __init__(self, *messages):
        self.messages = messages

    async def thread(self, ticket_id, *, lane):
        return Thread(ticket_id, self.messages)


async def test_the_newest_messages_in_plenty_stand_beside_an_unclear_reply(page, sessions, ticket):
    await page.send("Ihr Paket ist unterwegs.")
    async with sessions.begin() as session:
        reply = await session.scalar(select(Reply))
        reply.fence_id = 7
    at = reply.created_at
    plenty = Plenty(
        MessageRecord(7, 1, "message", "Guten Tag", "backend", 3, at),
        MessageRecord(8, 1, "message", "Wo bleibt es?", "email", None, at),
        MessageRecord(9, 1, "comment", "Ihr Paket ist unterwegs.", "backend", 3, at),
        MessageRecord(10, 1, "message", reply.body, "backend", 3, at),
        *(MessageRecord(number, 1, "message", "Und nun?", "email", None, at) for number in range(11, 21)),
    )

    shown = (await remote_thread(sessions, plenty, ticket.id, reply.id)).messages
    few = (await remote_thread(sessions, Plenty(*plenty.messages[:3]), ticket.id, reply.id)).messages

    assert [each.id for each in shown] == [10, *range(16, 21)]
    assert [each.id for each in shown if each.is_candidate and each.is_the_same] == [10]
    assert [(each.is_ours, each.is_note, each.is_candidate) for each in few] == [
        (True, False, False),
        (False, False, False),
        (True, True, False),
    ]


async def test_characters_nobody_sees_are_told(page, browser, sessions, ticket):
    assert "invisible character" not in page.answer.text
    async with sessions.begin() as session:
        await session.execute(
            update(TicketMessage)
            .where(TicketMessage.ticket_id == ticket.id, TicketMessage.direction == Direction.CUSTOMER)
            .values(unseen_characters=12)
        )

    assert "12 invisible characters were taken out." in (await browser.get(f"/inbox/{ticket.id}")).text
