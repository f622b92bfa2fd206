"""An agent's text as a model would put it: by API, with nothing kept of it."""

from __future__ import annotations

import pytest
from pydantic import SecretStr
from rows import add_ticket
from sqlalchemy import func, select

from tickets_service.channels import check, load_rules
from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.models import OpenAICredentialDB, Preferences, Refinement, Ticket
from tickets_service.practice.model import run_practice_model

TEXT = "Guten Tag Erika Muster,\n\nIhr Paket ist unterwegs. Wir freuen uns.\n\nMit freundlichen Grüßen"
HELD = "Ihre Bestellung 4711 über 12,90 € ist unterwegs."
FILLED = "Wir melden uns gern noch einmal bei Ihnen. " * 30
LONG = f"Guten Tag Erika Muster,\n\n{HELD} {FILLED}\n\nMit freundlichen Grüßen"


@pytest.fixture
def model():
    with run_practice_model() as running:
        running.model.knobs.latency_seconds = 0
        yield running


@pytest.fixture
async def ticket(sessions, vault, model):
    async with sessions.begin() as session:
        offered = CredentialIn(label="main", token=SecretStr("sk-practice-1"), base_url=model.base_url)
        await credentials.add(session, vault, offered, actor="user:1")
        return (await add_ticket(session, 1, customer_name="Erika Muster")).id


def asked(model):
    return [call.body for call in model.model.calls if call.path.endswith("/chat/completions")]


@pytest.fixture
async def on_ebay(sessions, ticket):
    async with sessions.begin() as session:
        (await session.get_one(Ticket, ticket)).source = "ebay"
    return ticket


async def refine(client, ticket, **wanted):
    return await client.post(f"/api/tickets/{ticket}/refinements", json={"text": TEXT, "way": "shorter"} | wanted)


async def test_the_whole_text_comes_back_changed(agent, ticket, model):
    answer = await refine(agent, ticket)

    assert answer.status_code == 200
    told = answer.json()
    assert (told["start"], told["end"]) == (0, len(told["text"]))
    assert told["text"] != TEXT
    assert told["model_used"] == "gpt-4o-mini"
    (body,) = asked(model)
    assert told["text"] == "Guten Tag Erika Muster,\n\nIhr Paket ist unterwegs.\n\nMit freundlichen Grüßen"
    assert "Ihr Paket ist unterwegs." in body["messages"][1]["content"]
    assert body["messages"][1]["content"].endswith("make it shorter, about two thirds of its length at most.\n")


async def test_only_the_part_is_changed_and_the_blank_around_it_stays(agent, ticket):
    start, end = TEXT.index("\n\nIhr"), TEXT.index("\n\nMit") + 2
    told = (await refine(agent, ticket, way="friendlier", start=start, end=end)).json()

    assert told["text"].startswith("Guten Tag Erika Muster,\n\n")
    assert told["text"].endswith("\n\nMit freundlichen Grüßen")
    assert told["text"][: told["start"]] == TEXT[: start + 2]
    assert told["text"][told["end"] :] == TEXT[end - 2 :]


@pytest.mark.parametrize(
    ("wanted", "task"),
    [({"way": "more_formal"}, "make it more formal and matter-of-fact."),
     ({"way": "translate", "language": "fr"}, "translate it into French."),
     ({"way": "instruction", "instruction": " Erwähne den Feiertag. "}, "Erwähne den Feiertag.")],
)  # fmt: skip
async def test_the_model_is_told_what_to_do(agent, ticket, model, wanted, task):
    assert (await refine(agent, ticket, **wanted)).status_code == 200
    (body,) = asked(model)

    assert body["messages"][1]["content"].endswith(f"Edit the text above: {task}\n")


async def test_the_model_is_not_told_whose_text_it_is(agent, admin, ticket, model):
    await refine(agent, ticket)
    (call,) = (await admin.get("/api/openai/calls")).json()["items"]

    assert "Muster" not in str(asked(model))
    assert (call["purpose"], call["hidden"]) == ("refinement", {"name": 2})


async def test_it_costs_what_it_costs_and_the_text_is_not_kept(agent, admin, ticket, sessions):
    answer = await refine(agent, ticket)
    told = (await admin.get("/api/drafts/costs")).json()

    assert (told["drafts"], told["cost_usd"]) == (0, answer.json()["cost_usd"])
    async with sessions() as session:
        row = (await session.scalars(select(Refinement))).one()
        assert (row.ticket_id, row.way, row.asked_by) == (ticket, "shorter", "token:1")


async def test_the_cap_of_the_month_holds_here_too(agent, ticket, sessions, model):
    await refine(agent, ticket)
    async with sessions.begin() as session:
        (await session.scalars(select(OpenAICredentialDB))).one().monthly_cap_usd = 0
    refused = await refine(agent, ticket)

    assert refused.status_code == 409
    assert len(asked(model)) == 1


@pytest.mark.parametrize(("cap", "says"), [("drafts_per_hour", "last hour"), ("drafts_per_day", "last day")])
async def test_it_counts_like_a_draft(agent, ticket, sessions, model, cap, says):
    async with sessions.begin() as session:
        setattr(await session.get_one(Preferences, 1), cap, 1)
    first = await refine(agent, ticket)
    refused = await refine(agent, ticket)

    assert (first.status_code, refused.status_code) == (200, 409)
    assert says in refused.json()["detail"]
    assert len(asked(model)) == 1


@pytest.mark.parametrize(
    "wanted",
    [{"text": ""}, {"text": " \n"}, {"text": "a" * 20_001}, {"way": "longer"}, {"way": "translate"}, {"language": "de"},
     {"way": "translate", "language": "deutsch"}, {"way": "translate", "language": "xx"},
     {"way": "instruction"}, {"way": "instruction", "instruction": "  "},
     {"instruction": "Kürzer"}, {"start": 1}, {"end": 5}, {"start": 9, "end": 4}, {"start": 23, "end": 25},
     {"start": 900, "end": 901}, {"start": -1, "end": 4}, {"more": 1}, {"way": "fit", "start": 0, "end": 4}],
)  # fmt: skip
async def test_what_cannot_be_meant_is_refused(agent, ticket, model, wanted):
    assert (await refine(agent, ticket, **wanted)).status_code == 422
    assert asked(model) == []


async def test_there_are_refusals(agent, stranger, ticket):
    assert [(await refine(stranger, ticket)).status_code, (await refine(agent, 999)).status_code] == [401, 404]


async def test_a_text_the_model_cannot_hold_is_not_cut(agent, ticket, sessions, model):
    async with sessions.begin() as session:
        (await session.scalars(select(OpenAICredentialDB))).one().context_window = 4_096
    refused = await refine(agent, ticket, text="Wort für Wort. " * 1_300)

    assert refused.status_code == 422
    assert "choose a part" in refused.json()["detail"]
    assert asked(model) == []


@pytest.mark.parametrize(("fault", "status"), [("rate_limit_exceeded", 503), ("server_error", 503), ("refusal", 502)])
async def test_a_model_that_fails_changes_nothing(agent, admin, ticket, sessions, model, fault, status):
    model.model.add_fault(fault)

    assert (await refine(agent, ticket)).status_code == status
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Refinement)) == 0
    assert len((await admin.get("/api/openai/calls")).json()["items"]) == 1


async def test_a_text_is_made_to_fit_its_channel_in_one_go(agent, on_ebay, model):
    told = (await refine(agent, on_ebay, text=LONG, way="fit")).json()

    assert (told["is_cut"], told["lost"]) == (False, [])
    assert check(told["text"], load_rules().for_source("ebay")).is_fit
    assert HELD in told["text"]
    assert "at most " in asked(model)[0]["messages"][1]["content"]
    assert len(asked(model)) == 1


async def test_what_no_model_makes_fit_is_cut_after_two_tries_and_said_to_be(agent, admin, on_ebay, model, sessions):
    model.model.knobs.obey, model.model.knobs.literal_answer = "literal", "Immer noch zu lang. " * 60
    told = (await refine(agent, on_ebay, text=LONG, way="fit")).json()

    assert told["is_cut"]
    assert told["lost"] == []
    assert HELD in told["text"]
    assert check(told["text"], load_rules().for_source("ebay")).is_fit
    assert "what was lost: 4711, 12,90" in asked(model)[1]["messages"][1]["content"]
    assert len((await admin.get("/api/openai/calls")).json()["items"]) == len(asked(model)) == 2
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Refinement)) == 2


async def test_what_a_cut_loses_is_named(agent, on_ebay, model):
    model.model.knobs.obey, model.model.knobs.literal_answer = "literal", "Kurz."
    text = f"Guten Tag Erika Muster,\n\n{FILLED} {HELD}\n\nMit freundlichen Grüßen"
    told = (await refine(agent, on_ebay, text=text, way="fit")).json()

    assert told["is_cut"]
    assert told["lost"] == ["4711", "12,90"]


async def test_what_must_go_is_not_missed(agent, on_ebay):
    text = f"Guten Tag,\n\n{HELD} Siehe https://woanders.example/x1.\n\nMit freundlichen Grüßen"
    told = (await refine(agent, on_ebay, text=text, way="fit")).json()

    assert (told["is_cut"], told["lost"]) == (False, [])
    assert told["text"] == f"Guten Tag,\n\n{HELD}\n\nMit freundlichen Grüßen"


@pytest.mark.parametrize(("language", "told"), [("en", "no e-mail addresses"), ("de", "keine E-Mail-Adressen")])
async def test_a_cut_that_would_leave_nothing_is_not_offered(agent, on_ebay, model, language, told):
    wanted = {"text": "Kontakt: info@other.de", "way": "fit"}
    headers = {"Accept-Language": language}
    refused = await agent.post(f"/api/tickets/{on_ebay}/refinements", json=wanted, headers=headers)

    assert refused.status_code == 422
    assert told in refused.json()["detail"]
    assert len(asked(model)) > 0


async def test_a_text_that_fits_costs_nothing(agent, ticket, on_ebay, model):
    refused = await refine(agent, on_ebay, way="fit")

    assert (refused.status_code, asked(model)) == (422, [])
    assert "already" in refused.json()["detail"]
