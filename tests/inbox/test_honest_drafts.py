"""What the ticket page says of a draft: why there is none, how it sounds, and what was sent for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from tickets_service.drafting import voices
from tickets_service.drafting.judging import Checks
from tickets_service.drafting.voices import VoiceIn
from tickets_service.inbox.checks import HIDDEN, NO_DRAFT, VOICE, checks_view
from tickets_service.models import AIResponseDB, DraftPrompt, DraftState, NoDraft, Ticket
from tickets_service.privacy.placeholders import Kind

GERMAN = {"Accept-Language": "de"}
NOTHING_FOUND = Checks(marks=[], length=3, limit=None, must_acknowledge=[])


@pytest.fixture
async def draft(sessions, ticket):
    async with sessions.begin() as session:
        row = AIResponseDB(
            ticket_id=ticket.id,
            state=DraftState.READY,
            generated_text="Hallo du, leider nein.",
            marks=[
                {"kind": "avoided_word", "text": "leider", "start": 10, "end": 16},
                {"kind": "wrong_language"},
                {"kind": "of tomorrow"},
            ],
            checks=NOTHING_FOUND.model_dump(mode="json"),
            based_on_message_id=await session.scalar(
                select(Ticket.last_public_message_id).where(Ticket.id == ticket.id)
            ),
        )
        session.add(row)
        await session.flush()
        return row.id


@pytest.mark.parametrize("reason", NoDraft)
async def test_why_there_is_no_draft_is_said_in_words(sessions, ticket, browser, reason):
    async with sessions.begin() as session:
        values = {"no_draft_reason": reason, "no_draft_message_id": Ticket.last_public_message_id}
        await session.execute(update(Ticket).where(Ticket.id == ticket.id).values(**values))
    page = (await browser.get(f"/inbox/{ticket.id}", headers=GERMAN)).text

    assert ('class="why-none"' in page, "ein Entwurf" in page) == (True, True)
    assert NO_DRAFT[reason] not in page


async def test_nothing_is_said_where_there_is_a_draft_or_no_reason(page):
    assert "why-none" not in page.answer.text


def test_everything_that_can_be_marked_or_hidden_has_words():
    assert set(HIDDEN) == {kind.lower() for kind in Kind} - {"text"}
    assert set(VOICE) >= {"avoided_word", "wrong_address", "long", "wrong_language", "cut_off"}


def test_a_word_is_named_once_however_often_it_stands_there():
    marks = [{"kind": "avoided_word", "text": text, "start": 0, "end": 6} for text in ("leider", "Leider")]

    assert [sentence.said("en") for sentence in checks_view(NOTHING_FOUND, voice=marks).voice] == [
        "“leider” is a word to avoid."
    ]


async def test_how_a_draft_sounds_stands_with_the_checks(draft, ticket, browser):
    page = (await browser.get(f"/inbox/{ticket.id}")).text

    assert "“leider” is a word to avoid." in page
    assert "It is not in the customer&#39;s language." in page


async def test_a_text_that_is_being_written_is_held_against_the_voice(sessions, ticket, browser):
    async with sessions.begin() as session:
        wanted = VoiceIn(words_to_avoid=["Problem"], most_words=20)
        await voices.put(session, None, wanted, actor="test")
    text = "Guten Tag, das Problem ist bekannt und wir melden uns bei dir, sobald wir mehr wissen. " + "wort " * 20
    said = (await browser.post(f"/inbox/{ticket.id}/checks", data={"text": text})).text

    assert "“Problem” is a word to avoid." in said
    assert "“dir” is not how this store addresses customers." in said
    assert "36 words, more than the 20 of the voice." in said


async def test_what_was_sent_is_shown_word_for_word(sessions, draft, ticket, browser):
    address = f"/inbox/{ticket.id}/ai-responses/{draft}/sent"
    assert (await browser.get(address, headers={"Accept": "text/html"})).status_code == 404
    async with sessions.begin() as session:
        session.add(
            DraftPrompt(
                ai_response_id=draft, host="api.example", model="m-1", system="Be <b>kind</b>.",
                request="[NAME_1] asks", hidden={"name": 2, "text": 1},
            )
        )  # fmt: skip
    page = await browser.get(address)

    assert address in (await browser.get(f"/inbox/{ticket.id}")).text
    assert page.status_code == 200
    told = ("api.example", "Be &lt;b&gt;kind&lt;/b&gt;.", "[NAME_1] asks", "names: 2")
    assert all(each in page.text for each in told)
    other = await browser.get(f"/inbox/{ticket.id + 1}/ai-responses/{draft}/sent", headers={"Accept": "text/html"})
    assert other.status_code == 404
