"""The order changes in Plenty while its ticket is open: the draft and the agent's own words are held against it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from service import until

pytestmark = pytest.mark.timeout(180)

OTHER_PARCEL = "99887766554433"


@pytest.fixture
def parcel(desk, plenty):
    """A ticket whose draft names its parcel, and that parcel in Plenty; it is as it was afterwards."""
    for ticket in desk.admin.get("/tickets?draft_state=READY&limit=200").json()["items"]:
        draft = desk.admin.get(f"/tickets/{ticket['id']}/ai-responses").json()["items"][0]
        order = plenty.plenty.store.orders.get(draft["order_id"])
        checks = desk.admin.post(f"/tickets/{ticket['id']}/checks", json={"text": draft["generated_text"]}).json()
        for package in (order or {}).get("shippingPackages", []):
            if package["packageNumber"] in draft["generated_text"] and not checks["must_acknowledge"]:
                number = package["packageNumber"]
                yield ticket["id"], package
                package["packageNumber"] = number
                return
    raise AssertionError("no draft names its parcel")


@pytest.fixture
def page(visit, parcel):
    watched = visit(language="en").sign_in("anna@example.com")  # who has left no words of her own in any ticket
    watched.page.goto(f"/inbox/{parcel[0]}")
    expect(watched.page.locator("#read-context:not([data-old])")).to_be_attached()
    expect(watched.page.locator("#checks .holds")).to_be_visible()
    yield watched.page
    assert watched.complaints == []


def read_anew(page):
    def says_so():
        page.locator("#read-context button").click()
        page.wait_for_timeout(500)
        return OTHER_PARCEL in page.locator(".order").inner_text()

    until(says_so, seconds=20)  # what was read seconds ago is not asked for again


def test_the_draft_is_judged_anew_when_the_order_is_read(page, parcel):
    _, package = parcel
    number, package["packageNumber"] = package["packageNumber"], OTHER_PARCEL
    read_anew(page)

    expect(page.locator("#checks .acks")).to_contain_text(number)
    expect(page.locator("#draft mark.contradicted").first).to_have_text(number)
    expect(page.locator(".grounds .source.missing")).to_contain_text(number)


def test_own_words_are_judged_anew_and_stay(page, parcel):
    _, package = parcel
    page.keyboard.press("b")
    page.keyboard.type(" Von Hand.")
    typed = page.locator("#text").input_value()
    expect(page.locator("#checks .acks")).to_have_count(0)
    number, package["packageNumber"] = package["packageNumber"], OTHER_PARCEL
    read_anew(page)

    expect(page.locator("#checks .acks")).to_contain_text(number)
    assert page.locator("#text").input_value() == typed
