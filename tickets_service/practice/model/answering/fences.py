"""Finds passages that are set apart: in tags, between marks, in code fences or quoted."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

LONGEST_MARK = 120  # characters of a line that can be a mark
MOST_ENDINGS = 50  # looked at for one beginning
LONGEST_LEAD = 300  # characters of the line before, when it introduces the passage

CODE_FENCE = re.compile(r'^(`{3,}|~{3,}|"{3,}|\'{3,})\s*([\w -]{0,40})$')
TAG = re.compile(r"^[<\[]([A-Za-z][\w.:-]{0,60})((?:\s[^<>\[\]]{0,300})?)[>\]](.*)$", re.DOTALL)
BEGINNING = re.compile(r"^\W*(?:BEGIN|BEGINNING|START|ANFANG|BEGINN|DÉBUT)\b(.*)$", re.IGNORECASE)
CLOSING_TAG = re.compile(r"[<\[]/([A-Za-z][\w.:-]{0,60})[>\]]")
ENDING = re.compile(r"^\W*(?:END|END OF|ENDE|FIN|STOP)\b", re.IGNORECASE)
TOKEN = re.compile(r"(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{6,}")
MARK_SHAPE = re.compile(r"^(?:[<\[({=*#~|_+@§>]{2,}|-{2,}|[<\[({]|\w+\W*$|(?:BEGIN|START|END|DATA|ENDE)\b)")


@dataclass(frozen=True)
class Passage:
    first: int
    """The line it begins in, its mark included."""
    after: int
    lead: str
    """What its mark and the line before say about it."""
    text: str


@dataclass
class Marks:
    """The lines in which something can end, so that a prompt full of beginnings is still read once."""

    lines: list[str]
    tags: dict[str, list[int]] = field(default_factory=dict)
    tokens: dict[str, list[int]] = field(default_factory=dict)
    whole_lines: dict[str, list[int]] = field(default_factory=dict)
    endings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for place, line in enumerate(self.lines):
            for name in set(CLOSING_TAG.findall(line)):
                self.tags.setdefault(name, []).append(place)
            stripped = line.strip()
            if 0 < len(stripped) <= LONGEST_MARK:
                self.whole_lines.setdefault(stripped, []).append(place)
                if ENDING.match(stripped):
                    self.endings.append(place)
                if MARK_SHAPE.match(stripped):
                    for token in _tokens_of(stripped):
                        self.tokens.setdefault(token, []).append(place)


def passages(lines: list[str]) -> list[Passage]:
    """Outermost passages in the order they stand in; what is inside of one is not looked at."""
    marks = Marks(lines)
    found: list[Passage] = []
    place = read_until = 0
    while place < len(lines):
        passage = _passage_at(marks, place)
        if passage is None:
            place += 1
        else:
            lead = _lead(lines[max(read_until, place - 2) : place], passage.lead)
            found.append(replace(passage, lead=lead))
            place = read_until = passage.after
    return found


def _passage_at(marks: Marks, place: int) -> Passage | None:
    line = marks.lines[place].strip()
    if not line:
        return None
    return (
        _in_code_fence(marks, place, line)
        or _in_tag(marks, place, line)
        or _between_words(marks, place, line)
        or _between_tokens(marks, place, line)
        or _quoted(marks.lines, place, line)
    )


def _in_code_fence(marks: Marks, place: int, line: str) -> Passage | None:
    opening = CODE_FENCE.match(line)
    end = _next(marks.whole_lines.get(opening[1]), place) if opening else None
    return _between(marks, place, end, opening[2]) if opening and end else None


def _in_tag(marks: Marks, place: int, line: str) -> Passage | None:
    opening = TAG.match(line)
    if opening is None or (line.startswith("[") and opening[3].strip()):
        return None
    name, rest = opening[1], opening[3]
    closing = re.compile(rf"[<\[]/{re.escape(name)}[>\]]")
    label = f"{name} {opening[2]}"
    same_line = closing.search(rest)
    if same_line is not None:
        return Passage(place, place + 1, label, rest[: same_line.start()])
    end = _next(marks.tags.get(name), place)
    if end is None:
        return None
    before_closing = closing.split(marks.lines[end])[0]
    text = "\n".join([rest, *marks.lines[place + 1 : end], before_closing])
    return Passage(place, end + 1, label, text.strip("\n"))


def _between_words(marks: Marks, place: int, line: str) -> Passage | None:
    opening = BEGINNING.match(line) if len(line) <= LONGEST_MARK else None
    if opening is None or opening[1].strip().endswith((".", ",", "?")):
        return None
    subject = _letters(opening[1])
    later = marks.endings[bisect_right(marks.endings, place) :][:MOST_ENDINGS]
    end = next((at for at in later if subject in _letters(marks.lines[at])), None)
    return _between(marks, place, end, opening[1]) if end else None


def _between_tokens(marks: Marks, place: int, line: str) -> Passage | None:
    if len(line) > LONGEST_MARK or not MARK_SHAPE.match(line):
        return None
    for token in sorted(_tokens_of(line), key=len):
        end = _next(marks.tokens.get(token), place)
        if end is not None:
            return _between(marks, place, end, line.replace(token, " "))
    return None


def _quoted(lines: list[str], place: int, line: str) -> Passage | None:
    if not line.startswith(">"):
        return None
    end = place
    while end < len(lines) and lines[end].lstrip().startswith(">"):
        end += 1
    text = "\n".join(re.sub(r"^\s*>\s?", "", quoted) for quoted in lines[place:end])
    return Passage(place, end, "", text)


def _next(places: list[int] | None, place: int) -> int | None:
    """The first of *places* behind *place*; None when there is none."""
    at = bisect_right(places, place) if places else 0
    return places[at] if places and at < len(places) else None


def _between(marks: Marks, place: int, end: int, label: str) -> Passage:
    return Passage(place, end + 1, label.strip(), "\n".join(marks.lines[place + 1 : end]))


def _tokens_of(line: str) -> set[str]:
    """What looks random in a line, with and without the words joined to it."""
    whole = TOKEN.findall(line)
    return {*whole, *(part for token in whole for part in re.split(r"[_-]", token) if TOKEN.fullmatch(part))}


def _lead(before: list[str], label: str) -> str:
    line = next((line.strip() for line in reversed(before) if line.strip()), "")
    return f"{line if len(line) <= LONGEST_LEAD else ''} {label}".strip()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
