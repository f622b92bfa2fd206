"""The pages as people come to them, and what axe, the colours and the screen's edge say of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "tests" / "browser" / "vendor" / "axe-core-4.14.1.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(1440, 900), (1024, 768), (390, 844), (320, 640)]
LEAST_CONTRAST = 4.5
CONTRASTS = (Path(__file__).parent / "contrasts.js").read_text()
IS_CALM = """document.getAnimations().every((each) =>
    each.playState !== "running" || each.effect.getComputedTiming().iterations === Infinity)"""
CALM_WITHIN_SECONDS = 20.0


def _heard(page: Page) -> None:
    """From now on keys are heard."""
    page.wait_for_selector("#keys-list div", state="attached")


def _pressed(address: str, *keys: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(address)
        _heard(page)
        for key in keys:
            page.keyboard.press(key)

    return go


def _clicked(address: str, selector: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(address)
        page.locator(selector).first.click()

    return go


def _at(address: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(address)

    return go


def _untouched(page: Page) -> Iterator[str]:
    """Tickets further down, opened one after the other, whose draft nobody has begun to change."""
    page.goto("/inbox?view=draft_ready")
    _heard(page)
    ids = page.locator("#rows .t").evaluate_all("rows => rows.map((row) => row.dataset.ticket)")
    for ticket_id in ids[12:]:
        page.locator(f'#rows .t[data-ticket="{ticket_id}"]').click()
        page.wait_for_selector(f'#pane[data-ticket="{ticket_id}"]')
        if page.locator("#draft").is_visible():
            yield ticket_id


def _ticket(*keys: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        next(_untouched(page))
        for key in keys:
            page.keyboard.press(key)

    return go


def _refined(page: Page) -> None:
    """A change of a draft that waits for a decision. One that is as short as it gets is passed by."""
    for _ in _untouched(page):
        page.keyboard.press("w")
        page.keyboard.press("s")
        page.wait_for_selector("#refined:not([hidden]):not([aria-busy])")
        if page.locator("#refined .difference :is(ins, del)").count():
            return
    raise AssertionError("no draft further down can be made shorter")


PAGES: dict[str, Callable[[Page], None]] = {
    "login": _at("/login"),
    "inbox": _at("/inbox"),
    "search": _at("/inbox?view=all&q=nichtsdergleichen"),
    "ticket": _ticket(),
    "edited": _ticket("b"),
    "note": _ticket("n"),
    "refine menu": _ticket("v"),
    "refined": _refined,
    "narrowed": _at("/inbox?view=all&status=TODO&status=WAITING&language=de&sort=oldest"),
    "filter": _clicked("/inbox?view=snoozed", "[data-menu=filter] summary"),
    "views": _clicked("/inbox", "[data-menu=views] summary"),
    "selected": _pressed("/inbox", "x", "h"),
    "saved views": _at("/inbox/views"),
    "keys": _pressed("/inbox", "?"),
    "palette": _pressed("/inbox", "Control+k"),
    "sync": _at("/sync"),
    "imports": _at("/sync?kind=full&retried=1"),
    "figures": _at("/figures"),
    "model calls": _at("/figures/calls"),
    "start": _at("/start"),
    "own settings": _at("/settings/mine"),
    "connection": _clicked("/settings/plenty", "[action$='/check'] button"),
    "statuses": _at("/settings/statuses"),
    "models": _clicked("/settings/models", ".unfold summary"),
    "house rules": _clicked("/settings/replies", "[formaction]"),
    "users": _clicked("/settings/users", ".unfold summary"),
    "tokens": _at("/settings/tokens"),
    "docs": _at("/docs"),
    "problem": _at("/inbox/999999"),
}


class Look(NamedTuple):
    """Of one page in one size: axe's violations, pixels wider than the screen, texts by contrast, the palest first."""

    faults: list[tuple[str, list[str]]]
    overflow: int
    contrasts: list[tuple[float, str]]

    @property
    def is_sound(self) -> bool:
        return not self.faults and self.overflow == 0 and self.contrasts[0][0] >= LEAST_CONTRAST


def look(page: Page, size: tuple[int, int]) -> Look:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    calm(page)
    return Look(faults(page), overflow(page), contrasts(page))


def calm(page: Page) -> None:
    """Asked from outside: the page's policy lets nothing in it evaluate a text again."""
    deadline = time.monotonic() + CALM_WITHIN_SECONDS
    while not page.evaluate(IS_CALM):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{page.url} does not come to rest.")
        time.sleep(0.02)


def faults(page: Page) -> list[tuple[str, list[str]]]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def contrasts(page: Page) -> list[tuple[float, str]]:
    """Of every text that is shown, the palest first: its contrast by computed colours, and its beginning."""
    return [(round(ratio, 2), said) for ratio, said in page.evaluate(CONTRASTS)]
