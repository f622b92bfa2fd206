"""The list in a real browser: selecting, changing many at once, putting aside, and views of one's own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.timeout(180)
OLDEST = "/inbox?sort=oldest"
"""Other tests work on the newest tickets."""


def picked(page):
    return page.locator("#rows li:has(.pick:checked) .t")


def ids_of(rows):
    return rows.evaluate_all("rows => rows.map((row) => row.dataset.ticket)")


def test_several_are_selected_put_aside_and_brought_back_by_keyboard(visit):
    watched = visit().sign_in()
    page = watched.page
    page.goto(f"{OLDEST}&language=en")
    page.wait_for_selector("#keys-list div", state="attached")
    for key in ("x", "Shift+J", "Shift+J"):
        page.keyboard.press(key)
    expect(page.locator("#picked")).to_have_text("3 ausgewählt")
    ids = ids_of(picked(page))
    page.keyboard.press("h")
    page.locator("#bulk [value=tomorrow]").press("Enter")
    expect(page.locator(".toast")).to_contain_text("3 Tickets geändert")
    for number in ids:
        expect(page.locator(f'#rows .t[data-ticket="{number}"]')).to_have_count(0)
    page.keyboard.press("z")
    for number in ids:
        expect(page.locator(f'#rows .t[data-ticket="{number}"]')).to_be_visible()

    expect(picked(page)).to_have_count(0)
    assert watched.complaints == []


def test_a_range_and_all_on_screen_are_selected_with_the_mouse(visit):
    watched = visit().sign_in()
    page = watched.page
    page.goto(OLDEST)
    page.wait_for_selector("#keys-list div", state="attached")
    boxes = page.locator("#rows .pick")
    boxes.nth(1).check()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(picked(page)).to_have_count(4)
    page.locator("#pick-all").check()
    expect(picked(page)).to_have_count(boxes.count())
    page.keyboard.press("Escape")
    expect(picked(page)).to_have_count(0)

    expect(page.locator("#bulk")).to_be_hidden()


def test_what_failed_is_told_for_its_ticket_and_the_rest_is_done(visit, desk):
    watched = visit().sign_in()
    page = watched.page
    page.goto(f"{OLDEST}&language=de")
    page.wait_for_selector("#keys-list div", state="attached")
    page.locator("#rows .pick").nth(0).check()
    page.locator("#rows .pick").nth(1).check()
    gone, kept = ids_of(picked(page))
    assert desk.admin.delete(f"/tickets/{gone}").status_code == 204
    page.keyboard.press("i")
    expect(page.locator("#outcome li")).to_contain_text(gone)
    expect(page.locator(f'#rows .t[data-ticket="{kept}"]')).to_contain_text("Sofia Brandt")
    page.locator("#outcome [data-close]").click()

    expect(page.locator("#outcome")).to_have_count(0)
    assert watched.complaints == []


def test_a_ticket_is_put_aside_by_key_and_says_so(visit):
    watched = visit(language="en").sign_in()
    page = watched.page
    page.goto("/inbox?view=waiting")
    page.locator("#rows .t").last.click()
    page.wait_for_selector("#pane[data-ticket]")
    number = page.locator("#pane").get_attribute("data-ticket")
    page.locator("#subject").focus()
    page.keyboard.press("h")
    page.locator("#pane [data-menu=snooze] [value=tomorrow]").press("Enter")
    expect(page.locator(".toast")).to_contain_text("is snoozed")
    page.goto(f"/inbox/{number}?view=snoozed")
    expect(page.locator(".tk-title")).to_contain_text("until Tomorrow, 09:00")
    expect(page.locator(f'#rows .t[data-ticket="{number}"]')).to_contain_text("until Tomorrow, 09:00")
    page.locator("#pane [data-menu=snooze] summary").click()
    page.locator("#pane [value=wake]").click()

    expect(page.locator(".tk-title")).not_to_contain_text("until")
    assert watched.complaints == []


def test_what_the_list_shows_is_kept_as_a_view(visit):
    watched = visit().sign_in()
    page = watched.page
    page.goto("/inbox?view=all")
    page.locator("[data-menu=filter] summary").click()
    page.locator(".filter [value=WAITING]").check()
    page.locator(".filter .primary").click()
    page.wait_for_url("**status=WAITING**")
    page.locator("[data-menu=filter] summary").click()
    page.locator("#view-name").fill("Wartende im Browser")
    page.keyboard.press("Enter")
    expect(page.locator("#list-name")).to_have_text("Wartende im Browser")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("ansicht: wartende im")
    expect(page.locator("#palette-list li").first).to_contain_text("Wartende im Browser")
    page.goto("/inbox/views")
    page.locator("section", has_text="Wartende im Browser").locator(".soft").click()

    expect(page.locator("main")).not_to_contain_text("Wartende im Browser")
    assert watched.complaints == []


def test_many_are_changed_without_a_script(without_script):
    page = without_script
    page.goto(f"{OLDEST}&language=de")
    page.locator("#rows .pick").nth(2).check()
    page.locator("#rows .pick").nth(3).check()
    page.locator("#bulk [data-menu=assign] summary").click()
    page.locator("#bulk [data-take]").click()

    expect(page.locator("#rows .t", has_text="Sofia Brandt").nth(1)).to_be_visible()
