"""Is this the message we sent? Plenty escapes, wraps and appends as it likes, so what a reader sees is compared."""

import html
import re
import unicodedata

from tickets_service.markup.invisible import strip_invisible
from tickets_service.markup.limits import is_too_much, readable_part
from tickets_service.markup.plain import text_without_tags
from tickets_service.markup.rendering import lines_of_html
from tickets_service.markup.tags import KNOWN

SHORTEST_WITH_CLOSE = 20  # characters; a shorter text says too little to be recognised by its beginning

_MARKUP = re.compile(rf"<(?:!doctype|!--|/?(?:{'|'.join(sorted(KNOWN))})(?=[\s/>]))", re.IGNORECASE)


def is_markup(body: str) -> bool:
    """Plenty does not say whether a text is HTML. An address in angle brackets does not make it so, a tag does."""
    return "<" in body and _MARKUP.search(body) is not None


def canonical_text(html_or_text: str) -> str:
    """What a reader sees, in NFC, with one space for any white space and without invisible characters."""
    source = strip_invisible(readable_part(html_or_text))[0]
    if not is_markup(source):
        text = html.unescape(source)
    elif is_too_much(source):
        text = text_without_tags(source)
    else:
        text = "\n".join(line.text for line in lines_of_html(source))
    visible, _ = strip_invisible(text)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def same_message(sent_html: str, stored: str) -> bool:
    """True if *stored* is what was sent, as far as a reader can tell.

    One allowance: Plenty may append an employee's complimentary close, so a stored text that goes on after the sent one
    counts too, if the sent text is long enough to be recognised by its beginning.
    """
    sent = canonical_text(sent_html)
    for found in _readings(stored):
        if found == sent:
            return bool(sent)
        if len(sent) >= SHORTEST_WITH_CLOSE and found.startswith(sent + " "):
            return True
    return False


def _readings(stored: str) -> list[str]:
    """As it stands, and for a server that escaped the markup once more, unescaped."""
    found = canonical_text(stored)
    return [found, canonical_text(found)] if "<" in found else [found]
