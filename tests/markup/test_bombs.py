"""No message may keep a core busy."""

import time

import pytest

from tickets_service.markup import canonical_text, clean_html, html_from_plain, read_message, strip_invisible

ENOUGH_CPU = 0.3  # seconds

BOMBS = {
    "a hundred thousand nested boxes": "<div>" * 100_000,
    "as many tags as allowed, nested": "<div>" * 9_999,
    "nesting hidden behind comments": "<div><!--</div>-->" * 3_333,
    "unclosed formatting": "<a><b><i>" * 100_000,
    "unclosed links": "<a href='https://x.example'><b><i>" * 3_333,
    "five megabytes of paragraphs": "<p>text &amp; </p>" * 330_000,
    "five megabytes of text": "wort " * 1_000_000,
    "forty thousand attributes": "<p " + " ".join(f"a{i}" for i in range(40_000)) + ">",
    "attributes behind a comment": '<!-- <p a=" --><p ' + " ".join(f"a{i}" for i in range(40_000)) + '">',
    "attributes with angle brackets": "<p " + " ".join(f'a{i}=">"' for i in range(20_000)) + ">",
    "tags inside of tags": "<a" * 9_999,
    "quotes inside of quotes": '<a b="' * 9_000,
    "values without an end": "<a/b=<" * 4_000,
    "nested tables": "<table><tr><td>" * 3_000,
    "tables full of formatting": "<table><b>" * 4_900,
    "nested lists": "<ol>" * 399 + "<li>x",
    "nested quotes": "<blockquote>" * 399 + "x",
    "preformatted lines": "<pre>" + "x\n" * 100_000,
    "scripts without an end": "<script>" * 9_000,
    "half script tags": "<script " * 9_000,
    "a long style": "<p style='" + "display" * 30_000 + "'>x",
    "a long address": "<a href='https://" + "a" * 200_000 + "'>x</a>",
    "many links": "<a href='https://a.example/c'>x</a>" * 4_000,
    "an embedded picture": "<img src='data:image/png;base64," + "A" * 3_000_000 + "'>",
    "a line of dashes": "-" * 1_000_000 + "x",
    "lines of dashes": "--\n" * 200_000,
    "lines with a colon": "a:\n" * 200_000,
    "header lines": "From: a@b.example\n" * 80_000,
    "broken headers": ("Von: a\n" * 3 + "x\n") * 700,
    "announcements": "On 1 wrote:\n" * 2_900,
    "announcements with addresses": ("On 1 " + "a@" * 140 + ":\n") * 2_900,
    "announcements far apart": ("On 1.1.2020 10:00 schrieb x\n" + "\n" * 100) * 2_000,
    "answers one by one": "> a\nb\n" * 1_400,
    "spaces": "a" + " " * 1_000_000 + "b",
    "line breaks": "\n" * 1_000_000,
    "lines of spaces": ("\n" + " " * 50) * 20_000,
    "entities": "&amp;" * 200_000,
    "angle brackets": "<" * 9_999,
    "zero-width spaces": "\u200b" * 1_000_000,
    "joiners": "😀\u200d" * 200_000,
    "variation selectors": "\ufe0f" * 500_000,
    "lone surrogates": "\ud800" * 500_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("read", [clean_html, read_message, canonical_text, html_from_plain, strip_invisible])
def test_a_bomb_costs_little(read, bomb):
    assert min(_cpu_seconds(read, bomb) for _ in range(4)) < ENOUGH_CPU


def _cpu_seconds(read, source):
    started = time.process_time()
    read(source)
    return time.process_time() - started
