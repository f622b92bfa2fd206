"""From the key `J` to the painted next ticket, in a browser before a shop of 100,000 tickets."""

from __future__ import annotations

import asyncio

from playwright.sync_api import Page

from bench import history
from bench.browsing import Watched, browser_path, launched
from bench.figures import Figure, percentile
from bench.surroundings import Processes, new_database, postgres, processes, until
from tickets_service.accounts import users
from tickets_service.models import Role

TICKETS = 100_000
STEPS = 200
WARM_UP = 5
BETWEEN_STEPS_MS = 250
"""An agent who skims: four tickets a second."""
MOST_MEDIAN, MOST_P95 = 25.0, 60.0
EMAIL, PASSWORD = "bench@example.com", "nine blue herons wade"
STATIC_PAGE = "/static/icon.svg"

WATCH = """() => {
    globalThis.steps = [];
    let pressed = 0;
    addEventListener("keydown", (event) => { pressed = event.timeStamp; }, { capture: true });
    new MutationObserver((changes) => {
        if (!changes.some((change) => [...change.addedNodes].some((node) => node.id === "pane"))) return;
        requestAnimationFrame(() => setTimeout(() => globalThis.steps.push(performance.now() - pressed)));
    }).observe(document.body, { childList: true });
}"""
"""The time of a key is the browser's own, from before the page hears of it."""

FETCHES = """async ([address, times]) => {
    const took = [];
    for (let at = 0; at < times; at += 1) {
        const began = performance.now();
        await (await fetch(address, { cache: "no-store" })).text();
        took.push(performance.now() - began);
        await new Promise((done) => setTimeout(done, 20));
    }
    return took;
}"""


def measure(*, is_small: bool) -> list[Figure]:
    with postgres() as server:
        database = new_database(server, "stepping")
        history.fill(database, 2_000 if is_small else TICKETS)
        with processes(database) as started:
            asyncio.run(_agent(started))
            started.serve("--no-worker")
            with launched(browser_path()) as browser:
                watched = Watched(browser, started.url).sign_in(EMAIL, PASSWORD)
                steps = _steps(watched.page, 20 if is_small else STEPS)
                fetches = watched.page.evaluate(FETCHES, [STATIC_PAGE, len(steps)])
    bare = percentile(fetches, 0.5)
    numbers = f"{len(steps)} steps, longest {max(steps):.1f} ms; a bare fetch of a static file {bare:.1f} ms"
    return [
        Figure.at_most("key J to the painted ticket, p50", MOST_MEDIAN, percentile(steps, 0.5), numbers, unit=" ms"),
        Figure.at_most("key J to the painted ticket, p95", MOST_P95, percentile(steps, 0.95), numbers, unit=" ms"),
    ]


async def _agent(started: Processes) -> None:
    async with started.resources() as resources, resources.sessions.begin() as session:
        await users.add_user(session, email=EMAIL, name="Bench", role=Role.AGENT, password=PASSWORD)


def _steps(page: Page, wanted: int) -> list[float]:
    """Milliseconds of each. At the end of what the list holds, it loads more like for an agent."""
    page.goto("/inbox?view=all")
    page.wait_for_selector("#keys-list div", state="attached")
    page.evaluate(WATCH)
    for _ in range(WARM_UP + wanted):
        before = page.evaluate("steps.length")
        page.keyboard.press("j")
        until(lambda before=before: page.evaluate("steps.length") > before, seconds=30, every=0.01)
        page.wait_for_timeout(BETWEEN_STEPS_MS)
    return [float(each) for each in page.evaluate("steps")][WARM_UP:]
