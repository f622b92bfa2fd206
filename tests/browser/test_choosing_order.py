"""Another order in a real browser: chosen by keyboard, told beside the draft, and what was typed stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(180)

BLOCK = {
    "key": "ruecksendung",
    "kind": "block",
    "title": "Rücksendung",
    "text": "Sie können die Ware binnen vierzehn Tagen zurücksenden. Bitte legen Sie den Lieferschein bei.",
}


@pytest.fixture
def opened(visit, desk):
    """A ticket with a draft whose customer has more than one order; the choice is taken back."""
    watched = visit().sign_in()
    found = desk.admin.get("/tickets?contact_id=1001&draft_state=READY").json()["items"]
    ticket_id = found[0]["id"]
    desk.admin.put(f"/tickets/{ticket_id}/order", json={"order_id": None})
    watched.page.goto(f"/inbox/{ticket_id}")
    watched.page.wait_for_selector("#draft:not([aria-busy])")
    expect(watched.page.locator("#read-context:not([data-old])")).to_be_attached()
    yield watched
    desk.admin.put(f"/tickets/{ticket_id}/order", json={"order_id": None})
    assert watched.complaints == []


def test_another_order_is_chosen_by_keyboard_and_the_draft_says_so(opened):
    page = opened.page
    before = page.locator("#text").input_value()
    page.keyboard.press("p")
    choice = page.locator('[data-menu="order"] button[name=order]').first
    number = choice.get_attribute("value")
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator(".order h2")).to_contain_text(number)
    expect(page.locator("#other-order")).to_contain_text(f"Auftrag {number}")
    expect(page.locator('[data-menu="order"] > summary')).to_be_focused()
    assert page.locator("#text").input_value() == before
    page.locator("#other-order button").click()
    expect(page.locator("#other-order")).to_be_hidden(timeout=30_000)
    page.wait_for_selector("#draft:not([aria-busy])")


def test_what_somebody_has_typed_stays(opened):
    page = opened.page
    page.keyboard.press("b")
    page.keyboard.type(" Von Hand.")
    page.keyboard.press("Escape")
    page.locator('[data-menu="order"] > summary').click()
    page.locator('[data-menu="order"] button[name=order]').first.click()

    expect(page.locator("#other-order")).to_be_visible()
    expect(page.locator("#text")).to_have_value(re.compile(r" Von Hand\.$"))
    page.locator("#text").fill("")


def test_without_a_script_another_order_is_chosen_too(opened, without_script):
    without_script.goto(opened.page.url)
    without_script.get_by_text("Anderer Auftrag").click()
    choice = without_script.locator('[data-menu="order"] button[name=order]').first
    number = choice.get_attribute("value")
    choice.click()

    expect(without_script.locator(".order h2")).to_contain_text(number)


def test_a_block_in_other_words_is_put_right_at_a_press(opened, desk):
    assert desk.admin.post("/knowledge/articles", json=BLOCK).status_code in (201, 409)
    page = opened.page
    page.keyboard.press("b")
    page.locator("#text").fill(
        "Guten Tag,\n\nbitte legen Sie den Lieferschein bei. Die Ware können Sie binnen zwanzig Tagen zurücksenden."
    )
    page.get_by_role("button", name="Wörtlich einsetzen").click()

    expect(page.locator("#text")).to_have_value(f"Guten Tag,\n\n{BLOCK['text']}")
    expect(page.get_by_role("button", name="Wörtlich einsetzen")).to_be_hidden()
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).to_have_value(re.compile("zwanzig"))
    page.locator("#text").fill("")
