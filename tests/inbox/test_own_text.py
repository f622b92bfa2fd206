"""Somebody's own words beside a draft, without a script: which of the two is sent is never in doubt."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from tickets_service.models import AIResponseDB, AIResponseFeedback, DraftState, Reply, ReplyState

DRAFT = "Guten Tag, Ihr Paket kommt morgen."
OWN = "Liebe Frau Muster, ich sehe nach."


async def add_draft(sessions, ticket, text=DRAFT):
    async with sessions.begin() as session:
        draft = AIResponseDB(
            ticket_id=ticket.id,
            state=DraftState.READY,
            generated_text=text,
            based_on_message_id=ticket.last_public_message_id,
            is_automatic=True,
        )
        session.add(draft)
        await session.flush()
        return draft.id


@pytest.fixture
async def drafted(page, sessions, ticket):
    page.draft_id = await add_draft(sessions, ticket)
    return await page.open()


def draft_in(page):
    """Of the card: whether it is hidden, and its text."""
    found = re.search(r'<div class="draft"([^>]*)>(.*?)</div>', page.answer.text, re.DOTALL)
    return found[1].endswith(" hidden"), found[2]


def texts_in(page):
    """What a form without a script sends as its text: the last counts."""
    form = re.search(r'<form[^>]*id="reply".*?</form>', page.answer.text, re.DOTALL)[0]
    return [html.unescape(text) for text in re.findall(r'<textarea[^>]*name="text"[^>]*>\n?(.*?)</textarea>', form)]


async def keep(page, text):
    ticket_id = page.address.rpartition("/")[2]
    answer = await page.browser.put(
        f"/api/tickets/{ticket_id}/composer", json={"kind": "message", "text": text, "revision": 0}
    )
    assert answer.status_code == 200


async def test_a_draft_that_was_refused_as_somebody_changed_it_stands_in_the_field_alone(drafted):
    refused = await drafted.send(f"{DRAFT} IBAN DE89370400440532013000")

    assert refused.status_code == 409
    assert draft_in(drafted) == (True, DRAFT)
    assert drafted.text.startswith(DRAFT)


async def test_a_newer_draft_stands_above_the_own_text_and_can_be_taken(drafted, sessions, ticket):
    old = drafted.field("ai_response_id")
    async with sessions.begin() as session:
        (await session.get(AIResponseDB, int(old))).state = DraftState.DISMISSED
    await add_draft(sessions, ticket, "Ein neuer Entwurf.")
    await drafted.send(f"{OWN} IBAN DE89370400440532013000", ai_response_id=old)

    assert draft_in(drafted) == (False, "Ein neuer Entwurf.")
    assert drafted.text.startswith(OWN)
    assert "new draft; your text is below" in drafted.answer.text
    assert "Your own text: this is sent" in drafted.answer.text


async def test_what_was_kept_of_somebody_is_what_a_page_without_a_script_sends(drafted):
    await keep(drafted, OWN)
    await drafted.open()

    assert texts_in(drafted) == [DRAFT, OWN]
    assert not drafted.is_held


async def test_a_part_of_a_page_has_no_field_for_pages_without_a_script(drafted):
    await keep(drafted, OWN)

    assert "<noscript>" not in (await drafted.browser.get(f"{drafted.address}/pane")).text


async def test_whoever_edits_the_draft_gets_the_draft(drafted):
    await keep(drafted, OWN)
    await drafted.open(edit="1")

    assert texts_in(drafted) == [DRAFT]
    assert draft_in(drafted)[0]


async def test_a_reason_can_be_given_for_a_draft_that_does_not_help(drafted, sessions):
    assert 'form="why" name="reason" value="wrong fact"' in drafted.answer.text
    await drafted.post(f"/ai-responses/{drafted.draft_id}/feedback", {"rating": "down", "reason": "wrong fact"})

    async with sessions() as session:
        said = await session.get(AIResponseFeedback, (drafted.draft_id, "user:1"))
    assert said.reason == "wrong fact"
    assert 'name="rating" value="down" data-rate title="The draft does not help" aria-pressed="true"' in (
        drafted.answer.text
    )


async def test_a_wrong_number_is_said_at_its_field(page, sessions):
    await page.send(OWN)
    async with sessions.begin() as session:
        reply = await session.scalar(select(Reply))
        reply.state = ReplyState.NEEDS_HUMAN
    refused = await page.post(f"/replies/{reply.id}/resolution", {"outcome": "sent", "plenty_message_id": "nonsense"})

    assert refused.status_code == 422
    field = re.search(r'<input class="input"[^>]*>', page.answer.text)[0]
    assert 'value="nonsense" aria-invalid="true"' in field
    assert f'id="wrong-{reply.id}"' in page.answer.text
    assert 'id="banner" class="bar bad" hidden' in page.answer.text


async def test_ones_own_words_are_sent_once_their_places_are_answered_for(page, sessions):
    text = "Bitte überweisen Sie auf unser neues Konto DE02120300000000202051."

    refused = await page.send(text, ai_response_id="")
    keys = re.findall(r'name="acknowledged" value="([^"]+)"', page.answer.text)
    assert refused.status_code != 303
    assert keys

    sent = await page.send(text, ai_response_id="", acknowledged=[html.unescape(key) for key in keys])
    assert sent.status_code == 303
    async with sessions() as session:
        assert (await session.scalars(select(Reply))).one().text == text
