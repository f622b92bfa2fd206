"""Customer HTML made harmless for showing: a tiny allow-list, links that name their host, nothing that costs time."""

import html
import re

import nh3

from tickets_service.markup.invisible import strip_invisible
from tickets_service.markup.limits import LARGEST_SOURCE, is_too_much, readable_part
from tickets_service.markup.links import safe_link
from tickets_service.markup.plain import text_without_tags
from tickets_service.markup.tags import ALLOWED, DROPPED_WITH_CONTENT

ALLOWED_ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset(),  # the library would allow lang and title everywhere
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),  # the frame loads none of them until somebody asks for it
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
}
ADDED_ATTRIBUTES = {"rel": "noopener noreferrer nofollow", "target": "_blank"}
LONGEST_DESCRIPTION = 200
LONGEST_FALLBACK = 40_000  # characters; six bytes each at worst, so the result stays below the size limit

_MOST_PASSES = 4
_NO_PICTURE = re.compile(r'<img(?: alt="[^"]*")?>')
_LINK_TO_NOWHERE = re.compile(r'<a target="_blank" rel="[^"]*">(.*?)</a>', re.DOTALL)


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if tag == "a" and attribute == "href":
        return safe_link(value)
    if tag == "img":
        return value[:LONGEST_DESCRIPTION] if attribute == "alt" else _picture(value)
    if attribute in {"colspan", "rowspan"}:
        return value if value.isascii() and value.isdigit() and len(value) <= 2 else None  # noqa: PLR2004
    return value


def _picture(address: str) -> str | None:
    """Only from another host and only in secrecy: parts of the mail itself are not in what Plenty gives out."""
    link = safe_link(address)
    return link if link is not None and link.startswith("https://") else None


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    attribute_filter=_keep,
    strip_comments=True,
    link_rel=ADDED_ATTRIBUTES["rel"],
    set_tag_attribute_values={"a": {"target": ADDED_ATTRIBUTES["target"]}},
    url_schemes={"http", "https", "mailto"},
)


def clean_html(source: str) -> str:
    """HTML that may be shown in a sandboxed frame; cleaning it again changes nothing.

    What is too large or too deep to be parsed in time comes back as its plain text, cut to a readable length.
    """
    source = strip_invisible(readable_part(source))[0]
    if is_too_much(source):
        return _as_plain_text(source)
    cleaned = _settled(source)
    return _as_plain_text(source) if cleaned is None else cleaned


def _settled(source: str) -> str | None:
    """Cleans until nothing changes: what a browser parses is then what was cleaned. None if it never settles."""
    for _ in range(_MOST_PASSES):
        cleaned = _NO_PICTURE.sub("", _LINK_TO_NOWHERE.sub(r"\1", _CLEANER.clean(source)))
        if cleaned == source:
            return None if is_too_much(cleaned) else cleaned
        if len(cleaned) > LARGEST_SOURCE:
            return None
        source = cleaned
    return None


def _as_plain_text(source: str) -> str:
    text = text_without_tags(source)[:LONGEST_FALLBACK].strip()
    return _CLEANER.clean(f"<pre>{html.escape(text, quote=False)}</pre>") if text else ""
