"""What a person sets holds in the inbox at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def page(visit):
    watched = visit().sign_in()
    yield watched.page
    watched.page.goto("/settings/mine")
    watched.page.locator("[name=usual]").click()
    watched.page.locator("[name=theme]").select_option("system")
    watched.page.locator("[name=language]").select_option("")
    watched.page.locator("[action='/settings/mine'] .primary").click()
    expect(watched.page.locator(".bar.good")).to_be_visible()
    assert watched.complaints == []


def test_a_key_that_was_chosen_works_and_the_usual_one_does_not(page):
    page.goto("/settings/mine")
    page.fill("#key-next", "y")
    page.fill("#key-palette", "Strg+e")
    page.fill("#key-keys", "m k")
    page.locator("[action$='/keys'] .primary").click()
    page.locator("a[href='/inbox']").last.click()
    page.wait_for_selector("#keys-list div", state="attached")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.locator("#pane[data-ticket]").count() == 0

    page.keyboard.press("y")
    expect(page.locator("#pane[data-ticket]")).to_be_visible()
    page.keyboard.press("Control+e")
    expect(page.locator("#palette")).to_contain_text("Nächstes TicketY")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.press("k")
    expect(page.locator("#keys")).to_be_visible()


def test_language_and_look_hold_on_every_page(page):
    page.goto("/settings/mine")
    page.locator("[name=theme]").select_option("dark")
    page.locator("[name=language]").select_option("en")
    page.locator("[action='/settings/mine'] .primary").click()
    expect(page.locator(".bar.good")).to_have_text("Saved.")
    page.goto("/inbox")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_settings_are_two_keys_away(page):
    page.keyboard.press("g")
    page.keyboard.press("e")

    expect(page.locator("h1")).to_have_text("Meine Einstellungen")
    expect(page.locator(".rail [aria-current]")).to_have_attribute("href", "/settings/mine")


def test_keys_lead_from_every_page_to_every_other(visit):
    watched = visit().sign_in()
    page = watched.page
    page.goto("/settings/mine")
    for keys, address in (("gs", "**/sync"), ("ge", "**/settings/mine"), ("gi", "**/inbox")):
        page.wait_for_load_state("load")
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_url(address)
    page.goto("/sync")
    page.wait_for_load_state("load")
    page.keyboard.press("Control+k")
    page.wait_for_url("**/inbox")
    expect(page.locator("#palette-list li").first).to_be_visible()
    page.keyboard.press("Escape")
    page.goto("/settings/mine")
    page.wait_for_load_state("load")
    page.locator("#key-palette").focus()
    page.keyboard.type("gs")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.wait_for_url("**/inbox")

    expect(page.locator("#q")).to_be_focused()
    assert watched.complaints == []
