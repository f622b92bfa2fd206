"""A message body taken apart: the new text, the history it quotes, and HTML that may be shown."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tickets_service.markup.cleaning import clean_html
from tickets_service.markup.comparing import is_markup
from tickets_service.markup.invisible import strip_invisible
from tickets_service.markup.limits import is_too_much, readable_part
from tickets_service.markup.lines import Line, lines_of_plain
from tickets_service.markup.plain import html_from_plain, text_without_tags
from tickets_service.markup.quoting import MOST_LINES, split_quotes
from tickets_service.markup.rendering import lines_of_html

_LAYOUT = re.compile(r"<(?:br|p|div|table|tr|li|h[1-6]|pre|blockquote)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});", re.IGNORECASE)


@dataclass(frozen=True)
class MessageText:
    """*text* is what the writer added, *quoted_text* the history and signature below it, *html* the whole, cleaned."""

    text: str
    quoted_text: str
    html: str
    unseen_characters: int = 0
    """Taken out, for nobody sees them and a model would read them."""


def read_message(body: str) -> MessageText:
    """Reads HTML and plain text alike and never fails. If all of it is quoted, nothing is: the text stays whole."""
    source, unseen = strip_invisible(readable_part(body))
    if not is_markup(source):
        return _read_plain(source, unseen)
    if "\n" in source and not _LAYOUT.search(source):
        source = source.replace("\n", "<br>")
    if is_too_much(source):
        return _taken_apart(lines_of_plain(text_without_tags(source)), clean_html(source), unseen)
    return _taken_apart(lines_of_html(source), clean_html(source), unseen)


def _read_plain(source: str, unseen: int) -> MessageText:
    if "&" in source and _ENTITY.search(source):
        source, more = strip_invisible(_ENTITY.sub(lambda entity: html.unescape(entity[0]), source))
        unseen += more
    cleaned = html_from_plain(source)
    if source.count("\n") > MOST_LINES:
        return MessageText(source.strip(), "", cleaned, unseen)
    return _taken_apart(lines_of_plain(source.replace("\xa0", " ")), cleaned, unseen)


def _taken_apart(lines: Sequence[Line], cleaned: str, unseen: int) -> MessageText:
    own, quoted = split_quotes(lines)
    (own, of_own), (quoted, of_quoted) = strip_invisible(own), strip_invisible(quoted)
    return MessageText(own, quoted, cleaned, unseen + of_own + of_quoted)
