"""The tokenizer is that of current OpenAI models, whatever the text says."""

from __future__ import annotations

import pytest

from tickets_service.tokenizer import tokenizer


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("tiktoken is great!", [83, 8251, 2488, 382, 2212, 0]), ("", [])],
)
def test_a_text_has_the_tokens_the_provider_counts(text, tokens):
    assert tokenizer().encode(text) == tokens


@pytest.mark.parametrize("text", ["<|endoftext|>", "Grüße 🎉", "\u202e\x00"])
def test_whatever_is_encoded_comes_back(text):
    tokens = tokenizer().encode(text)

    assert tokenizer().decode(tokens) == text
    assert len(tokens) > 1


def test_half_a_character_is_refused():
    with pytest.raises(ValueError, match="UTF-8"):
        tokenizer().decode(tokenizer().encode("🎉")[:1])
