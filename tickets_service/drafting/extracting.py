"""The reply inside a JSON answer that is still being written: piece by piece, so that nobody ever sees JSON."""

from __future__ import annotations

import re

BEGINS = re.compile(r'(?:```[^\S\n]*\w*\s*)?\{\s*["\']')
MAY_BEGIN = re.compile(r"(?:`{1,2}|```[^\S\n]*\w*\s*|(?:```[^\S\n]*\w*\s*)?\{\s*)\Z")
LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
UNREADABLE = "\ufffd"
WHOLE_UNICODE_ESCAPE = 6
HIGH, LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class ReplyExtractor:
    """Fed with an answer in pieces of any size. *text* is the reply as far as it is known.

    Plain text is its own reply.
    """

    def __init__(self, key: str = "reply") -> None:
        self.text = ""
        self.is_complete = False
        """Whether the reply's string was closed. Stays False for plain text."""
        self._plain = ""
        self._json: _ObjectReader | None = None
        self._key = key

    def feed(self, piece: str) -> str:
        if self._json is None:
            piece = self._feed_plain(piece)
        if self._json is not None:
            self._json.feed(piece)
            self.text, self.is_complete = self._json.found, self._json.is_complete
        return self.text

    def _feed_plain(self, piece: str) -> str:
        """What is left for the object once it begins. What may be its beginning is not shown yet."""
        self._plain += piece
        begin = BEGINS.search(self._plain)
        if begin is not None:
            self._json = _ObjectReader(self._key)
            return self._plain[self._plain.index("{", begin.start()) :]
        may_begin = MAY_BEGIN.search(self._plain)
        self.text = (self._plain[: may_begin.start()] if may_begin else self._plain).lstrip()
        return ""


class _ObjectReader:
    """Follows one JSON object and keeps the string that its outermost level has under *key*."""

    def __init__(self, key: str) -> None:
        self.found = ""
        self.is_complete = False
        self._wanted = key
        self._depth = 0
        self._is_value = False
        self._in_string = False
        self._name = ""
        self._string: list[str] = []
        self._escape = ""
        self._high: int | None = None

    @property
    def _is_reply(self) -> bool:
        return self._depth == 1 and self._is_value and self._name == self._wanted and not self.is_complete

    def feed(self, piece: str) -> None:
        for character in piece:
            if self._in_string:
                self._in_text(character)
            else:
                self._between(character)
        if self._in_string and self._is_reply:
            self.found = "".join(self._string)

    def _between(self, character: str) -> None:
        if character == '"':
            self._in_string, self._string = True, []
        elif character in "{[":
            self._depth += 1
            self._is_value = self._is_value and self._depth > 1
        elif character in "}]":
            self._depth -= 1
        elif self._depth == 1 and character in ":,":
            self._is_value = character == ":"

    def _in_text(self, character: str) -> None:
        if self._escape:
            self._escape += character
            self._close_escape()
        elif character == "\\":
            self._escape = character
        elif character == '"':
            self._close_string()
        else:
            self._add(character)

    def _close_escape(self) -> None:
        kind = self._escape[1]
        if kind != "u":
            self._add(LETTERS.get(kind, kind))
        elif len(self._escape) < WHOLE_UNICODE_ESCAPE:
            return
        else:
            self._add_code(self._escape[2:])
        self._escape = ""

    def _add_code(self, digits: str) -> None:
        code = int(digits, 16) if re.fullmatch("[0-9a-fA-F]{4}", digits) else ord(UNREADABLE)
        if code in LOW and self._high is not None:
            high, self._high = self._high, None
            self._add(chr(0x10000 + ((high - HIGH.start) << 10) + (code - LOW.start)))
        elif code in HIGH:
            self._leave_alone()
            self._high = code
        else:
            self._add(UNREADABLE if code in LOW else chr(code))

    def _add(self, character: str) -> None:
        self._leave_alone()
        self._string.append(character)

    def _leave_alone(self) -> None:
        """Half of a pair whose other half never came."""
        if self._high is not None:
            self._high = None
            self._string.append(UNREADABLE)

    def _close_string(self) -> None:
        self._leave_alone()
        self._in_string = False
        if self._is_reply:
            self.found, self.is_complete = "".join(self._string), True
        elif self._depth == 1 and not self._is_value:
            self._name = "".join(self._string)
