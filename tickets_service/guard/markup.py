"""A reply is plain text: what a browser or a Markdown reader would take for more is none."""

import html
import re
from collections.abc import Iterator

from tickets_service.finding import Span

_TAG = re.compile(
    r"<(?:/?[a-z][a-z0-9:-]{0,30}(?=[\s/>\"'=<]|$)|!--|!doctype\b|!\[cdata\[|\?(?:xml|php))", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:lt|#0*60|#x0*3c)\b;?", re.IGNORECASE)
_ENCODED_TAG = re.compile(r"(?:%3c|\\x3c|\\u003c)/?[a-z!]", re.IGNORECASE)
_HANDLER = re.compile(r"\bon(?:error|load|click|mouseover|focus|toggle|animation\w{0,10}|begin)\s{0,5}=", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(
    r"!\[[^\]\n]{0,300}\](?=[\[(])|\[[^\]\n]{1,300}\](?:\(|[ ]\((?=https?:|www\.|/))[^)\n]{1,500}\)?"
    r"|\[[^\]\n]{1,200}\]\[[^\]\n]{0,100}\]"
    r"|^[ ]{0,3}\[[^\]\n]{1,100}\]:[ \t]{0,3}\S{1,500}|<(?:https?|mailto|ftp):[^>\s]{1,500}>?|\[/?(?:url|img"
    r"|email|link|iframe)\b[^\]\n]{0,300}\]",
    re.IGNORECASE | re.MULTILINE,
)
_MARKDOWN = re.compile(
    r"\*\*[^*\n]{1,200}\*\*|__[^_\n]{1,200}__|^#{1,6}[ ]\S|```|^[ ]{0,3}>[ ]\S|^\|[^\n]{1,200}\|[ ]*$"
    r"|(?<!\w)`[^`\n]{1,100}`",
    re.MULTILINE,
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\[[A-Z]{2,12}(?:_[A-Z]{2,12})?_\d{1,4}[A-Z]{0,2}\]|\[(?:ihr |your |insert |name|datum"
    r"|date|firma|company|hier)[^\]\n]{0,40}\]"
    r"|\$\{[^}\n]{1,40}\}|<\|[^|\n]{1,30}\|>|\[[^\[\]\n]{1,80}\?\]",
    re.IGNORECASE,
)


def html_in(text: str) -> Iterator[Span]:
    for pattern in (_TAG, _ENCODED_TAG, _HANDLER):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), match[0])
    for match in _ENTITY.finditer(text):
        if _TAG.match(html.unescape(html.unescape(text[match.start() : match.start() + 60]))):
            yield Span(match.start(), match.end(), match[0])


def markdown_links_in(text: str) -> Iterator[Span]:
    return _spans(_MARKDOWN_LINK, text)


def markdown_in(text: str) -> Iterator[Span]:
    return _spans(_MARKDOWN, text)


def placeholders_in(text: str) -> Iterator[Span]:
    return _spans(_PLACEHOLDER, text)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end(), match[0])
