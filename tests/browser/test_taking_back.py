"""A reply that is taken back in a real browser: its words stand there again, from wherever one is by then."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(180)


def test_sending_and_closing_leads_to_the_next_ticket_and_can_be_undone_from_there(visit):
    watched = visit().sign_in()
    page = watched.page
    first = watched.open_with_draft(skip=7)
    page.locator("#draft").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f'#pane[data-ticket]:not([data-ticket="{first}"])')
    expect(page.locator(".toast")).to_be_visible()
    page.keyboard.press("z")
    page.wait_for_selector(f'#pane[data-ticket="{first}"]')

    expect(page.locator("#text")).not_to_have_value("")
    assert watched.complaints == []


def test_what_is_taken_back_stands_there_whole_however_slow_the_service_is(visit):
    """A look for a kept text that is still on its way must not throw away what came back meanwhile."""
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=4)
    page.keyboard.press("b")
    page.keyboard.type(" Und ein Satz.")
    page.evaluate(SLOW)
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_selector("#thread [data-moving]")
    page.wait_for_timeout(400)
    page.locator("#thread").focus()
    page.keyboard.press("z")
    page.wait_for_selector("#reply button[value=message]")

    assert page.locator("#text").input_value().endswith(" Und ein Satz.")
    page.wait_for_timeout(1500)
    assert page.locator("#text").input_value().endswith(" Und ein Satz.")
    page.keyboard.press("Control+Shift+Enter")
    page.wait_for_selector("#thread [data-moving]")
    assert watched.sent(" Und ein Satz.") == 2


SLOW = """() => {
    const quick = globalThis.fetch;
    globalThis.fetch = async (...asked) => {
        const isLook = String(asked[0]).endsWith("/composer") && asked[1]?.method === "GET";
        const slow = isLook ? 1000 : String(asked[0]).includes("/pane") ? 1500 : 0;
        await new Promise((done) => setTimeout(done, slow));
        return quick(...asked);
    };
}"""
