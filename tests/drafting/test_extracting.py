"""The reply is seen while its JSON is still being written, and nothing else of it ever is."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.drafting.extracting import ReplyExtractor

PIECES = ("😀", "reply", '"reply": "', "\ud83d", "\udc4d", "```")
LETTERS = st.sampled_from([*'ab ä"\\/\n\t{}[]:,\u2028', *PIECES])
TEXTS = st.lists(LETTERS, max_size=30).map("".join)
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.just("reply"), inner, max_size=3),
    max_leaves=8,
)
OTHERS = st.dictionaries(TEXTS.filter(lambda key: key != "reply"), VALUES, max_size=4)


@st.composite
def cut_anywhere(draw, text):
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    places = [0, *cuts, len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@settings(max_examples=500, deadline=None)
@given(st.data(), TEXTS, OTHERS, OTHERS, st.booleans(), st.sampled_from([None, 2]))
def test_what_is_shown_is_always_a_beginning_of_the_reply(data, reply, before, after, ascii_only, indent):
    written = json.dumps({**before, "reply": reply, **after}, ensure_ascii=ascii_only, indent=indent)
    extractor = ReplyExtractor()
    whole = json.loads(written)["reply"]
    expected = "".join("\ufffd" if 0xD800 <= ord(letter) < 0xE000 else letter for letter in whole)
    for piece in data.draw(cut_anywhere(written)):
        shown = "".join("\ufffd" if 0xD800 <= ord(letter) < 0xE000 else letter for letter in extractor.feed(piece))
        assert expected.startswith(shown)

    assert shown == expected
    assert extractor.is_complete


@settings(max_examples=300, deadline=None)
@given(st.data(), TEXTS.filter(lambda text: "{" not in text and "`" not in text))
def test_plain_text_is_its_own_reply(data, text):
    extractor = ReplyExtractor()
    for piece in data.draw(cut_anywhere(text)):
        assert text.lstrip().startswith(extractor.feed(piece))

    assert extractor.text == text.lstrip()


@pytest.mark.parametrize(
    "around",
    ["{}", "```json\n{}\n```", "```\n{}```", "```JSON {}\n```", "  \n{}\n",
     "Gern, hier ist die Antwort:\n\n```json\n{}\n```\nPasst das?", "Here is the object: {}"],
)  # fmt: skip
def test_what_stands_around_the_object_is_not_shown_at_the_end(around):
    written = around.replace("{}", json.dumps({"intent": "other", "reply": 'Guten Tag,\n\n"ja" 👍'}))
    extractor = ReplyExtractor()
    seen = [extractor.feed(letter) for letter in written]

    assert extractor.text == 'Guten Tag,\n\n"ja" 👍'
    assert not any("{" in text or "`" in text or "intent" in text for text in seen)


def test_a_placeholder_in_plain_text_is_no_json():
    extractor = ReplyExtractor()
    for letter in "Hallo {Name}, ja.":
        extractor.feed(letter)

    assert extractor.text == "Hallo {Name}, ja."


def test_a_pair_split_between_two_pieces_is_one_character():
    extractor = ReplyExtractor()
    seen = [extractor.feed(piece) for piece in ('{"reply": "a\\ud8', "3d", "\\ude", '00b"}')]

    assert seen == ["a", "a", "a", "a😀b"]


def test_half_a_pair_is_marked_as_unreadable():
    assert ReplyExtractor().feed('{"reply": "a\\ud83dx\\ude00"}') == "a\ufffdx\ufffd"
