"""Blocks on the page: what says one in other words is named, and put right at a press."""

from __future__ import annotations

import pytest

from tickets_service.knowledge import articles
from tickets_service.knowledge.schemas import ArticleIn
from tickets_service.models import ArticleKind

SCRIPT = {"Accept": "application/json"}
BLOCK = "Sie können die Ware binnen vierzehn Tagen zurücksenden. Bitte legen Sie den Lieferschein bei."
SAID = "Bitte legen Sie den Lieferschein bei. Die Ware können Sie binnen zwanzig Tagen zurücksenden."


@pytest.fixture
async def block(sessions):
    async with sessions.begin() as session:
        wanted = ArticleIn(key="returns", kind=ArticleKind.BLOCK, title="Rücksendung", text=BLOCK)
        await articles.add(session, wanted, actor="test")


async def test_what_somebody_writes_is_held_against_the_blocks(block, page, browser):
    answer = await browser.post(f"{page.address}/checks", data={"text": SAID}, headers={"Accept-Language": "de"})

    assert "„returns“ steht hier in anderen Worten" in answer.text
    assert BLOCK in answer.text
    assert f'formaction="{page.address}/block"' in answer.text


async def test_it_is_put_back_word_for_word(block, page, browser):
    text = f"Guten Tag Frau Muster,\n\ngern. {SAID}\n\nViele Grüße"
    answer = await browser.post(f"{page.address}/block", data={"block": "returns", "text": text}, headers=SCRIPT)

    assert answer.json() == {"text": f"Guten Tag Frau Muster,\n\ngern. {BLOCK}\n\nViele Grüße"}


async def test_without_a_script_it_stands_in_the_field(block, page):
    await page.post("/block", {"block": "returns", "text": SAID})

    assert page.text == BLOCK
    assert page.is_held


async def test_a_text_without_it_stays_and_an_unknown_block_is_refused(block, page, browser):
    address = f"{page.address}/block"
    kept = await browser.post(address, data={"block": "returns", "text": "Guten Tag"}, headers=SCRIPT)
    gone = await browser.post(address, data={"block": "gone", "text": "Guten Tag"}, headers=SCRIPT)

    assert (kept.json(), gone.status_code) == ({"text": "Guten Tag"}, 404)
