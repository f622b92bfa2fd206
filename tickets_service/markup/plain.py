"""Plain text to HTML, and the plain text of markup that no parser should be bothered with."""

import html
import re

from tickets_service.markup.invisible import strip_invisible

_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
_UNSHOWN_EDGE = re.compile(r"<(/?)(script|style|title)\b", re.IGNORECASE)
_LINE_TAG = re.compile(r"</?(?:br|p|div|tr|li|h[1-6]|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")


def html_from_plain(text: str) -> str:
    """A paragraph per block of lines, a <br> per line break; what a person typed is escaped, never interpreted."""
    paragraphs = _BLANK_LINES.split(tidy(text))
    return "".join(f"<p>{escaped(paragraph)}</p>" for paragraph in paragraphs if paragraph)


def escaped(paragraph: str) -> str:
    return html.escape(paragraph, quote=False).replace("\n", "<br>")


def tidy(text: str) -> str:
    """The text without invisible characters, white space at line ends, and blank lines around it."""
    visible, _ = strip_invisible(text)
    return "\n".join(line.rstrip() for line in visible.split("\n")).strip("\n")


def text_without_tags(source: str) -> str:
    """A rough reading in linear time, for markup that is too large or too deep to be parsed."""
    lines = _ANY_TAG.sub("", _LINE_TAG.sub("\n", _without_unshown(source)))
    return strip_invisible(html.unescape(lines))[0]


def _without_unshown(source: str) -> str:
    """Leaves out scripts, styles and titles; one that is never closed hides the rest, as it does in a browser."""
    shown: list[str] = []
    position, inside = 0, ""
    for edge in _UNSHOWN_EDGE.finditer(source):
        name = edge[2].lower()
        if not inside and not edge[1]:
            shown.append(source[position : edge.start()])
            inside = name
        elif inside == name and edge[1]:
            position, inside = edge.start(), ""
    return "".join(shown) if inside else "".join([*shown, source[position:]])
