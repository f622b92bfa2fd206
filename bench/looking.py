"""Every page in every size, colour and language: what axe, the colours, the screen's edge and the console say."""

from __future__ import annotations

from itertools import product

from playwright.sync_api import Browser

from bench import pages
from bench.browsing import Watched, browser_path, launched
from bench.figures import Figure
from bench.shop import EMAIL, PASSWORD, open_shop

LANGUAGES, SCHEMES = ("de", "en"), ("light", "dark")
MOST_SCRIPT, MOST_STYLE = 45.0, 15.0
EXPECTED_COMPLAINT = "404"
"""One of the pages is the one that says that there is no such ticket."""

LOADED = """() => performance.getEntriesByType("resource")
    .map((each) => [new URL(each.name).pathname, each.encodedBodySize])"""


def measure(*, is_small: bool) -> list[Figure]:
    ways = list(product(LANGUAGES, SCHEMES))[: 1 if is_small else None]
    walk = Walk()
    with open_shop() as shop, launched(browser_path()) as browser:
        sizes = _first_load(browser, shop.url)
        for language, scheme in ways:
            walk.go(Watched(browser, shop.url, language=language, scheme=scheme))
    return [*walk.figures(), *sizes]


class Walk:
    """Through all pages, in one language and colour after the other."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.wide: list[str] = []
        self.complaints: list[str] = []
        self.palest = (21.0, "")
        self.looks = 0

    def go(self, watched: Watched) -> None:
        page = watched.page
        for name, come_to in pages.PAGES.items():
            page.set_viewport_size({"width": pages.SIZES[0][0], "height": pages.SIZES[0][1]})
            come_to(page)
            page.wait_for_load_state("networkidle")
            for size in pages.SIZES:
                self._look(watched, name, size)
            if name == "login":
                watched.sign_in(EMAIL, PASSWORD)
        self.complaints += [each for each in watched.complaints if EXPECTED_COMPLAINT not in each]
        watched.context.close()

    def _look(self, watched: Watched, name: str, size: tuple[int, int]) -> None:
        where = f"{name} {size[0]} {watched.language} {watched.scheme}"
        seen = pages.look(watched.page, size)
        self.looks += 1
        self.faults += [f"{where}: {rule} {nodes[0]}" for rule, nodes in seen.faults]
        self.wide += [f"{where}: {seen.overflow} px"] if seen.overflow else []
        ratio, said = seen.contrasts[0]
        self.palest = min(self.palest, (ratio, f"{where}: {said!r}"))

    def figures(self) -> list[Figure]:
        looks = f"{self.looks} looks at {len(pages.PAGES)} pages"
        palest = f"over {looks}; the palest: {self.palest[1]}"
        return [
            Figure.at_most("axe violations", 0, len(self.faults), "; ".join([looks, *self.faults[:3]])),
            Figure.at_least("contrast of the palest text", pages.LEAST_CONTRAST, self.palest[0], palest),
            Figure.at_most("wider than the screen", 0, len(self.wide), "; ".join([looks, *self.wide[:3]])),
            Figure.at_most("complaints of the browser", 0, len(self.complaints), "; ".join(self.complaints[:3])),
        ]


def _first_load(browser: Browser, url: str) -> list[Figure]:
    """Compressed, of an inbox that nothing is known of yet."""
    watched = Watched(browser, url).sign_in(EMAIL, PASSWORD)
    state = watched.context.storage_state()
    watched.context.close()
    fresh = browser.new_context(base_url=url, storage_state=state).new_page()
    fresh.goto("/inbox")
    fresh.wait_for_load_state("networkidle")
    loaded: list[tuple[str, int]] = fresh.evaluate(LOADED)
    fresh.context.close()
    kilobytes = {
        ending: sum(size for path, size in loaded if path.endswith(ending)) / 1000 for ending in (".js", ".css")
    }
    assert all(kilobytes.values()), loaded
    return [
        Figure.at_most("first load of the inbox, JavaScript", MOST_SCRIPT, kilobytes[".js"], "compressed", unit=" kB"),
        Figure.at_most("first load of the inbox, CSS", MOST_STYLE, kilobytes[".css"], "compressed", unit=" kB"),
    ]
