"""Embedding requests are in the records and in what is spent, without what was embedded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from tickets_service.drafting import caps, costs, credentials
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.embedding import active_embedder
from tickets_service.drafting.errors import CannotDraft
from tickets_service.drafting.schemas import CredentialIn, CredentialPatch
from tickets_service.models import OpenAICredentialDB, ProcessorCall
from tickets_service.practice.model import run_practice_model

SMALL = "text-embedding-3-small"
TEXTS = ["Wie lange dauert der Versand?", "Wo ist die Rechnung? " * 200]


@pytest.fixture
async def open_embedder(sessions, vault):
    connections = ModelConnections()
    with run_practice_model() as practice:
        offered = CredentialIn(label="main", token=SecretStr("sk-practice-1"), base_url=practice.base_url)
        async with sessions.begin() as session:
            row = await credentials.add(session, vault, offered, actor="user:1")
            await credentials.patch(session, vault, row.id, CredentialPatch(embedding_model=SMALL), actor="user:1")

        async def opened():
            return await active_embedder(sessions, vault, connections)

        yield opened
    await connections.aclose()


async def test_each_request_is_one_line_without_its_texts(open_embedder, sessions):
    embedder = await open_embedder()
    await embedder.embed(TEXTS)
    async with sessions() as session:
        call = (await session.scalars(select(ProcessorCall))).one()
        told = await costs.costs(session, days=1)
        spent = await caps.spent_this_month(session, embedder.credential_id)

    assert (call.purpose, call.model, call.host, call.credential, call.texts) == (
        "embedding", SMALL, "127.0.0.1", "main", 2,
    )  # fmt: skip
    assert call.cost_usd == (call.prompt_tokens * Decimal("0.02") / 1_000_000).quantize(Decimal("0.000001")) > 0
    assert told.cost_usd == spent == call.cost_usd
    assert (told.drafts, told.unpriced, told.cached_share) == (0, 0, None)
    assert [(line.model, line.prompt_tokens) for line in told.models] == [(SMALL, call.prompt_tokens)]
    assert not any("Versand" in str(value) for value in vars(call).values())


async def test_a_request_that_failed_is_a_line_too(open_embedder, sessions):
    embedder = await open_embedder()
    refused = replace(embedder, endpoint=replace(embedder.endpoint, token="sk-wrong"))
    with pytest.raises(CannotDraft):
        await refused.embed(TEXTS)
    async with sessions() as session:
        call = (await session.scalars(select(ProcessorCall))).one()

    assert (call.purpose, call.texts, call.prompt_tokens, call.cost_usd) == ("embedding", 2, None, None)


async def test_a_credential_that_has_cost_what_it_may_embeds_nothing_more(open_embedder, sessions):
    embedder = await open_embedder()
    async with sessions.begin() as session:
        (await session.get_one(OpenAICredentialDB, embedder.credential_id)).monthly_cap_usd = Decimal("0.000001")
    await embedder.embed(TEXTS)

    assert await open_embedder() is None
