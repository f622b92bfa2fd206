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
    mine = page.locator("#thread > *").filter(has_text=f"PS: {language}.")  # others may have answered here before
    expect(mine.locator(".state.sent").first).to_be_visible(timeout=30_000)

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
    dismiss(page)
    page.locator(".tools summary").first.click()
    page.locator("#hint").fill("Bitte kurz")
    page.evaluate(WATCH_DRAFT)
    press(page, "Enter")
    until(lambda: {"busy", "ready"} <= {state for state, _ in page.evaluate("draftSeen")})
    heights = [height for state, height in page.evaluate("draftSeen") if state == "busy"]

    assert before > 0
    assert min(heights) > 0
    assert watched.complaints == []


def dismiss(page):
    page.locator(".tools summary").nth(1).click()
    page.locator('button[form="dismiss"]').last.click()
    expect(page.locator("#draft")).to_have_count(0)


def test_a_draft_stays_until_the_next_one_is_there(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=9)
    draft = page.locator("#reply [name=ai_response_id]")
    before = draft.input_value()
    page.evaluate(WATCH_DRAFT)
    page.locator(".tools summary").first.click()
    page.locator("#hint").press("Enter")

    expect(draft).not_to_have_value(before)
    expect(page.locator("#draft")).to_contain_text("Guten Tag")
    assert page.evaluate("draftSeen") == []
    assert watched.complaints == []


def test_a_draft_that_is_stopped_can_not_be_stopped_again(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=9)
    dismiss(page)
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
        if (!draft) return;
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

    expect(page.locator("#palette-list li", has_text="Antworten").first).to_be_visible()
    assert set(page.locator("#palette-list kbd").all_inner_texts()) == {"Strg Enter", "Strg Umschalt Enter"}
    assert not page.evaluate("JSON.parse(document.getElementById('words').textContent).undoKey")
    page.evaluate(
        """() => fetch("/api/preferences/mine", { method: "PATCH", headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ single_keys: true }) })"""
    )


def test_own_edits_stay_beside_a_draft_that_is_written_anew(visit):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=13)
    old = page.locator("#reply [name=ai_response_id]").get_attribute("value")
    press(page, "b")
    page.keyboard.type(" Mein Satz.")
    expect(page.locator("#saved")).to_have_text("Gespeichert")
    page.locator(".tools summary").first.click()
    page.locator("#hint").press("Enter")
    page.wait_for_selector(f'#reply [name=ai_response_id]:not([value="{old}"]):not([value=""])', state="attached")
    text, draft = page.locator("#text"), page.locator("#draft:not([aria-busy])")
    for _ in range(2):
        expect(page.locator("#draft-state")).to_contain_text("Ihr eigener Text")
        expect(draft).not_to_be_empty()
        expect(draft).to_be_visible()
        expect(text).to_have_value(re.compile("Mein Satz"))
        expect(text).to_be_visible()
        expect(page.locator('[data-do="stop"]')).to_have_count(0)
        expect(page.locator("#reply button[value=message]")).not_to_have_attribute("aria-disabled", "true")
        page.goto(f"/inbox/{ticket_id}")
        page.wait_for_selector("#keys-list div", state="attached")
    expect(page.locator("#draft-state")).to_contain_text("Ihr eigener Text")
    page.locator('[data-do="edit"]').click()
    expect(text).not_to_have_value(re.compile("Mein Satz"))
    expect(text).not_to_have_value("")
    page.locator(".toast button").click()

    expect(text).to_have_value(re.compile("Mein Satz"))
    assert watched.complaints == []


STORED = """async (ticket) => {
    const answer = await fetch(`/api/tickets/${ticket}/composer`);
    return (await answer.json()).items.map((each) => each.text).join("");
}"""


def test_what_was_typed_just_before_the_page_is_left_is_on_the_server(visit):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=14)
    press(page, "b")
    page.keyboard.type(" Eben noch.")
    page.goto("/knowledge")
    until(lambda: "Eben noch." in page.evaluate(STORED, ticket_id), seconds=10, every=0.2)

    assert watched.complaints == []


KEPT_HERE = """([ticket, text, at]) => localStorage.setItem(`composer:${document.body.dataset.user}:${ticket}:message`,
    JSON.stringify({ kind: "message", text, at: Date.now() + at }))"""


def test_a_text_that_only_this_browser_has_gets_to_the_server_unless_that_has_a_newer_one(visit):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=15)
    page.evaluate(KEPT_HERE, [ticket_id, "Nur hier.", 5_000])
    page.goto(f"/inbox/{ticket_id}")
    until(lambda: page.evaluate(STORED, ticket_id) == "Nur hier.", seconds=10, every=0.2)
    page.evaluate(KEPT_HERE, [ticket_id, "Von gestern.", -86_400_000])
    page.goto(f"/inbox/{ticket_id}")

    expect(page.locator("#text")).to_have_value("Nur hier.")
    assert page.evaluate(STORED, ticket_id) == "Nur hier."
    assert watched.complaints == []


def test_taking_a_ticket_can_be_undone_by_key(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=16)
    summary = page.locator('#pane [data-menu="assign"] summary')
    before = summary.inner_text()
    press(page, "i")
    expect(page.locator(".toast")).to_contain_text("Sofia Brandt")
    expect(summary).to_contain_text("Sofia Brandt")
    press(page, "z")

    expect(summary).not_to_contain_text("Sofia Brandt")
    assert summary.inner_text() == before
    assert watched.complaints == []


def test_a_thumb_stays_pressed(visit):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=16)
    page.locator("[data-rate][value=up]").click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto(f"/inbox/{ticket_id}")

    expect(page.locator("[data-rate][value=up]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-rate][value=down]")).to_have_attribute("aria-pressed", "false")


def test_the_focus_is_never_lost(visit):
    watched = visit().sign_in()
    page = watched.page
    watched.open_with_draft(skip=16)
    old = page.locator("#reply [name=ai_response_id]").get_attribute("value")
    page.locator(".tools summary").first.click()
    page.locator("#hint").press("Enter")
    page.wait_for_selector(f'#reply [name=ai_response_id]:not([value="{old}"]):not([value=""])', state="attached")
    expect(page.locator("#draft")).to_be_focused()
    page.locator(".tools summary").nth(1).click()
    page.locator("button[form=dismiss]").last.click()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Von Hand.")
    press(page, "Control+Shift+Enter")
    expect(page.locator("#thread [data-moving]")).to_be_visible()

    expect(page.locator("#subject")).to_be_focused()
    press(page, "z")
    expect(page.locator("#text")).to_be_focused()
    assert watched.complaints == []


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
