"""A new draft was asked for: the one that is ready stays until then, and can be sent."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update

from tickets_service.models import AIResponseDB, DraftState, OpenAICredentialDB

TEXT = "Guten Tag, Ihr Paket ist unterwegs."


@pytest.fixture
async def draft(sessions, ticket):
    async with sessions.begin() as session:
        session.add(OpenAICredentialDB(label="c", encrypted_token=b"x", token_hint="abcd", is_active=True))
        base = ticket.last_public_message_id
        session.add(AIResponseDB(ticket_id=ticket.id, state="READY", generated_text=TEXT, based_on_message_id=base))


@pytest.fixture
async def anew(page, draft):
    """The page after the new one was asked for."""
    await page.post("/ai-responses", {"hint": ""})
    return page


def shown(page):
    return re.search(r'id="draft"[^>]*>(.*?)</div>', page.answer.text, re.DOTALL)[1]


@pytest.fixture
def newest(sessions):
    async def becomes(**values):
        async with sessions.begin() as session:
            newest = update(AIResponseDB).where(AIResponseDB.state.in_((DraftState.QUEUED, DraftState.WRITING)))
            await session.execute(newest.values(**values))

    return becomes


async def test_it_stands_there_and_the_page_says_that_another_one_comes(anew):
    assert (shown(anew), anew.text) == (TEXT, TEXT)
    assert "can be sent; a new one is being written" in anew.answer.text
    assert 'aria-busy="true"' not in anew.answer.text
    assert 'aria-disabled="true"' not in anew.answer.text
    assert 'data-draft="2"' in anew.answer.text


async def test_it_can_be_sent_meanwhile(anew):
    sent = await anew.send(TEXT)

    assert sent.status_code == 303
    assert TEXT in anew.answer.text


async def test_why_the_new_one_waits_is_said(anew, newest):
    await newest(error="The model is busy.")

    assert "The model is busy." in (await anew.open()).answer.text
    assert shown(anew) == TEXT


async def test_it_stays_where_the_new_one_fails(anew, newest):
    await newest(state=DraftState.FAILED, error="OpenAI does not know the model.")
    await anew.open()

    assert shown(anew) == TEXT
    assert "The new draft failed, so the earlier one stands here." in anew.answer.text
    assert "OpenAI does not know the model." in anew.answer.text
    assert 'form="anew"' in anew.answer.text


async def test_without_an_earlier_one_there_is_nothing_to_send_yet(page, sessions, draft, newest):
    async with sessions.begin() as session:
        await session.execute(update(AIResponseDB).values(state=DraftState.WRITING, generated_text="Gut"))
    await page.open()

    assert shown(page) == "Gut"
    assert 'aria-busy="true"' in page.answer.text


async def test_a_draft_from_an_order_that_could_not_be_read_says_so(page, sessions, draft):
    checks = {"marks": [], "length": 5, "limit": None, "must_acknowledge": []}
    async with sessions.begin() as session:
        await session.execute(update(AIResponseDB).values(marks=[{"kind": "old_facts"}], checks=checks))

    assert "The order could not be read when this was written" in (await page.open()).answer.text
