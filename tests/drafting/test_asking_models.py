"""How models answer: by schema, by request, badly, in the wrong language."""

from __future__ import annotations

import asyncio

import pytest
from rows import add_message, add_ticket

from tickets_service.drafting import asking
from tickets_service.drafting.filing import language_wanted
from tickets_service.drafting.prompt import version
from tickets_service.models import DraftState, Grounding, OpenAICredentialDB


@pytest.fixture
async def draft(sessions, ticket, credential):
    async with sessions.begin() as session:
        return (await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="user:1")).id


def asked(practice):
    return [call.body for call in practice.model.calls if call.path.endswith("/chat/completions")]


async def test_a_draft_carries_what_the_model_says_of_it(writer, draft, reread, practice):
    await writer.write(draft)

    row = await reread(draft)
    assert row.generated_text.startswith("Guten Tag")
    assert (row.language, row.intent.value, row.grounding) == ("de", "where-is-it", Grounding.ORDER_FACT)
    assert (row.used_ids, row.open_questions, row.promises, row.marks) == (
        ["customer:name", "order:1", "order:1.to", "order:1.p1"],
        [],
        [],
        [],
    )
    assert (row.prompt_version, row.model_calls) == (version(""), 1)
    assert asked(practice)[0]["response_format"]["json_schema"]["strict"] is True


async def test_an_endpoint_without_schemas_is_asked_in_the_prompt_and_remembered(
    writer, draft, reread, practice, sessions
):
    practice.model.knobs.refused_parameters = {"response_format"}
    await writer.write(draft)

    row = await reread(draft)
    assert row.generated_text.startswith("Guten Tag")
    assert (row.state, row.language, row.intent.value) == (DraftState.READY, "de", "where-is-it")
    assert ["response_format" in body for body in asked(practice)] == [True, False]
    async with sessions() as session:
        assert (await session.get(OpenAICredentialDB, 1)).refused_parameters == ["response_format"]


async def test_plain_text_is_a_draft_too(writer, draft, reread, practice):
    practice.model.knobs.json_manner = "plain"
    await writer.write(draft)

    row = await reread(draft)
    assert row.generated_text.startswith("Guten Tag")
    assert (row.intent, row.grounding, len(asked(practice))) == (None, Grounding.INFERRED, 1)


@pytest.mark.parametrize("manner", ["fenced", "chatty"])
async def test_what_code_can_read_costs_no_second_call(writer, draft, reread, practice, manner):
    practice.model.knobs.json_manner = manner
    await writer.write(draft)

    row = await reread(draft)
    assert row.generated_text.startswith("Guten Tag")
    assert (row.intent.value, len(asked(practice))) == ("where-is-it", 1)


@pytest.mark.parametrize("manner", ["broken", "cut", "other_keys"])
async def test_what_code_cannot_read_is_asked_for_once_more(writer, draft, reread, practice, manner):
    practice.model.knobs.json_manner = manner
    practice.model.knobs.bad_json_times = 1
    await writer.write(draft)

    row = await reread(draft)
    assert row.generated_text.startswith("Guten Tag")
    assert (row.intent.value, row.model_calls, len(asked(practice))) == ("where-is-it", 2, 2)
    assert "could not be read" in asked(practice)[1]["messages"][1]["content"]


async def test_half_a_reply_is_better_than_none_and_says_so(writer, draft, reread, practice):
    practice.model.knobs.json_manner = "cut"
    await writer.write(draft)

    row = await reread(draft)
    assert (row.state, row.model_calls) == (DraftState.READY, 2)
    assert row.generated_text.startswith("Guten Tag")
    assert {"kind": "cut_off"} in row.marks


async def test_an_answer_under_other_names_is_repaired_once_then_taken_for_its_text(writer, draft, reread, practice):
    practice.model.knobs.json_manner = "other_keys"
    await writer.write(draft)

    row = await reread(draft)
    assert (row.state, len(asked(practice))) == (DraftState.READY, 2)
    assert len(row.generated_text) > 40
    assert "{" not in row.generated_text
    assert {"kind": "cut_off"} not in row.marks


@pytest.mark.parametrize("manner", ["good", "fenced", "chatty"])
async def test_nobody_ever_sees_json(writer, draft, reread, practice, manner):
    practice.model.knobs.latency_seconds = 1.5
    practice.model.knobs.json_manner = manner
    writing = asyncio.create_task(writer.write(draft))
    seen = set()
    while not writing.done():
        seen.add((await reread(draft)).generated_text)
        await asyncio.sleep(0.05)
    await writing

    assert len(seen) >= 3
    assert not any('"' in text or "{" in text or "`" in text for text in seen)


async def test_a_draft_in_the_wrong_language_is_asked_for_once_more(writer, draft, reread, practice):
    practice.model.knobs.answer_language = "fr"
    await writer.write(draft)

    row = await reread(draft)
    assert (row.language, row.model_calls) == ("fr", 2)
    assert {"kind": "wrong_language"} in row.marks
    assert "in German" in asked(practice)[1]["messages"][1]["content"]


async def test_english_customers_are_answered_in_english(writer, sessions, credential, reread):
    async with sessions.begin() as session:
        row = await add_ticket(session, 3, language="de")
        await add_message(session, row, 3, text="Hello, where is my parcel? I have been waiting for two weeks.")
        draft = (await asking.request_draft(session, row.id, hint=None, credential_id=None, actor="u")).id
    await writer.write(draft)

    found = await reread(draft)
    assert (found.language, found.model_calls, found.marks) == ("en", 1, [])


async def test_a_customer_of_a_german_store_who_writes_swedish_is_wanted_to_be_answered_so(
    writer, sessions, credential, reread, practice
):
    swedish = "Hej! Jag beställde en lampa hos er för två veckor sedan. Kan ni berätta var den är?"
    async with sessions.begin() as session:
        row = await add_ticket(session, 3, language="de")
        await add_message(session, row, 3, text=swedish)
        draft = (await asking.request_draft(session, row.id, hint=None, credential_id=None, actor="u")).id
    practice.model.knobs.answer_language = "de"
    await writer.write(draft)

    first, again = (body["messages"][1]["content"] for body in asked(practice))
    assert "Customer's language: sv" in first
    assert "in Swedish" in again
    assert {"kind": "wrong_language"} in (await reread(draft)).marks


@pytest.mark.parametrize(
    ("newest", "in_plenty", "wanted"),
    [
        ("10234", "se", "sv"),
        ("10234", "cz", "cs"),
        ("10234", "de_DE", "de"),
        ("10234", "xx", None),
        ("Дякую", "de", "uk"),
    ],
)
def test_what_a_message_does_not_tell_plenty_does(newest, in_plenty, wanted):
    assert language_wanted([], newest, in_plenty) == wanted


def test_another_wording_has_another_version():
    assert version("") != version("Say du.")
    assert version("Say du.") == version("Say du.")
