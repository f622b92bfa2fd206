"""What a refinement or translation says when the model fails: of the text, not of a draft."""

from __future__ import annotations

import pytest

from tickets_service.drafting import prompt
from tickets_service.drafting.errors import CutOff, EmptyAnswer
from tickets_service.drafting.rewriting import Rewriter, source_of


class Connections:
    """Open the way to a model that fails."""

    def __init__(self, error):
        self.error = error

    async def open_model(self):
        return self

    async def write(self, endpoint, asked, *, answer_tokens):
        raise self.error
        yield


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CutOff("ask for a new draft"), "yours stays as it is. Try a part of it."),
        (EmptyAnswer("ask for a new draft"), "your text stays as it is"),
    ],
)
async def test_an_answer_that_is_cut_off_or_empty_leaves_the_text(sessions, vault, ticket, credential, error, words):
    async with sessions.begin() as session:
        source = await source_of(session, credential, vault, ticket, None)
    asked = prompt.refining("Guten Tag", part=None, task="make it shorter.")

    with pytest.raises(type(error)) as refused:
        await Rewriter(sessions, Connections(error)).ask(source, asked, purpose="refinement", ai_response_id=None)
    assert words in refused.value.message
    assert "draft" not in refused.value.message
