"""A draft in a language its agent does not read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def page(visit, desk):
    listed = desk.admin.get("/tickets?draft_state=READY&limit=200").json()["items"]
    ticket_id = next(ticket["id"] for ticket in listed if ticket["language"] == "fr")
    watched = visit(language="en").sign_in()
    watched.page.goto(f"/inbox/{ticket_id}")
    yield watched.page
    assert watched.complaints == []


def test_a_translation_comes_beside_the_draft_and_beside_the_field(page):
    translation = page.locator("#translation > div")

    expect(translation).to_contain_text("Guten Tag")
    expect(translation).to_have_attribute("lang", "de")
    page.keyboard.press("b")
    expect(translation).to_be_visible()
    field, beside = page.locator("#text").bounding_box(), page.locator("#translation").bounding_box()
    assert beside["x"] >= field["x"] + field["width"] - 1


def test_the_next_draft_is_translated_when_it_is_there(page):
    expect(page.locator("#translation > div")).to_be_visible()
    before = page.locator("#translate").get_attribute("action")
    page.locator(".tools summary").first.click()
    page.locator('button[form="anew"]').last.click()

    expect(page.locator("#translate")).not_to_have_attribute("action", before)
    expect(page.locator("#translation > div")).to_contain_text("Guten Tag")
