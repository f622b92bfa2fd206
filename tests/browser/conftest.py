"""A whole service with practice tickets, and a browser in front of it. Skipped where no browser is found."""

from __future__ import annotations

import os
from typing import ClassVar

import pytest
from playwright.sync_api import expect
from service import Service, until

from bench.browsing import PATIENCE_MILLISECONDS, NoBrowser, Watched, browser_path, launched
from tickets_service.practice.model import Knobs as ModelKnobs
from tickets_service.practice.model import run_practice_model
from tickets_service.practice.plenty import Knobs as PlentyKnobs
from tickets_service.practice.plenty import run_practice_plenty

PASSWORD = "seven grey parrots sing"
EMAIL = "sofia@example.com"
COLLEAGUE = "anna@example.com"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The shell is the same engine without a window, and takes a third less of the processor."""
UNDO_SECONDS = "7"


@pytest.fixture(scope="session")
def chromium():
    """The path of a browser; REQUIRE_BROWSER=1 makes its absence a failure."""
    try:
        return browser_path(*BROWSERS)
    except NoBrowser as absence:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(str(absence))
        pytest.skip(str(absence))


@pytest.fixture(scope="session", autouse=True)
def patience():
    expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="session")
def plenty():
    with run_practice_plenty(seeded=True, knobs=PlentyKnobs(short_read_limit=2_800)) as running:
        yield running


@pytest.fixture(scope="session")
def desk(chromium, plenty, tmp_path_factory):
    """The address of a service that has its tickets and their drafts."""
    service = Service(tmp_path_factory.mktemp("desk"), TICKETS_UNDO_SECONDS=UNDO_SECONDS)
    with run_practice_model(knobs=ModelKnobs(latency_seconds=0.05)) as model:
        service.serve()
        for email, name, role in ((EMAIL, "Sofia Brandt", "admin"), (COLLEAGUE, "Anna Weber", "agent")):
            service.command("user", "add", email, "--role", role, "--name", name, "--password-stdin", typed=PASSWORD)
        api = service.api()
        connection = {"base_url": f"{plenty.url}/rest/", "username": "practice", "password": "practice"}
        assert api.put("/plenty/connection", json=connection).json()["state"] == "OK"
        credential = {"label": "practice", "token": "sk-practice-1", "base_url": model.base_url}
        assert api.post("/openai/credentials", json=credential).status_code == 201
        until(lambda: len(api.get("/tickets?draft_state=READY&limit=200").json()["items"]) >= 20, seconds=90, every=0.5)
        service.admin = api
        yield service
        service.stop_all()


@pytest.fixture(scope="module")
def browser(chromium):
    """Ends with the module: until then its loop runs in this thread, and no other test could run one."""
    with launched(chromium) as running:
        yield running


FORGET = """async (ticket) => {
    const address = `/api/tickets/${ticket}/composer`;
    const { items } = await (await fetch(address)).json();
    for (const { kind, revision } of items) {
        await fetch(`${address}?kind=${kind}&revision=${revision}`, { method: "DELETE" });
    }
    localStorage.clear();
}"""


class AtWork(Watched):
    """A page of somebody who answers tickets."""

    signed_in: ClassVar = {}
    """The cookies of who has signed in before, by service and person."""

    def sign_in(self, email=EMAIL, *, by_hand=False):
        """Once per service by hand, then as with a browser that was left open."""
        cookies = self.signed_in.get((self.url, email))
        if by_hand or cookies is None:
            super().sign_in(email, PASSWORD)
            self.signed_in[self.url, email] = self.context.cookies()
            return self
        self.context.add_cookies(cookies)
        self.page.goto("/inbox")
        self.page.wait_for_selector("#keys-list div", state="attached")
        return self

    def open_with_draft(self, skip=0):
        """A ticket whose draft may be sent as it is, opened from its list; the page comes back with its id."""
        self.page.goto("/inbox?view=draft_ready")
        ids = self.page.locator("#rows .t").evaluate_all("rows => rows.map((row) => row.dataset.ticket)")
        for ticket_id in ids[skip:]:
            self.page.locator(f'#rows .t[data-ticket="{ticket_id}"]').click()
            self.page.wait_for_selector(f'#pane[data-ticket="{ticket_id}"] #reply')
            if not self.page.locator("#draft:not([hidden])").count():
                continue  # another test's reply went out since the list was drawn, or its text stands there
            self.page.wait_for_selector("#draft:not([aria-busy])")
            if not self.page.locator("#checks input").count():
                return ticket_id
        raise AssertionError("every draft has something to acknowledge")

    def forget(self, ticket_id):
        """What a test wrote for a ticket is not there for the next one."""
        self.page.goto("/inbox")
        self.page.evaluate(FORGET, ticket_id)

    def sent(self, text):
        """How many replies with that text there are."""
        return self.page.evaluate(
            """async (text) => {
                const ticket = document.getElementById("pane").dataset.ticket;
                const answer = await fetch(`/api/tickets/${ticket}/replies`);
                return (await answer.json()).items.filter((each) => each.text.includes(text)).length;
            }""",
            text,
        )


@pytest.fixture
def visit(browser, desk):
    opened = []

    def open_one(**how):
        watched = AtWork(browser, desk.url, **how)
        opened.append(watched)
        return watched

    yield open_one
    for watched in opened:
        watched.context.close()


@pytest.fixture
def without_script(browser, desk):
    """A signed-in page that runs no script."""
    context = browser.new_context(java_script_enabled=False, base_url=desk.url, locale="de-DE")
    page = context.new_page()
    page.goto("/login")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button").click()
    yield page
    context.close()
