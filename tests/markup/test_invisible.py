"""What cannot be seen is taken out, and counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.markup import has_visible_text, strip_invisible


@pytest.mark.parametrize(
    ("text", "visible", "removed"),
    [
        ("Grüße\tan\nalle", "Grüße\tan\nalle", 0),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", 0),
        ("a\x00b\x07c", "abc", 2),
        ("pass\u00adwort\ufeff", "passwort", 2),
        ("\u202eabc\u202c\u2066d\u2069", "abcd", 4),
        ("Hallo\U000e0041\U000e0042\U000e007f", "Hallo", 3),
        ("a\u200b\u200c\u200d\u2060b", "ab", 4),
        ("a\ufe01\U000e0101b", "ab", 2),
        ("❤\ufe0f\ufe0f\ufe0f", "❤\ufe0f", 2),
        ("a\ud800b\udfff", "a\ufffdb\ufffd", 2),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", 0),
        ("می\u200cخواهم", "می\u200cخواهم", 0),  # noqa: RUF001 - Persian
    ],
)
def test_only_what_is_seen_stays(text, visible, removed):
    assert strip_invisible(text) == (visible, removed)


@given(st.text(st.characters(codec=None)))
def test_what_stays_can_be_stored_and_needs_no_second_look(text):
    visible, _ = strip_invisible(text)

    assert "\x00" not in visible
    assert visible.encode().decode() == visible
    assert strip_invisible(visible) == (visible, 0)


@pytest.mark.parametrize(
    "text", ["", " \n\t\xa0\u3000", "\u200b\u2060", "\x00", "\u3164\u2800", "\u0301", "\U000e0041"]
)
def test_a_text_of_nothing_has_nothing_to_see(text):
    assert not has_visible_text(text)


@pytest.mark.parametrize("text", ["a", " . ", "👍", "\u200bЖ", "\ud800"])
def test_one_visible_character_is_enough(text):
    assert has_visible_text(text)
