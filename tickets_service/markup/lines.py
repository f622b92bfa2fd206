"""A message as lines of visible text, each knowing whether it stood in a quote."""

import re
from dataclasses import dataclass

CELL = "\x1f"  # stands between table cells until their line is finished; as a control it is in no text we are given

MANY_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_MARK = re.compile(r"[ \t]{0,3}>(?!:?\s*$)|[ \t]{0,3}>\s*$")
_CELLS = re.compile(rf"[ \t]*{CELL}[ \t{CELL}]*")
_SPACES = re.compile(r"[ \t\n\f\r]+")
_NOTHING = f" {CELL}"


@dataclass(frozen=True, slots=True)
class Line:
    """*is_sure* is False for a quote that only looks like one: a customer may indent a sentence of their own."""

    text: str
    is_quoted: bool = False
    is_sure: bool = False


def lines_of_plain(text: str) -> list[Line]:
    text = MANY_BLANK_LINES.sub("\n\n", text)
    return [Line(line, is_quoted=_MARK.match(line) is not None) for line in text.split("\n")]


class Page:
    """Collects text as a browser lays it out: white space collapses, blocks begin on lines of their own."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.is_quoted = False
        self.is_sure = False
        self._parts: list[str] = []
        self._bullet = ""

    def write(self, text: str) -> None:
        self._parts.append(text)

    def write_as_is(self, text: str) -> None:
        """For preformatted text: no-break spaces survive the collapsing and become spaces at the line's end."""
        first, *others = text.replace(" ", "\xa0").replace("\t", "\xa0\xa0").split("\n")
        self._parts.append(first)
        for other in others:
            self.end_line()
            self._parts.append(other)

    def write_bullet(self, bullet: str) -> None:
        """Waits for the text it belongs to, which may be in a block of its own."""
        self.begin_block()
        self._bullet = bullet

    def begin_block(self) -> None:
        """Ends the line if anything stands on it."""
        if any(part.strip(" \t\n\f\r" + CELL) for part in self._parts):
            self.end_line()
        else:
            self._parts.clear()

    def begin_paragraph(self) -> None:
        self.begin_block()
        if self.lines and self.lines[-1].text:
            self._add("")

    def end_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self._parts)).strip(_NOTHING)
        self._parts.clear()
        if CELL in text:
            text = _CELLS.sub(" | ", text)
        if text and self._bullet:
            text, self._bullet = self._bullet + text, ""
        self._add(text.replace("\xa0", " ").rstrip())

    def mark_quote(self, *, is_quoted: bool, is_sure: bool) -> None:
        self.begin_block()
        self.is_quoted, self.is_sure = is_quoted, is_sure

    def _add(self, text: str) -> None:
        self.lines.append(Line(text, self.is_quoted, self.is_sure))
