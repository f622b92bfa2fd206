"""Embeddings without a model: words and parts of words."""

from __future__ import annotations

import math

import openai
import pytest


async def test_embeddings_of_related_texts_lie_close_together(client):
    texts = ["Die Tasse kam zerbrochen an", "Meine Tasse ist zerbrochen angekommen", "Where is my invoice?"]
    answer = await client.embeddings.create(model="text-embedding-3-small", input=texts)
    cup, same_cup, invoice = (entry.embedding for entry in answer.data)

    assert len(cup) == 1536
    assert math.isclose(sum(value * value for value in cup), 1, rel_tol=1e-5)
    assert closeness(cup, same_cup) > 0.3 > closeness(cup, invoice)
    assert answer.usage.prompt_tokens > 10


async def test_embeddings_are_the_same_every_time_and_in_either_encoding(client):
    packed = await client.embeddings.create(model="text-embedding-3-small", input="Wolldecke", dimensions=256)
    plain = await client.embeddings.create(
        model="text-embedding-3-small", input="Wolldecke", dimensions=256, encoding_format="float"
    )

    assert packed.data[0].embedding == pytest.approx(plain.data[0].embedding, abs=1e-6)


async def test_embeddings_need_a_text_and_an_embedding_model(client, ask):
    with pytest.raises(openai.BadRequestError):
        await client.embeddings.create(model="text-embedding-3-small", input="")
    with pytest.raises(openai.PermissionDeniedError):
        await client.embeddings.create(model="gpt-4o", input="Wolldecke")
    with pytest.raises(openai.NotFoundError):
        await ask(model="text-embedding-3-small")


def closeness(one, other):
    return sum(left * right for left, right in zip(one, other, strict=True))
