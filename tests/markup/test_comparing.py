"""A message is recognised again, whatever a server did to its markup."""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.markup import canonical_text, html_from_plain, same_message

TEXTS = st.lists(
    st.text("abcABCäöüßé0123.,:;!?()&<>\"'-/€😀", min_size=1, max_size=12)
    | st.sampled_from(["\n", "\n\n", "  ", "<b>", "&amp;"]),
    min_size=1,
    max_size=30,
).map(" ".join)

CHANGES = {
    "nothing": lambda sent: sent,
    "closed line breaks": lambda sent: sent.replace("<br>", "<br />"),
    "line breaks written as lines": lambda sent: sent.replace("<br>", "<br>\r\n").replace("</p>", "</p>\r\n"),
    "a box around it": lambda sent: f'<div class="message">\n{sent}\n</div>',
    "a whole page around it": lambda sent: (
        f"<!DOCTYPE html><html><head><title>x</title></head><body>{sent}</body></html>"
    ),
    "quotes escaped": lambda sent: sent.replace('"', "&quot;").replace("'", "&#039;"),
    "other letters escaped": lambda sent: sent.encode("ascii", "xmlcharrefreplace").decode(),
    "no-break spaces": lambda sent: sent.replace(" ", "&nbsp;"),
    "other paragraphs": lambda sent: sent.replace("<p>", '<p style="margin:0">'),
    "paragraphs as boxes": lambda sent: sent.replace("<p>", "<div>").replace("</p>", "</div>"),
    "decomposed letters": lambda sent: unicodedata.normalize("NFD", sent),
    "invisible characters": lambda sent: "\ufeff" + sent.replace("</p>", "\u200b</p>"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@given(text=TEXTS)
def test_the_same_message_stays_the_same(change, text):
    sent = html_from_plain(text)

    assert canonical_text(change(sent)) == canonical_text(sent)


@given(text=TEXTS.filter(lambda text: text.strip()))
def test_a_message_escaped_once_more_is_recognised(text):
    sent = html_from_plain(text)

    assert same_message(sent, html.escape(sent))


@given(st.text(st.characters(codec=None)))
def test_canonical_text_is_storable_and_tidy(text):
    canonical = canonical_text(text)

    assert canonical == " ".join(canonical.split())
    assert canonical == unicodedata.normalize("NFC", canonical)
    assert "\x00" not in canonical
    assert canonical.encode().decode() == canonical


def test_markup_and_text_say_the_same():
    assert canonical_text("Grüße\r\n  aus&nbsp;Köln\u200b") == canonical_text(
        "<p>Gr&uuml;&szlig;e<br/>aus <b>Köln</b></p>"
    )


def test_an_appended_close_is_allowed():
    sent = html_from_plain("Ihr Paket ist unterwegs.")

    assert same_message(sent, sent + "<p>Mit freundlichen Grüßen<br>Ihr Team</p>")


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Danke!", "Danke! Und noch etwas."),
        ("Ihr Paket ist unterwegs.", "Ihr Paket ist nicht unterwegs."),
        ("Ihr Paket ist unterwegs.", "Hallo, Ihr Paket ist unterwegs."),
        ("Ihr Paket ist unterwegs nach Köln", "Ihr Paket ist unterwegs nach Kölnisch"),
        ("Ihr Paket ist unterwegs.", "Ihr Paket"),
        ("Ihr Paket ist unterwegs.", ""),
        ("", ""),
        ("", "Danke!"),
    ],
)
def test_another_message_is_not_taken_for_ours(sent, stored):
    assert not same_message(html_from_plain(sent), html_from_plain(stored))
