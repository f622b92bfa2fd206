"""A body, HTML or not, becomes the text a person would see."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.markup import MessageText, has_visible_text, read_message

FRAGMENTS = """
<p> </p> <div> </div> <br> <blockquote> </blockquote> <b <!-- --> <table> <td> <pre> <ol> <li> <style> <title> &amp;
&#xD800; &#0; &#1114112; > : -- wrote: Am 1.1.2020 10:00 <a href='x'> <img alt='😀'> <div hidden>
"""
PIECES = st.one_of(st.text(st.characters(codec=None), max_size=8), st.sampled_from([*FRAGMENTS.split(), " ", "\n"]))


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_body_is_refused(body):
    read = read_message(body)

    for part in (read.text, read.quoted_text, read.html):
        assert part.encode().decode() == part
        assert "\x00" not in part
    assert read_message(body) == read


def test_plain_text_is_kept_as_it_is():
    assert read_message("Hallo,\r\n\r\n  wo ist <max@x.example> & Co?\r\n") == MessageText(
        "Hallo,\n\n  wo ist <max@x.example> & Co?",
        "",
        "<p>Hallo,</p><p>wo ist &lt;max@x.example&gt; &amp; Co?</p>",
    )


def test_paragraphs_lines_lists_and_tables_are_readable():
    body = (
        "<p>Guten Tag,</p><p>erste<br/>zweite   Zeile</p><ul><li>rot</li><li>blau</li></ul><ol><li>eins<li>zwei</ol>"
        "<table><tr><th>Artikel</th><th>Menge</th></tr><tr><td>Tasse</td><td>2</td></tr></table><pre>a\n  b</pre>"
    )

    assert read_message(body).text == (
        "Guten Tag,\n\nerste\nzweite Zeile\n\n- rot\n- blau\n\n1. eins\n2. zwei\n\nArtikel | Menge\nTasse | 2\n\na\n  b"
    )


def test_entities_are_read_in_plain_text_too():
    assert read_message("Gr&uuml;&szlig;e &amp; Dank&#33; AT&T").text == "Grüße & Dank! AT&T"


def test_line_breaks_count_where_only_inline_tags_are_used():
    assert read_message("Hallo\n<strong>Max</strong>\nMuster").text == "Hallo\nMax\nMuster"


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">x</div>',
        '<span style="color:red; DISPLAY : none !important">x</span>',
        '<p style="visibility:hidden"><b>x</b></p>',
        '<span style="font-size:0">x</span>',
        '<span style="font-size:1px;color:#fff">x</span>',
        '<div style="max-height:0;overflow:hidden">x</div>',
        '<span style="opacity:0">x</span>',
        "<div hidden>x</div>",
        "<style>x</style>",
        "<script>x</script>",
        "<!-- x -->",
        "<template>x</template>",
        "<head><title>x</title></head>",
        "\u200b\U000e0078\u2060",
    ],
)
def test_what_a_reader_does_not_see_is_not_read(hidden):
    assert read_message(f"<p>Hallo {hidden}</p>").text == "Hallo"


def test_text_of_normal_size_in_a_box_without_size_is_seen():
    assert read_message('<div style="font-size:0px"><p style="font-size:14px">Hallo</p></div>').text == "Hallo"


def test_a_picture_of_an_emoji_is_an_emoji():
    assert read_message('<p>Danke <img alt="😀" src="x"> <img alt="Logo" src="y"></p>').text == "Danke 😀"


def test_too_much_markup_is_still_read():
    read = read_message("<div>" * 20_000 + "Hallo &amp; Gruß<br>Max")

    assert read.text == "Hallo & Gruß\nMax"
    assert read.html.startswith("<pre>")


def test_a_body_of_nothing_is_nothing():
    assert read_message("<p>&nbsp;</p>\u200b") == MessageText("", "", "<p>&nbsp;</p>", 1)
    assert not has_visible_text(read_message("").text)


def test_twenty_thousand_messages_can_be_read_in_passing():
    short = "Hallo,\n\nich warte seit 2 Wochen auf meine Bestellung 12345.\n\nMit freundlichen Grüßen\nMax Müller"
    started = time.process_time()
    for _ in range(500):
        read_message(short)

    assert (time.process_time() - started) / 500 < 0.001


def test_what_nobody_sees_is_taken_out_and_counted():
    assert read_message("Hallo\u200b\U000e0041\U000e0042").unseen_characters == 3
    assert read_message("<p>Hallo&#x200b;&#xe0041;</p>").unseen_characters == 2
    assert read_message("Hallo &#x202e;Welt").unseen_characters == 1
