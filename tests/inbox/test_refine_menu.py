"""The menu that changes a text: there for scripts alone, with nothing in it that a form would send."""

from __future__ import annotations

import re

import pytest
from rows import add_message, add_ticket


@pytest.fixture
def menu(page):
    opening = '<details class="menu left only-script" data-menu="refine">'
    return re.search(rf"{opening}.*?</details>", page.answer.text, re.DOTALL)[0]


def test_every_way_is_offered_with_its_key(menu):
    assert re.findall(r'data-way="(\w+)"', menu) == ["shorter", "friendlier", "formal", "fit", "translate"]
    assert re.findall(r"<kbd[^>]*>(.*?)</kbd>", menu) == ["W S", "W F", "W M", "W C", "W T", "W I"]
    assert 'aria-keyshortcuts="V"' in menu


def test_the_reply_is_not_sent_by_it(menu, page):
    """Neither a press of Enter in the instruction nor a button belongs to the form of the reply."""
    buttons = re.findall(r"<button[^>]*>", menu)

    assert all('type="button"' in each or 'form="refine"' in each for each in buttons)
    assert re.search(r'<input[^>]*id="refine-instruct"[^>]*form="refine"', menu)
    assert "name=" not in menu
    assert '<form id="refine"></form>' in page.answer.text


async def test_the_language_of_the_ticket_is_chosen(browser, sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 2, language="fr")
        await add_message(session, ticket, 2)
    shown = (await browser.get(f"/inbox/{ticket.id}")).text

    assert re.search(r'<option value="fr" selected>', shown)


async def test_a_confidential_ticket_has_no_reply_to_change(browser, sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 2, confidential=True)
        await add_message(session, ticket, 2)
    shown = (await browser.get(f"/inbox/{ticket.id}")).text

    assert 'data-menu="refine"' not in shown
    assert 'id="refined"' not in shown
