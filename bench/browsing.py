"""A browser before the service: pages whose complaints are kept. The browser tests drive it the same way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MILLISECONDS = 20_000
"""What a busy machine may take; nothing is measured with it."""
LOCALES = {"de": "de-DE", "en": "en-GB"}


class NoBrowser(Exception):
    """There is none, and the message says how to get one."""


def browser_path(*names: str) -> str:
    """The browser named in BROWSER, or the first of *names* that is installed. Raises NoBrowser."""
    found = (shutil.which(name) for name in names or ("chromium", "google-chrome"))
    path = os.environ.get("BROWSER") or next(filter(None, found), None)
    if path is None:
        raise NoBrowser("no browser was found: install chromium, or name one in BROWSER")
    return path


@contextmanager
def launched(path: str, *more: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more])
        yield running
        running.close()


class Watched:
    """A page whose every complaint is kept."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        language: str = "de",
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
    ) -> None:
        self.url, self.language, self.scheme = url, language, scheme
        self.context = browser.new_context(
            locale=LOCALES[language],
            timezone_id="Europe/Berlin",
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=url,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MILLISECONDS)
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        """A service without an address for unsent texts keeps them in the browser; the browser notes that it asked."""
        if message.type in ("error", "warning") and not message.location["url"].endswith("/composer"):
            self.complaints.append(f"{message.text} {message.location['url']}")

    def sign_in(self, email: str, password: str) -> Watched:
        self.page.goto("/login")
        self.page.locator("[name=email]").fill(email)
        self.page.locator("[name=password]").fill(password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".list")
        self.page.wait_for_selector("#keys-list div", state="attached")  # from now on keys are heard
        return self
