"""Finds passages that are set apart: in tags, between marks, in code fences or quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LONGEST_MARK = 120  # characters of a line that can be a mark
LONGEST_LEAD = 300  # characters of the line before, when it introduces the passage

CODE_FENCE = re.compile(r'^(`{3,}|~{3,}|"{3,}|\'{3,})\s*([\w -]{0,40})$')
TAG = re.compile(r"^[<\[]([A-Za-z][\w.:-]{0,60})((?:\s[^<>\[\]]{0,300})?)[>\]](.*)$", re.DOTALL)
BEGINNING = re.compile(r"^\W*(?:BEGIN|BEGINNING|START|ANFANG|BEGINN|DÉBUT)\b(.*)$", re.IGNORECASE)
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


def passages(lines: list[str]) -> list[Passage]:
    """Outermost passages in the order they stand in; what is inside of one is not looked at."""
    marks = _lines_by_token(lines)
    found: list[Passage] = []
    place = read_until = 0
    while place < len(lines):
        passage = _passage_at(lines, place, marks)
        if passage is None:
            place += 1
        else:
            lead = _lead(lines[max(read_until, place - 2) : place], passage.lead)
            found.append(replace(passage, lead=lead))
            place = read_until = passage.after
    return found


def _passage_at(lines: list[str], place: int, marks: dict[str, list[int]]) -> Passage | None:
    line = lines[place].strip()
    if not line:
        return None
    return (
        _in_code_fence(lines, place, line)
        or _in_tag(lines, place, line)
        or _between_words(lines, place, line)
        or _between_tokens(lines, place, line, marks)
        or _quoted(lines, place, line)
    )


def _in_code_fence(lines: list[str], place: int, line: str) -> Passage | None:
    opening = CODE_FENCE.match(line)
    if opening is None:
        return None
    for end in range(place + 1, len(lines)):
        if lines[end].strip() == opening[1]:
            return _passage(lines, place, end, opening[2])
    return None


def _in_tag(lines: list[str], place: int, line: str) -> Passage | None:
    opening = TAG.match(line)
    if opening is None or (line.startswith("[") and opening[3].strip()):
        return None
    name, label, rest = opening[1], f"{opening[1]} {opening[2]}", opening[3]
    closing = re.compile(rf"[<\[]/{re.escape(name)}[>\]]")
    same_line = closing.search(rest)
    if same_line is not None:
        text = rest[: same_line.start()]
        return Passage(place, place + 1, label, text) if len(text) > 0 else None
    for end in range(place + 1, len(lines)):
        closed = closing.search(lines[end])
        if closed is not None:
            text = "\n".join([rest, *lines[place + 1 : end], lines[end][: closed.start()]])
            return Passage(place, end + 1, label, text.strip("\n"))
    return None


def _between_words(lines: list[str], place: int, line: str) -> Passage | None:
    opening = BEGINNING.match(line) if len(line) <= LONGEST_MARK else None
    if opening is None or opening[1].strip().endswith((".", ",", "?")):
        return None
    subject = _letters(opening[1])
    for end in range(place + 1, len(lines)):
        closing = lines[end].strip()
        if len(closing) <= LONGEST_MARK and ENDING.match(closing) and (not subject or subject in _letters(closing)):
            return _passage(lines, place, end, opening[1])
    return None


def _between_tokens(lines: list[str], place: int, line: str, marks: dict[str, list[int]]) -> Passage | None:
    if not _can_be_mark(line):
        return None
    for token in TOKEN.findall(line):
        end = next((later for later in marks.get(token, []) if later > place), None)
        if end is not None:
            return _passage(lines, place, end, line.replace(token, " "))
    return None


def _quoted(lines: list[str], place: int, line: str) -> Passage | None:
    if not line.startswith(">"):
        return None
    end = place
    while end < len(lines) and lines[end].lstrip().startswith(">"):
        end += 1
    text = "\n".join(re.sub(r"^\s*>\s?", "", quoted) for quoted in lines[place:end])
    return Passage(place, end, "", text)


def _lines_by_token(lines: list[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        stripped = line.strip()
        if stripped and _can_be_mark(stripped):
            for token in set(TOKEN.findall(stripped)):
                places.setdefault(token, []).append(place)
    return places


def _can_be_mark(line: str) -> bool:
    return len(line) <= LONGEST_MARK and MARK_SHAPE.match(line) is not None


def _passage(lines: list[str], place: int, end: int, label: str) -> Passage:
    return Passage(place, end + 1, label.strip(), "\n".join(lines[place + 1 : end]))


def _lead(before: list[str], label: str) -> str:
    line = next((line.strip() for line in reversed(before) if line.strip()), "")
    return f"{line if len(line) <= LONGEST_LEAD else ''} {label}".strip()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
