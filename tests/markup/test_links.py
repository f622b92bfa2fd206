"""A link either names another site openly or is no link."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import Url

from tickets_service.markup.links import safe_link

REFUSED = [
    "https:evil",
    "https:/evil",
    "https:\\evil",
    "https:\\\\evil",
    "https:///evil",
    "https:/\\evil",
    "https://\\evil",
    "http:evil",
    "http:/evil/path",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "///evil.example",
    "/api/tickets",
    "api/tickets",
    "../x",
    "?x=1",
    "#top",
    ".",
    "",
    "   ",
    "https://",
    "https:// ",
    "https://?x",
    "https://#x",
    "https:///",
    "https://user@evil.example",
    "https://user:secret@evil.example/",
    "https://shop.example@evil.example/",
    "https://shop.example%40evil.example@x/",
    "https://shop.example\\@evil.example/",
    "https://evil.example:99999/",
    "https://ev il.example/",
    "https://[::1",
    "https://%00/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "java\x00script:alert(1)",
    "\xa0javascript:alert(1)",
    "\u2028javascript:alert(1)",
    "\u3000javascript:alert(1)",
    "\ufeffjavascript:alert(1)",
    "javascript\u200b:alert(1)",
    "javascript&colon;alert(1)",
    "javascript://shop.example/%0aalert(1)",
    "vbscript:x",
    "data:text/html,<script>x</script>",
    "DATA:text/html;base64,PHNjcmlwdD4=",
    "blob:https://shop.example/1",
    "filesystem:https://shop.example/1",
    "file:///etc/passwd",
    "ftp://shop.example/",
    "ws://shop.example/",
    "view-source:https://shop.example",
    "tel:+49123",
    "mailto:",
    "mailto:a",
    "mailto:a@b",
    "mailto:a@b.example,c@d.example",
    "mailto:?to=a@b.example",
    "https://shop.example/" + "x" * 3_000,
]


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_could_mean_our_own_site_or_code_is_refused(address):
    assert safe_link(address) is None


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://shop.example", "https://shop.example/"),
        ("HTTPS://Shop.Example/Pfad?q=1#x", "https://shop.example/Pfad?q=1#x"),
        ("http://shop.example:8080/", "http://shop.example:8080/"),
        ("https://müller.example/ü", "https://xn--mller-kva.example/%C3%BC"),
        ("\xa0 https://shop.example/a b", "https://shop.example/a%20b"),
        ("https://shop.example/\\@x", "https://shop.example//@x"),
        ("https://shop.example/mail@x", "https://shop.example/mail@x"),
        ("ht\ntps://shop.example/", "https://shop.example/"),
        ("mailto:a.b+c@shop.example?body=x&bcc=evil@x.example", "mailto:a.b+c@shop.example"),
    ],
)
def test_an_open_address_is_written_strictly(address, written):
    assert safe_link(address) == written
    assert safe_link(written) == written


@given(st.text(alphabet="htps:/\\@.#?%[]evil\t\n \x00\xa0\u200bjavcrimo1", max_size=40) | st.text())
def test_whatever_is_kept_leads_to_a_named_host(address):
    kept = safe_link(address)

    if kept is not None and not kept.startswith("mailto:"):
        assert urlsplit(kept).scheme in {"http", "https"}
        assert urlsplit(kept).hostname
        assert _host(kept) == _host(kept, base="https://desk.example")


def _host(address, base=None):
    try:
        return Url(address).host
    except ValidationError:
        return base
