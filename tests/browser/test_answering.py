"""Answering in a real browser: by keyboard alone, once however often it is clicked, and never for another ticket."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from service import until

pytestmark = pytest.mark.timeout(180)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(("language", "undo_word"), [("de", "Rückgängig"), ("en", "Undo")])
def test_the_whole_way_by_keyboard(visit, language, undo_word):
    watched = visit(language=language).sign_in(by_hand=True)
    page = watched.page
    page.locator(".chip.ai").press("Enter")
    page.wait_for_url("**view=draft_ready")
    press(page, "/")
    page.keyboard.type("Stehlampe" if language == "de" else "Bestellung")
    press(page, "Enter")
    page.wait_for_selector("#rows .t mark")
    press(page, "Escape", "j")
    page.wait_for_selector("#pane[data-ticket]")
    ticket_id = page.locator("#pane").get_attribute("data-ticket")
    page.wait_for_selector("#draft:not([aria-busy])")
    press(page, "b")
    text = page.locator("#text")
    expect(text).to_be_focused()
    page.keyboard.type(f"\nPS: {language}.")
    press(page, "Control+Shift+Enter")
    expect(page.locator(".toast button")).to_contain_text(undo_word)
    expect(page.locator("#thread [data-moving]")).to_be_visible()
    page.locator("#thread").focus()
    press(page, "z")
    expect(text).to_have_value(re.compile(f"PS: {language}\\."))
    expect(page.locator("#reply button[value=message]")).to_be_visible()
    assert page.locator("#pane").get_attribute("data-ticket") == ticket_id
    press(page, "Control+Shift+Enter")
    expect(page.locator("#thread .state.sent").last).to_be_visible(timeout=30_000)

    assert watched.sent(f"PS: {language}.") == 2  # taken back once, sent once
    assert watched.complaints == []


def test_text_typed_for_one_ticket_stays_with_it(visit):
    watched = visit().sign_in()
    page = watched.page
    first = watched.open_with_draft(skip=3)
    press(page, "b")
    page.keyboard.type(" Nur für den ersten.")
    page.locator("#rows .t[aria-current]").focus()
    press(page, "j")
    page.wait_for_selector(f'#pane:not([data-ticket="{first}"])')
    page.wait_for_timeout(400)
    assert "Nur für den ersten." not in page.locator("#text").input_value()
    assert "Nur für den ersten." not in page.locator("#pane").inner_text()
    press(page, "k")
    page.wait_for_selector(f'#pane[data-ticket="{first}"]')
    expect(page.locator("#text")).to_have_value(re.compile("Nur für den ersten"))
    page.goto(f"/inbox/{first}")

    expect(page.locator("#text")).to_have_value(re.compile("Nur für den ersten"))


def test_a_double_click_and_a_second_tab_send_once(visit):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=5)
    page.goto(f"/inbox/{ticket_id}")
    other = watched.context.new_page()
    other.goto(f"/inbox/{ticket_id}")
    other.wait_for_selector("#draft")
    press(other, "b")
    other.keyboard.type("Zweimal. ")  # own words stay: the second tab is not drawn anew without its draft
    page.locator("#reply button[value=message]").dblclick()
    page.wait_for_selector("#thread [data-reply]")
    other.locator("#reply button[value=message]").click()
    expect(other.locator("#banner")).to_be_visible()

    assert watched.sent("") == 1


def test_sending_and_closing_leads_to_the_next_ticket_and_can_be_undone_from_there(visit):
    watched = visit().sign_in()
    page = watched.page
    first = watched.open_with_draft(skip=7)
    page.locator("#draft").focus()
    press(page, "Control+Enter")
    page.wait_for_selector(f'#pane[data-ticket]:not([data-ticket="{first}"])')
    expect(page.locator(".toast")).to_be_visible()
    press(page, "z")
    page.wait_for_selector(f'#pane[data-ticket="{first}"]')

    expect(page.locator("#text")).not_to_have_value("")
    assert watched.complaints == []


def test_the_key_for_a_reply_writes_into_the_draft_that_stands_there(visit):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=11)
    press(page, "r")
    page.keyboard.type("ie")

    expect(page.locator("#text")).to_be_focused()
    assert page.locator("#text").input_value().endswith("ie")
    assert page.locator("#pane").get_attribute("data-ticket") == ticket_id
    assert watched.complaints == []


def test_a_draft_asked_for_is_written_into_its_place(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=9)
    before = page.locator("#draft").bounding_box()["height"]
    page.locator(".tools summary").first.click()
    page.locator("#hint").fill("Bitte kurz")
    page.evaluate(WATCH_DRAFT)
    press(page, "Enter")
    until(lambda: {"busy", "ready"} <= {state for state, _ in page.evaluate("draftSeen")})
    heights = [height for state, height in page.evaluate("draftSeen") if state == "busy"]

    assert before > 0
    assert min(heights) > 0
    assert watched.complaints == []


def test_a_draft_that_is_stopped_can_not_be_stopped_again(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=9)
    page.locator(".tools summary").first.click()
    page.evaluate(STOP_IT)
    page.locator("#hint").press("Enter")
    page.wait_for_selector("body[data-stopped]")

    expect(page.locator('[data-do="stop"]')).to_have_count(0)
    assert watched.complaints == []


def test_a_refusal_is_told_whole(visit, desk):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=9)
    (credential,) = desk.admin.get("/openai/credentials").json()["items"]
    address = f"/openai/credentials/{credential['id']}"
    assert desk.admin.patch(address, json={"monthly_cap_usd": "0"}).status_code == 200
    try:
        page.locator(".tools summary").first.click()
        page.locator("#hint").press("Enter")
        toast = page.locator(".toast")
        expect(toast).to_contain_text("hat diesen Monat so viel gekostet")
    finally:
        desk.admin.patch(address, json={"monthly_cap_usd": None})
    said = toast.locator("> span").last

    assert said.evaluate("(told) => told.scrollWidth <= told.clientWidth && told.scrollHeight <= told.clientHeight")
    assert "circle-alert" in toast.locator("use").first.get_attribute("href")
    assert [each for each in watched.complaints if "409" not in each] == []


STOP_IT = """() => {
    const press = setInterval(() => {
        const button = document.querySelector('[data-do="stop"]');
        button?.click();
        if (!button || document.querySelector("#draft[aria-busy]")) return;
        clearInterval(press);
        setTimeout(() => (document.body.dataset.stopped = ""), 200);
    }, 5);
}"""
"""A quick model leaves no time to do so from outside."""


WATCH_DRAFT = """() => {
    globalThis.draftSeen = [];
    const see = () => {
        const draft = document.getElementById("draft");
        const state = draft.hasAttribute("aria-busy") ? "busy" : draftSeen.length ? "ready" : null;
        if (state) draftSeen.push([state, draft.getBoundingClientRect().height]);
    };
    new MutationObserver(see).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
"""A quick model is done before anybody outside has looked."""


def test_the_palette_finds_actions_and_tickets(visit):
    watched = visit().sign_in()
    page = watched.page
    press(page, "Control+k")
    page.keyboard.type("Stehlampe")
    expect(page.locator("#palette-list li").first).to_contain_text("Stehlampe")
    press(page, "Enter")

    expect(page.locator("#subject")).to_contain_text("Stehlampe")
    assert watched.complaints == []


def test_single_keys_can_be_switched_off(visit):
    watched = visit().sign_in()
    page = watched.page
    press(page, "?")
    with page.expect_response("**/api/preferences/mine"):
        page.locator("#keys-switch").uncheck()
    page.goto("/inbox")
    page.wait_for_selector("#keys-list div", state="attached")
    press(page, "j")
    page.wait_for_timeout(300)
    assert page.locator("#pane[data-ticket]").count() == 0
    press(page, "Control+k")

    expect(page.locator("#palette")).to_be_visible()
    page.evaluate(
        """() => fetch("/api/preferences/mine", { method: "PATCH", headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ single_keys: true }) })"""
    )


def test_reading_and_answering_works_without_a_script(without_script):
    page = without_script
    page.goto("/inbox?view=draft_ready")
    page.locator("#rows .t").nth(11).click()
    page.locator("#text").fill("Ohne Skript beantwortet.")
    page.locator("button[value=message]").click()

    expect(page.locator("#thread")).to_contain_text("Ohne Skript beantwortet.")


def test_what_an_edit_breaks_is_told_at_once_and_sent_only_when_it_is_acknowledged(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=12)
    press(page, "b")
    page.locator("#text").press("End")
    page.keyboard.type("\nWir erstatten Ihnen den Betrag.")
    warning = page.locator("#checks input")
    expect(warning).to_have_count(1)
    press(page, "Control+Shift+Enter")
    expect(page.locator("#banner")).to_contain_text("bestätigt werden")
    expect(warning).to_be_focused()
    assert watched.sent("Wir erstatten Ihnen den Betrag.") == 0
    page.keyboard.press("Space")
    press(page, "Control+Shift+Enter")
    expect(page.locator(".toast")).to_be_visible()

    assert watched.sent("Wir erstatten Ihnen den Betrag.") == 1
    assert [each for each in watched.complaints if "409" not in each] == []
