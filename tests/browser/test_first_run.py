"""From an empty database to the first draft, as the first admin goes it; and a sync page that moves by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from service import Service

from bench.pages import SIZES, look
from tickets_service.practice.model import Knobs as ModelKnobs
from tickets_service.practice.model import run_practice_model
from tickets_service.practice.plenty import Knobs as PlentyKnobs
from tickets_service.practice.plenty import run_practice_plenty

pytestmark = pytest.mark.timeout(240)
PASSWORD = "seven grey parrots sing"


@pytest.fixture
def slow_plenty():
    """Slow enough to be watched. Each test has one of its own: one before would have used up its minute."""
    with run_practice_plenty(seeded=True, knobs=PlentyKnobs(latency_seconds=0.1)) as running:
        yield running


@pytest.fixture
def small_plenty():
    with run_practice_plenty(knobs=PlentyKnobs(latency_seconds=0.1)) as running:
        for number in range(8):
            running.plenty.customer_opens(f"Wo bleibt die Bestellung {number}?", title=f"Frage {number}")
        yield running


@pytest.fixture(scope="module")
def model():
    with run_practice_model(knobs=ModelKnobs(latency_seconds=0.05)) as running:
        yield running


@pytest.fixture
def fresh(chromium, tmp_path):
    """A service nobody has set up yet, and the link it was started with."""
    service = Service(tmp_path)
    service.serve()
    (link,) = re.findall(r"/setup/\S+", service.said())
    yield service, link
    service.stop_all()


@pytest.fixture
def open_page(browser, fresh):
    opened = []

    def open_one(**how):
        opened.append(browser.new_context(base_url=fresh[0].url, locale="en-GB", **how))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()


def become_the_first_admin(page, link):
    page.goto(link)
    page.locator("[name=name]").fill("Ada Lang")
    page.locator("[name=email]").fill("ada@example.com")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("button").click()
    page.wait_for_url("**/start")


def connect(page, plenty, password):
    page.locator("#connection [name=base_url]").fill(plenty.url)
    page.locator("#connection [name=username]").fill("practice")
    page.locator("#connection [name=password]").fill(password)
    page.locator("#connection button").click()


def add_credential(page, model):
    page.locator("#credential [name=token]").fill("sk-practice-1")
    page.locator("#credential summary").click()
    page.locator("#credential [name=base_url]").fill(model.base_url)
    page.locator("#credential button").click()


def looked_at(page, name):
    found = {(name, size): look(page, size) for size in (SIZES[0], SIZES[-1])}
    return {where: seen for where, seen in found.items() if not seen.is_sound}


def test_the_checklist_leads_from_nothing_to_the_first_draft(fresh, open_page, slow_plenty, model):
    page, complaints, looks = open_page(), [], {}
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    become_the_first_admin(page, fresh[1])
    looks |= looked_at(page, "nothing done")
    connect(page, slow_plenty, "wrong")
    expect(page.locator("#connection [role=alert]")).to_contain_text("does not accept")
    expect(page.locator("#connection [name=username]")).to_have_value("practice")
    looks |= looked_at(page, "refused")
    connect(page, slow_plenty, "practice")
    expect(page.locator("#refresh")).to_have_class(re.compile("under_way"))
    page.locator("#credential [name=token]").fill("sk-typed-meanwhile")
    expect(page.locator("#refresh")).to_contain_text(re.compile(r"\d+ tickets, \d+ messages so far"))
    expect(page.locator("#refresh")).to_have_class(re.compile("done"), timeout=60_000)
    expect(page.locator("#credential [name=token]")).to_have_value("sk-typed-meanwhile")
    add_credential(page, model)
    expect(page.locator("#draft")).to_contain_text("ready to be checked", timeout=60_000)
    looks |= looked_at(page, "all done")
    page.locator("#draft a.primary").click()

    expect(page.locator("#rows .t .state.ready").first).to_be_visible()
    assert looks == {}
    assert [each for each in complaints if "422" not in each] == []


def test_the_checklist_works_without_a_script(fresh, open_page, small_plenty, model):
    page = open_page(java_script_enabled=False)
    become_the_first_admin(page, fresh[1])
    connect(page, small_plenty, "practice")
    add_credential(page, model)
    for step in ("refresh", "draft"):
        while page.locator(f"#{step}.under_way").count():
            page.wait_for_timeout(500)
            page.locator(f"#{step}.under_way .no-script a").click()
            page.reload()

    expect(page.locator("#draft a.primary")).to_be_visible()


def test_the_sync_page_moves_while_an_import_runs_and_rests_after_it(fresh, open_page, slow_plenty):
    page, asked = open_page(), []
    become_the_first_admin(page, fresh[1])
    connect(page, slow_plenty, "practice")
    page.goto("/sync")
    page.locator("#history button").click()
    expect(page.locator("#sync [role=status]").first).to_contain_text(re.compile("being (read|imported)"))
    expect(page.locator("#sync[hx-get]")).to_have_count(0, timeout=90_000)
    expect(page.locator("#history")).to_contain_text("tickets were looked through")
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(3_000)

    assert asked == []
