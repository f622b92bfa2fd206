"""`python -m bench.picturing [FOLDER]`: pictures of the main pages in light, in the dark and on a phone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from bench import pages
from bench.browsing import Watched, browser_path, launched
from bench.shop import EMAIL, PASSWORD, open_shop

FOLDER = Path("data/pictures")
SIZES = {"desktop": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
PICTURED = ("inbox", "ticket", "edited", "palette", "keys", "selected", "sync", "start", "connection", "models",
            "house rules", "own settings", "problem")  # fmt: skip


class Way(NamedTuple):
    language: str
    scheme: str


WAYS = (Way("de", "light"), Way("de", "dark"), Way("en", "light"))


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with open_shop() as shop, launched(browser_path()) as browser:
        for way in WAYS:
            _walk(browser, shop.url, way, lambda page, name: page.screenshot(path=folder / f"{name}.png"))
    print(f"{len(list(folder.glob('*.png')))} pictures are in {folder}.")
    return 0


def _walk(browser: Browser, url: str, way: Way, take: Callable[[Page, str], object]) -> None:
    watched = Watched(browser, url, language=way.language, scheme=way.scheme)
    page = watched.page
    page.goto("/login")
    take(page, _named("login", "desktop", way))
    watched.sign_in(EMAIL, PASSWORD)
    for name in PICTURED:
        page.set_viewport_size({"width": SIZES["desktop"][0], "height": SIZES["desktop"][1]})
        pages.PAGES[name](page)
        page.wait_for_load_state("networkidle")
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            pages.calm(page)
            take(page, _named(name, size, way))
    watched.context.close()


def _named(page: str, size: str, way: Way) -> str:
    return "-".join((page.replace(" ", "-"), size, way.scheme, way.language))


if __name__ == "__main__":
    sys.exit(main())
