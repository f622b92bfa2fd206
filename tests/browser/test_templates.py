"""A template by its key: it goes where the caret stands, and the page's policy lets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(180)

TEMPLATE = {"key": "danke", "kind": "template", "title": "Dank", "text": "Danke, {{customer_name}}! {{tracking_link}}"}


@pytest.fixture
def page(visit, desk):
    known = desk.admin.post("/knowledge/articles", json=TEMPLATE)
    assert known.status_code in (201, 409)
    watched = visit().sign_in()
    watched.open_with_draft(skip=5)
    yield watched.page
    assert watched.complaints == []


def test_a_template_goes_where_the_caret_stands_and_can_be_taken_back(page):
    page.keyboard.press("b")
    text = page.locator("#text")
    before = text.input_value()
    text.evaluate("field => field.setSelectionRange(0, 0)")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Dank")).to_be_focused()
    page.keyboard.press("Enter")

    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile(r"^Danke, "))
    assert text.input_value().endswith(f"\n\n{before}")
    page.keyboard.press("Control+z")
    expect(text).to_have_value(before)


def test_beside_a_draft_that_stands_it_is_a_paragraph_of_its_own(page):
    text = page.locator("#text")
    drafted = text.input_value()
    page.keyboard.press("t")
    page.get_by_role("button", name="Dank").click()

    expect(text).to_have_value(re.compile(r"\n\nDanke, "))
    assert text.input_value().startswith(f"{drafted.rstrip()}\n\nDanke, ")
    page.keyboard.press("Control+z")
    expect(text).to_have_value(drafted)


def test_without_a_script_it_stands_in_the_field(page, without_script):
    without_script.goto(page.url)
    without_script.get_by_text("Vorlage", exact=True).click()
    without_script.get_by_role("button", name="Dank").click()

    expect(without_script.locator("#text")).to_have_value(re.compile(r"Danke, "))
