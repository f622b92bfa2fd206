"""HTML to the lines a reader sees: hidden parts are left out, quotes are marked, tables and lists stay readable."""

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tickets_service.markup.clients import Quote, quote_begun_by
from tickets_service.markup.lines import CELL, Line, Page
from tickets_service.markup.tags import BLOCKS, CELLS, PARAGRAPHS, UNSHOWN

Attributes = Mapping[str, str | None]

_TEXT = "-text"
_HIDING = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0?\.?0+\s*(?:;|!|$)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_FONT_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*(px|pt|em|rem|%)?", re.IGNORECASE)
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff][\u200d\ufe0f\u2190-\u2bff\U0001f000-\U0001faff]{0,9}")


class Rendering:
    """One walk over the tree, without recursion: a message may be nested deeper than Python likes to call."""

    def __init__(self) -> None:
        self.page = Page()
        self._is_tiny = False
        self._preformatted = 0
        self._lists: list[int] = []
        self._quotes_rest = False

    def walk(self, root: LexborNode) -> list[Line]:
        path: list[tuple[str, bool, bool, bool]] = []
        node: LexborNode | None = root
        while node is not None:
            below = self._enter(node, path)
            if below is not None:
                node = below
                continue
            while node is not None and node.next is None:
                node = node.parent if path else None
                if node is not None:
                    self._leave(*path.pop())
            node = node.next if node is not None else None
        self.page.begin_block()
        return self.page.lines

    def _enter(self, node: LexborNode, path: list[tuple[str, bool, bool, bool]]) -> LexborNode | None:
        """The first child, if the walk goes down; what has to be restored afterwards is on the path then."""
        tag = node.tag or ""
        if tag == _TEXT:
            self._write(node.text_content or "")
            return None
        if tag in UNSHOWN:
            return None
        attributes: Attributes = node.attributes
        style = attributes.get("style") or ""
        if "hidden" in attributes or (style and _HIDING.search(style)):
            return None
        before = (tag, self._is_tiny, self.page.is_quoted, self.page.is_sure)
        self._begin(tag, attributes, node)
        below = node.child
        if below is None:
            self._leave(*before)
            return None
        if style and (size := _FONT_SIZE.search(style)):
            self._is_tiny = _is_unreadable(size[1], size[2] or "px")
        path.append(before)
        return below

    def _write(self, text: str) -> None:
        if self._is_tiny:
            return
        if self._preformatted:
            self.page.write_as_is(text)
        else:
            self.page.write(text)

    def _begin(self, tag: str, attributes: Attributes, node: LexborNode) -> None:
        page = self.page
        if tag == "br":
            page.end_line()
        elif tag == "img":
            page.write(_emoji_in(attributes))
        elif tag in CELLS:
            page.write(CELL)
        elif tag == "li":
            page.write_bullet(self._next_bullet())
        elif tag in PARAGRAPHS:
            page.begin_paragraph()
        elif tag in BLOCKS:
            page.begin_block()
        self._begin_quote(tag, attributes, node)
        if tag == "pre":
            self._preformatted += 1
        elif tag in {"ul", "ol"}:
            self._lists.append(1 if tag == "ol" else 0)

    def _begin_quote(self, tag: str, attributes: Attributes, node: LexborNode) -> None:
        quote = quote_begun_by(tag, attributes, node)
        if quote is not None:
            self._quotes_rest = self._quotes_rest or quote is Quote.rest
            self.page.mark_quote(is_quoted=True, is_sure=self.page.is_sure or quote is not Quote.perhaps)

    def _leave(self, tag: str, is_tiny: bool, is_quoted: bool, is_sure: bool) -> None:  # noqa: FBT001
        self._is_tiny = is_tiny
        if tag in PARAGRAPHS:
            self.page.begin_paragraph()
        elif tag in BLOCKS:
            self.page.begin_block()
        if tag == "pre":
            self._preformatted -= 1
        elif tag in {"ul", "ol"}:
            self._lists.pop()
        if is_quoted != self.page.is_quoted or is_sure != self.page.is_sure:
            is_restored = not self._quotes_rest
            self.page.mark_quote(is_quoted=is_quoted if is_restored else True, is_sure=is_sure if is_restored else True)

    def _next_bullet(self) -> str:
        if not self._lists or not self._lists[-1]:
            return "- "
        number = self._lists[-1]
        self._lists[-1] += 1
        return f"{number}. "


def lines_of_html(source: str) -> list[Line]:
    root = LexborHTMLParser(source).root
    return Rendering().walk(root) if root is not None else []


def _is_unreadable(size: str, unit: str) -> bool:
    try:
        number = float(size)
    except ValueError:
        return False
    return number < 0.1 if unit in {"em", "rem"} else number <= 1  # noqa: PLR2004


def _emoji_in(attributes: Attributes) -> str:
    """Mail clients send an emoji as a picture with the character as its alternative text."""
    alternative = attributes.get("alt") or ""
    return alternative if _EMOJI.fullmatch(alternative) else ""
