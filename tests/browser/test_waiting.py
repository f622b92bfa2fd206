"""A draft that is waited for: nobody who answers has to wait with it."""

from __future__ import annotations

import httpx2
import pytest
from playwright.sync_api import expect
from service import until

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def model_hangs(desk):
    """Until the test is over, then what waits is written."""
    (credential,) = desk.admin.get("/openai/credentials").json()["items"]
    model = credential["base_url"].removesuffix("/v1")
    httpx2.post(f"{model}/_practice/faults", json={"kind": "hang", "times": None, "seconds": 8}).raise_for_status()
    yield
    httpx2.delete(f"{model}/_practice/faults").raise_for_status()
    for state in ("QUEUED", "WRITING"):
        until(lambda: not desk.admin.get(f"/tickets?draft_state={state}").json()["items"], seconds=90, every=0.5)  # noqa: B023


@pytest.mark.parametrize("way", ["click", "key"])
def test_while_a_draft_is_waited_for_an_own_text_can_be_written(visit, model_hangs, way):
    watched = visit().sign_in()
    page = watched.page
    ticket_id = watched.open_with_draft(skip=9 if way == "click" else 10)
    page.locator(".tools summary").nth(1).click()
    page.locator('button[form="dismiss"]').last.click()
    expect(page.locator("#draft")).to_have_count(0)
    page.locator(".tools summary").first.click()
    page.locator("#hint").press("Enter")
    expect(page.locator("#draft[aria-busy=true]")).to_be_visible()
    if way == "click":
        page.locator("#draft").click()
    else:
        page.keyboard.press("r")
    page.keyboard.type("eden wir morgen.")

    expect(page.locator("#text")).to_be_visible()
    expect(page.locator("#text")).to_have_value("eden wir morgen.")
    expect(page.locator('button[name="kind"][value="message"]')).not_to_have_attribute("aria-disabled", "true")
    assert page.locator("#pane").get_attribute("data-ticket") == ticket_id
    expect(page.locator("#saved")).to_have_text("Gespeichert")
    watched.forget(ticket_id)
    assert watched.complaints == []
