"""Verbatim blocks: a model may say where one stands, with `{{block:withdrawal}}`, and not what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MARKER = re.compile(r"\{\{\s*block\s*:\s*([^{}]*?)\s*\}\}", re.IGNORECASE)
ANY_MARKER = re.compile(
    r"(?:\\?\{){1,2}\s*block\s*:\s*([^{}\[\]<>\n]*?)\s*(?:\\?\}){1,2}"
    r"|(?:\\?\[){1,2}\s*block\s*:\s*([^{}\[\]<>\n]*?)\s*(?:\\?\]){1,2}"
    r"|<{1,2}\s*block\s*:\s*([^{}\[\]<>\n]*?)\s*>{1,2}",
    re.IGNORECASE,
)
"""Models forget which brackets were asked for."""
SENTENCE_END = re.compile(r"[.!?:…](?=[\s\"“”')]|\Z)")
BULLET = re.compile(r"[\s*•>–-]*\Z")  # noqa: RUF001
EMPTY_BRACKETS = re.compile(r"\s?\(\s*\)")


@dataclass(frozen=True)
class Placed:
    """*placed* are the blocks that stand in *text* now, *unknown* what was asked for and does not exist."""

    text: str
    placed: tuple[str, ...]
    unknown: tuple[str, ...]


def place(text: str, blocks: Mapping[str, str]) -> Placed:
    """Puts each block in for its first marker, as a paragraph of its own: a marker inside a block stays. An unknown
    marker stays where it is, so that somebody sees that something is missing."""
    by_key = {key.casefold(): block.strip("\n") for key, block in blocks.items()}
    placed: dict[str, None] = {}
    unknown: dict[str, None] = {}
    pieces: list[str | _Block] = []
    for old in text.split("\n"):
        line = _Line()
        end = 0
        for marker in ANY_MARKER.finditer(old):
            line.say(old[end : marker.start()])
            end = marker.end()
            key = next((group for group in marker.groups() if group is not None), "")
            if key.casefold() not in by_key:
                unknown[key] = None
                line.say(f"{{{{block:{key}}}}}")
            else:
                line.hold(None if key.casefold() in placed else _Block(by_key[key.casefold()]))
                placed[key.casefold()] = None
        line.say(old[end:])
        pieces += line.pieces()
    return Placed(_joined(pieces), tuple(placed), tuple(unknown))


def marked(text: str) -> tuple[str, ...]:
    """The keys of the markers in a text, each once."""
    return tuple(dict.fromkeys(match[1] for match in MARKER.finditer(text)))


@dataclass(frozen=True)
class _Block:
    text: str


@dataclass
class _Line:
    """One line of the text: what it says, and its blocks between its sentences."""

    done: list[str | _Block] = field(default_factory=list)
    said: str = ""
    waiting: list[_Block] = field(default_factory=list)
    """They stand within the sentence that is being said."""
    since: str = ""
    """What was said since the first of them."""
    had_markers: bool = False

    def say(self, words: str) -> None:
        end = SENTENCE_END.search(words) if self.waiting else None
        if end is None:
            self._add(words)
            return
        self._add(words[: end.end()])
        self._finish()
        self.said = words[end.end() :].lstrip()

    def hold(self, block: _Block | None) -> None:
        """None: it stands above already."""
        self.had_markers = True
        if block is None:
            self.said = self.said.rstrip()
            return
        if self.waiting or not (BULLET.match(self.said) or SENTENCE_END.search(self.said.rstrip()[-1:])):
            self.waiting.append(block)
            return
        self.waiting = [block]
        self._finish()

    def pieces(self) -> list[str | _Block]:
        if not self.had_markers:
            return [self.said]
        self._finish()
        return self.done

    def _add(self, words: str) -> None:
        if self.had_markers and self.said and words.lstrip()[:1] in (".", ",", ";", ":", "!", "?"):
            self.said = self.said.rstrip() + words.lstrip()
        elif self.had_markers and self.said.endswith(" "):
            self.said += words.lstrip()
        else:
            self.said += words
        self.since += words if self.waiting else ""

    def _finish(self) -> None:
        """A sentence that breaks off where its block stood ends with a colon."""
        said = EMPTY_BRACKETS.sub("", self.said).strip()
        if self.waiting and not any(map(str.isalnum, self.since)):
            bare = said.rstrip(" .,;")
            said = f"{bare}:" if bare[-1:].isalnum() else said
        if not BULLET.match(said):
            self.done.append(said)
        self.done += self.waiting
        self.said, self.since, self.waiting = "", "", []


def _joined(lines: list[str | _Block]) -> str:
    """With an empty line before and behind each block."""
    pieces: list[str] = []
    for number, line in enumerate(lines):
        if isinstance(line, str):
            pieces.append(line)
            continue
        if pieces and pieces[-1].strip():
            pieces.append("")
        pieces.append(line.text)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if isinstance(following, _Block) or following.strip():
            pieces.append("")
    return "\n".join(pieces)
