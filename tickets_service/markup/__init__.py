"""Text from strangers: cleaned for showing, taken apart for reading, compared for proof, and written for sending."""

from tickets_service.markup.cleaning import clean_html
from tickets_service.markup.comparing import canonical_text, same_message
from tickets_service.markup.invisible import has_visible_text, strip_invisible
from tickets_service.markup.plain import html_from_plain
from tickets_service.markup.reading import MessageText, read_message

__all__ = [
    "MessageText",
    "canonical_text",
    "clean_html",
    "has_visible_text",
    "html_from_plain",
    "read_message",
    "same_message",
    "strip_invisible",
]
