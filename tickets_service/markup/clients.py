"""How mail clients mark, in their HTML, the messages they quote."""

import re
from collections.abc import Mapping
from enum import Enum

from selectolax.lexbor import LexborNode

from tickets_service.markup.tags import named


class Quote(Enum):
    perhaps = "indented, by a client or by the writer"
    surely = "quoted by a client"
    rest = "quoted from here to the end"


_QUOTING_CLASSES = named("""
    gmail_attr moz-cite-prefix moz-forward-container protonmail_quote tutanota_quote yahoo_quoted zmail_extra
    ms-outlook-mobile-reference-message outlookmessageheader mailmate_quote front-blockquote
""")
_QUOTING_NAMES = frozenset({"quote", "messagereplysection"})
_QUOTING_IDS = named("""
    olk_src_body_section reply-intro mail-editor-reference-message-container
    isforwardcontent isreplycontent replyblockquote
""")
_LAST_IDS = frozenset({"divrplyfwdmsg", "appendonsend"})
_INDENTED_BY_CLIENT = re.compile(r"border-left|margin[^;]*\.8ex|padding-left", re.IGNORECASE)


def quote_begun_by(tag: str, attributes: Mapping[str, str | None], node: LexborNode) -> Quote | None:
    """None if the element begins no quote."""
    if tag == "blockquote":
        return Quote.surely if _is_cited(attributes) else Quote.perhaps
    if not attributes:
        return None
    identifier = (attributes.get("id") or "").lower()
    if identifier in _LAST_IDS:
        return Quote.rest
    if identifier in _QUOTING_IDS or (attributes.get("name") or "").lower() in _QUOTING_NAMES:
        return Quote.surely
    classes = (attributes.get("class") or "").lower().split()
    if not _QUOTING_CLASSES.isdisjoint(classes) or _is_whole_quote(classes, node):
        return Quote.surely
    return None


def _is_cited(attributes: Mapping[str, str | None]) -> bool:
    if (attributes.get("type") or "").lower() == "cite" or "cite" in attributes:
        return True
    if "quote" in (attributes.get("class") or "").lower():
        return True
    return _INDENTED_BY_CLIENT.search(attributes.get("style") or "") is not None


def _is_whole_quote(classes: list[str], node: LexborNode) -> bool:
    """Gmail puts answers written between the quotes into the same box; the quotes in it mark themselves then."""
    return "gmail_quote" in classes and node.css_first("blockquote") is None
