"""A page that stays open while the network goes, the session ends and time passes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from service import until

pytestmark = pytest.mark.timeout(180)

OFFLINE = "Der Dienst antwortet gerade nicht"


@pytest.fixture
def watched(visit):
    return visit().sign_in()


def current(page):
    return page.locator("#rows .t[aria-current]").get_attribute("data-ticket")


def stored(page, ticket_id):
    return page.evaluate(
        """async (ticket) => {
            const answer = await fetch(`/api/tickets/${ticket}/composer`);
            return (await answer.json()).items.map((each) => each.text).join("");
        }""",
        ticket_id,
    )


def test_without_a_network_the_open_ticket_stays_and_the_page_says_so_in_its_language(watched):
    page = watched.page
    ticket_id = watched.open_with_draft(skip=15)
    page.wait_for_timeout(500)
    watched.context.set_offline(True)
    page.locator("#rows .t").last.click()
    expect(page.locator(".toast")).to_contain_text(OFFLINE)
    assert page.locator("#pane").get_attribute("data-ticket") == current(page) == ticket_id
    page.locator("#rows .t[aria-current]").focus()
    page.keyboard.press("e")
    expect(page.locator(".toast")).to_contain_text(OFFLINE)
    watched.context.set_offline(False)
    page.locator("#rows .t").last.click()

    expect(page.locator("#pane")).not_to_have_attribute("data-ticket", ticket_id)


def test_what_could_not_be_saved_is_saved_once_the_service_is_back(watched):
    page = watched.page
    ticket_id = watched.open_with_draft(skip=15)
    page.keyboard.press("b")
    watched.context.set_offline(True)
    page.keyboard.type(" Ohne Netz.")
    expect(page.locator("#saved")).to_have_text("In diesem Browser aufbewahrt")
    watched.context.set_offline(False)

    expect(page.locator("#saved")).to_have_text("Gespeichert")
    until(lambda: "Ohne Netz." in stored(page, ticket_id), seconds=5)


def test_who_is_signed_out_while_writing_keeps_the_text_before_their_eyes(visit):
    watched = visit().sign_in("anna@example.com", by_hand=True)
    page = watched.page
    ticket_id = watched.open_with_draft(skip=16)
    page.keyboard.press("b")
    page.keyboard.type(" Mitten im Satz")
    watched.context.clear_cookies()
    page.keyboard.type(" ging es aus.")
    expect(page.locator("#banner")).to_contain_text("Ihre Sitzung ist zu Ende")
    expect(page.locator("#text")).to_have_value(re.compile("Mitten im Satz ging es aus"))
    page.locator("#banner a").click()
    page.locator("[name=email]").fill("anna@example.com")
    page.locator("[name=password]").fill("seven grey parrots sing")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/inbox/{ticket_id}*")

    expect(page.locator("#text")).to_have_value(re.compile("Mitten im Satz ging es aus"))


def test_who_is_signed_out_without_a_text_is_shown_the_way_in(visit):
    watched = visit().sign_in("anna@example.com", by_hand=True)
    watched.open_with_draft(skip=18)
    watched.context.clear_cookies()
    watched.page.locator("#rows .t").last.evaluate("row => row.click()")  # the page may lead there itself meanwhile

    expect(watched.page.locator("[name=password]")).to_be_visible()


def test_ages_go_on_and_the_bars_come_and_go_by_themselves(visit, desk):
    watched = visit()
    watched.page.clock.install()
    page = watched.sign_in().page
    watched.open_with_draft(skip=18)
    age = page.locator("#context-cards > p.fresh time")
    expect(age).to_have_text(re.compile("gerade eben|vor .* Minute"))
    page.clock.fast_forward("02:05:00")
    expect(age).to_have_text("vor 2 Stunden")
    (credential,) = desk.admin.get("/openai/credentials").json()["items"]
    address = f"/openai/credentials/{credential['id']}"
    bar = page.locator("#list > .bar", has_text="hat diesen Monat so viel gekostet")
    assert desk.admin.patch(address, json={"monthly_cap_usd": "0"}).status_code == 200
    try:
        page.clock.fast_forward(31_000)
        expect(bar).to_be_visible()
    finally:
        desk.admin.patch(address, json={"monthly_cap_usd": None})
    page.clock.fast_forward(31_000)

    expect(bar).to_have_count(0)
    assert watched.complaints == []


def test_fetching_from_plenty_says_what_came_of_it(watched, plenty):
    page = watched.page
    button = page.get_by_role("button", name="Jetzt von Plenty abrufen")
    button.click()
    expect(page.locator(".toast")).to_contain_text("Die Liste ist auf dem neuesten Stand")
    plenty.plenty.add_fault("502_before", path="/rest/tickets.*", times=1000)
    try:
        button.click()
        expect(page.locator(".toast")).to_contain_text("konnte gerade nichts abgerufen werden", timeout=60_000)
    finally:
        plenty.plenty.faults.clear()
