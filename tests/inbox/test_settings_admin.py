"""The settings of the shop: forms for admins that work without a script."""

from __future__ import annotations

import re

import pytest
from edge import SAME_ORIGIN, application, enter, person, visitor
from rows import add_connection, add_statuses, add_ticket
from sqlalchemy import func, select

from tickets_service.models import Reply, Role, Ticket
from tickets_service.plenty.logins import MOST_A_MINUTE
from tickets_service.practice.model import run_practice_model
from tickets_service.practice.plenty import run_practice_plenty

PAGES = ("plenty", "statuses", "models", "replies", "users", "tokens")
SECRET = "sk-practice-secret-9876"


@pytest.fixture
async def admin(held, sessions):
    admin_id = await person(sessions)
    async with visitor(application(held), headers=SAME_ORIGIN) as client:
        await enter(client, sessions, admin_id)
        yield client


@pytest.fixture(scope="module")
def plenty():
    with run_practice_plenty(seeded=True) as running:
        yield running


@pytest.fixture(scope="module")
def model():
    with run_practice_model() as running:
        yield running


def connection(plenty, **other):
    return {"base_url": f"{plenty.url}/rest/", "username": "practice", "password": "practice"} | other


async def shown(client, answer):
    """The page a form leads to."""
    assert answer.status_code == 303, answer.text
    return (await client.get(answer.headers["location"])).text


@pytest.mark.parametrize("name", PAGES)
async def test_agents_are_turned_away(browser, name):
    for method in ("GET", "POST"):
        answer = await browser.request(method, f"/settings/{name}", headers={"Accept": "text/html"})

        assert answer.status_code == 403
        assert "You may not do this" in answer.text


@pytest.mark.parametrize("name", PAGES)
async def test_another_site_cannot_post_a_form(admin, name):
    foreign = {"Sec-Fetch-Site": "cross-site"}

    assert (await admin.post(f"/settings/{name}", data={}, headers=foreign)).status_code == 403


async def test_plenty_is_connected_and_its_password_is_never_shown(admin, plenty):
    refused = await admin.post("/settings/plenty", data=connection(plenty, password="geheim-9876"))
    assert refused.status_code == 422
    assert 'id="username-complaint"' in refused.text
    assert "geheim-9876" not in refused.text
    assert f'value="{plenty.url}/rest/"' in refused.text

    page = await shown(admin, await admin.post("/settings/plenty", data=connection(plenty)))

    assert "the connection is stored" in page
    assert "Check the connection" in page


async def test_too_many_tries_to_connect_are_told_in_the_readers_language(admin, plenty):
    german = {"Accept-Language": "de"}
    for _ in range(MOST_A_MINUTE):
        await admin.post("/settings/plenty", data=connection(plenty, password="wrong"), headers=german)
    for address in ("/settings/plenty", "/start/connection"):
        answer = await admin.post(address, data=connection(plenty), headers=german)

        assert answer.status_code == 429
        assert "Plenty sperrt Konten" in answer.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"base_url": "nowhere"}, "base_url"), ({"username": " "}, "username"), ({"password": ""}, "password")],
)
async def test_what_is_wrong_with_a_connection_stands_beside_its_field(admin, plenty, wrong, field):
    answer = await admin.post("/settings/plenty", data=connection(plenty, **wrong))

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-complaint"', answer.text) == [field]


async def test_the_check_is_told_line_by_line_in_the_readers_language(admin, plenty):
    await admin.post("/settings/plenty", data=connection(plenty, username="limited", password="limited"))
    said = (await admin.post("/settings/plenty/check", headers={"Accept-Language": "de"})).text

    assert "darf Kontakte und Aufträge nicht lesen" in said
    assert "Ereignisaktion" in said
    assert said.count("<li class=") >= 5


async def test_a_test_ticket_is_written_only_when_it_was_ticked_and_once(admin, sessions):
    async with sessions.begin() as session:
        await add_connection(session)
    page = (await admin.get("/settings/plenty")).text
    form = {"id": re.search(r'name="id" value="([^"]+)"', page)[1]}
    refused = await admin.post("/settings/plenty/test-ticket", data=form)
    assert (refused.status_code, "Please tick" in refused.text) == (422, True)

    first = await admin.post("/settings/plenty/test-ticket", data=form | {"confirmed": "on"})
    second = await admin.post("/settings/plenty/test-ticket", data=form | {"confirmed": "on"})

    assert first.headers["location"] == second.headers["location"]
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Reply)) == 1
        assert await session.scalar(select(Ticket.contact_id)) is None


async def test_what_a_status_means_is_changed_and_tickets_follow(admin, sessions):
    async with sessions.begin() as session:
        await add_statuses(session)
        row = await add_ticket(session, 1, plenty_status_id=1)
    page = (await admin.get("/settings/statuses")).text
    numbers = re.findall(r'name="status-(\d+)"', page)
    form = {f"status-{number}": "DONE" for number in numbers}
    twice = await admin.post("/settings/statuses", data=form | {f"written-{number}": "on" for number in numbers})
    assert twice.status_code == 422
    assert "only one can be written" in twice.text

    page = await shown(admin, await admin.post("/settings/statuses", data=form | {f"written-{numbers[0]}": "on"}))

    assert re.findall(r'name="written-(\d+)" checked', page) == [numbers[0]]
    assert (await admin.get(f"/api/tickets/{row.id}")).json()["status"] == "DONE"
    assert (await admin.post("/settings/statuses", data={f"status-{numbers[0]}": "NEVER"})).status_code == 422


async def test_what_happens_by_itself_is_changed(admin):
    rules = {"status_after_reply": "", "status_after_customer_message": "IN_PROGRESS"}
    await shown(admin, await admin.post("/settings/statuses/rules", data=rules))

    stored = (await admin.get("/api/preferences")).json()
    assert (stored["status_after_reply"], stored["status_after_customer_message"]) == (None, "IN_PROGRESS")
    assert (await admin.post("/settings/statuses/rules", data={"status_after_reply": "X"})).status_code == 422


async def test_a_model_is_added_tested_used_changed_and_deleted(admin, model):
    form = {"label": "Main", "token": SECRET, "model": "gpt-4o-mini", "base_url": model.base_url}
    page = await shown(admin, await admin.post("/settings/models", data=form))
    assert ("…9876" in page, SECRET in page) == (True, False)
    await admin.post("/settings/models", data=form | {"label": "Spare"})
    first, second = [each["id"] for each in (await admin.get("/api/openai/credentials")).json()["items"]]

    assert "gpt-4o-mini is there" in (await admin.post(f"/settings/models/{first}/test")).text
    await shown(admin, await admin.post(f"/settings/models/{second}/activation"))
    change = {"label": "Other", "model": "nothing-1", "base_url": model.base_url, "token": "", "context_window": "4096"}
    await shown(admin, await admin.post(f"/settings/models/{second}", data=change))
    assert "does not list nothing-1" in (await admin.post(f"/settings/models/{second}/test")).text
    await shown(admin, await admin.post(f"/settings/models/{first}/deletion"))

    (left,) = (await admin.get("/api/openai/credentials")).json()["items"]
    assert (left["label"], left["is_active"], left["context_window"]) == ("Other", True, 4096)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"label": ""}, "label"),
        ({"token": ""}, "token"),
        ({"token": "schlüssel"}, "token"),
        ({"model": "a b"}, "model"),
        ({"base_url": "http://169.254.169.254/v1"}, "base_url"),
        ({"context_window": "many"}, "context_window"),
        ({"context_window": "10"}, "context_window"),
    ],
)
async def test_what_is_wrong_with_a_model_stands_beside_its_field(admin, wrong, field):
    form = {"label": "Main", "token": SECRET, "model": "gpt-4o-mini"} | wrong
    answer = await admin.post("/settings/models", data=form)

    assert answer.status_code == 422
    assert re.findall(r'id="new-(\w+)-complaint"', answer.text) == [field]
    assert SECRET not in answer.text


async def test_another_endpoint_needs_its_token_and_nothing_else_is_changed_without_it(admin, model):
    await admin.post("/settings/models", data={"label": "Main", "token": SECRET, "base_url": model.base_url})
    (stored,) = (await admin.get("/api/openai/credentials")).json()["items"]
    change = {"label": "New", "model": "m", "base_url": "https://other.example/v1"}
    answer = await admin.post(f"/settings/models/{stored['id']}", data=change)

    assert answer.status_code == 422
    assert f'id="c{stored["id"]}-token-complaint"' in answer.text
    assert (await admin.get("/api/openai/credentials")).json()["items"] == [stored]


async def test_house_rules_are_previewed_without_saving_and_saved(admin):
    form = {"shop_name": "Wohnladen", "house_rules": "Say du.\r\nBe brief.", "automatic_drafts_per_day": "20"}
    preview = (await admin.post("/settings/replies/preview", data=form)).text
    assert "called Wohnladen" in preview
    assert "Say du.\nBe brief." in preview
    assert (await admin.get("/api/preferences")).json()["house_rules"] == ""

    page = await shown(admin, await admin.post("/settings/replies", data=form))

    assert "Say du.\nBe brief.</textarea>" in page
    assert (await admin.get("/api/preferences")).json()["house_rules"] == "Say du.\nBe brief."


@pytest.mark.parametrize(
    "wrong", [{"house_rules": "x" * 4_001}, {"automatic_drafts_per_day": "-1"}, {"automatic_drafts_per_day": ""}]
)
async def test_what_drafts_cannot_keep_to_is_refused_and_stays_in_the_form(admin, wrong):
    form = {"shop_name": "Wohnladen", "house_rules": "Say du.", "automatic_drafts_per_day": "20"} | wrong
    for address in ("/settings/replies", "/settings/replies/preview"):
        answer = await admin.post(address, data=form)

        assert answer.status_code == 422
        assert re.findall(r'id="(\w+)-complaint"', answer.text) == list(wrong)
        assert 'value="Wohnladen"' in answer.text


async def test_a_user_is_added_with_a_link_that_is_shown_once(admin, held):
    added = await admin.post("/settings/users", data={"email": "ben@example.com", "name": "Ben", "role": "agent"})
    link = re.search(r'value="(http[^"]+/setup/[^"]+)"', added.text)[1]

    assert link not in (await admin.get("/settings/users")).text
    async with visitor(application(held), headers=SAME_ORIGIN) as ben:
        assert (await ben.post(link, data={"password": "nine blue lanterns swim"})).status_code == 303
        assert (await ben.get("/settings/users")).status_code == 403


async def test_an_address_is_needed_and_stands_for_one_person(admin):
    missing = await admin.post("/settings/users", data={"email": "", "role": "agent"})
    wrong = await admin.post("/settings/users", data={"email": "nobody", "role": "king"})
    again = await admin.post("/settings/users", data={"email": "ADA@example.com", "role": "agent"})

    assert 'id="new-email-complaint"' in missing.text
    assert re.findall(r'id="new-(\w+)-complaint"', wrong.text) == ["role"]
    assert (again.status_code, "There is a user with this address already." in again.text) == (409, True)
    assert 'value="ADA@example.com"' in again.text


async def test_people_are_changed_disabled_and_enabled_and_the_last_admin_stays(admin, sessions):
    ben = await person(sessions, "ben@example.com", Role.AGENT)
    await shown(admin, await admin.post(f"/settings/users/{ben}", data={"name": "Benno", "role": "agent"}))
    page = await shown(admin, await admin.post(f"/settings/users/{ben}/access", data={"disabled": "yes"}))
    assert ("Benno" in page, "Enable" in page) == (True, True)
    linkless = await admin.post(f"/settings/users/{ben}/link")
    assert (linkless.status_code, "/setup/" in linkless.text) == (409, False)
    assert "This account is disabled" in linkless.text
    await shown(admin, await admin.post(f"/settings/users/{ben}/access", data={"disabled": "no"}))
    me = (await admin.get("/api/me")).json()["id"]

    for path, form in ((f"{me}/access", {"disabled": "yes"}), (f"{me}", {"name": "Ada", "role": "agent"})):
        answer = await admin.post(f"/settings/users/{path}", data=form)
        assert answer.status_code == 409
        assert "last active admin" in answer.text
    assert "/setup/" in (await admin.post(f"/settings/users/{ben}/link")).text
    assert (await admin.post(f"/settings/users/{ben}", data={"name": " ", "role": "agent"})).status_code == 422


async def test_a_token_is_shown_once_works_and_is_revoked(admin, held):
    made = await admin.post("/settings/tokens", data={"name": "Warehouse", "role": "agent", "days": "30"})
    token = re.search(r'value="(tkt_[^"]+)"', made.text)[1]
    (row,) = (await admin.get("/api/tokens")).json()["items"]
    again = await admin.post("/settings/tokens", data={"name": "Warehouse", "role": "agent"})

    assert token not in (await admin.get("/settings/tokens")).text
    assert row["expires_at"] is not None
    assert (again.status_code, 'value="Warehouse"' in again.text) == (409, True)
    async with visitor(application(held), headers={"Authorization": f"Bearer {token}"}) as program:
        assert (await program.get("/api/me")).status_code == 200
        page = await shown(admin, await admin.post(f"/settings/tokens/{row['id']}/revocation"))
        assert (await program.get("/api/me")).status_code == 401
    assert "Revoked tokens (1)" in page
    assert (await admin.post("/settings/tokens", data={"name": "x", "days": "7"})).status_code == 422
