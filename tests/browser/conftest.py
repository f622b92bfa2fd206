"""A whole service with practice tickets, and a browser in front of it. Skipped where no browser is found."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import expect
from service import Service, until

from tickets_service.practice.model import Knobs as ModelKnobs
from tickets_service.practice.model import run_practice_model
from tickets_service.practice.plenty import run_practice_plenty

PASSWORD = "seven grey parrots sing"
EMAIL = "sofia@example.com"
COLLEAGUE = "anna@example.com"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNDO_SECONDS = "10"
PATIENCE_MILLISECONDS = 20_000
"""What a busy machine may take; none of the figures is measured here."""


@pytest.fixture(scope="session")
def chromium():
    """The path of a browser; REQUIRE_BROWSER=1 makes its absence a failure."""
    path = os.environ.get("BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        message = "no browser was found: install chromium, or name one in BROWSER"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return path


@pytest.fixture(scope="session", autouse=True)
def patience():
    expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="session")
def plenty():
    with run_practice_plenty(seeded=True) as running:
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
        until(lambda: len(api.get("/tickets?draft_state=READY&limit=200").json()["items"]) >= 20, seconds=90)
        service.admin = api
        yield service
        service.stop_all()


@pytest.fixture(scope="module")
def browser(chromium):
    """Ends with the module: until then its loop runs in this thread, and no other test could run one."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


class Watched:
    """A page whose every complaint is kept."""

    def __init__(self, browser, url, language="de", width=1440, height=900, scheme="light"):
        self.url = url
        self.context = browser.new_context(
            locale={"de": "de-DE", "en": "en-GB"}[language],
            timezone_id="Europe/Berlin",
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            base_url=url,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MILLISECONDS)
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("console", self._note)

    def _note(self, message):
        """A service without an address for unsent texts keeps them in the browser; the browser notes that it asked."""
        if message.type in ("error", "warning") and not message.location["url"].endswith("/composer"):
            self.complaints.append(f"{message.text} {message.location['url']}")

    def sign_in(self, email=EMAIL):
        self.page.goto("/login")
        self.page.locator("[name=email]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".list")
        self.page.wait_for_selector("#keys-list div", state="attached")  # from now on keys are heard
        return self

    def open_with_draft(self, skip=0):
        """A ticket whose draft is ready, opened from its list; the page comes back with its id."""
        self.page.goto("/inbox?view=draft_ready")
        self.page.locator("#rows .t").nth(skip).click()
        self.page.wait_for_selector("#draft:not([aria-busy])")
        return self.page.locator("#pane").get_attribute("data-ticket")

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
        watched = Watched(browser, desk.url, **how)
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
