"""A draft in a language its reader does not know: a translation stands beside it."""

from __future__ import annotations

import re

import pytest
from edge import SAME_ORIGIN
from pydantic import SecretStr

from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.inbox.translations import language_to_read
from tickets_service.models import AIResponseDB
from tickets_service.practice.model import run_practice_model

FRENCH = "Bonjour,\n\nvotre colis est en route.\n\nCordialement"
BY_SCRIPT = SAME_ORIGIN | {"HX-Request": "true", "Accept-Language": "en"}
LOADS = 'hx-trigger="load, submit"'


@pytest.fixture
def model():
    with run_practice_model() as running:
        yield running


@pytest.fixture
async def draft(sessions, vault, ticket, model):
    async with sessions.begin() as session:
        offered = CredentialIn(label="main", token=SecretStr("sk-practice-1"), base_url=model.base_url)
        await credentials.add(session, vault, offered, actor="user:1")
        row = AIResponseDB(ticket_id=ticket.id, state="READY", generated_text=FRENCH, language="fr", credential_id=1)
        session.add(row)
        await session.flush()
        return row.id


@pytest.fixture
def address(ticket, draft):
    return f"/inbox/{ticket.id}/ai-responses/{draft}/translation"


def translations_asked(model):
    return [call for call in model.model.calls if call.path.endswith("/chat/completions")]


async def test_opening_the_ticket_waits_for_no_model(page, address, model):
    shown = (await page.open()).answer.text

    assert f'hx-post="{address}"' in shown
    assert LOADS in shown
    assert translations_asked(model) == []


async def test_it_is_made_once_into_the_first_language_that_is_read(page, browser, address, model):
    first, second = [(await browser.post(address, headers=BY_SCRIPT)).text for _ in range(2)]
    shown = (await page.open()).answer.text

    assert re.search(r'<div lang="de">[^<]+</div>', first)[0] in shown
    assert "In German, to read: this is not sent." in first == second
    assert LOADS not in shown
    assert len(translations_asked(model)) == 1


@pytest.mark.parametrize("fault", ["server_error", "invalid_api_key", "empty_answer"])
async def test_a_model_that_fails_is_told_of_and_can_be_asked_again(browser, address, model, fault):
    model.model.add_fault(fault)
    failed, again = [await browser.post(address, headers=BY_SCRIPT) for _ in range(2)]

    assert failed.status_code == 200
    assert "The draft could not be translated." in failed.text
    assert '<button class="btn tiny" form="translate">' in failed.text
    assert '<div lang="de">' in again.text


async def test_without_a_script_a_button_asks_for_it(page, browser, ticket, address, model):
    asked = await browser.post(address)

    assert (asked.status_code, asked.headers["location"]) == (303, f"/inbox/{ticket.id}")
    assert '<div lang="de">' in (await page.open()).answer.text


async def test_without_a_script_the_page_says_why_there_is_none(browser, address, model):
    model.model.add_fault("invalid_api_key")
    refused = await browser.post(address)

    assert refused.status_code == 502
    assert re.search(r'id="banner" class="bar bad" role="alert"', refused.text)


@pytest.mark.parametrize("reads", [["fr"], ["de", "fr"]])
async def test_who_reads_the_language_sees_none(page, browser, address, model, reads):
    await browser.patch("/api/preferences/mine", json={"reads_languages": reads})
    asked = await browser.post(address, headers=BY_SCRIPT)

    assert (await page.open()).answer.text.count("translation") == 0
    assert asked.status_code == 303
    assert translations_asked(model) == []


async def test_a_draft_of_another_ticket_is_not_found(browser, ticket, address):
    other = address.replace(f"/inbox/{ticket.id}/", f"/inbox/{ticket.id + 1}/")

    assert (await browser.post(other, headers=BY_SCRIPT)).status_code == 404


@pytest.mark.parametrize(
    ("written", "reads", "wanted"),
    [
        ("fr", ("de", "en"), "de"),
        ("fr", ("en", "de"), "en"),
        ("fr", ("xx", "en"), "en"),
        ("en", ("de", "en"), None),
        ("fr", (), None),
        ("fr", ("xx",), None),
        (None, ("de",), None),
    ],
)
def test_what_is_wanted(written, reads, wanted):
    assert language_to_read(written, reads) == wanted
