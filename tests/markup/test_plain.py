"""What an agent types becomes HTML that says the same and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from bench.live_markup import live_nodes
from tickets_service.markup import html_from_plain, read_message


def test_paragraphs_and_line_breaks_are_kept():
    text = "Guten Tag,\r\n\r\nzwei\r\nZeilen.\n\n\n\nGruß  \n\n"

    assert html_from_plain(text) == "<p>Guten Tag,</p><p>zwei<br>Zeilen.</p><p>Gruß</p>"


def test_what_looks_like_markup_is_text():
    assert html_from_plain('<b> & "x"') == '<p>&lt;b&gt; &amp; "x"</p>'


def test_nothing_becomes_nothing():
    assert html_from_plain(" \n\u200b\n\t") == ""


@given(st.text(st.characters(codec=None)))
def test_no_text_becomes_active(text):
    html = html_from_plain(text)

    assert live_nodes(html) == []
    assert html_from_plain(text) == html
    assert "\x00" not in html


@given(st.lists(st.text("abcäß <>&\"'", min_size=1).map(str.strip).filter(bool), max_size=6).map("\n\n".join))
def test_reading_it_back_gives_the_text(text):
    assert read_message(html_from_plain(text)).text.split() == text.split()
