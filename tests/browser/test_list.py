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
    expect(page.locator(".tk-title")).to_contain_text("until tomorrow, 09:00")
    expect(page.locator(f'#rows .t[data-ticket="{number}"]')).to_contain_text("until tomorrow, 09:00")
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
    page.wait_for_selector("#keys-list div", state="attached")
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


ON_SCREEN = """() => {
    const [list, row] = [document.getElementById("rows"), document.querySelector("#rows .t[aria-current]")];
    const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()];
    return inner.top >= outer.top && inner.bottom <= outer.bottom;
}"""


def test_stepping_goes_down_the_list_row_by_row_and_reads_on_only_near_its_end(visit):
    watched = visit().sign_in()
    page = watched.page
    page.goto("/inbox?view=all")
    page.wait_for_selector("#keys-list div", state="attached")
    ids = ids_of(page.locator("#rows .t"))
    for number in ids[:30]:
        page.keyboard.press("j")
        page.wait_for_selector(f'#pane[data-ticket="{number}"]')
        assert page.evaluate(ON_SCREEN)
    assert page.locator("#rows .t").count() == len(ids) == 50
    for number in ids[30:]:
        page.keyboard.press("j")
        page.wait_for_selector(f'#pane[data-ticket="{number}"]')

    expect(page.locator("#rows .t").nth(50)).to_be_attached()
    assert page.evaluate(ON_SCREEN)
    assert watched.complaints == []


GROW = """(rows) => {
    const list = document.getElementById("rows");
    const made = Array.from({ length: rows }, () => list.querySelector("li:has(.t)").cloneNode(true));
    list.querySelector("[data-more]").before(...made);
    made.forEach((item, at) => { item.querySelector(".t").dataset.ticket = `copy-${at}`; });
}"""
SWAPPED = "document.body.dispatchEvent(new CustomEvent('htmx:after:swap'))"
TOP_OF = """(ticket) => document.querySelector(`#rows .t[data-ticket="${ticket}"]`).getBoundingClientRect().top"""


def test_a_long_list_lets_go_of_rows_far_above_and_nothing_moves_on_screen(visit):
    watched = visit().sign_in()
    page = watched.page
    page.goto("/inbox?view=all")
    page.wait_for_selector("#keys-list div", state="attached")
    page.evaluate(GROW, 290)
    page.evaluate(SWAPPED)
    assert page.locator("#rows .t").count() == 340  # the rows that would go are on screen
    page.locator('#rows .t[data-ticket="copy-200"]').scroll_into_view_if_needed()
    before = page.evaluate(TOP_OF, "copy-200")
    page.evaluate(SWAPPED)

    assert 250 < page.locator("#rows .t").count() <= 300
    assert abs(page.evaluate(TOP_OF, "copy-200") - before) < 2
    expect(page.locator("#newer")).to_be_attached()
    page.keyboard.press("j")
    page.wait_for_selector("#pane[data-ticket]")
    assert page.evaluate("document.activeElement.dataset.ticket") in {f"copy-{number}" for number in range(190, 205)}
