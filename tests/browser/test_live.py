"""Pages that hear what happens elsewhere: two people, many tabs, one connection per browser."""

from __future__ import annotations

import re
import signal

import pytest
from playwright.sync_api import expect
from service import refresh, until

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def quiet(desk):
    """The service when everything it was given is drafted and nothing changes by itself any more."""
    until(lambda: is_quiet(desk.admin), seconds=90, every=0.5)
    return desk


@pytest.fixture
def sofia(visit, quiet):
    return live(visit().sign_in())


@pytest.fixture
def anna(visit, quiet):
    return live(visit().sign_in("anna@example.com"))


@pytest.fixture
def ticket(quiet):
    """One that no other test here is about."""
    return take_ticket(quiet.admin)


def is_quiet(api):
    items = api.get("/tickets?limit=200").json()["items"]
    return not any(item["draft_state"] in ("QUEUED", "WRITING") for item in items) and not is_syncing(api)


def is_syncing(api):
    return api.get("/tickets/sync").json()["running"]


taken = []


def take_ticket(api):
    """From the end of the list: the other tests use its beginning."""
    items = api.get("/tickets?draft_state=READY&limit=200").json()["items"]
    found = [item for item in items[20:] if item["id"] not in taken and not item["confidential"]][-1]
    taken.append(found["id"])
    return found


def live(watched):
    watched.page.wait_for_selector("body[data-live]")
    return watched


def open_ticket(watched, ticket):
    watched.page.goto(f"/inbox/{ticket['id']}")
    watched.page.wait_for_selector("#draft:not([aria-busy])")
    live(watched)


def customer_writes(plenty, api, ticket, text):
    plenty.plenty.customer_writes(ticket["plenty_ticket_id"], text)
    assert api.post(f"/tickets/{ticket['id']}/refresh").status_code == 200


def row(page, ticket):
    return page.locator(f'#rows .t[data-ticket="{ticket["id"]}"]')


def test_eight_tabs_hear_everything_over_one_connection_and_a_ninth_fetch_answers(visit, quiet, ticket):
    watched = live(visit().sign_in())
    pages = [watched.page, *(watched.context.new_page() for _ in range(7))]
    for page in pages[1:]:
        page.goto(f"/inbox/{ticket['id']}")
    for page in pages[1:]:
        page.wait_for_selector("body[data-live]")
    quiet.admin.patch(f"/tickets/{ticket['id']}", json={"status": "IN_PROGRESS"})
    for page in pages[1:]:
        expect(page.locator(".tk-tools summary").first).to_contain_text("In Arbeit")
    answer = pages[3].evaluate("fetch('/api/me').then((answer) => answer.status)")

    assert answer == 200
    assert watched.complaints == []


def test_a_browser_without_shared_workers_asks_again_and_again(visit, quiet, ticket):
    watched = visit()
    watched.page.add_init_script("delete globalThis.SharedWorker")
    watched.sign_in()
    open_ticket(watched, ticket)
    quiet.admin.patch(f"/tickets/{ticket['id']}", json={"status": "IN_PROGRESS"})

    expect(watched.page.locator(".tk-tools summary").first).to_contain_text("In Arbeit")
    assert watched.complaints == []


def test_rows_change_where_they_stand_and_new_tickets_wait_until_they_are_asked_for(sofia, quiet, plenty):
    page, api = sofia.page, quiet.admin
    rows = page.locator("#rows .t")
    first = rows.nth(0).get_attribute("data-ticket")
    rows.nth(1).focus()
    before = page.locator(".view-switch .count").inner_text()
    for number in range(3):
        plenty.plenty.customer_opens(f"Wo bleibt die Bestellung {number}?", title=f"Neu {number}")
    refresh(api)
    expect(page.locator("#news")).to_contain_text("3 neue Tickets")
    expect(page.locator(".view-switch .count")).to_have_text(str(int(before) + 3))
    api.patch(f"/tickets/{first}", json={"status": "DONE"})
    expect(rows.nth(0)).to_have_class(re.compile("leaving"))
    expect(rows.nth(0)).to_contain_text("Erledigt")
    assert rows.nth(0).get_attribute("data-ticket") == first
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("l")
    expect(rows.nth(2)).to_contain_text("Neu")

    expect(page.locator("#news")).to_be_empty()
    assert page.locator(f'#rows .t[data-ticket="{first}"]').count() == 0
    assert page.evaluate("document.activeElement.matches('#rows .t')")
    api.patch(f"/tickets/{first}", json={"status": "TODO"})
    expect(page.locator("#news button")).to_contain_text("1 neues Ticket")
    page.locator("#news button").click()
    expect(row(page, {"id": first})).to_be_visible()
    assert sofia.complaints == []


def test_a_message_of_the_customer_appears_and_what_somebody_types_is_left_alone(sofia, anna, quiet, plenty, ticket):
    for watched in (sofia, anna):
        open_ticket(watched, ticket)
    sofia.page.keyboard.press("b")
    sofia.page.keyboard.type(" Bis morgen!")
    text = sofia.page.locator("#text").input_value()
    customer_writes(plenty, quiet.admin, ticket, "Noch eine Frage dazu.")
    for page in (sofia.page, anna.page):
        expect(page.locator("#thread .msg").last).to_contain_text("Noch eine Frage dazu.")
    expect(sofia.page.locator("#banner")).to_contain_text("neue Nachricht")
    expect(sofia.page.locator("#text")).to_be_focused()
    expect(anna.page.locator("#draft:not([aria-busy])")).not_to_be_empty()

    assert sofia.page.locator("#text").input_value() == text
    expect(anna.page.locator("#banner")).to_be_hidden()
    sofia.page.locator("#banner button").click()
    expect(sofia.page.locator("#banner")).to_be_hidden()
    expect(sofia.page.locator("#text")).to_have_value(text)
    assert sofia.complaints == anna.complaints == []


def test_a_reply_of_a_colleague_goes_its_way_on_every_page(sofia, anna, ticket):
    for watched in (sofia, anna):
        open_ticket(watched, ticket)
    anna.page.locator("#reply button[value=message]").click()
    expect(sofia.page.locator("#thread [data-reply] .state")).to_contain_text("gleich gesendet")
    expect(sofia.page.locator("#reply .send")).to_have_count(0)
    expect(sofia.page.locator("#thread .msg.agent[data-message] .state.sent")).to_be_visible(timeout=40_000)

    expect(sofia.page.locator("#thread [data-reply]")).to_have_count(0)
    expect(sofia.page.locator("#reply .send")).to_be_visible()
    assert sofia.complaints == anna.complaints == []


def test_what_is_typed_beside_a_reply_of_a_colleague_is_not_sent_unread(sofia, anna, quiet, ticket):
    for watched in (sofia, anna):
        open_ticket(watched, ticket)
    sofia.page.keyboard.press("b")
    sofia.page.keyboard.type(" Bis morgen!")
    expect(anna.page.locator("#lock")).to_contain_text("Sofia Brandt schreibt")
    anna.page.locator("#reply button[value=message]").click()
    expect(anna.page.locator("#lock")).to_contain_text("Drücken Sie noch einmal")
    anna.page.wait_for_timeout(500)
    assert quiet.admin.get(f"/tickets/{ticket['id']}/replies").json()["items"] == []
    anna.page.locator("#reply button[value=message]").click()
    expect(sofia.page.locator("#thread .msg.agent[data-message] .state.sent")).to_be_visible(timeout=40_000)
    expect(sofia.page.locator("#banner")).to_contain_text("neue Nachricht")
    sofia.page.locator("#reply button[value=message]").click()
    expect(sofia.page.locator("#banner")).to_contain_text("weitergegangen")

    expect(sofia.page.locator("#text")).to_have_value(re.compile("Bis morgen!$"))
    assert len(quiet.admin.get(f"/tickets/{ticket['id']}/replies").json()["items"]) == 1


def test_people_see_each_other_and_take_over(sofia, anna, ticket):
    for watched in (sofia, anna):
        open_ticket(watched, ticket)
    here, lock = sofia.page.locator("#here .here"), sofia.page.locator("#lock")
    expect(here).to_contain_text("Anna Weber sieht sich das an")
    anna.page.keyboard.press("b")
    anna.page.keyboard.type(" Ich")
    expect(here).to_contain_text("Anna Weber schreibt")
    expect(lock).to_contain_text("Anna Weber schreibt hier gerade eine Antwort.")
    expect(anna.page.locator("#lock")).to_be_hidden()
    lock.locator("button").click()
    expect(lock).to_be_hidden()
    expect(anna.page.locator("#lock")).to_contain_text("Sofia Brandt hat dieses Ticket übernommen.")
    anna.page.locator("#thread").focus()
    anna.page.keyboard.press("Control+k")
    anna.page.keyboard.type("Das Antworten")
    anna.page.keyboard.press("Enter")
    expect(lock).to_contain_text("Anna Weber")
    anna.page.goto("/inbox")

    expect(here).to_have_count(0)
    expect(lock).to_be_hidden()
    assert sofia.complaints == anna.complaints == []


def test_a_row_says_who_is_on_its_ticket(sofia, anna, quiet):
    first = {"id": sofia.page.locator("#rows .t").nth(1).get_attribute("data-ticket")}
    row(anna.page, first).click()
    expect(row(sofia.page, first).locator(".here")).to_contain_text("Anna")
    expect(row(anna.page, first).locator(".here")).to_have_count(0)
    anna.page.keyboard.press("j")

    expect(row(sofia.page, first).locator(".here")).to_have_count(0)


def test_pages_come_back_by_themselves_after_the_service_was_away(sofia, quiet, ticket):
    open_ticket(sofia, ticket)
    web = quiet.running[-1]
    web.send_signal(signal.SIGTERM)
    web.wait(40)
    quiet.serve()
    quiet.admin.patch(f"/tickets/{ticket['id']}", json={"status": "IN_PROGRESS"})

    expect(sofia.page.locator(".tk-tools summary").first).to_contain_text("In Arbeit")


def test_the_order_that_plenty_links_later_stands_beside_the_open_conversation(sofia, quiet, plenty):
    shop = plenty.plenty.store
    linked = next(each.order_id for each in shop.tickets.values() if each.order_id)
    plenty.plenty.customer_opens("Zu welcher Bestellung gehört das?", title="Noch ohne Bestellung")
    refresh(quiet.admin)
    until(lambda: found(quiet.admin, "Noch ohne Bestellung"), seconds=20)
    ticket = found(quiet.admin, "Noch ohne Bestellung")
    sofia.page.goto(f"/inbox/{ticket['id']}")
    live(sofia)
    expect(sofia.page.locator("#context-cards")).to_contain_text("Kein Auftrag")

    shop.change(shop.tickets[ticket["plenty_ticket_id"]], order_id=linked)
    assert quiet.admin.post(f"/tickets/{ticket['id']}/refresh").status_code == 200

    expect(sofia.page.locator("#context-cards .order h2")).to_contain_text(str(linked))
    assert sofia.complaints == []


def found(api, title):
    items = api.get("/tickets", params={"q": title}).json()["items"]
    return items[0] if items else None
