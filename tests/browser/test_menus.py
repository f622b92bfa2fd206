"""Menus of an open ticket: what is typed into them is no key, and what waits in them is decided before a reply goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def watched(visit):
    watched = visit().sign_in()
    yield watched
    assert watched.complaints == []


def tool(page, name):
    return page.locator(".tools summary", has_text=name)


def test_what_is_typed_after_opening_the_menu_of_a_new_draft_is_its_hint(watched):
    page = watched.page
    ticket_id = watched.open_with_draft(skip=17)
    status = page.locator('#pane [data-menu="status"] summary').inner_text()
    tool(page, "Neu").click()
    expect(page.locator("#hint")).to_be_focused()
    page.keyboard.type("Ersatz")
    expect(page.locator("#hint")).to_have_value("Ersatz")
    page.keyboard.press("Escape")

    expect(page.locator("#hint")).to_be_hidden()
    expect(tool(page, "Neu")).to_be_focused()
    assert page.locator("#pane").get_attribute("data-ticket") == ticket_id
    assert page.locator('#pane [data-menu="status"] summary').inner_text() == status


@pytest.mark.parametrize("name", ["Verwerfen", "Überarbeiten", "Vorlage"])
def test_an_open_menu_has_the_focus_and_no_key_works_beside_it(watched, name):
    page = watched.page
    ticket_id = watched.open_with_draft(skip=17)
    tool(page, name).click()
    expect(page.locator(".tools details[open] :focus")).to_have_count(1)
    expect(page.locator(".tools details[open] summary:focus")).to_have_count(0)
    page.keyboard.type("ejx")
    page.wait_for_timeout(300)
    assert page.locator("#pane").get_attribute("data-ticket") == ticket_id
    assert page.locator("#rows input:checked").count() == 0
    page.locator("#thread").focus()
    page.keyboard.press("x")
    assert page.locator("#rows input:checked").count() == 0
    page.keyboard.press("Escape")

    expect(page.locator(".tools details[open]")).to_have_count(0)


def test_nothing_is_sent_while_a_change_waits_to_be_decided(watched):
    page = watched.page
    watched.open_with_draft(skip=17)
    tool(page, "Überarbeiten").click()
    page.get_by_role("button", name="Kürzer").click()
    expect(page.locator("#refined .difference")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Verwerfen"))).to_have_count(1)
    expect(page.locator(".tools")).to_be_hidden()
    for button in page.locator("#reply .send button").all():
        expect(button).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".toast")).to_contain_text("erst behalten oder verwerfen")
    expect(page.locator("#refined .btn.line")).to_be_focused()
    page.locator("#reply button[value=message]").click(force=True)
    assert page.locator("#thread [data-reply]").count() == 0
    page.locator("#refined").get_by_role("button", name=re.compile("^Verwerfen")).click()

    expect(page.locator(".tools")).to_be_visible()
    for button in page.locator("#reply .send button").all():
        expect(button).not_to_have_attribute("aria-disabled", "true")
